// A big screen in a hall: it runs all day, on a network that comes and goes, without growing.
"use strict";

const { slideSeconds, refreshSeconds, deck: address } = document.body.dataset;
const SLIDE = slideSeconds * 1000;
const REFRESH = refreshSeconds * 1000;
const TOO_LONG = 10000;
const FIRST_WAIT = Math.min(5000, REFRESH);
const TICK = Math.min(500, SLIDE / 2);
const LONGEST_WAIT = Math.max(REFRESH, 5 * 60 * 1000);
const hours = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" });
const stale = document.querySelector("[data-stale]");

let ahead = 0; // how far the server's clock is ahead of this screen's
let waiting = null; // a fresh deck, shown when the next slide comes
let asking = false;
let failures = 0;
let slideAt = performance.now() + SLIDE;
let askAt = performance.now() + REFRESH;
let updated = Date.now();

const deck = () => document.getElementById("deck");

function setClock(now) {
  ahead = now - Date.now();
  updated = now;
}

function text(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

function showTime() {
  const now = Date.now() + ahead;
  text(deck().querySelector("[data-clock]"), hours.format(now));
  const room = { now: 2, next: 1 };
  for (const line of deck().querySelectorAll("[data-starts]")) {
    const isNow = line.dataset.starts <= now;
    const kind = isNow ? "now" : "next";
    line.hidden = line.dataset.ends <= now || !room[kind];
    if (!line.hidden) room[kind] -= 1;
    line.querySelector("[data-is-now]").hidden = !isNow;
    line.querySelector("[data-is-next]").hidden = isNow;
  }
}

function takeFresh() {
  if (!waiting) return;
  const shown = deck().querySelector(".slide--shown").dataset.slide;
  const same = [...waiting.querySelectorAll(".slide")].find((slide) => slide.dataset.slide === shown);
  if (same) {
    waiting.querySelector(".slide--shown").classList.remove("slide--shown");
    same.classList.add("slide--shown");
  }
  deck().replaceWith(waiting);
  waiting = null;
}

function nextSlide() {
  takeFresh();
  const shown = deck().querySelector(".slide--shown");
  const next = shown.nextElementSibling || shown.parentElement.firstElementChild;
  // Seen by the browser once before it changes, or else a fresh deck would not fade.
  shown.getBoundingClientRect();
  shown.classList.remove("slide--shown");
  next.classList.add("slide--shown");
}

async function fetchDeck() {
  const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(TOO_LONG) });
  if (!answer.ok) throw new Error(answer.status);
  const box = document.createElement("template");
  box.innerHTML = await answer.text();
  const fresh = box.content.querySelector("#deck");
  if (!fresh || !fresh.querySelector(".slide--shown")) throw new Error("no deck");
  return document.adoptNode(fresh);
}

async function ask() {
  asking = true;
  try {
    const fresh = await fetchDeck();
    // The shop has been renewed: so are this page's style and script.
    if (fresh.dataset.version !== deck().dataset.version) location.reload();
    waiting = fresh;
    setClock(Number(fresh.dataset.now));
    failures = 0;
  } catch {
    failures += 1;
  }
  const wait = failures ? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)) : REFRESH;
  askAt = performance.now() + wait;
  stale.hidden = !failures;
  text(stale.querySelector("[data-updated]"), hours.format(updated));
  asking = false;
}

// The one timer of this page: whatever goes wrong in a turn, the next one comes.
function turn() {
  setTimeout(turn, TICK);
  const now = performance.now();
  showTime();
  if (now >= slideAt) {
    slideAt = now + SLIDE;
    nextSlide();
  }
  if (!asking && now >= askAt) ask();
}

window.addEventListener("online", () => { askAt = 0; });
setClock(Number(deck().dataset.now));
turn();
