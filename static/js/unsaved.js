// Asks before a form with typed text is left unsent. Only forms that say so: <form data-warn-unsaved>.
// A form that comes back with errors, or in another language (<html data-unsaved>), or says that it holds unsaved text
// (data-unsaved), counts as typed into.
const guarded = [...document.querySelectorAll("form[data-warn-unsaved]")];
const failed = document.querySelector("[data-error-summary]");
const touched = new Set(guarded.filter((form) => failed || "unsaved" in form.dataset || "unsaved" in document.documentElement.dataset));

for (const form of guarded) {
  form.addEventListener("input", () => touched.add(form));
  form.addEventListener("submit", () => touched.clear());
}

window.addEventListener("beforeunload", (event) => {
  if (touched.size > 0) event.preventDefault();
});
