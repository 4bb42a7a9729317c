// Sales that a phone keeps until the shop has them. Each is written down before its receipt is shown
// and goes out under a key of its own, for which the shop records it once, however often it comes.
//
// Nothing is believed but an answer that names the sale: a line that breaks, a sign-in that ended or
// another network's welcome page leave the sale where it is.
"use strict";

window.saleOutbox = (() => {
  const NAME = "booth-sales";
  const WAITS = [1, 2, 4, 8, 15, 30, 60];
  const SILENCE = 20000;
  const listeners = [];
  let database;
  let token = "";
  let busy = false;
  let asked = false;
  let tries = 0;
  let timer;
  let standing = "";

  function open() {
    database ||= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("sales", { keyPath: "key" });
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        request.result.onclose = () => { database = undefined; };
        resolve(request.result);
      };
    }).catch((error) => {
      database = undefined;
      throw error;
    });
    return database;
  }

  // Resolves when it is on the disk, not merely asked for.
  async function within(mode, act) {
    const found = await open();
    return new Promise((resolve, reject) => {
      const transaction = found.transaction("sales", mode, { durability: "strict" });
      const request = act(transaction.objectStore("sales"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  async function all() {
    const sales = await within("readonly", (store) => store.getAll());
    return sales.sort((one, other) => one.soldAt - other.soldAt);
  }

  async function keep(sale) {
    await within("readwrite", (store) => store.add({ ...sale, state: "waiting" }));
    await say();
    soon();
  }

  async function say(body) {
    const kept = await all();
    for (const listener of listeners) listener(kept, standing, body);
  }

  function soon() {
    tries = 0;
    send();
  }

  async function send() {
    if (busy) {
      asked = true;
      return;
    }
    busy = true;
    clearTimeout(timer);
    try {
      do {
        asked = false;
        standing = await alone(sendAll);
      } while (asked);
    } catch {
      standing = "offline";
    }
    busy = false;
    await say().catch(() => {});
    const waits = (await all().catch(() => [])).some((sale) => sale.state === "waiting");
    if (waits) timer = setTimeout(send, WAITS[Math.min(tries++, WAITS.length - 1)] * 1000);
  }

  // Of several open tabs one sends; where the browser knows no locks, the shop's key stands behind.
  function alone(act) {
    if (!navigator.locks) return act();
    return navigator.locks.request(NAME, { ifAvailable: true }, (held) => (held ? act() : "elsewhere"));
  }

  async function sendAll() {
    const shut = new Set();
    let renewed = false;
    let standing = "";
    for (;;) {
      const sale = (await all()).find((one) => one.state === "waiting" && !shut.has(one.url));
      if (!sale) return standing;
      const { status, body } = await tell(sale);
      if (status === 200 && body && body.recorded === sale.key) {
        await within("readwrite", (store) => store.delete(sale.key));
        tries = 0;
        take(body);
        await say(body);
      } else if (status === 422 && body && body.why) {
        await within("readwrite", (store) => store.put({ ...sale, state: "refused", why: body.why }));
      } else if (status === 400 && !renewed) {
        renewed = true;
        await refresh(sale.url.replace(/s$/, "/state"));
      } else if (status === 403) {
        return "sign-in";
      } else if (status === 404) {
        standing = "not-yours";
        shut.add(sale.url);
      } else {
        return "offline";
      }
    }
  }

  function tell(sale) {
    const fields = new URLSearchParams({
      csrf_token: token, key: sale.key, method: sale.method, total: sale.total, sold_at: sale.soldAt,
    });
    if (sale.paid) fields.set("paid", "yes");
    for (const line of sale.lines) {
      fields.set("q-" + line.variant, line.quantity);
      fields.set("p-" + line.variant, line.price);
    }
    return ask(sale.url, { method: "POST", body: fields });
  }

  async function ask(url, options) {
    const patience = new AbortController();
    const silence = setTimeout(() => patience.abort(), SILENCE);
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(url, { ...options, headers, redirect: "error", signal: patience.signal });
      return { status: answer.status, body: await answer.json().catch(() => null) };
    } catch {
      return { status: 0, body: null };
    } finally {
      clearTimeout(silence);
    }
  }

  // The shop's counts and prices, and a token for the sign-in of now.
  async function refresh(url) {
    const { status, body } = await ask(url, {});
    if (status !== 200 || !body || !body.token) return null;
    take(body);
    return body;
  }

  function take(body) {
    token = body.token || token;
  }

  function begin(firstToken, listener) {
    token = firstToken;
    listeners.push(listener);
    window.addEventListener("online", soon);
    window.addEventListener("pageshow", soon);
    window.addEventListener("focus", soon);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
    return open();
  }

  return { all, begin, keep, refresh, soon };
})();
