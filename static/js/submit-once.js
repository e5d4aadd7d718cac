// A second press of a button sends nothing twice. The button stays enabled: it is ignored for a while,
// and works again if the answer never came.
const PATIENCE = 10_000;
const sentAt = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  const before = sentAt.get(form);
  if (before && Date.now() - before < PATIENCE) {
    event.preventDefault();
    return;
  }
  sentAt.set(form, Date.now());
});

// Back again by the browser's history: the page is as new.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) sentAt.delete(form);
});
