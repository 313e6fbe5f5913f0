// While the subject is typed, similar answered questions appear in the region named by data-similar-into.
// The words go in the body of a POST, since a subject may hold a name and addresses are logged.
const WAIT_MS = 400;
const SHORTEST = 4;

function watch(input) {
  const region = document.getElementById(input.dataset.similarInto);
  let timer;
  let request;
  let asked = "";

  async function look() {
    const words = input.value.trim();
    if (words === asked) return;
    asked = words;
    request?.abort();
    if (words.length < SHORTEST) {
      region.replaceChildren();
      return;
    }
    request = new AbortController();
    const body = new FormData();
    body.set("q", words);
    body.set("csrf_token", input.form.elements.csrf_token.value);
    try {
      const answer = await fetch(input.dataset.similarUrl, { method: "POST", body, signal: request.signal });
      if (answer.ok) region.innerHTML = await answer.text(); // our own escaped fragment, from our own server
    } catch (error) {
      if (error.name !== "AbortError") region.replaceChildren(); // a help, not a need: the preview page shows them too
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });
}

for (const input of document.querySelectorAll("[data-similar-url]")) watch(input);
