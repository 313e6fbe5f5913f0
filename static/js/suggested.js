// Chooses what is suggested at once. Without this the server does it; either way nothing is saved yet.
for (const place of document.querySelectorAll("[data-suggested]")) {
  place.querySelector("button").addEventListener("click", (event) => {
    const field = document.getElementById(place.dataset.suggested);
    field.value = place.dataset.value;
    if (field.value !== place.dataset.value) return; // it is not offered: the server says more
    event.preventDefault();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    place.hidden = true;
  });
}
