// Shows the answer as it will look: posts the field named by data-preview-of to data-preview-url and puts the safe HTML below.
for (const button of document.querySelectorAll("[data-preview-url]")) {
  const field = document.getElementById(button.dataset.previewOf);
  const place = document.getElementById(button.dataset.previewInto);
  button.hidden = false;

  button.addEventListener("click", async () => {
    const body = new FormData();
    body.set("text", field.value);
    body.set("csrf_token", field.form.elements.csrf_token.value);
    button.setAttribute("aria-disabled", "true");
    try {
      const answer = await fetch(button.dataset.previewUrl, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.statusText);
      place.innerHTML = await answer.text(); // sanitised by the server, as the published answer is
    } catch {
      place.textContent = button.dataset.failed;
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
}
