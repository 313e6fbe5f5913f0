// A file that is too large is named at once, before it is sent for nothing: fields with data-largest (bytes) and data-too-big (words).
for (const input of document.querySelectorAll("input[type=file][data-largest]")) {
  const place = document.createElement("p");
  place.className = "field-error";
  place.setAttribute("role", "alert");
  input.before(place);

  input.addEventListener("change", () => {
    const tooBig = [...input.files].filter((file) => file.size > Number(input.dataset.largest));
    place.textContent = tooBig.map((file) => input.dataset.tooBig.replace("{name}", file.name)).join(" ");
    if (!tooBig.length) return;
    const kept = new DataTransfer();
    for (const file of input.files) if (!tooBig.includes(file)) kept.items.add(file);
    input.files = kept.files;
  });
}
