// The page's form sends what is typed by itself; this says so where that fails, and tries again.
"use strict";

const draft = document.querySelector("[data-draft]");
let unsaved = false;

// The line is drawn anew with the blocks, so it is looked up each time.
function sayUnsaved(words) {
  const state = document.getElementById("draft-status");
  state.textContent = words;
  state.classList.add("page-state--unsaved");
}

draft.addEventListener("input", () => {
  unsaved = true;
  // Whoever types again has read the errors: nothing may take the focus away.
  for (const read of document.querySelectorAll("[data-focus]")) read.removeAttribute("data-focus");
});
draft.addEventListener("submit", () => { unsaved = false; });

draft.addEventListener("htmx:before:request", () => { unsaved = false; });
draft.addEventListener("htmx:error", () => {
  unsaved = true;
  sayUnsaved(draft.dataset.offline);
});
draft.addEventListener("htmx:response:error", (event) => {
  if (event.detail.ctx.response.status === 409) return;
  unsaved = true;
  sayUnsaved(draft.dataset.refused);
});
draft.addEventListener("htmx:after:swap", () => {
  if (!unsaved) document.getElementById("draft-status").classList.remove("page-state--unsaved");
  const changed = draft.querySelector("[data-changed]");
  // The blocks are shut while they are on their way: only then can one of them have the focus.
  if (changed) setTimeout(() => { changed.focus(); changed.removeAttribute("data-changed"); });
});

window.addEventListener("online", () => {
  if (unsaved) htmx.trigger(draft, "keep");
});
// A phone puts pages away without a word: what was typed last goes out before.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !unsaved) return;
  if (navigator.sendBeacon(draft.action, new FormData(draft))) unsaved = false;
});
