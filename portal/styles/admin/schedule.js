import { moving } from "./schedule_move.js";

// Keeps a schedule up to date and lets the arrow keys move in it. Without script a reload does.
const EVERY = 20_000;
const MISSES = 3;

const lines = (table) => [...table.querySelectorAll("[data-line]")];

// One stop of the Tab key for the whole table; the arrows reach the rest.
const rove = (table, chosen) => {
  for (const line of lines(table)) line.tabIndex = line === chosen ? 0 : -1;
};

const place = (line) => {
  const cell = line.closest("td, th");
  return { row: cell.parentElement.rowIndex, column: cell.cellIndex };
};

// The next line in that direction: down and up within a column, else the nearest row beside.
const towards = (table, from, key) => {
  const here = place(from);
  const all = lines(table).map((line) => ({ line, ...place(line) }));
  if (key === "ArrowDown" || key === "ArrowUp") {
    const column = all.filter((one) => one.column === here.column).map((one) => one.line);
    return column[column.indexOf(from) + (key === "ArrowDown" ? 1 : -1)];
  }
  const step = key === "ArrowRight" ? 1 : -1;
  const beside = all.filter((one) => (one.column - here.column) * step > 0);
  const far = (one) => Math.abs(one.column - here.column) * 1000 + Math.abs(one.row - here.row);
  return beside.sort((one, other) => far(one) - far(other))[0]?.line;
};

const keys = (table) => {
  table.addEventListener("keydown", (event) => {
    const from = event.target.closest("[data-line]");
    if (!from || !event.key.startsWith("Arrow") || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = towards(table, from, event.key);
    event.preventDefault();
    if (!to) return;
    rove(table, to);
    to.focus();
  });
  table.addEventListener("focusin", (event) => {
    const line = event.target.closest("[data-line]");
    if (line) rove(table, line);
  });
};

// Put the fragment in, and the focus back on the line it was on, or on the table if that is gone.
const replace = (table, html) => {
  const focused = table.contains(document.activeElement) ? document.activeElement : null;
  const chosen = table.querySelector("[data-line][tabindex='0']")?.dataset.line;
  table.innerHTML = html;
  const same = chosen && table.querySelector(`[data-line="${CSS.escape(chosen)}"]`);
  rove(table, same || lines(table)[0]);
  if (focused && focused !== table) (same || table).focus({ preventScroll: true });
};

const start = (live) => {
  const table = live.querySelector("[data-live-table]");
  const said = live.querySelector("[data-live-said]");
  const { live: url, updated, stopped } = live.dataset;
  let { etag, version } = live.dataset;
  let missed = 0;
  const moves = moving(table, said, live.dataset);

  const look = async () => {
    if (document.hidden || moves.isBusy()) return;
    try {
      const answer = await fetch(url, { headers: { "If-None-Match": `"${etag}"` }, redirect: "error", cache: "no-store" });
      if (answer.status === 304) {
        missed = 0;
        return;
      }
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      if (moves.isBusy()) return; // a drag began meanwhile: the next look brings it
      replace(table, html);
      missed = 0;
      etag = answer.headers.get("ETag").replaceAll('"', "");
      const { version: seen, seenAt } = table.querySelector("[data-version]").dataset;
      if (seen !== version) said.textContent = updated.replace("{time}", seenAt);
      version = seen;
      moves.restore();
    } catch {
      missed += 1;
      if (missed === MISSES) said.textContent = stopped;
    }
  };

  rove(table, lines(table)[0]);
  live.querySelector("[data-live-keys]").hidden = lines(table).length === 0;
  keys(table);
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
};

document.querySelectorAll("[data-live]").forEach(start);
