// Suggestions below a search field while somebody types (ARIA 1.2 combobox with a list box). The
// field works as before without them; the options are links, drawn by the server.
import Combobox from "@github/combobox-nav";

const PAUSE = 150; // milliseconds without a key before the server is asked
const SHORTEST = 2; // letters

const made = (name, attributes) => {
  const element = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
};

const suggest = (box) => {
  const input = box.querySelector("input");
  const list = made("ul", {
    id: `${input.id}-suggestions`,
    class: "okence-suggestions",
    role: "listbox",
    "aria-label": box.dataset.suggestionsLabel,
    hidden: "",
  });
  const status = made("p", { class: "govuk-visually-hidden", role: "status" });
  box.querySelector(".okence-search__row").append(list, status);
  const combobox = new Combobox(input, list, { tabInsertsSuggestions: false });
  let timer;
  let asking = new AbortController();

  const close = () => {
    combobox.stop();
    list.hidden = true;
    status.textContent = "";
  };
  const open = () => {
    if (!list.childElementCount || document.activeElement !== input) return;
    list.hidden = false;
    combobox.start();
  };
  const show = (html) => {
    const answer = made("div", {});
    answer.innerHTML = html;
    const found = answer.querySelector("ul");
    close();
    list.replaceChildren(...found.children);
    open();
    status.textContent = found.dataset.status;
  };
  const ask = async () => {
    asking = new AbortController();
    try {
      const question = new URLSearchParams({ q: input.value.trim() });
      const answer = await fetch(`${box.dataset.suggestions}?${question}`, { signal: asking.signal });
      if (answer.ok) show(await answer.text());
    } catch {
      close(); // replaced by a newer question, or no network: the form still works
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asking.abort();
    if (input.value.trim().length < SHORTEST) {
      list.replaceChildren();
      close();
    } else {
      timer = setTimeout(ask, PAUSE);
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first Escape closes the list, the second empties the field
      close();
    }
    if (event.key === "ArrowDown" && list.hidden) open();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps focus
};

document.querySelectorAll("[data-suggestions]").forEach(suggest);
