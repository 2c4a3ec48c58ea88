// Lets a citizen narrow the list of documents to the case that is theirs, without a reload.
const narrow = (list) => {
  const cases = list.querySelector("[data-checklist-cases]");
  if (!cases) return;
  const boxes = [...cases.querySelectorAll("input")];
  const status = cases.querySelector("[role=status]");
  const groups = [...list.querySelectorAll("[data-when]")].filter((group) => group.dataset.when);

  const apply = () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const group of groups) group.hidden = !chosen.includes(group.dataset.when);
    status.textContent = chosen.length ? status.dataset.some : status.dataset.none;
    return chosen;
  };

  // The way to a time, the printed list and the address of the page know the case too.
  const tell = (chosen) => {
    for (const link of document.querySelectorAll("a[data-with-cases]")) link.href = told(link.href, chosen);
    if (boxes[0].form?.method === "get") history.replaceState(null, "", told(location.href, chosen));
  };

  cases.addEventListener("change", () => tell(apply()));
  window.addEventListener("pageshow", () => tell(apply())); // ticks that the browser kept
  cases.querySelector("[data-checklist-show]")?.remove();
  cases.hidden = false;
  apply();
};

const told = (address, chosen) => {
  const url = new URL(address);
  url.searchParams.delete("primer");
  if (chosen.length) url.searchParams.set("primer", chosen.join("."));
  return url.href;
};

document.querySelectorAll("[data-checklist]").forEach(narrow);
