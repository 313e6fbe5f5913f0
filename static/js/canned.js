// Puts a ready text where the cursor is. Without this the server puts it behind what is typed.
for (const place of document.querySelectorAll("[data-canned]")) {
  const field = document.getElementById(place.dataset.canned);
  const choice = place.querySelector("select");
  const said = place.querySelector("[data-canned-said]");

  place.querySelector("[data-canned-insert]").addEventListener("click", (event) => {
    const { text, names } = choice.selectedOptions[0].dataset;
    if (!text) return; // the server says that one is to be chosen
    event.preventDefault();
    const { selectionStart: start, selectionEnd: end, value } = field;
    const before = start && !value.slice(0, start).endsWith("\n") ? "\n\n" : "";
    const after = end < value.length && !value.slice(end).startsWith("\n") ? "\n\n" : "";
    field.setRangeText(before + text + after, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    choice.value = "";
    said.textContent = names ? place.dataset.left.replace("{names}", names) : place.dataset.done;
  });
}
