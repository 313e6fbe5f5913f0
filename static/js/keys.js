// Keys for the desk. A key is known by its place on the keyboard, so that they work in the Ukrainian layout as well; none is taken
// while one types or chooses, nor together with Ctrl, Alt or Meta, but for Ctrl+Enter. The sheet (?) names them all and switches them off (WCAG 2.1.4).
const OFF = "reception-keys-off";
const LIST = "reception-keys-list";
const PATIENCE = 1500;
const sheet = document.getElementById("keys-sheet");
const rows = [...document.querySelectorAll(".queue-table tbody tr")];
const switches = document.querySelectorAll("[data-keys-switch]");
let on = localStorage.getItem(OFF) === null;
let goes = 0;

// What stands on the page for a key: it is pressed as a mouse would, so a key can do nothing that the page does not offer.
const ON_PAGE = {
  KeyA: 'button[form="edit"][value="accept"]',
  KeyS: 'button[form="edit"][value="edit"]',
  KeyR: '.actions a[href$="/refer"]',
  KeyP: '.actions a[href$="/publish"]',
  KeyD: '.actions a[href$="/decline"]',
  KeyC: 'form[action$="/claim"] button, form[action$="/take-over"] button',
  KeyW: "#wartime_checked",
  KeyU: "[data-undo]",
};
const OF_ROW = { KeyO: "", KeyA: "", KeyR: "/refer", KeyD: "/decline", KeyP: "/publish" };
const FIELD = "input:not([type=hidden]), textarea, select, button.btn-primary, button.btn-danger";

const linkOf = (row) => row.querySelector("th a");
const currentRow = () => rows.find((row) => row.contains(document.activeElement));

function step(by) {
  if (rows.length) {
    const at = rows.indexOf(currentRow());
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
    linkOf(rows[next]).focus();
    return;
  }
  const { paths } = JSON.parse(sessionStorage.getItem(LIST) ?? '{"paths": []}');
  const at = paths.findIndex((path) => location.pathname === path || location.pathname.startsWith(`${path}/`));
  if (at >= 0 && paths[at + by]) location.assign(paths[at + by]);
}

function toQueue() {
  location.assign(JSON.parse(sessionStorage.getItem(LIST) ?? "{}").queue ?? sheet.dataset.queue);
}

function toField() {
  const fields = [...document.querySelectorAll("main form[method=post]")].flatMap((form) => [...form.querySelectorAll(FIELD)]);
  fields.find((field) => field.checkVisibility() && !field.disabled)?.focus();
}

// Ctrl+Enter presses the main button of the form at hand: also in a text, where Enter alone begins a new line.
function toMainButton(target) {
  const forms = target.form ? [target.form] : document.querySelectorAll("main form[method=post]");
  const buttons = [...forms].flatMap((form) => [...form.elements]).filter((each) => each.matches("button.btn-primary, button.btn-danger"));
  buttons[0]?.click();
}

function press(code) {
  const row = currentRow();
  if (row && code === "KeyX") row.querySelector("input[type=checkbox]")?.click();
  else if (row && code in OF_ROW) location.assign(linkOf(row).href + OF_ROW[code]);
  else if (code in ON_PAGE) document.querySelector(ON_PAGE[code])?.click();
  else return false;
  return true;
}

function act({ code, timeStamp }) {
  const going = timeStamp - goes < PATIENCE;
  goes = 0;
  if (going && code === "KeyQ") toQueue();
  else if (code === "KeyG") goes = timeStamp;
  else if (code === "KeyJ") step(1);
  else if (code === "KeyK") step(-1);
  else if (code === "KeyI") toField();
  else if (code === "KeyB") document.querySelector(".bulk button")?.focus();
  else return press(code);
  return true;
}

function isTyping(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

document.addEventListener("keydown", (event) => {
  if (on && event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) {
    event.preventDefault();
    toMainButton(event.target);
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat && event.code !== "KeyJ" && event.code !== "KeyK") return;
  if (!on || isTyping(event.target) || sheet.open) return;
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) {
    sheet.showModal();
    event.preventDefault();
  } else if (!event.shiftKey && act(event)) event.preventDefault();
});

for (const each of switches) {
  each.checked = on;
  each.closest("[hidden]").hidden = false;
  each.addEventListener("change", () => {
    on = each.checked;
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    for (const other of switches) other.checked = on;
  });
}

if (rows.length) {
  const paths = rows.map((row) => linkOf(row).pathname);
  sessionStorage.setItem(LIST, JSON.stringify({ queue: location.pathname + location.search, paths }));
}
