// The page's form sends what is typed by itself; this says so where that fails, and tries again.
"use strict";

const draft = document.querySelector("[data-draft]");
const draftStatus = document.getElementById("draft-status");
let unsaved = false;

function sayUnsaved(words) {
  draftStatus.textContent = words;
  draftStatus.classList.add("page-state__words--unsaved");
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
  if (!unsaved) draftStatus.classList.remove("page-state__words--unsaved");
  const changed = draft.querySelector("[data-keeps-focus]");
  if (changed) {
    changed.scrollIntoView({ block: "nearest" });
    changed.removeAttribute("data-keeps-focus");
  }
});

window.addEventListener("online", () => {
  if (unsaved) htmx.trigger(draft, "keep");
});
// A phone puts pages away without a word: what was typed last goes out before.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !unsaved) return;
  if (navigator.sendBeacon(draft.action, new FormData(draft))) unsaved = false;
});
