// Asks before a page with unsent text is left. Forms opt in by data-leave; at a terminal they never do.
for (const form of document.querySelectorAll("form[data-leave]")) {
  let unsent = false;
  form.addEventListener("input", () => { unsent = true; });
  form.addEventListener("submit", () => { unsent = false; });
  window.addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });
}
