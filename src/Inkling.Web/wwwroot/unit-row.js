// One of a unit's inputs: its map with the window on it, and the values under the window times the weights,
// as numbers or, where they are many, as pictures. Which input it is, and where the window lies, it is told.

import { cornerOf, roundTogether } from "./arithmetic.js";
import { find, make, setText, stamp } from "./dom.js";
import { signed } from "./network-words.js";
import { DECIMALS, wordsOfPixel } from "./unit-words.js";
import { largestOf, paintValues, pixelUnder } from "./value-picture.js";

/** @typedef {import("./arithmetic.js").Term} Term */
/** @typedef {import("./inside-api.js").Unit} Unit */

// More numbers than these can't be read side by side.
const MOST_NUMBERS = 25;

export class UnitRow {
  /** @type {Term | null} */
  #term = null;
  #unit;
  #parts;
  /** @type {(HTMLCanvasElement | HTMLElement[])[]} values, weights, products */
  #factors = [];
  #most;

  /**
   * @param {Unit} unit
   * @param {object} parts
   * @param {(channel: number) => { name: string, href: string | null }} parts.inputOf
   * @param {(pixel: { row: number, column: number }) => void} parts.moveTo a pixel of the input
   */
  constructor(unit, parts) {
    this.#unit = unit;
    this.#parts = parts;
    const { window, input } = unit;
    this.element = stamp("term-template");
    const area = window.height * window.width;
    const isWhole = area === input.height * input.width;
    const pictures = isWhole ? "whole" : "pictures";
    this.element.dataset["form"] = area === 1 ? "one" : area <= MOST_NUMBERS ? "numbers" : pictures;
    this.element.dataset["input"] = input.layer === null ? "picture" : "maps";
    this.#most = { input: largestOf(input.values), weights: largestOf(unit.weights) };
    const map = this.#map;
    // A window over the whole input is the first of the factors.
    map.hidden = isWhole;
    for (const type of /** @type {const} */ (["pointermove", "pointerdown"]))
      map.addEventListener(type, (event) => parts.moveTo(pixelUnder(event, input)));
    this.#makeFactors(area);
  }

  get #map() {
    return find(this.element, ".term-map", HTMLCanvasElement);
  }

  /** @param {number} area */
  #makeFactors(area) {
    const { height, width } = this.#unit.window;
    const signs = ["", "×", "="];
    const labels = [this.#unit.kind === "dense" ? "Input" : "Window", "Weights", "Products"];
    const row = find(this.element, ".factors", HTMLElement);
    labels.forEach((label, i) => {
      const sign = make("span", { className: "sign" }, signs[i] ?? "");
      if (area > MOST_NUMBERS) {
        const canvas = make("canvas", { className: "factor-picture" });
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", label);
        canvas.addEventListener("pointermove", (event) => this.#tell(pixelUnder(event, { height, width })));
        canvas.addEventListener("pointerdown", (event) => this.#tell(pixelUnder(event, { height, width })));
        this.#factors.push(canvas);
        row.append(sign, make("figure", {}, make("figcaption", {}, label), canvas));
        return;
      }
      const cells = Array.from({ length: area }, () => make("td"));
      const table = make("table", { className: "factor" });
      table.setAttribute("aria-label", label);
      for (let y = 0; y < height; y++)
        table.insertRow().append(...cells.slice(y * width, (y + 1) * width));
      this.#factors.push(cells);
      row.append(sign, table);
    });
  }

  /**
   * @param {Term} term
   * @param {number} shown its sum, as it is shown
   * @param {import("./arithmetic.js").At} at
   */
  show(term, shown, at) {
    this.#term = term;
    const { input, window } = this.#unit;
    const { name, href } = this.#parts.inputOf(term.channel);
    const link = find(this.element, "a", HTMLAnchorElement);
    setText(link, name);
    if (href)
      link.href = href;
    else
      link.removeAttribute("href");
    const sum = find(this.element, "data", HTMLDataElement);
    sum.value = String(term.sum);
    setText(sum, signed(shown, DECIMALS, true));
    sum.dataset["sign"] = shown < 0 ? "minus" : "plus";
    const ofMaps = input.values.some((value) => value < 0) ? "signed" : "ink";
    const kind = input.layer === null ? "picture" : ofMaps;
    if (!this.#map.hidden) {
      const offset = term.channel * input.height * input.width;
      const box = { ...cornerOf(window, at), height: window.height, width: window.width };
      paintValues(this.#map, { ...input, offset, largest: this.#most.input }, { kind, box });
      const place = wordsOfPixel({ row: at.y, column: at.x });
      this.#map.setAttribute("aria-label", `${name}, with the window at ${place}`);
    }
    const products = roundTogether(term.products, DECIMALS, shown);
    [term.values, term.weights, products].forEach((numbers, i) => {
      const factor = this.#factors[i];
      if (factor instanceof HTMLCanvasElement) {
        const exact = i === 2 ? term.products : numbers;
        const largest = i === 0 ? this.#most.input : i === 1 ? this.#most.weights : largestOf(exact);
        paintValues(factor, { values: exact, height: window.height, width: window.width, largest },
          { kind: i === 0 ? kind : "signed" });
      } else {
        factor?.forEach((cell, j) => writeNumber(cell, numbers[j] ?? 0, i > 0));
      }
    });
  }

  /** @param {{ row: number, column: number }} pixel */
  #tell({ row, column }) {
    const i = row * this.#unit.window.width + column;
    const [value = 0, weight = 0, product = 0] =
      [this.#term?.values[i], this.#term?.weights[i], this.#term?.products[i]];
    setText(find(this.element, ".term-readout", HTMLElement), `${wordsOfPixel({ row, column })}: `
      + `${signed(value, 3)} × ${signed(weight, 3)} = ${signed(product, 3)}`);
  }
}

/**
 * @param {HTMLElement} cell
 * @param {number} number
 * @param {boolean} isSigned whether its sign is to be seen at once
 */
function writeNumber(cell, number, isSigned) {
  const shown = roundTogether([number], DECIMALS)[0] ?? 0;
  setText(cell, signed(shown, DECIMALS));
  cell.dataset["sign"] = shown < 0 ? "minus" : shown > 0 && isSigned ? "plus" : "none";
}
