// How many characters are left in a field. Nothing is cut off: the server says what is too long.
const SPEAK_AFTER_MS = 1000;

for (const field of document.querySelectorAll("[data-counter]")) {
  const largest = Number(field.dataset.counter);
  const place = document.getElementById(field.dataset.counterId);
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  place.after(spoken);
  let timer;

  const show = () => {
    const left = largest - [...field.value.replace(/\r\n/g, "\n")].length;
    const words = left < 0 ? place.dataset.over : place.dataset.left;
    place.textContent = words.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    place.classList.toggle("counter--over", left < 0);
    clearTimeout(timer);
    if (left < largest / 10) timer = setTimeout(() => { spoken.textContent = place.textContent; }, SPEAK_AFTER_MS);
  };

  field.addEventListener("input", show);
  window.addEventListener("pageshow", show);
  show();
}
