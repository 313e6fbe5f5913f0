// Saves what the official is writing every few seconds to the form's data-draft-url.
// The answer to each save is the draft's new version, which the form carries on. 409 means that another window has saved, 410
// that the link ended: saving stops and the words of data-conflict stay on the page.
const EVERY_MS = 5000;

function typed(form) {
  const data = new FormData(form);
  for (const file of form.querySelectorAll("input[type=file]")) data.delete(file.name);
  return data;
}

function keep(form) {
  const place = form.querySelector("[data-draft-status]");
  const picture = () => JSON.stringify([...typed(form)].filter(([name]) => name !== "version"));
  let saved = picture();
  let busy = false;

  const say = (words, alarming) => {
    place.textContent = words;
    place.classList.toggle("draft-status--problem", alarming);
    if (alarming) place.setAttribute("role", "alert");
    else place.removeAttribute("role");
  };

  async function save() {
    const now = picture();
    if (busy || now === saved) return;
    busy = true;
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body: typed(form),
        headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" },
      });
      if (answer.status === 409 || answer.status === 410) {
        clearInterval(timer);
        say(place.dataset.conflict, true);
      } else if (answer.ok) {
        form.elements.version.value = (await answer.json()).version;
        saved = now;
        const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        say(place.dataset.saved.replace("{time}", time), false);
      } else {
        say(place.dataset.failed, true);
      }
    } catch {
      say(place.dataset.failed, true);
    } finally {
      busy = false;
    }
  }

  const timer = setInterval(save, EVERY_MS);
  document.addEventListener("visibilitychange", () => document.hidden && save());
  form.addEventListener("submit", () => clearInterval(timer));
}

for (const form of document.querySelectorAll("form[data-draft-url]")) keep(form);
