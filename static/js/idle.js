// A terminal that nobody touches: after data-idle seconds a countdown of data-countdown seconds is shown and spoken;
// then everything typed is wiped and the session ended by sending the finish form. A page restored from the cache is loaded anew.
const dialog = document.querySelector("dialog[data-idle]");
const finish = document.getElementById(dialog.dataset.form);
const place = dialog.querySelector("[data-idle-left]");
const spoken = dialog.querySelector("[data-idle-spoken]");
const idle = Number(dialog.dataset.idle) * 1000;
const countdown = Number(dialog.dataset.countdown) * 1000;
const SPEAK_EVERY_S = 5;
let touched = Date.now();

function wipe() {
  for (const form of document.forms) {
    if (form === finish) continue;
    for (const field of form.elements) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = false;
      else if (field.type !== "hidden" && "value" in field && field.tagName !== "BUTTON") field.value = "";
    }
  }
}

function stay() {
  touched = Date.now();
  if (dialog.open) dialog.close();
}

function leave() {
  clearInterval(timer);
  wipe();
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
  document.addEventListener(kind, () => { if (!dialog.open) touched = Date.now(); }, { passive: true, capture: true });
}
dialog.querySelector("[data-idle-stay]").addEventListener("click", stay);
dialog.addEventListener("cancel", stay);
finish.addEventListener("submit", wipe);
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
