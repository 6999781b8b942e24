// A form that keeps what is written: a while after the last letter it is sent
// as it would be by its button, and takes the versions of the answer. Where
// somebody else was quicker it is sent for good, and the page shows both texts.
const quiet = 4000;
const again = 20000;

export function keepForms(root) {
  for (const form of root.querySelectorAll("form[data-keeps]")) keep(form);
}

function keep(form) {
  const status = form.querySelector("[role=status]");
  let stored = values(form);
  let timer = 0;
  let busy = false;

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };
  form.addEventListener("input", () => later(quiet));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    busy = true; // nothing is sent beside the button
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer) send();
  });

  async function send() {
    timer = 0;
    if (busy) return;
    busy = true;
    const sent = values(form);
    say("waiting");
    const answer = await post(form);
    busy = false;
    if (answer === "late") return form.requestSubmit();
    if (!answer) {
      say("failed");
      return later(again);
    }
    stored = take(form, answer, sent, stored);
    say("saved", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));
  }

  function say(what, time = "") {
    status.textContent = `${status.dataset[what]} ${time}`.trim();
  }
}

// values are the texts of a form by the names of their fields.
function values(form) {
  const all = new Map();
  for (const field of form.querySelectorAll("textarea")) all.set(field.name, field.value);
  return all;
}

// post sends a form: the form of the answer, "late", or nothing.
async function post(form) {
  try {
    const answer = await fetch(form.action, { method: "post", body: new URLSearchParams(new FormData(form)) });
    if (answer.status === 409) return "late";
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector(`form[data-keeps][action="${form.getAttribute("action")}"]`);
  } catch {
    return null; // no connection: what is written stays here
  }
}

// take brings a form up to what is stored. A text that was written on since it
// was sent stays; its version goes up only where what was sent is what is
// stored. A text that nobody here touched becomes that of somebody else.
function take(form, answer, sent, stored) {
  const known = new Map(stored);
  for (const theirs of answer.querySelectorAll("textarea")) {
    const own = form.elements.namedItem(theirs.name);
    if (!own) continue;
    const untouched = own.value === sent.get(theirs.name) && sent.get(theirs.name) === stored.get(theirs.name);
    if (untouched && document.activeElement !== own) own.value = theirs.value;
    if (!untouched && plain(theirs.value) !== plain(sent.get(theirs.name))) continue;
    if (untouched && own.value !== theirs.value) continue;
    const name = theirs.name.replace(/^text-/, "version-");
    const version = answer.querySelector(`input[name="${name}"]`);
    if (version) form.elements.namedItem(name).value = version.value;
    known.set(theirs.name, own.value === sent.get(theirs.name) ? own.value : theirs.value);
  }
  return known;
}

// plain is a text as the server keeps it.
function plain(text) {
  return text.replaceAll("\r\n", "\n").trim();
}
