// The corrections that are kept: lists them, deletes one and brings it back, each in its own row. Another
// tab may do the same, so the list is asked for anew whenever a person comes back to this one.

import * as api from "./api.js";
import { Row } from "./correction-row.js";
import { byId } from "./dom.js";
import { offerExport } from "./export.js";
import { wordsOf } from "./troubles.js";

// More rows than these are shown when asked for.
const FIRST = 12;

const list = byId("corrections", HTMLElement);
const empty = byId("corrections-empty", HTMLElement);
const count = byId("corrections-count", HTMLElement);
const title = byId("corrections-title", HTMLElement);
const all = byId("corrections-all", HTMLButtonElement);

/** @type {Row[]} the newest first; what was deleted here keeps its place */
let rows = [];
let showsAll = false;
// Rises with every change made here: a list that was asked for before does not have it yet.
let changes = 0;

/** @param {(sentence: string) => void} say */
export function wireCorrections(say) {
  all.addEventListener("click", () => {
    showsAll = true;
    render();
  });
  load().catch((problem) => say(wordsOf(problem)));
  const again = () => {
    // That the server does not answer is said where something is asked of it.
    if (document.visibilityState === "visible")
      load().catch(() => {});
  };
  addEventListener("focus", again);
  document.addEventListener("visibilitychange", again);
}

/** @param {api.Correction} correction */
export function showKept(correction) {
  changes++;
  rows = [rowOf(correction), ...rows];
  render();
}

async function load() {
  const asked = changes;
  const { corrections } = await api.corrections();
  if (asked !== changes)
    return;
  const known = new Map(rows.map((row) => [row.id, row]));
  const found = corrections.map((correction) => known.get(correction.id) ?? rowOf(correction));
  for (const row of found)
    row.isDeleted = false;
  const deleted = rows.filter((row) => row.isDeleted && !found.includes(row));
  rows = [...found, ...deleted].sort((a, b) => b.id - a.id);
  render();
}

/** @param {api.Correction} correction */
const rowOf = (correction) => new Row(correction, (row) => void (row.isDeleted ? restore(row) : remove(row)));

/** @param {Row} row */
async function remove(row) {
  await change(row, async () => {
    if (await api.remove(row.id))
      row.isDeleted = true;
    else
      drop(row);
  });
}

/** @param {Row} row */
async function restore(row) {
  await change(row, async () => {
    await api.restore(row.id);
    row.isDeleted = false;
  });
}

/**
 * @param {Row} row
 * @param {() => Promise<void>} how
 */
async function change(row, how) {
  changes++;
  try {
    await how();
    render();
  } catch (problem) {
    row.tell(wordsOf(problem));
  }
}

/**
 * Another tab has deleted it: what was wished is so, and there is nothing to say.
 * @param {Row} row
 */
function drop(row) {
  const at = rows.indexOf(row);
  rows = rows.filter((each) => each !== row);
  const next = rows[Math.min(at, rows.length - 1)];
  // The button that had the focus is about to go.
  if (next)
    next.focus();
  else
    title.focus();
}

function render() {
  const shown = (showsAll ? rows : rows.slice(0, FIRST)).map(({ element }) => element);
  const isSame = shown.length === list.children.length && shown.every((each, i) => each === list.children[i]);
  if (!isSame) {
    const focused = document.activeElement;
    list.replaceChildren(...shown);
    if (focused instanceof HTMLElement && list.contains(focused))
      focused.focus();
  }
  const kept = rows.filter(({ isDeleted }) => !isDeleted).length;
  empty.hidden = kept > 0;
  offerExport(kept > 0);
  all.hidden = shown.length === rows.length;
  all.textContent = `Show all ${rows.length}`;
  count.textContent = kept > 0 ? String(kept) : "";
}
