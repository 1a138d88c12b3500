// What lies on the canvas, how it came to be, and the form in which it is sent. It paints nothing.

import { convert } from "./decode.js";
import { History } from "./history.js";
import { Strokes } from "./strokes.js";

/** The canvas's side in drawing units. */
export const SIDE = 280;

/**
 * @typedef {object} Sendable a drawing as a request carries it
 * @property {number} version
 * @property {string | File} body
 * @property {string} type the body's Content-Type
 * @property {boolean} prepare
 * @property {{ width: number, height: number } | null} size in which the server tells places; null where only
 *   it knows
 * @property {(() => Promise<File>) | null} convert makes a file of it that the server surely reads
 */

/** @typedef {import("./decode.js").Picture} Picture */
/** @typedef {{ strokes: Strokes["all"], picture: Picture | null }} State */

export class Drawing {
  strokes = new Strokes();
  /** @type {Picture | null} */
  picture = null;
  /** True for dark ink on light paper. */
  onPaper = false;
  prepare = true;
  /** Rises with every change, so that an answer can be matched to what was asked. */
  version = 0;
  /** @type {History<State>} */
  #history = new History();
  /** @type {State | null} what a preview hides */
  #hidden = null;
  #changed;

  /** @param {() => void} changed called after every change */
  constructor(changed) {
    this.#changed = changed;
  }

  get isEmpty() {
    return this.strokes.isEmpty && this.picture === null;
  }

  /** True while something is shown that is not kept. */
  get isPreview() {
    return this.#hidden !== null;
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  /** @param {import("./strokes.js").InkPoint} at */
  begin(at) {
    this.endPreview();
    this.#history.keep(this.#state);
    this.picture = null;
    this.strokes.begin(at);
    this.#touch();
  }

  /** @param {import("./strokes.js").InkPoint[]} points */
  extend(points) {
    let moved = false;
    for (const each of points)
      moved = this.strokes.extend(each) || moved;
    if (moved)
      this.#touch();
  }

  undo() {
    this.endPreview();
    this.#put(this.#history.undo(this.#state));
  }

  redo() {
    this.endPreview();
    this.#put(this.#history.redo(this.#state));
  }

  clear() {
    this.endPreview();
    if (!this.isEmpty)
      this.#replace({ strokes: [], picture: null });
  }

  /** @param {Picture} picture */
  show(picture) {
    this.#replace({ strokes: [], picture });
  }

  /** @param {import("./strokes.js").Polyline[]} lines */
  draw(lines) {
    this.#replace({ strokes: Strokes.of(lines), picture: null });
  }

  /**
   * Draws what takes the place of what draw() drew: undo takes both back as one.
   * @param {import("./strokes.js").Polyline[]} lines
   * @param {boolean} isUnderWay they grow on
   */
  redraw(lines, isUnderWay) {
    this.#put({ strokes: Strokes.of(lines), picture: null }, isUnderWay);
  }

  /**
   * Shows a picture, or lines, for a moment: there is nothing of it to undo.
   * @param {Picture | null} picture
   * @param {import("./strokes.js").Polyline[]} [lines]
   * @param {boolean} [isUnderWay] they grow on
   */
  preview(picture, lines = [], isUnderWay = false) {
    this.#hidden ??= this.#state;
    this.#put({ strokes: Strokes.of(lines), picture }, isUnderWay);
  }

  /** Shows again what was there before the preview; without one it does nothing. */
  endPreview() {
    const hidden = this.#hidden;
    this.#hidden = null;
    this.#put(hidden);
  }

  /**
   * Draws what was drawn before, so that undo takes its strokes back one by one.
   * @param {import("./strokes.js").Polyline[]} lines
   */
  resume(lines) {
    const strokes = Strokes.of(lines);
    for (let i = 0; i < strokes.length; i++)
      this.#history.keep({ strokes: strokes.slice(0, i), picture: null });
    this.#put({ strokes, picture: null });
  }

  /** @param {{ onPaper?: boolean, prepare?: boolean }} how */
  change(how) {
    Object.assign(this, how);
    this.#touch();
  }

  /** @returns {Sendable} */
  toSend() {
    const { version, prepare, picture } = this;
    if (picture) {
      const { file, bitmap, converted } = picture;
      return {
        version,
        prepare,
        body: file,
        type: file.type || "application/octet-stream",
        // Converted, it has another one by the time that the answer comes.
        get size() {
          return picture.size;
        },
        convert: bitmap && !converted ? () => convert(picture, bitmap) : null,
      };
    }
    const ink = this.onPaper ? "dark" : "light";
    const size = { width: SIDE, height: SIDE };
    const body = JSON.stringify({ strokes: this.strokes.polylines, ...size, ink, prepare });
    return { version, prepare, size, body, type: "application/json", convert: null };
  }

  /** @returns {State} */
  get #state() {
    return { strokes: this.strokes.all, picture: this.picture };
  }

  /** @param {State} state */
  #replace(state) {
    this.endPreview();
    this.#history.keep(this.#state);
    this.#put(state);
  }

  /**
   * @param {State | null | undefined} state
   * @param {boolean} [isUnderWay] its last stroke grows on
   */
  #put(state, isUnderWay) {
    if (!state)
      return;
    this.strokes.put(state.strokes, isUnderWay);
    this.picture = state.picture;
    this.#touch();
  }

  #touch() {
    this.version++;
    this.#changed();
  }
}
