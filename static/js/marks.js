// Replaces what is selected in a text by a mark, by the button or by Alt+Shift+M in the field. Without this the server does it.
for (const place of document.querySelectorAll("[data-marks]")) {
  const fields = place.dataset.marks.split(" ").map((id) => document.getElementById(id));
  const button = place.querySelector("[data-mark-selection]");
  const said = place.querySelector("[data-mark-said]");
  let last = fields[0];
  button.hidden = false;

  const replace = () => {
    const { selectionStart: start, selectionEnd: end } = last;
    if (start === end) {
      said.textContent = button.dataset.nothing;
      return;
    }
    const { mark } = place.querySelector("select").selectedOptions[0].dataset;
    last.setRangeText(mark, start, end, "end");
    last.dispatchEvent(new Event("input", { bubbles: true }));
    last.focus();
    said.textContent = button.dataset.done.replace("{mark}", mark);
  };

  for (const field of fields) {
    field.addEventListener("focus", () => { last = field; });
    field.addEventListener("keydown", (event) => {
      if (!event.altKey || !event.shiftKey || event.code !== "KeyM") return;
      event.preventDefault();
      place.open = true;
      replace();
    });
  }
  button.addEventListener("click", replace);
}
