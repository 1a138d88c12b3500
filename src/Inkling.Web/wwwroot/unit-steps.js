// What follows the products: the sum, the pool and the ReLU, each as a map with its pixel lit and as a
// number. A pixel of them is chosen with the pointer; with the keyboard one of the sum.

import { follow } from "./arithmetic.js";
import { find, setText, stamp } from "./dom.js";
import { signed } from "./network-words.js";
import { DECIMALS, wordsOfPixel, wordsOfStep } from "./unit-words.js";
import { paintValues, pixelUnder } from "./value-picture.js";

/** @typedef {import("./inside-api.js").Unit} Unit */
/** @typedef {import("./arithmetic.js").At} At */

/** @type {Record<string, [number, number]>} rows, columns */
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export class UnitSteps {
  #unit;
  /** @type {HTMLElement[]} */
  #rows;

  /**
   * @param {Unit} unit
   * @param {HTMLElement} list
   * @param {object} parts
   * @param {(at: At) => void} parts.moveTo a place of the window
   * @param {(by: [number, number]) => void} parts.moveBy
   */
  constructor(unit, list, { moveTo, moveBy }) {
    this.#unit = unit;
    const [sum] = unit.steps;
    this.#rows = unit.steps.map((step, i) => {
      const row = stamp("step-template");
      const map = find(row, "canvas", HTMLCanvasElement);
      map.hidden = step.height * step.width === 1;
      const point = (/** @type {PointerEvent} */ event) => {
        const { row, column } = pixelUnder(event, step);
        // Back to the first of the sums that this pixel comes from.
        moveTo({
          y: Math.floor(row * (sum?.height ?? 1) / step.height),
          x: Math.floor(column * (sum?.width ?? 1) / step.width),
        });
      };
      map.addEventListener("pointerdown", point);
      map.addEventListener("pointermove", point);
      if (i === 0 && !map.hidden)
        hearKeys(map, moveBy);
      else
        map.setAttribute("role", "img");
      return row;
    });
    list.replaceChildren(...this.#rows);
  }

  /**
   * @param {At} at
   * @param {number} until later places have not been reached yet
   * @param {number} shownSum the sum, as it is shown
   */
  show(at, until, shownSum) {
    follow(this.#unit.steps, at).forEach(({ step, at: pixel, value, among }, i) => {
      const row = /** @type {HTMLElement} */ (this.#rows[i]);
      const place = wordsOfPixel({ row: pixel.y, column: pixel.x });
      setText(find(row, "strong", HTMLElement), step.name);
      setText(find(row, ".step-words", HTMLElement), wordsOfStep(step, among));
      const number = find(row, "data", HTMLDataElement);
      number.value = String(value);
      const shown = i === 0 ? shownSum : value;
      setText(number, signed(shown, DECIMALS));
      number.dataset["sign"] = shown < 0 ? "minus" : "plus";
      const map = find(row, "canvas", HTMLCanvasElement);
      if (map.hidden)
        return;
      map.setAttribute("aria-label", i === 0
        ? `Sums at all places of the window, ${step.height} × ${step.width}. Arrow keys move the window.`
        : `After ${step.name}, ${step.height} × ${step.width}; ${place} is lit`);
      const isAll = until >= (this.#unit.steps[0]?.values.length ?? 0);
      const box = { top: pixel.y, left: pixel.x, height: 1, width: 1 };
      paintValues(map, step, { box, until: i === 0 || isAll ? until : -1 });
    });
  }

  /** @param {At} at */
  wordsOf(at) {
    const found = follow(this.#unit.steps, at);
    const numbers = found.map(({ step, value }) => `${step.name} ${signed(value, DECIMALS)}`);
    return `Window at ${wordsOfPixel({ row: at.y, column: at.x })}: ${numbers.join(", ")}`;
  }
}

/**
 * @param {HTMLCanvasElement} map
 * @param {(by: [number, number]) => void} moveBy
 */
function hearKeys(map, moveBy) {
  map.tabIndex = 0;
  map.setAttribute("role", "application");
  map.id = "places";
  map.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    moveBy(by);
  });
}
