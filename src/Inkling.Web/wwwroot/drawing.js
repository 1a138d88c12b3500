// What lies on the canvas, strokes or one picture, how it came to be, and the form in which it is sent. It
// paints nothing.

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
 * @property {{ width: number, height: number } | null} size in which the server tells places; null where only it
 *   knows
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
  /** @type {() => void} */
  #changed;

  /** @param {() => void} changed called after every change */
  constructor(changed) {
    this.#changed = changed;
  }

  get isEmpty() {
    return this.strokes.isEmpty && this.picture === null;
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  /** @param {import("./strokes.js").InkPoint} at */
  begin(at) {
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
    this.#put(this.#history.undo(this.#state));
  }

  redo() {
    this.#put(this.#history.redo(this.#state));
  }

  clear() {
    if (!this.isEmpty)
      this.#replace({ strokes: [], picture: null });
  }

  /** @param {Picture} picture */
  show(picture) {
    this.#replace({ strokes: [], picture });
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
      const { file, size } = picture;
      return { version, prepare, size, body: file, type: file.type || "application/octet-stream" };
    }
    const ink = this.onPaper ? "dark" : "light";
    const body = JSON.stringify({ strokes: this.strokes.polylines, width: SIDE, height: SIDE, ink, prepare });
    return { version, prepare, size: { width: SIDE, height: SIDE }, body, type: "application/json" };
  }

  /** @returns {State} */
  get #state() {
    return { strokes: this.strokes.all, picture: this.picture };
  }

  /** @param {State} state */
  #replace(state) {
    this.#history.keep(this.#state);
    this.#put(state);
  }

  /** @param {State | undefined} state */
  #put(state) {
    if (!state)
      return;
    this.strokes.put(state.strokes);
    this.picture = state.picture;
    this.#touch();
  }

  #touch() {
    this.version++;
    this.#changed();
  }
}
