/* A file that is too large is told of at once: sent, the whole form would come back unread. */
const isTooLarge = (field) => [...field.files].some((file) => file.size > Number(field.dataset.mostBytes));

for (const field of document.querySelectorAll("input[type=file][data-most-bytes]")) {
  const told = document.createElement("p");
  told.className = "error-text";
  told.setAttribute("role", "alert");
  field.before(told);
  const tell = () => { told.textContent = isTooLarge(field) ? field.dataset.tooLarge : ""; };
  field.addEventListener("change", tell);
  // Before all others that listen for sending: nothing is sent.
  window.addEventListener("submit", (event) => {
    if (event.target !== field.form || !isTooLarge(field)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell();
    field.focus();
  }, true);
}
