// The sheet to draw on: paints the drawing and the keyboard's pen. What is drawn comes from pen.js.

import { byId } from "./dom.js";
import { SIDE } from "./drawing.js";
import { paintDrawing } from "./ink.js";
import { Surface } from "./surface.js";

export class Sheet {
  #surface;
  #invitation = byId("invitation", HTMLElement);
  #name = byId("picture-name", HTMLElement);
  #frame = byId("sheet", HTMLElement);

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./drawing.js").Drawing} drawing
   * @param {() => import("./pen.js").Pen} pen
   */
  constructor(canvas, drawing, pen) {
    this.drawing = drawing;
    this.#surface = new Surface(canvas, (context) => {
      paintDrawing(context, this.#surface.width, drawing);
      if (pen().cross.visible)
        this.#paintCross(context, pen());
    });
  }

  /** Shows the drawing as it now is, in the next frame. */
  refresh() {
    const { picture, isEmpty, onPaper } = this.drawing;
    this.#invitation.hidden = !isEmpty;
    this.#name.hidden = picture === null || picture.bitmap !== null;
    if (picture && !picture.bitmap)
      this.#name.textContent = picture.file.name;
    this.#frame.toggleAttribute("data-paper", onPaper);
    this.#surface.invalidate();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("./pen.js").Pen} pen
   */
  #paintCross(context, pen) {
    const scale = this.#surface.width / SIDE;
    const x = pen.cross.x * scale;
    const y = pen.cross.y * scale;
    const ring = Math.max(5, (pen.width * scale) / 2);
    // Dark within light is seen on ink and on paper, whichever is which.
    for (const [width, colour] of /** @type {const} */ ([[4, "#000000"], [2, "#ffffff"]])) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.beginPath();
      context.moveTo(x - ring - 6, y);
      context.lineTo(x + ring + 6, y);
      context.moveTo(x, y - ring - 6);
      context.lineTo(x, y + ring + 6);
      if (pen.isDown) {
        context.moveTo(x + ring, y);
        context.arc(x, y, ring, 0, 2 * Math.PI);
      }
      context.stroke();
    }
  }
}
