// A form that is on its way is not sent twice: the second press of the button does nothing until the page is shown anew.
const sending = new WeakSet();

function mark(form, on) {
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  sending.add(form);
  mark(form, true);
});

window.addEventListener("pageshow", () => {
  for (const form of document.forms) {
    sending.delete(form);
    mark(form, false);
  }
});
