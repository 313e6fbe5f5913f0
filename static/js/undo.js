// Takes the button away when an act can be undone no longer, and says so. The server decides; a click that comes too late is told there.
for (const notice of document.querySelectorAll("[data-undo-left]")) {
  setTimeout(() => {
    notice.querySelector("[data-undo-words]").textContent = notice.dataset.undoLate;
    notice.querySelector("form").remove();
  }, 1000 * notice.dataset.undoLeft);
}
