// The one script of the hosted pages. Everything works without it; it decides nothing, stores nothing and sends nothing of its own.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // form_post (OAuth 2.0 Form Post Response Mode): the form goes on by itself.
  const post = document.getElementById("post");
  if (post) post.submit();

  // A form is sent once, unless what it leads to is a download; the browser's back button brings it back to life.
  each("form:not([data-again])", (form) => form.addEventListener("submit", (event) => {
    if (form.getAttribute("aria-busy")) { event.preventDefault(); return; }
    form.setAttribute("aria-busy", "true");
  }));
  addEventListener("pageshow", () => each("form[aria-busy]", (form) => form.removeAttribute("aria-busy")));

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
