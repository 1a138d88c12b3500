// What lies on the canvas, strokes or one picture, and the form in which it is sent. It paints nothing.

import { Strokes } from "./strokes.js";

/** The canvas's side in drawing units. */
export const SIDE = 280;

/**
 * @typedef {object} Sendable a drawing as a request carries it
 * @property {number} version
 * @property {string | File} body
 * @property {string} type the body's Content-Type
 * @property {boolean} prepare
 * @property {{ width: number, height: number } | null} size in which the server tells places; null
 *   where it alone knows
 */

/**
 * @typedef {object} Picture
 * @property {File} file
 * @property {ImageBitmap | null} bitmap null where this browser cannot decode the file
 */

export class Drawing {
  strokes = new Strokes();
  /** @type {Picture | null} */
  picture = null;
  /** True for dark ink on light paper. */
  onPaper = false;
  prepare = true;
  /** Rises with every change, so that an answer can be matched to what was asked. */
  version = 0;
  /** @type {() => void} */
  #changed;

  /** @param {() => void} changed called after every change */
  constructor(changed) {
    this.#changed = changed;
  }

  get isEmpty() {
    return this.strokes.isEmpty && this.picture === null;
  }

  /** @param {import("./strokes.js").InkPoint} at */
  begin(at) {
    this.#dropPicture();
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
    if (this.isEmpty)
      return;
    if (!this.#dropPicture())
      this.strokes.undo();
    this.#touch();
  }

  clear() {
    this.#dropPicture();
    this.strokes.clear();
    this.#touch();
  }

  /** @param {Picture} picture */
  show(picture) {
    this.clear();
    this.picture = picture;
    this.#touch();
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
      const { file, bitmap } = picture;
      const size = bitmap && { width: bitmap.width, height: bitmap.height };
      return { version, prepare, size, body: file, type: file.type || "application/octet-stream" };
    }
    const ink = this.onPaper ? "dark" : "light";
    const body = JSON.stringify({ strokes: this.strokes.polylines, width: SIDE, height: SIDE, ink, prepare });
    return { version, prepare, size: { width: SIDE, height: SIDE }, body, type: "application/json" };
  }

  #dropPicture() {
    const had = this.picture !== null;
    this.picture?.bitmap?.close();
    this.picture = null;
    return had;
  }

  #touch() {
    this.version++;
    this.#changed();
  }
}
