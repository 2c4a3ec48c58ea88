// An appointment is dragged to a free time, or picked up with the space bar and put down there with
// Enter: either opens the form of its move, filled in. Here nothing is changed.
const PICKED = "okence-line--picked";
const TARGET = "okence-line--target";

const words = (line) => line.textContent.replace(/\s+/g, " ").trim();

export const moving = (table, said, texts) => {
  let picked = "";
  let isDragged = false;

  const find = () => picked && table.querySelector(`[data-move][data-line="${CSS.escape(picked)}"]`);
  const mark = (name, line) => {
    table.querySelectorAll(`.${name}`).forEach((one) => one.classList.remove(name));
    line?.classList.add(name);
  };
  const pick = (line) => {
    picked = line?.dataset.line ?? "";
    mark(PICKED, line);
  };
  const letGo = () => {
    pick(null);
    mark(TARGET, null);
  };
  const putDown = (free) => {
    const line = find();
    if (line) location.assign(`${line.dataset.move}?${free.dataset.time}`);
  };
  // Time kept for urgent cases takes no others.
  const fits = (free) => !free.classList.contains("okence-line--reserved") || find()?.querySelector(".okence-urgent");
  // Anywhere in a cell means its first free time.
  const under = (event) => {
    const free = event.target.closest?.("[data-time]");
    const around = free ? [free] : (event.target.closest?.("td")?.querySelectorAll("[data-time]") ?? []);
    return [...around].find(fits);
  };

  table.addEventListener("dragstart", (event) => {
    const line = event.target.closest?.("[data-move]");
    if (!line) return;
    pick(line);
    isDragged = true;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", words(line));
  });
  table.addEventListener("dragover", (event) => {
    const free = isDragged && under(event);
    mark(TARGET, free);
    if (!free) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  });
  table.addEventListener("drop", (event) => {
    const free = isDragged && under(event);
    if (!free) return;
    event.preventDefault();
    putDown(free);
  });
  table.addEventListener("dragend", () => {
    isDragged = false;
    letGo();
  });

  table.addEventListener("keydown", (event) => {
    const line = event.target.closest("[data-line]");
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " " && line?.dataset.move) {
      event.preventDefault();
      pick(line);
      said.textContent = texts.picked.replace("{what}", words(line));
    } else if (event.key === "Enter" && picked && line?.dataset.time) {
      event.preventDefault();
      putDown(line);
    } else if (event.key === "Escape" && picked) {
      letGo();
      said.textContent = texts.letGo;
    }
  });

  return {
    // While a line is dragged it must stay where it is, or the browser loses it.
    isBusy: () => isDragged,
    restore: () => {
      if (!picked) return;
      const line = find();
      pick(line);
      if (!line) said.textContent = texts.gone;
    },
  };
};
