// Boxes are drawn on a page with the mouse or a finger; each becomes a line of the field, which the server reads. Without this they are typed.
const field = document.getElementById("boxes");
const NAMESPACE = "http://www.w3.org/2000/svg";
const SMALLEST = 50; // ten thousandths of the page: less is a click that slipped

for (const paper of document.querySelectorAll(".paper")) {
  const layer = paper.querySelector("svg");
  let start = null;
  let rect = null;
  paper.classList.add("paper--drawable");

  const place = (event) => {
    const frame = layer.getBoundingClientRect();
    const part = (at, from, size) => Math.round(Math.min(Math.max((at - from) / size, 0), 1) * 10000);
    return [part(event.clientX, frame.left, frame.width), part(event.clientY, frame.top, frame.height)];
  };
  const sides = (event) => {
    const [x, y] = place(event);
    return [Math.min(start[0], x), Math.min(start[1], y), Math.max(start[0], x), Math.max(start[1], y)];
  };

  layer.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    layer.setPointerCapture(event.pointerId);
    start = place(event);
    rect = document.createElementNS(NAMESPACE, "rect");
    rect.setAttribute("class", "paper__box paper__box--black");
    layer.append(rect);
  });
  layer.addEventListener("pointermove", (event) => {
    if (!start) return;
    const [x0, y0, x1, y1] = sides(event);
    for (const [name, value] of Object.entries({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 })) rect.setAttribute(name, value);
  });
  layer.addEventListener("pointerup", (event) => {
    if (!start) return;
    const [x0, y0, x1, y1] = sides(event);
    start = null;
    if (x1 - x0 < SMALLEST || y1 - y0 < SMALLEST) {
      rect.remove();
      return;
    }
    const line = `${paper.dataset.page}: ${[x0, y0, x1, y1].map((side) => side / 100).join(" ")}`;
    field.value = [field.value.trimEnd(), line].filter(Boolean).join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
