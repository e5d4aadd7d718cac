// The organisation picker (components/picker.html): offers institutions of the common list while somebody types, and
// those that the domain of a typed e-mail address tells. A choice holds for its text: typing on takes it back.
import { combobox } from "./combobox.js";

const PAUSE = 150;

const start = (box) => {
  const input = box.querySelector("input.control");
  const chosen = box.querySelector("input[type=hidden]");
  const said = box.querySelector("[role=status]");
  const proposed = box.querySelector("[data-proposed]");
  const email = document.getElementById(box.dataset.email);
  let waiting, asked;

  const ask = async (address, name, value) => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${address}?${new URLSearchParams({ [name]: value })}`, { signal: asked.signal });
      return answer.ok ? await answer.json() : undefined;
    } catch {
      return undefined; // another letter was typed, or the line is down: what is typed stays
    }
  };
  const choose = (option) => {
    input.value = option.label;
    chosen.value = `${option.id} ${option.label}`;
    said.textContent = box.dataset.chosen.replace("{}", option.label);
    proposed.replaceChildren();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = combobox(input, said, box.dataset.list, choose);
  const search = async () => {
    const found = input.value.trim().length > 1 ? await ask(box.dataset.search, "q", input.value) : { options: [], said: "" };
    if (!found || chosen.value) return;
    show(found.options);
    said.textContent = found.said;
  };
  const button = (option) => Object.assign(document.createElement("button"), { type: "button", className: "button secondary small", textContent: option.label, onclick: () => { choose(option); input.focus(); } });
  const propose = async () => {
    const domain = email.value.split("@")[1]?.trim();
    if (!domain || chosen.value || proposed.querySelector("fieldset")) return;
    const found = await ask(box.dataset.proposals, "domain", domain); // never the address itself
    if (!found || chosen.value) return;
    said.textContent = found.said;
    proposed.replaceChildren(...found.options.map(button));
  };

  box.querySelector("[data-find]").remove();
  input.addEventListener("input", () => {
    chosen.value = "";
    proposed.replaceChildren();
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  });
  email?.addEventListener("change", propose);
  if (document.activeElement === input && !chosen.value) search(); // typed before this script was there
};

document.querySelectorAll("[data-search]").forEach(start);
