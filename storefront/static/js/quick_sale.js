// Goods under the thumb: a tap adds one. Without this file the same screen is a form with numbers.
//
// A sale is kept on the phone before its receipt is shown; sale_outbox.js sends it.
"use strict";

(() => {
  const form = document.getElementById("sale");
  if (!form || !window.indexedDB || !window.HTMLDialogElement) return;
  const words = form.dataset;
  const outbox = window.saleOutbox;
  const pay = document.getElementById("sale-pay");
  const receipt = document.getElementById("sale-receipt");
  const waiting = document.getElementById("sale-waiting");
  const notice = form.querySelector("[data-notice]");
  const LOOK_AGAIN = 30000;
  const DRAFT = "sale-draft-" + words.booth;
  const numbers = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-US" : "vi-VN");
  const tiles = new Map();
  let kept = [];
  let sale = null;
  let given = 0;
  let draw = (box) => box.replaceChildren();

  const money = (amount) => words.currency.replace("1", numbers.format(amount));
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
  const count = (tile) => Number(tile.input.value) || 0;
  const chosen = () => [...tiles.values()].filter((tile) => count(tile) > 0);
  const total = () => chosen().reduce((sum, tile) => sum + count(tile) * tile.price, 0);

  function button(name, text, label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = text;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  function live(item) {
    const { name, variant } = item.dataset;
    const tile = {
      item, name, variant, price: Number(item.dataset.price), stock: Number(item.dataset.stock),
      input: item.querySelector("[name^=q-]"), badge: document.createElement("span"),
    };
    tile.badge.className = "sale-tile__badge figures";
    item.append(
      button("sale-tile__more", "", filled(words.sayMore, { name }), () => change(tile, 1)),
      button("sale-tile__less", "−", filled(words.sayLess, { name }), () => change(tile, -1)),
      tile.badge,
    );
    tiles.set(variant, tile);
  }

  function change(tile, by) {
    tile.input.value = Math.max(0, Math.min(999, count(tile) + by));
    show();
  }

  function show() {
    const waits = packsWaiting();
    for (const tile of tiles.values()) {
      const number = count(tile);
      tile.item.classList.toggle("sale-tile--chosen", number > 0);
      tile.badge.textContent = number || "";
      const left = Math.max(0, tile.stock - (waits.get(tile.variant) || 0));
      tile.item.querySelector(".sale-tile__stock").textContent = filled(words.sayLeft, { n: left });
      tile.item.classList.toggle("sale-tile--short", number > left);
    }
    const amount = total();
    const shown = form.querySelector("[data-total]");
    shown.textContent = money(amount);
    form.classList.toggle("sale--empty", !amount);
    for (const press of form.querySelectorAll(".sale-bar__buttons .button, [data-clear]")) press.disabled = !amount;
    sessionStorage.setItem(DRAFT, JSON.stringify(chosen().map((tile) => [tile.variant, count(tile)])));
  }

  function packsWaiting() {
    const packs = new Map();
    for (const one of kept) {
      if (one.state !== "waiting") continue;
      for (const line of one.lines) packs.set(line.variant, (packs.get(line.variant) || 0) + line.quantity);
    }
    return packs;
  }

  function clear() {
    for (const tile of tiles.values()) tile.input.value = 0;
    notice.hidden = true;
    show();
  }

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(20));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function submit(event) {
    event.preventDefault();
    if (!total()) return;
    if (event.submitter && event.submitter.hasAttribute("data-deliver")) deliver();
    else askForMoney(event.submitter ? event.submitter.value : "cash");
  }

  // An order needs the shop at once: its fee, its stock, its number.
  async function deliver() {
    const state = await outbox.refresh(words.stateUrl);
    if (!state) return tell(words.sayOffline);
    form.elements.csrf_token.value = state.token;
    form.action = words.deliveryUrl;
    sessionStorage.removeItem(DRAFT);
    form.submit();
  }

  function tell(text) {
    notice.textContent = text;
    notice.hidden = false;
  }

  function askForMoney(method) {
    sale = { key: newKey(), url: new URL(form.action).pathname, booth: words.booth, method, total: total(), lines: [] };
    for (const tile of chosen()) {
      sale.lines.push({ variant: tile.variant, quantity: count(tile), price: tile.price, name: tile.name });
    }
    given = 0;
    pay.querySelector("#sale-pay-total").textContent = money(sale.total);
    for (const part of pay.querySelectorAll("[data-way]")) part.hidden = part.dataset.way !== method;
    pay.querySelector("[data-pay-error]").hidden = true;
    pay.querySelector("[data-finish]").disabled = false;
    if (method === "transfer") showTransfer();
    else showChange();
    pay.showModal();
  }

  function showTransfer() {
    const reference = "BH" + sale.key.slice(0, 8).toUpperCase();
    pay.querySelector("[data-reference]").textContent = reference;
    pay.querySelector("#sale-paid").checked = false;
    draw(pay.querySelector("[data-vietqr-drawing]"), vietqr(String(sale.total), reference));
  }

  function object(tag, value) {
    return tag + String(value.length).padStart(2, "0") + value;
  }

  // What payments/vietqr.py writes, from the amount on.
  function vietqr(amount, memo) {
    const text = words.vietqr + object("54", amount) + "5802VN" + object("62", object("08", memo)) + "6304";
    let crc = 0xffff;
    for (const letter of text) {
      crc ^= letter.charCodeAt(0) << 8;
      for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
    }
    return text + crc.toString(16).toUpperCase().padStart(4, "0");
  }

  function showChange() {
    const line = document.getElementById("sale-change-words").content;
    const [enough, missing] = Array.from(line.children, (part) => part.textContent);
    const rest = given - sale.total;
    pay.querySelector("[data-change]").textContent = given
      ? filled(rest >= 0 ? enough : missing, { given: money(given), change: money(Math.abs(rest)) }) : "";
  }

  for (const note of pay.querySelectorAll("[data-note]")) {
    note.addEventListener("click", () => {
      given += Number(note.dataset.note);
      showChange();
    });
  }

  pay.querySelector("[data-cancel]").addEventListener("click", () => pay.close());
  pay.querySelector("[data-finish]").addEventListener("click", async (event) => {
    const pressed = event.currentTarget;
    if (pressed.disabled) return;
    pressed.disabled = true;
    sale.soldAt = Date.now();
    sale.paid = sale.method === "transfer" && pay.querySelector("#sale-paid").checked;
    try {
      await outbox.keep(sale);
    } catch {
      pressed.disabled = false;
      pay.querySelector("[data-pay-error]").textContent = words.sayFull;
      pay.querySelector("[data-pay-error]").hidden = false;
      return;
    }
    showReceipt();
  });

  function showReceipt() {
    const address = words.receiptUrl.replace("KEY", sale.key);
    receipt.querySelector("[data-receipt-total]").textContent = money(sale.total);
    receipt.querySelector("[data-receipt-link]").href = address;
    draw(receipt.querySelector("[data-receipt-drawing]"), address);
    clear();
    pay.close();
    receipt.showModal();
  }

  receipt.querySelector("[data-next]").addEventListener("click", () => receipt.close());
  form.querySelector("[data-clear]").addEventListener("click", clear);
  waiting.querySelector("[data-send]").addEventListener("click", outbox.soon);
  waiting.querySelector("[data-export]").addEventListener("click", save);

  // A table that spreadsheets open, for the sales that never find their way.
  function save() {
    const rows = kept.flatMap((one) => one.lines.map((line) => [
      new Date(one.soldAt).toISOString(), line.name, line.quantity, line.price, one.method, one.total, one.key, one.why || "",
    ]));
    const cell = (value) => `"${String(value).replaceAll('"', '""').replace(/^[=+@-]/, "'$&")}"`;
    const text = "\ufeff" + rows.map((row) => row.map(cell).join(";")).join("\r\n") + "\r\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = `booth-${words.booth}-sales.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function showWaiting(sales, standing, body) {
    kept = sales;
    const refused = sales.filter((one) => one.state === "refused").length;
    const why = {
      "": words.saySending, elsewhere: words.saySending, offline: words.sayKept,
      "sign-in": words.saySignIn, "not-yours": words.sayNotYours,
    }[standing];
    waiting.hidden = !sales.length;
    const chip = form.querySelector(".sale-bar__waiting");
    chip.hidden = !sales.length;
    chip.textContent = filled(words.sayShort, { n: sales.length });
    waiting.dataset.standing = standing;
    waiting.querySelector(".sale-waiting__title").textContent = filled(words.sayWaiting, { n: sales.length });
    waiting.querySelector(".sale-waiting__why").textContent = refused ? filled(words.sayRefused, { n: refused }) : why;
    waiting.querySelector("[data-sign-in]").hidden = standing !== "sign-in";
    waiting.querySelector("ul").replaceChildren(...sales.map(line));
    if (body) apply(body);
    show();
  }

  function line(one) {
    const item = document.createElement("li");
    const time = new Date(one.soldAt).toLocaleTimeString("en-GB", { timeStyle: "short" });
    const goods = one.lines.map((part) => `${part.quantity} × ${part.name}`).join(", ");
    const way = one.method === "cash" ? words.sayCash : words.sayTransfer;
    item.textContent = [time, goods, money(one.total), way, one.why].filter(Boolean).join(" · ");
    return item;
  }

  // Prices on the screen hold until the sale is done: they never change under a buyer's eyes.
  function apply(body) {
    document.querySelector("[data-today]").textContent = money(body.today.total);
    let changed = false;
    for (const tile of tiles.values()) {
      tile.stock = body.stock[tile.variant] ?? tile.stock;
      const [now, regular] = body.prices[tile.variant] || [tile.price, tile.price];
      if (now === tile.price) continue;
      changed = true;
      if (chosen().length || pay.open) continue;
      tile.price = now;
      tile.item.querySelector("[name^=p-]").value = now;
      tile.item.querySelector("[data-price-now]").textContent = money(now);
      tile.item.querySelector("[data-price-regular]").textContent = money(regular);
      tile.item.querySelector("[data-price-regular]").hidden = now === regular;
    }
    if (changed) tell(words.sayPrice);
  }

  async function look() {
    if (document.hidden) return;
    const body = await outbox.refresh(words.stateUrl);
    if (body) apply(body);
    show();
  }

  function restore() {
    for (const [variant, number] of JSON.parse(sessionStorage.getItem(DRAFT) || "[]")) {
      if (tiles.has(variant)) tiles.get(variant).input.value = number;
    }
  }

  async function start() {
    try {
      await outbox.begin(form.elements.csrf_token.value, showWaiting);
    } catch {
      tell(words.sayCannot);
      return;
    }
    form.removeAttribute("data-once");
    form.addEventListener("submit", submit);
    form.querySelectorAll(".sale-tile").forEach(live);
    form.classList.add("sale--live");
    for (const hidden of form.querySelectorAll("[data-total], [data-clear]")) hidden.hidden = false;
    restore();
    show();
    learnToDraw().catch(() => {});
    outbox.soon();
    look();
    setInterval(look, LOOK_AGAIN);
  }

  // Without the library, which the phone keeps with the screen, words and numbers have to do.
  async function learnToDraw() {
    const { correction, generate } = await import(words.qr);
    draw = (box, text) => box.replaceChildren(svg(generate(text, { minCorrectionLevel: correction.M })));
  }

  function svg(code) {
    const space = "http://www.w3.org/2000/svg";
    const drawing = document.createElementNS(space, "svg");
    drawing.setAttribute("viewBox", `-4 -4 ${code.size + 8} ${code.size + 8}`);
    drawing.setAttribute("shape-rendering", "crispEdges");
    drawing.setAttribute("class", "qr");
    let dark = "";
    for (let y = 0; y < code.size; y++) {
      for (let x = 0; x < code.size; x++) if (code.get(x, y)) dark += `M${x} ${y}h1v1h-1z`;
    }
    for (const [path, colour] of [[`M-4-4h${code.size + 8}v${code.size + 8}h-${code.size + 8}z`, "#fff"], [dark, "#000"]]) {
      const part = document.createElementNS(space, "path");
      part.setAttribute("d", path);
      part.setAttribute("fill", colour);
      drawing.append(part);
    }
    return drawing;
  }

  start();
})();
