// Mouse, finger, pen and arrow keys become points of a drawing. It paints nothing and sends nothing.

import { SIDE } from "./drawing.js";

/** @typedef {import("./strokes.js").InkPoint} InkPoint */

const STEP = 8;
const FINE_STEP = 2;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Pen {
  /** In drawing units. */
  width = 17.5;
  /** Where the keyboard's pen is, and whether its cross is to be seen. */
  cross = { x: SIDE / 2, y: SIDE / 2, visible: false };
  /** @type {number | null} the one pointer that draws */
  #pointer = null;
  #box = new DOMRect();
  #canvas;
  #drawing;
  #parts;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./drawing.js").Drawing} drawing
   * @param {object} parts
   * @param {() => void} parts.lifted a stroke is complete
   * @param {() => void} parts.moved the cross has moved, come or gone
   */
  constructor(canvas, drawing, parts) {
    this.#canvas = canvas;
    this.#drawing = drawing;
    this.#parts = parts;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#up(event));
    canvas.addEventListener("pointercancel", (event) => this.#up(event));
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("focus", () => this.#showCross(canvas.matches(":focus-visible")));
    canvas.addEventListener("blur", () => {
      this.#lift();
      this.#showCross(false);
    });
  }

  get isDown() {
    return this.#drawing.strokes.isDrawing;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0 || this.#pointer !== null)
      return;
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#box = this.#canvas.getBoundingClientRect();
    this.#showCross(false);
    this.#drawing.begin(this.#pointOf(event));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.#pointer)
      return;
    const every = event.getCoalescedEvents?.() ?? [];
    this.#drawing.extend((every.length > 0 ? every : [event]).map((each) => this.#pointOf(each)));
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (event.pointerId !== this.#pointer)
      return;
    this.#pointer = null;
    this.#lift();
  }

  #lift() {
    if (!this.isDown)
      return;
    this.#drawing.strokes.end();
    this.#parts.lifted();
  }

  /**
   * @param {PointerEvent} event
   * @returns {InkPoint}
   */
  #pointOf(event) {
    // A mouse and most fingers report a pressure of 0.5 or 0, which means nothing.
    const press = event.pointerType === "pen" ? 0.4 + 1.2 * event.pressure : 1;
    return [
      ((event.clientX - this.#box.left) / this.#box.width) * SIDE,
      ((event.clientY - this.#box.top) / this.#box.height) * SIDE,
      this.width * press,
    ];
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const arrow = ARROWS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (!arrow && event.key !== " "))
      return;
    event.preventDefault();
    const { cross } = this;
    if (arrow) {
      const step = event.shiftKey ? FINE_STEP : STEP;
      cross.x = Math.min(SIDE, Math.max(0, cross.x + arrow[0] * step));
      cross.y = Math.min(SIDE, Math.max(0, cross.y + arrow[1] * step));
      this.#drawing.extend([[cross.x, cross.y, this.width]]);
    } else if (this.isDown) {
      this.#lift();
    } else {
      this.#drawing.begin([cross.x, cross.y, this.width]);
    }
    this.#showCross(true);
  }

  /** @param {boolean} visible */
  #showCross(visible) {
    this.cross.visible = visible;
    this.#parts.moved();
  }
}
