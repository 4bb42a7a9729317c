// Which pages this device keeps, and the button that makes it forget them.
"use strict";

async function keptPages() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!/^(pages-|private$)/.test(name)) continue;
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      found.push({ cache, key, own: name === "private", at: Number(key.headers.get("kept")) });
    }
  }
  return found.sort((one, other) => other.own - one.own || other.at - one.at);
}

async function titleOf(page) {
  const html = await (await page.cache.match(page.key, { ignoreVary: true })).text();
  const head = new DOMParser().parseFromString(html.slice(0, html.indexOf("</title>")), "text/html");
  return head.title.split(" · ").slice(0, -1).join(" · ");
}

async function entry(page) {
  const language = new URL(page.key.url).pathname.split("/")[1];
  const item = document.createElement("li");
  const link = document.createElement("a");
  const time = document.createElement("small");
  link.href = page.key.url;
  link.lang = language;
  link.className = "link-more";
  link.textContent = await titleOf(page);
  time.textContent = new Date(page.at).toLocaleString("en-GB", { dateStyle: "short", timeStyle: "short" });
  item.append(link, " ", time);
  return item;
}

async function list(section) {
  const pages = await keptPages();
  section.querySelector("ul").replaceChildren(...await Promise.all(pages.map(entry)));
  section.hidden = !pages.length;
}

async function forget(button) {
  for (const { cache, key } of await keptPages()) await cache.delete(key, { ignoreVary: true });
  document.getElementById("announcement").textContent = button.dataset.forget;
  button.replaceWith(button.dataset.forget);
}

if (window.caches) {
  const section = document.getElementById("kept-pages");
  if (section) list(section);
  for (const button of document.querySelectorAll("[data-forget]")) {
    button.addEventListener("click", () => forget(button));
  }
}
