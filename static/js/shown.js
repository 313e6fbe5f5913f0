// Shows pieces of a form only where they apply: data-shown-when="kind=appeal&appeal_kind=3.3". Without this module all of
// them stand there, each with a hint that says where it belongs. A piece with an error is never hidden.
for (const form of document.querySelectorAll("form:has([data-shown-when])")) {
  const pieces = form.querySelectorAll("[data-shown-when]");
  const chosen = (name) => form.querySelector(`[name="${name}"]:checked`)?.value;
  const applies = (piece) =>
    piece.dataset.shownWhen.split("&").every((condition) => {
      const [name, value] = condition.split("=");
      return chosen(name) === value;
    });
  const update = () => {
    for (const piece of pieces) piece.hidden = !applies(piece) && !piece.querySelector(".field--error");
  };
  form.addEventListener("change", update);
  update();
}
