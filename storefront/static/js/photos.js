// Sends chosen photos one after the other, each with its own progress. Without this file the form
// sends them all at once.
//
// Each file gets a name of its own, under which the server takes it once only, however often it is
// sent. A line that breaks is waited for; what the server refuses is not sent again.
"use strict";

(() => {
  const form = document.querySelector("[data-photos]");
  if (!form) return;
  const words = form.dataset;
  const list = form.querySelector("[data-files]");
  const sum = form.querySelector("[data-sum]");
  const WAITS = [1, 2, 4, 8, 15, 30, 30, 60];
  const SILENCE = 45000;
  const HEIC = /\.(heic|heif)$/i;
  const files = [];
  let busy = false;

  form.querySelector("[data-without-script]").hidden = true;

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      for (const file of input.files) add(file);
      input.value = "";
      next();
    });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("online", () => files.forEach((entry) => entry.wake && entry.wake()));
  window.addEventListener("beforeunload", (event) => {
    if (files.some((entry) => entry.state === "waiting" || entry.state === "sending")) event.preventDefault();
  });

  function add(file) {
    const row = form.querySelector("template[data-file]").content.firstElementChild.cloneNode(true);
    const entry = { file, row, key: newKey(), state: "waiting", tries: 0 };
    row.querySelector(".photo-file__name").textContent = file.name;
    row.querySelector(".photo-file__bar").setAttribute("aria-label", file.name);
    row.querySelector(".photo-file__again").addEventListener("click", () => {
      entry.tries = 0;
      say(entry, "waiting", words.waiting);
      next();
    });
    list.append(row);
    form.querySelector("[data-sending-list]").hidden = false;
    files.push(entry);
    if (file.size > Number(words.largest)) say(entry, "refused", words.tooLarge);
    else if (HEIC.test(file.name) || /^image\/hei[cf]/.test(file.type)) say(entry, "refused", words.heic);
    else say(entry, "waiting", words.waiting);
  }

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function say(entry, state, text) {
    entry.state = state;
    entry.row.dataset.state = state;
    entry.row.querySelector(".photo-file__state").textContent = text;
    entry.row.querySelector(".photo-file__again").hidden = state !== "stopped";
    entry.row.querySelector(".photo-file__bar").hidden = state === "refused";
    if (state === "done") entry.row.querySelector(".photo-file__bar").value = 100;
    if (state !== "sending") count();
  }

  function count() {
    const done = files.filter((entry) => entry.state === "done").length;
    const failed = files.filter((entry) => entry.state === "refused" || entry.state === "stopped").length;
    const parts = [words.counted.replace("{done}", done).replace("{all}", files.length)];
    if (failed) parts.push(words.someRefused.replace("{refused}", failed));
    sum.textContent = parts.join(" · ");
  }

  async function next() {
    if (busy) return;
    busy = true;
    for (;;) {
      const entry = files.find((one) => one.state === "waiting");
      if (!entry) break;
      await bring(entry);
    }
    busy = false;
  }

  async function bring(entry) {
    for (;;) {
      say(entry, "sending", words.sending);
      const answer = entry.tries ? (await ask(entry)) || (await send(entry)) : await send(entry);
      if (settle(entry, answer)) return;
      const seconds = WAITS[entry.tries++];
      if (seconds === undefined) return say(entry, "stopped", words.stopped);
      entry.row.querySelector(".photo-file__state").textContent = words.again;
      await pause(entry, Math.max(seconds, answer.wait || 0) * 1000);
    }
  }

  // Whether there is nothing more to do for this file.
  function settle(entry, answer) {
    if (answer.status >= 200 && answer.status < 300 && answer.list) {
      show(answer.list);
      say(entry, "done", words.done);
    } else if (answer.status === 422 || answer.status === 413) {
      say(entry, "refused", answer.why || words.stopped);
    } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 408) {
      say(entry, "stopped", answer.why || words.signedOut);
    } else if (answer.status >= 200 && answer.status < 300) {
      say(entry, "stopped", words.signedOut);
    } else {
      return false;
    }
    return true;
  }

  function pause(entry, time) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      entry.wake = () => { clearTimeout(timer); resolve(); };
    }).then(() => { entry.wake = null; });
  }

  // After a broken line: perhaps all of it had come in, and only the answer was lost.
  async function ask(entry) {
    try {
      const answer = await fetch(words.asks.replace("KEY", entry.key), { headers: { "HX-Request-Type": "partial" } });
      return answer.status === 404 ? null : read(answer.status, await answer.text());
    } catch {
      return { status: 0 };
    }
  }

  function send(entry) {
    return new Promise((resolve) => {
      const body = new FormData();
      body.append("csrf_token", form.elements.csrf_token.value);
      body.append("upload_key", entry.key);
      body.append("photos", entry.file);
      const request = new XMLHttpRequest();
      const bar = entry.row.querySelector(".photo-file__bar");
      let silence;
      const heard = () => {
        clearTimeout(silence);
        silence = setTimeout(() => request.abort(), SILENCE);
      };
      request.upload.addEventListener("progress", (event) => {
        heard();
        if (event.lengthComputable) bar.value = Math.round(event.loaded * 99 / event.total);
      });
      request.addEventListener("loadend", () => {
        clearTimeout(silence);
        const wait = Number(request.status && request.getResponseHeader("Retry-After"));
        resolve({ wait, ...read(request.status, request.responseText) });
      });
      heard();
      request.open("POST", form.action);
      request.setRequestHeader("HX-Request-Type", "partial");
      request.send(body);
    });
  }

  function read(status, text) {
    const page = new DOMParser().parseFromString(text || "", "text/html");
    const why = page.querySelector("[data-why]");
    return { status, list: page.getElementById("photo-list"), why: why && why.textContent };
  }

  function show(fresh) {
    const old = document.getElementById("photo-list");
    old.replaceWith(document.importNode(fresh, true));
    if (window.htmx) window.htmx.process(document.getElementById("photo-list"));
  }
})();
