// A digit that draws itself on the empty sheet, once in a tab's life. It is nobody's work: whatever the
// person does ends it, and then nothing of it is left.

import { byId } from "./dom.js";
import { recall, remember, thisTab } from "./memory.js";
import { FIRST, linesOf } from "./samples.js";
import { Tracer } from "./trace.js";

const KEY = "inkling-demonstration";

// Milliseconds: after the page has come to rest, slowly enough to be watched.
const REST = 700;
const DURATION = 1500;

const INPUTS = ["pointerdown", "keydown", "click", "input", "dragenter", "paste"];

/** Whether the person wants nothing to move by itself. */
export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Demonstration {
  #tracer = new Tracer();
  #timer = 0;
  #isOver = false;
  #drawing;
  #drawn;
  #note = byId("demonstration", HTMLElement);

  /**
   * @param {import("./drawing.js").Drawing} drawing
   * @param {() => void} drawn the digit is complete
   */
  constructor(drawing, drawn) {
    this.#drawing = drawing;
    this.#drawn = drawn;
    for (const type of INPUTS)
      addEventListener(type, this.stop, { capture: true });
  }

  /** True while the sheet shows it. */
  get isShown() {
    return !this.#note.hidden;
  }

  /** @param {number} width of the pen */
  begin(width) {
    if (this.#isOver || isStill() || recall(thisTab, KEY) !== null)
      return;
    this.#timer = setTimeout(() => {
      // A browser that remembers nothing would show it at every visit.
      if (FIRST && this.#drawing.isEmpty && remember(thisTab, KEY, "seen"))
        this.#trace(linesOf(FIRST, width));
    }, REST);
  }

  /** Clears it away; it does not come again. */
  stop = () => {
    if (this.#isOver)
      return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#tracer.stop();
    for (const type of INPUTS)
      removeEventListener(type, this.stop, { capture: true });
    if (!this.isShown)
      return;
    this.#note.hidden = true;
    this.#drawing.endPreview();
  };

  /** @param {import("./strokes.js").Polyline[]} lines */
  #trace(lines) {
    this.#note.hidden = false;
    this.#tracer.start({
      lines,
      duration: DURATION,
      show: (drawn, isUnderWay) => {
        // A link that was opened, or a camera, has taken its place.
        if (!this.#drawing.isEmpty && !this.#drawing.isPreview) {
          this.stop();
          return;
        }
        this.#drawing.preview(null, drawn, isUnderWay);
        if (!isUnderWay)
          this.#drawn();
      },
    });
  }
}
