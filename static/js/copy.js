// Adds "Copy" beside an address that can be selected by hand as well: <div data-copy="Copy" data-copied="Copied">.
for (const box of document.querySelectorAll("[data-copy]")) {
  const field = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button secondary";
  button.textContent = box.dataset.copy;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = box.dataset.copied;
    } catch {
      said.textContent = box.dataset.refused; // the text is selected: Ctrl+C does it
    }
  });
  box.querySelector(".copy-row").append(button);
}
