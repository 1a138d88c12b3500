// The arithmetic of one unit, as a bill: its strongest inputs, the others, the bias, the sum, and what
// follows. It asks nobody for numbers, and its parts paint themselves.

import { roundTogether, strongest, strongestAt, termsAt, total, windowOver, within } from "./arithmetic.js";
import { byId, setText } from "./dom.js";
import { addressOf } from "./inside-place.js";
import { signed } from "./network-words.js";
import { fillStrongest } from "./strongest-list.js";
import { UnitRow } from "./unit-row.js";
import { UnitSteps } from "./unit-steps.js";
import { DECIMALS, nameOfUnit, wordsOfOthers } from "./unit-words.js";
import { WindowWalk } from "./window-walk.js";

/** @typedef {import("./inside-api.js").Unit} Unit */
/** @typedef {import("./inside-place.js").UnitPlace} UnitPlace */
/** @typedef {import("./arithmetic.js").At} At */

// As many inputs are shown, the strongest: of maps each takes the room of its window.
const MAPS = 4;
const UNITS = 10;

const sumLine = byId("unit-sum", HTMLDataElement);
const others = byId("unit-others", HTMLElement);
const readout = byId("unit-readout", HTMLElement);

export class UnitView {
  /** @type {Unit | null} */
  #unit = null;
  /** @type {At} */
  #at = { y: 0, x: 0 };
  /** @type {UnitRow[]} */
  #rows = [];
  /** @type {UnitSteps | null} */
  #steps = null;
  /** @type {UnitPlace[]} */
  #way = [];
  /** @type {import("./unit-words.js").Form[]} */
  #forms = [];
  /** @type {number[]} the inputs by what they add at all places together */
  #ranking = [];
  #walk = new WindowWalk({
    step: (place) => this.#show(this.#placeOf(place), place),
    end: () => {
      if (this.#unit)
        this.#moveTo(strongestAt(this.#unit));
    },
  });

  constructor() {
    document.addEventListener("themechange", () => this.#refresh());
  }

  /**
   * @param {Unit} unit
   * @param {UnitPlace[]} way from the answer to it
   * @param {import("./unit-words.js").Form[]} forms the network's layers
   */
  show(unit, way, forms) {
    const isSame = this.#unit?.layer === unit.layer && this.#unit.unit === unit.unit
      && this.#unit.weights.length === unit.weights.length && this.#way.length === way.length;
    this.#unit = unit;
    this.#way = way;
    this.#forms = forms;
    const { channels, height, width } = unit.input;
    const most = height * width === 1 ? UNITS : MAPS;
    // One more is told in the room of "1 other".
    const count = channels <= most + 1 ? channels : most;
    this.#rows = Array.from({ length: count }, () => new UnitRow(unit, {
      inputOf: (channel) => this.#inputOf(channel),
      moveTo: (pixel) => this.#moveByHand(windowOver(unit, pixel)),
    }));
    byId("terms", HTMLElement).replaceChildren(...this.#rows.map(({ element }) => element));
    others.hidden = count === channels;
    this.#steps = new UnitSteps(unit, byId("unit-steps", HTMLElement), {
      moveTo: (at) => this.#moveByHand(at),
      moveBy: ([down, across]) =>
        this.#moveByHand(within(unit.steps[0], { y: this.#at.y + down, x: this.#at.x + across })),
    });
    const places = unit.steps[0]?.values.length ?? 1;
    byId("words-window", HTMLElement).hidden = unit.kind === "dense";
    byId("words-input", HTMLElement).hidden = unit.kind !== "dense";
    byId("unit-help", HTMLElement).hidden = readout.hidden = places === 1;
    const sums = termsAt(unit, strongestAt(unit)).map(({ sum }) => sum);
    this.#ranking = strongest(sums);
    if (isSame && !this.#walk.isUnderWay)
      this.#moveTo(within(unit.steps[0], this.#at));
    else
      this.#walk.start(places);
  }

  clear() {
    this.#unit = null;
    this.#walk.stop();
  }

  /** @param {number} channel */
  #inputOf(channel) {
    const { layer, name, channel: only } = /** @type {Unit} */ (this.#unit).input;
    if (layer === null)
      return { name, href: null };
    const place = { layer, unit: only ?? channel };
    return { name: nameOfUnit(this.#forms, place), href: addressOf([...this.#way, place]) };
  }

  /** @param {number} place */
  #placeOf(place) {
    const width = this.#unit?.steps[0]?.width ?? 1;
    return { y: Math.floor(place / width), x: place % width };
  }

  /** @param {At} at */
  #moveByHand(at) {
    // What the person points at is not overrun.
    this.#walk.stop();
    this.#moveTo(at);
  }

  /** @param {At} at */
  #moveTo(at) {
    this.#show(at, Infinity);
  }

  #refresh() {
    if (this.#unit && !this.#walk.isUnderWay)
      this.#moveTo(this.#at);
  }

  /**
   * @param {At} at
   * @param {number} until the last place that was walked
   */
  #show(at, until) {
    const unit = this.#unit;
    if (!unit)
      return;
    this.#at = at;
    const terms = termsAt(unit, at);
    const sums = terms.map(({ sum }) => sum);
    // While the window walks, its inputs stay where they are.
    const order = until === Infinity ? strongest(sums) : this.#ranking;
    const first = order.slice(0, this.#rows.length);
    const rest = order.slice(this.#rows.length);
    const parts = [...first.map((i) => sums[i] ?? 0), total(rest.map((i) => sums[i] ?? 0)), unit.bias];
    const shown = roundTogether(parts, DECIMALS);
    this.#rows.forEach((row, i) => {
      const term = terms[first[i] ?? 0];
      if (term)
        row.show(term, shown[i] ?? 0, at);
    });
    write("others-sum", parts.at(-2) ?? 0, shown.at(-2) ?? 0);
    setText(byId("others-words", HTMLElement), wordsOfOthers(unit.input, rest.length));
    write("unit-bias", unit.bias, shown.at(-1) ?? 0);
    const sum = total(parts);
    sumLine.value = String(sum);
    setText(sumLine, signed(total(shown), DECIMALS));
    this.#steps?.show(at, until, total(shown));
    fillStrongest(unit, terms, (channel) => this.#inputOf(channel));
    if (until === Infinity)
      setText(readout, this.#steps?.wordsOf(at) ?? "");
  }
}

/**
 * @param {string} id
 * @param {number} value
 * @param {number} shown
 */
function write(id, value, shown) {
  const line = byId(id, HTMLDataElement);
  line.value = String(value);
  line.dataset["sign"] = shown < 0 ? "minus" : "plus";
  setText(line, signed(shown, DECIMALS, true));
}
