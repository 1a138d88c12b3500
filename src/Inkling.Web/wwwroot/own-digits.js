// The person's digits by class: how many there are of each, their drawings, and which class is wanted next.

import * as api from "./api.js";
import { byId, find, setText, stamp } from "./dom.js";
import { wordsOf } from "./troubles.js";

const CLASSES = 10;
// As many drawings of a class are shown, the newest first.
const SHOWN = 12;

/**
 * @param {object} parts
 * @param {(digit: number) => void} parts.choose a class was chosen to draw
 * @param {(count: number) => void} parts.changed how many digits there are
 */
export function wireOwnDigits({ choose, changed }) {
  const list = byId("classes", HTMLElement);
  /** @type {api.Correction[][]} the newest first */
  const classes = Array.from({ length: CLASSES }, () => []);
  const rows = classes.map((_, digit) => rowOf(digit, choose));
  list.append(...rows);

  const render = () => {
    const count = classes.reduce((sum, each) => sum + each.length, 0);
    setText(byId("own-count", HTMLElement), count > 0 ? String(count) : "");
    classes.forEach((kept, digit) => renderRow(rows[digit], kept));
    changed(count);
  };

  // The class of which there are fewest, the lowest of several.
  const next = () => {
    const counts = classes.map((kept) => kept.length);
    return counts.indexOf(Math.min(...counts));
  };

  /** @param {number} digit */
  const mark = (digit) => {
    find(/** @type {HTMLElement} */ (rows[digit]), "input", HTMLInputElement).checked = true;
    return digit;
  };

  const load = async () => {
    try {
      for (const correction of (await api.corrections()).corrections)
        classes[correction.label]?.push(correction);
      render();
      choose(mark(next()));
    } catch (problem) {
      setText(byId("status", HTMLElement), wordsOf(problem));
    }
  };
  void load();

  return {
    /**
     * Shows one more, and says which class is wanted next.
     * @param {api.Correction} correction
     */
    add(correction) {
      classes[correction.label]?.unshift(correction);
      render();
      return mark(next());
    },
  };
}

/**
 * @param {number} digit
 * @param {(digit: number) => void} choose
 */
function rowOf(digit, choose) {
  const row = stamp("class-template");
  find(row, ".class-digit", HTMLElement).textContent = String(digit);
  find(row, "input", HTMLInputElement).addEventListener("change", () => choose(digit));
  return row;
}

/**
 * @param {HTMLElement | undefined} row
 * @param {api.Correction[]} kept
 */
function renderRow(row, kept) {
  if (!row)
    return;
  setText(find(row, ".class-count", HTMLElement), String(kept.length));
  const newest = kept.slice(0, SHOWN);
  find(row, ".class-digits", HTMLElement).replaceChildren(...newest.map(({ picture, label }) => {
    const item = document.createElement("li");
    const image = document.createElement("img");
    image.src = picture;
    image.alt = String(label);
    image.loading = "lazy";
    item.append(image);
    return item;
  }));
}
