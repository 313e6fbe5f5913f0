// Saves what the official is writing every few seconds, and on leaving the page, to the form's data-draft-url.
// The answer to each save is the draft's new version, which the form carries on. 409 means that another window has saved, 410
// that the link ended: saving stops and the words of data-conflict stay on the page.
const EVERY_MS = 5000;
const KEPT_ALIVE = 60_000; // bytes: browsers send no more after the page is gone

function typed(form) {
  const data = new FormData(form);
  for (const file of form.querySelectorAll("input[type=file]")) data.delete(file.name);
  return data;
}

function keep(form) {
  const place = form.querySelector("[data-draft-status]");
  const picture = () => JSON.stringify([...typed(form)].filter(([name]) => name !== "version"));
  let saved = picture();
  let saving = null;
  let sent = false;

  const say = (words, alarming) => {
    place.textContent = words;
    place.classList.toggle("draft-status--problem", alarming);
    if (alarming) place.setAttribute("role", "alert");
    else place.removeAttribute("role");
  };

  async function send(now, leaving) {
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body: typed(form),
        headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" },
        keepalive: leaving && new Blob([now]).size < KEPT_ALIVE,
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
    }
  }

  function save(leaving = false) {
    const now = picture();
    if (saving || sent || now === saved) return;
    saving = send(now, leaving).finally(() => (saving = null));
  }

  const timer = setInterval(() => save(), EVERY_MS);
  document.addEventListener("visibilitychange", () => document.hidden && save(true));
  window.addEventListener("pagehide", () => save(true));
  form.addEventListener("submit", (event) => {
    // What is on its way has a new version to bring: without it the server would take this for another window.
    if (saving) {
      event.preventDefault();
      saving.then(() => form.requestSubmit(event.submitter));
      return;
    }
    sent = true;
    clearInterval(timer);
  });
}

for (const form of document.querySelectorAll("form[data-draft-url]")) keep(form);
