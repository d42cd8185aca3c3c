// The one script of the hosted pages. Everything but passkeys works without it; it decides nothing, stores nothing and sends nothing of its own.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // form_post (OAuth 2.0 Form Post Response Mode): the form goes on by itself.
  const post = document.getElementById("post");
  if (post) post.submit();

  // Passkeys (Web Authentication Level 3): a form goes off with the browser's answer. Bytes are base64url on both sides.
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const read = (json) => {
    const asked = { ...json, challenge: bytes(json.challenge) };
    if (json.user) asked.user = { ...json.user, id: bytes(json.user.id) };
    if (json.allowCredentials) asked.allowCredentials = known(json.allowCredentials);
    if (json.excludeCredentials) asked.excludeCredentials = known(json.excludeCredentials);
    return asked;
  };
  const written = ({ id, type, response }) => {
    const told = response.getTransports ? { transports: response.getTransports() } : {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) told[name] = text(response[name]);
    }
    return JSON.stringify({ id, rawId: id, type, response: told, clientExtensionResults: {} });
  };
  const { editor } = words;
  const able = Boolean(!editor && window.PublicKeyCredential && navigator.credentials);
  let waiting;
  // Asks the browser, and sends what it answers; a person who turns away stays where they are.
  const ask = async (form, options, mediation) => {
    if (waiting) waiting.abort();
    const mine = waiting = new AbortController();
    try {
      const request = { publicKey: read(options), signal: mine.signal, ...(mediation && { mediation }) };
      const credential = await navigator.credentials[form.dataset.passkey](request);
      form.elements.credential.value = written(credential);
      if (form.elements.silent) form.elements.silent.value = mediation ? "1" : "";
      form.requestSubmit();
    } catch { if (waiting === mine) waiting = undefined; }
  };
  // What a challenge is worth ends after five minutes; a page that is open for longer gets another.
  const again = () => fetch("/api/auth/passkey/options", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })
    .then((answer) => answer.ok ? answer.json() : Promise.reject());
  const byItself = async (form) => {
    if (form.dataset.passkey === "create") {
      const can = await PublicKeyCredential.getClientCapabilities?.();
      if (can?.conditionalCreate) ask(form, JSON.parse(form.dataset.options), "conditional");
    } else {
      const can = await PublicKeyCredential.isConditionalMediationAvailable?.();
      const listen = () => { if (can) ask(form, JSON.parse(form.dataset.options), "conditional"); };
      listen();
      setInterval(() => again().then((options) => { form.dataset.options = JSON.stringify(options); listen(); }, () => {}), 240000);
    }
  };
  if (able) each("form[data-passkey]", (form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault(); event.stopImmediatePropagation();
      ask(form, JSON.parse(form.dataset.options));
    });
    if ("byItself" in form.dataset) byItself(form).catch(() => {});
  });
  if (able) each("input[data-able]", (input) => { input.value = "1"; });
  // Whoever keeps passkeys is told which are of no use any more.
  each("[data-unknown]", (told) => window.PublicKeyCredential?.signalUnknownCredential?.(JSON.parse(told.dataset.unknown)).catch(() => {}));
  each("[data-signal]", (told) => {
    const { rpId, userId, allAcceptedCredentialIds, name, displayName } = JSON.parse(told.dataset.signal);
    window.PublicKeyCredential?.signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds }).catch(() => {});
    window.PublicKeyCredential?.signalCurrentUserDetails?.({ rpId, userId, name, displayName }).catch(() => {});
  });

  // A preview does nothing but show what its editor is trying: custom properties, and from nobody else.
  if (editor) {
    each("form[data-passkey]", (form) => { form.hidden = false; });
    addEventListener("message", ({ origin, source, data }) => {
      if (origin !== editor || source !== parent) return;
      for (const [name, value] of Object.entries(Object(data.look))) if (name.startsWith("--")) document.documentElement.style.setProperty(name, value);
    });
  }

  // A form is sent once, unless what it leads to is a download; the browser's back button brings it back to life.
  each("form:not([data-again])", (form) => form.addEventListener("submit", (event) => {
    if (form.getAttribute("aria-busy")) { event.preventDefault(); return; }
    form.setAttribute("aria-busy", "true");
  }));
  addEventListener("pageshow", () => each("form[aria-busy]", (form) => {
    form.removeAttribute("aria-busy");
    if (form.elements.credential) form.elements.credential.value = "";
  }));

  // Passwords can be looked at; the form always sends them as a password field.
  each("input[data-reveal]", (input) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "reveal";
    const show = (shown) => {
      input.type = shown ? "text" : "password";
      button.textContent = shown ? words.hide : words.show;
      button.setAttribute("aria-pressed", String(shown));
    };
    show(false);
    button.addEventListener("click", () => show(input.type === "password"));
    input.form.addEventListener("submit", () => show(false));
    input.after(button);
  });

  // A code is digits only, and goes off at the sixth.
  each("input[data-code]", (input) => input.addEventListener("input", () => {
    const digits = input.value.replace(/\D/g, "").slice(0, 6);
    if (digits !== input.value) input.value = digits;
    if (digits.length === 6) input.form.requestSubmit();
  }));

  // A mailed token leaves the address bar; the form has it.
  if (new URLSearchParams(location.search).has("token")) history.replaceState(null, "", location.pathname);

  // What went wrong is read first.
  const problem = document.getElementById("problem");
  if (problem) problem.focus();
})();
