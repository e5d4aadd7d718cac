// Text size and colours change at once, without leaving the page: what was typed into a form stays.
// The language needs the server's words, so that button leads there as without JavaScript.
// A button may belong to the page's own form, which it takes along: heard before anybody else hears of that form.
const form = document.querySelector(".preferences form");
const root = document.documentElement;

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  const name = button?.name.replace(/^look-/, "");
  if (!button?.classList.contains("preference") || name === "language") return;
  event.preventDefault();
  apply(name, button.value);
  const chosen = new URLSearchParams({ [name]: root.dataset[name] });
  fetch(form.action, { method: "POST", body: chosen, redirect: "manual" }).catch(() => {});
}, true);

function apply(name, value) {
  root.dataset[name] = value;
  for (const one of form.querySelectorAll(`.preference[name$="${name}"]`)) {
    if (!one.hasAttribute("aria-pressed")) continue;
    if (name === "size") one.setAttribute("aria-pressed", String(one.value === value));
    else {
      one.setAttribute("aria-pressed", String(value === "contrast"));
      one.value = value === "contrast" ? "auto" : "contrast";
    }
  }
}
