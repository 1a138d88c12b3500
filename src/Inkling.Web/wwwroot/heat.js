// Where the network looked: the drawing, coloured by how far its answer falls when a spot is hidden. It
// computes no occlusion.

import { arrow, chooseCells } from "./cells.js";
import { byId, percent, setText } from "./dom.js";
import { contain, paintDrawing } from "./ink.js";
import { Surface } from "./surface.js";
import { nameOf } from "./verdict.js";

/** @typedef {import("./api.js").Explanation} Explanation */

const SIDE = 28;
const MIDDLE = 14 * SIDE + 14;
const NOTHING = "Nothing to explain yet.";
const HINT = "Point at a spot, or move with the arrow keys.";

// Of less than this, no tenth of a percent would be seen to change.
const LEAST_SCALE = 0.001;
const LEAST_FALL = 0.0005;

export class Heat {
  /** @type {Explanation | null} */
  #shown = null;
  /** @type {number | null} */
  #chosen = null;
  #unexplained = NOTHING;
  #readout = byId("heat-readout", HTMLElement);
  #legend = byId("heat-legend", HTMLElement);
  #fallText = byId("heat-fall", HTMLElement);
  #riseText = byId("heat-rise", HTMLElement);
  /** @type {{ fall: string, rise: string } | null} */
  #colours = null;
  #drawing;
  #surface;

  /** @param {import("./drawing.js").Drawing} drawing */
  constructor(drawing) {
    this.#drawing = drawing;
    const canvas = byId("heat", HTMLCanvasElement);
    this.#surface = new Surface(canvas, (context) => this.#paint(context));
    chooseCells({
      canvas,
      readout: this.#readout,
      cellAt: (x, y) => this.#cellAt(x, y),
      step: (cell, key) =>
        cell === null && key.startsWith("Arrow") ? MIDDLE : arrow(cell ?? 0, key, SIDE, SIDE * SIDE),
      choose: (cell) => {
        this.#chosen = cell;
        this.refresh();
      },
    });
    this.refresh();
  }

  /**
   * @param {Explanation | null} explanation
   * @param {string} [why] there is none
   */
  show(explanation, why = NOTHING) {
    this.#unexplained = why;
    this.#shown = explanation;
    this.refresh();
  }

  refresh() {
    setText(this.#readout, this.#describe());
    const scale = this.#scale();
    this.#legend.toggleAttribute("data-empty", !this.#shown?.occlusion);
    setText(this.#fallText, `falls, by up to ${percent(scale)}`);
    setText(this.#riseText, "rises");
    this.#surface.invalidate();
  }

  #scale() {
    return Math.max(LEAST_SCALE, ...(this.#shown?.occlusion?.falls ?? []));
  }

  #describe() {
    const answer = this.#shown?.answer ?? null;
    const fall = this.#shown?.occlusion?.falls[this.#chosen ?? -1];
    if (answer === null)
      return this.#unexplained;
    const name = nameOf(answer);
    if (fall === undefined)
      return this.#scale() > LEAST_SCALE ? HINT : `No single spot matters: it stays ${name}. ${HINT}`;
    if (Math.abs(fall) < LEAST_FALL)
      return `hiding here: ${name} stays`;
    return `hiding here: ${name} ${fall > 0 ? "falls" : "rises"} by ${percent(Math.abs(fall))}`;
  }

  /** Where the 28 × 28 lie on this surface, in CSS pixels. */
  #frame() {
    const side = this.#surface.width;
    const picture = this.#shown?.picture ?? { width: 1, height: 1 };
    const at = contain(picture, side);
    const frame = this.#shown?.frame ?? { left: 0, top: 0, ...picture };
    const scale = at.width / picture.width;
    return {
      left: at.left + frame.left * scale,
      top: at.top + frame.top * scale,
      width: frame.width * scale,
      height: frame.height * scale,
    };
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  #cellAt(x, y) {
    const frame = this.#frame();
    const column = Math.floor(((x - frame.left) / frame.width) * SIDE);
    const row = Math.floor(((y - frame.top) / frame.height) * SIDE);
    return column >= 0 && row >= 0 && column < SIDE && row < SIDE ? row * SIDE + column : null;
  }

  /** @param {CanvasRenderingContext2D} context */
  #paint(context) {
    const side = this.#surface.width;
    paintDrawing(context, side, this.#drawing);
    if (!this.#shown?.occlusion)
      return;
    const frame = this.#frame();
    const scale = this.#scale();
    const colours = (this.#colours ??= this.#readColours());
    const width = frame.width / SIDE;
    const height = frame.height / SIDE;
    this.#shown.occlusion.falls.forEach((fall, i) => {
      const strength = Math.min(1, Math.abs(fall) / scale);
      if (strength < 0.03)
        return;
      context.globalAlpha = 0.9 * strength;
      context.fillStyle = fall > 0 ? colours.fall : colours.rise;
      // Edges on whole pixels, or seams would show between the cells.
      const left = Math.round(frame.left + (i % SIDE) * width);
      const top = Math.round(frame.top + Math.floor(i / SIDE) * height);
      const right = Math.round(frame.left + (i % SIDE + 1) * width);
      const bottom = Math.round(frame.top + (Math.floor(i / SIDE) + 1) * height);
      context.fillRect(left, top, right - left, bottom - top);
    });
    context.globalAlpha = 1;
    if (this.#chosen !== null)
      this.#paintChosen(context, this.#chosen, frame);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} cell
   * @param {{ left: number, top: number, width: number, height: number }} frame
   */
  #paintChosen(context, cell, frame) {
    const width = frame.width / SIDE;
    const height = frame.height / SIDE;
    const left = frame.left + (cell % SIDE) * width;
    const top = frame.top + Math.floor(cell / SIDE) * height;
    for (const [line, colour] of /** @type {const} */ ([[4, "#000000"], [2, "#ffffff"]])) {
      context.lineWidth = line;
      context.strokeStyle = colour;
      context.strokeRect(left, top, width, height);
    }
  }

  /** The legend's own colours, so that the two cannot differ; they are the same in both themes. */
  #readColours() {
    /** @param {string} selector */
    const of = (selector) => getComputedStyle(this.#legend.querySelector(selector) ?? this.#legend).color;
    return { fall: of(".fall"), rise: of(".rise") };
  }
}
