// Asks the browser for a passkey, or makes one, and sends its answer with the form.
// WebAuthn level 3: bytes travel as base64url.
const form = document.querySelector("form[data-ceremony]");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function parsed(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.allowCredentials, options.excludeCredentials]) {
    for (const known of list ?? []) known.id = bytes(known.id);
  }
  return options;
}

function answer(credential) {
  const said = credential.response;
  const response = { clientDataJSON: text(said.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[part]) response[part] = text(said[part]);
  }
  if (said.getTransports) response.transports = said.getTransports();
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults() };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const unable = document.getElementById("unable");
  unable.hidden = true;
  try {
    const publicKey = parsed(JSON.parse(form.dataset.options).publicKey);
    const credential = await navigator.credentials[form.dataset.ceremony]({ publicKey });
    form.elements.response.value = JSON.stringify(answer(credential));
    form.submit();
  } catch {
    unable.hidden = false;
  }
});
