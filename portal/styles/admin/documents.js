// The table of documents to bring: rows move with a button, and more of them come without saving.
const rowsOf = (table) => [...table.tBodies[0].rows];

const renumber = (table) =>
  rowsOf(table).forEach((row, place) => (row.querySelector("input[type=number]").value = place + 1));

const move = (button, table, status) => {
  const row = button.closest("tr");
  const other = button.dataset.move === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  button.dataset.move === "up" ? other.before(row) : other.after(row);
  renumber(table);
  button.focus();
  status.textContent = `${status.dataset.moved} ${row.rowIndex}.`;
  button.dispatchEvent(new Event("change", { bubbles: true })); // Wagtail: there is something to save
};

const add = (panel, table) => {
  const total = panel.querySelector("input[name$=-TOTAL_FORMS]");
  const made = panel.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
  table.tBodies[0].insertAdjacentHTML("beforeend", made);
  total.value = Number(total.value) + 1;
  const row = table.tBodies[0].lastElementChild;
  row.querySelector("input[type=number]").value = table.tBodies[0].rows.length;
  show(row);
  row.querySelector("textarea").focus();
};

const show = (row) => (row.querySelector("[data-documents-moves]").hidden = false);

for (const panel of document.querySelectorAll("[data-documents]")) {
  const table = panel.querySelector("table");
  const status = panel.querySelector("[data-documents-status]");
  const more = panel.querySelector("[data-documents-add]");
  rowsOf(table).forEach(show);
  more.hidden = false;
  more.addEventListener("click", () => add(panel, table));
  table.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button, table, status);
  });
}
