// Passkeys: a form with data-passkey asks the server what to ask for, the
// browser for a passkey, and then sends itself with the answer.
export function passkeys(root) {
  const ask = window.PublicKeyCredential;
  if (!ask?.parseRequestOptionsFromJSON) return;
  for (const form of root.querySelectorAll("form[data-passkey]")) {
    form.querySelector("button").disabled = false;
    form.nextElementSibling?.matches("[data-without-passkey]") && form.nextElementSibling.remove();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(form, ask);
    });
  }
}

async function answer(form, ask) {
  const refused = form.querySelector("[data-refused]");
  const kind = form.dataset.passkey;
  refused.hidden = true;
  try {
    const asked = await fetch(form.dataset.ask, { method: "POST", body: new URLSearchParams({ kind }) });
    if (!asked.ok) throw new Error(asked.status);
    const options = await asked.json();
    const credential = kind === "create"
      ? await navigator.credentials.create({ publicKey: ask.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: ask.parseRequestOptionsFromJSON(options) });
    form.elements.answer.value = JSON.stringify(credential);
    form.submit();
  } catch {
    refused.hidden = false;
  }
}
