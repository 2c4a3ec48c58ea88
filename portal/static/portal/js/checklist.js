// Lets a citizen narrow the list of documents to the case that is theirs.
const narrow = (list) => {
  const cases = list.querySelector("[data-checklist-cases]");
  const boxes = [...cases.querySelectorAll("input")];
  if (boxes.length === 0) return;
  const status = cases.querySelector("[role=status]");
  const groups = [...list.querySelectorAll("[data-when]")].filter((group) => group.dataset.when);

  const apply = () => {
    const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const group of groups) group.hidden = !chosen.has(group.dataset.when);
    status.textContent = chosen.size ? status.dataset.some : status.dataset.none;
  };

  cases.addEventListener("change", apply);
  window.addEventListener("pageshow", apply); // ticks that the browser kept
  cases.hidden = false;
  apply();
};

document.querySelectorAll("[data-checklist]").forEach(narrow);
