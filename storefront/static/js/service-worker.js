// What a phone keeps of the shop for times without a network.
//
// A page always comes from the network while that answers; the copy of the last visit is for
// when it does not, and says so. The server tells by a header which pages may be kept at all.
// Only GET is touched: what is sent, an order above all, goes its way unseen and is never sent
// again from here. The server puts VERSION above these lines.
//
// A worker that does harm is retired by serving in its place one that only says, when it is
// activated: `registration.unregister()`. Browsers ask for this file at every visit.
const PATIENCE = 5000;
const KEPT_FOR = 30 * 24 * 3600 * 1000;
const MOST = 100;
const PAGES = "pages-" + VERSION;
const KEPT = ["private", PAGES];

// Open pages lose nothing by a new worker at once: it answers them with the network's pages and with
// files whose names change with their content, as the old one did.
addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(takeOver()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") {
    if (request.url.endsWith("/logout")) event.waitUntil(caches.delete("private"));
  } else if (request.mode === "navigate") {
    event.respondWith(page(event));
  } else if (/style|script|image|font/.test(request.destination)) {
    event.respondWith(file(event));
  }
});

// A page tells what it was made of before this worker was there, and what has changed since.
addEventListener("message", (event) => {
  const { cache, urls } = event.data;
  const seen = urls.map((url) => fetch(url, { cache }).then((answer) => store(url, answer)));
  event.waitUntil(Promise.all(seen).catch(() => {}));
});

async function takeOver() {
  await tidy();
  if (registration.navigationPreload) await registration.navigationPreload.enable();
  await clients.claim();
}

// The offline page of a page's language, without anybody's cart in its head. No page is kept before
// there are the words that say so, and an older version's words hold until the new ones are there.
async function prepare(url) {
  const path = offlinePath(url);
  const cache = await caches.open("offline");
  const [key] = await cache.keys(path);
  if (key && key.headers.get("version") === VERSION) return;
  const page = await fetch(path, { credentials: "omit" });
  if (page.ok) await cache.put(new Request(path, { headers: { version: VERSION } }), page);
}

async function page(event) {
  const { url } = event.request;
  const answer = network(event);
  const late = new Promise((resolve, reject) => setTimeout(reject, PATIENCE));
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    return (await copyOf(url)) || answer.catch(() => offline(url));
  }
}

async function file(event) {
  return (await caches.match(event.request, { ignoreVary: true })) || network(event);
}

function network(event) {
  const { preloadResponse, request } = event;
  const answer = Promise.resolve(preloadResponse).then((found) => found || fetch(request));
  event.waitUntil(answer.then((response) => store(request.url, response)).catch(() => {}));
  return answer;
}

async function store(url, response) {
  const { headers, redirected, status } = response;
  if (status === 404 || status === 410) return forget(url);
  const kind = headers.get("Kept-Offline");
  const folder = /immutable/.test(headers.get("Cache-Control")) && url.split("/")[3];
  const name = kind === "pages" ? PAGES : kind || folder;
  if (status !== 200 || redirected || !name) return;
  const copy = response.clone();
  const key = new Request(url, kind && { headers: { kept: Date.now() } });
  if (kind) await prepare(url);
  await (await caches.open(name)).put(key, copy);
  if (kind) await tidy();
}

async function forget(url) {
  for (const name of KEPT) await (await caches.open(name)).delete(url);
}

// Private pages and files outlive a version: a purchase can be read whatever became of the shop. The
// oldest come first in a cache; only pages bear the time at which they were kept.
async function tidy() {
  for (const name of await caches.keys()) {
    if (name.includes("-") && !name.endsWith(VERSION)) {
      await caches.delete(name);
      continue;
    }
    const cache = await caches.open(name);
    const keys = await cache.keys();
    keys.forEach((key, place) => {
      if (place < keys.length - MOST || isOld(key)) cache.delete(key);
    });
  }
}

function isOld(key) {
  const kept = key.headers.get("kept");
  return kept && kept < Date.now() - KEPT_FOR;
}

async function copyOf(url) {
  for (const name of KEPT) {
    const cache = await caches.open(name);
    const [key] = await cache.keys(url);
    if (key && !isOld(key)) return dated(key, await cache.match(key));
  }
}

// A copy says from when it is, in words that the offline page of its language brings.
async function dated(key, copy) {
  const words = (await (await offline(key.url)).text()).split(/<.?template>/)[1];
  const time = new Date(+key.headers.get("kept"));
  const dateStyle = /\/en\//.test(key.url) ? "medium" : "short";
  const shown = time.toLocaleString("en-GB", { dateStyle, timeStyle: "short" });
  const notice = words.replace("<strong>", "<strong>" + shown);
  const html = await copy.text();
  return new Response(html.replace("</header>", "</header>" + notice), copy);
}

async function offline(url) {
  const cache = await caches.open("offline");
  return (await cache.match(offlinePath(url))) || cache.match((await cache.keys())[0]);
}

function offlinePath(url) {
  return `/${url.split("/")[3]}/offline`;
}
