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

function keep(addresses) {
  workers.ready.then((registration) => registration.active.postMessage(addresses));
}

function packsInCart() {
  const badge = document.getElementById("cart-badge");
  return badge ? badge.textContent : "";
}

if (workers) {
  let packs = packsInCart();
  for (const control of document.querySelectorAll("[data-share]")) control.hidden = !navigator.share;
document.addEventListener("htmx:after:swap", () => {
    if (packsInCart() !== packs) keep([document.getElementById("cart-badge").closest("a").href]);
    packs = packsInCart();
    if (document.querySelector("[data-order-code]")) keep([location.href]);
  });
  window.addEventListener("load", () => {
    const parts = performance.getEntriesByType("resource").map((part) => part.name);
    if (!workers.controller) keep([location.href, ...parts]);
    workers.register("/service-worker.js").catch(() => {});
  });
}
