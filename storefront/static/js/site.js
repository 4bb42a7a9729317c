// Small comforts; every page works without this file.
"use strict";

function focusErrors(root) {
  const summary = root.querySelector("[data-focus]");
  if (summary) summary.focus();
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Old browsers and pages without https know no clipboard: then it is marked, to copy by hand.
    const shown = document.getElementById(button.dataset.copyFrom);
    if (shown) shown.select();
    return;
  }
  const announcement = document.getElementById("announcement");
  if (announcement) announcement.textContent = button.dataset.copied;
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = label; }, 2000);
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const copier = target && target.closest("[data-copy]");
  if (copier) copy(copier);
  const sharer = target && target.closest("[data-share]");
  // Whoever turns back has changed their mind: nothing to tell.
  if (sharer) navigator.share({ title: sharer.dataset.shareTitle, url: sharer.dataset.share }).catch(() => {});
  const printer = target && target.closest("[data-print]");
  if (printer) window.print();
});

// Buttons that only script can work stay hidden until it runs.
for (const control of document.querySelectorAll("[data-needs-script]")) control.hidden = false;
for (const control of document.querySelectorAll("[data-share]")) control.hidden = !navigator.share;
document.addEventListener("htmx:after:swap", () => {
  for (const control of document.querySelectorAll("[data-needs-script]")) control.hidden = false;
  focusErrors(document);
  // What had the focus may be gone: then it goes to the part that changed.
  if (document.activeElement === document.body) {
    const part = document.querySelector("[data-keeps-focus]");
    if (part) part.focus({ preventScroll: true });
  }
});

// A row of cards scrolls sideways; what the keyboard reaches must be seen.
document.addEventListener("focusin", (event) => {
  const card = event.target instanceof Element ? event.target.closest(".card-row > *") : null;
  if (card) card.scrollIntoView({ inline: "nearest", block: "nearest" });
});

// A form that is on its way is not sent again by an impatient thumb; the server would show the
// same purchase anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-once]")) delete form.dataset.sent;
});

focusErrors(document);

// Where there can be a service worker, it keeps pages for times without a network. It comes after
// the first page and is told what that was made of, and what changes without a new page.
const workers = navigator.serviceWorker;

function keep(urls, cache) {
  if (workers.controller) workers.controller.postMessage({ urls, cache });
}

if (workers) {
  const packs = () => document.getElementById("cart-badge").textContent;
  let before = packs();
  document.addEventListener("htmx:after:swap", () => {
    const changed = document.querySelector("[data-order-code]") ? [location.href] : [];
    if (packs() !== before) changed.push(document.getElementById("cart-badge").closest("a").href);
    before = packs();
    if (changed.length) keep(changed, "default");
  });
  workers.addEventListener("controllerchange", () => {
    const parts = performance.getEntriesByType("resource").map((part) => part.name);
    keep([location.href, ...parts], "force-cache");
  });
  window.addEventListener("load", () => {
    workers.register("/service-worker.js").catch(() => {});
  });
}

// The offline page lists the kept pages, the visitor's own first, and can make the device forget.
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

async function titleOf({ cache, key }) {
  const html = await (await cache.match(key, { ignoreVary: true })).text();
  const head = html.slice(0, html.indexOf("</title>"));
  const { title } = new DOMParser().parseFromString(head, "text/html");
  return title.slice(0, title.lastIndexOf(" · "));
}

async function lineOf(page, line) {
  const [title, time] = line.querySelectorAll("bdi, small");
  const dateStyle = document.documentElement.lang === "en" ? "medium" : "short";
  line.querySelector("a").href = page.key.url;
  title.lang = new URL(page.key.url).pathname.split("/")[1];
  title.textContent = await titleOf(page);
  time.textContent = new Date(page.at).toLocaleString("en-GB", { dateStyle, timeStyle: "short" });
  return line;
}

async function listKept(section) {
  const list = section.querySelector("ul");
  const pages = await keptPages();
  const lines = pages.map((page) => lineOf(page, list.firstElementChild.cloneNode(true)));
  list.replaceChildren(...await Promise.all(lines));
  section.hidden = !pages.length;
}

async function forgetKept(button) {
  for (const { cache, key } of await keptPages()) await cache.delete(key, { ignoreVary: true });
  document.getElementById("announcement").textContent = button.dataset.forget;
  button.replaceWith(button.dataset.forget);
}

for (const section of document.querySelectorAll("#kept-pages")) listKept(section);
for (const button of document.querySelectorAll("[data-forget]")) {
  button.addEventListener("click", () => forgetKept(button));
}
