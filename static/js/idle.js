// A terminal that nobody touches: after data-idle seconds a countdown of data-countdown seconds is shown and spoken;
// then everything typed is wiped and the session ended by sending the finish form. A page restored from the cache is loaded anew.
const dialog = document.querySelector("dialog[data-idle]");
const finish = document.getElementById(dialog.dataset.form);
const place = dialog.querySelector("[data-idle-left]");
const spoken = dialog.querySelector("[data-idle-spoken]");
const idle = Number(dialog.dataset.idle) * 1000;
const countdown = Number(dialog.dataset.countdown) * 1000;
const SPEAK_EVERY_S = 5;
const TELL_EVERY_MS = 1000;
// Tabs of one visitor: work in one keeps the others from being wiped, and one that is cleared clears them all.
const tabs = new BroadcastChannel("reception-terminal");
// A terminal that was just cleared waits for its next visitor without counting.
let touched = "rested" in dialog.dataset ? Infinity : Date.now();

function wipe() {
  for (const form of document.forms) {
    if (form === finish) continue;
    for (const field of form.elements) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = false;
      else if (field.type !== "hidden" && "value" in field && field.tagName !== "BUTTON") field.value = "";
    }
  }
}

function touch() {
  const before = touched;
  touched = Date.now();
  if (Math.abs(touched - before) > TELL_EVERY_MS) tabs.postMessage("touched");
}

function stay() {
  touch();
  if (dialog.open) dialog.close();
}

function clear() {
  wipe();
  tabs.postMessage("cleared");
}

function leave() {
  clearInterval(timer);
  clear();
  finish.submit();
}

function look() {
  const left = idle + countdown - (Date.now() - touched);
  if (left > countdown) return;
  if (left <= 0) {
    leave();
    return;
  }
  if (!dialog.open) dialog.showModal();
  const seconds = Math.ceil(left / 1000);
  const words = dialog.dataset.left.replace("{n}", seconds);
  if (place.textContent !== words) {
    place.textContent = words;
    if (seconds % SPEAK_EVERY_S === 0) spoken.textContent = words;
  }
}

const timer = setInterval(look, 250);
for (const kind of ["pointerdown", "pointermove", "keydown", "input", "wheel", "scroll"]) {
  document.addEventListener(kind, () => { if (!dialog.open) touch(); }, { passive: true, capture: true });
}
dialog.querySelector("[data-idle-stay]").addEventListener("click", stay);
dialog.addEventListener("cancel", stay);
finish.addEventListener("submit", clear);
tabs.addEventListener("message", ({ data }) => {
  touched = Date.now();
  if (dialog.open) dialog.close();
  if (data !== "cleared") return;
  wipe();
  location.replace(document.querySelector(".brand").href);
});
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
