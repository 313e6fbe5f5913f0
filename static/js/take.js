// Puts a text of the page behind what is typed in the field named by data-take-into: for answers like the one being written.
for (const button of document.querySelectorAll("[data-take]")) {
  const field = document.getElementById(button.dataset.takeInto);
  const said = button.closest("section").querySelector("[data-take-said]");
  button.hidden = false;

  button.addEventListener("click", () => {
    const before = field.value.trim() ? `${field.value.trimEnd()}\n\n` : "";
    field.value = before + button.dataset.take;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    said.textContent = button.dataset.done;
  });
}
