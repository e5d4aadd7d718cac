// An editable combobox with a list (ARIA APG, "list autocomplete with manual selection"): the focus stays in the
// input, the arrows move through the list, nothing is chosen until Enter or a click. The list hangs under `said`.
export const combobox = (input, said, label, choose) => {
  const list = document.createElement("ul");
  let shown = [];
  let at = -1;
  list.id = `${input.id}-list`;
  list.className = "options";
  list.setAttribute("aria-label", label);
  said.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id })) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");

  const mark = (to) => {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = to;
    const option = list.children[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const open = (wanted) => {
    list.hidden = !wanted || shown.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
    if (!list.hidden) list.scrollIntoView({ block: "nearest" });
  };
  const take = (option) => { open(false); choose(option); };
  const line = (option, number) => {
    const item = document.createElement("li");
    const about = document.createElement("span");
    item.id = `${list.id}-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    about.className = "hint";
    about.textContent = option.about;
    item.append(option.name, about.textContent ? " " : "", about);
    item.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the input
    item.addEventListener("click", () => take(option));
    return item;
  };
  const arrow = (step) => {
    if (list.hidden) open(true);
    const last = shown.length - 1;
    mark(step > 0 ? (at < last ? at + 1 : 0) : (at > 0 ? at - 1 : last));
  };
  input.addEventListener("keydown", (event) => {
    const key = event.key;
    if (key === "ArrowDown" || key === "ArrowUp") arrow(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" && at >= 0) take(shown[at]);
    else if (key === "Escape" && !list.hidden) open(false);
    else return key === "Home" || key === "End" ? mark(-1) : undefined; // the caret moves, as in any text
    event.preventDefault();
  });
  input.addEventListener("blur", () => open(false));
  open(false);
  return (options) => { shown = options; list.replaceChildren(...options.map(line)); open(document.activeElement === input); };
};
