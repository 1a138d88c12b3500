// Why the newest answer is what it is: asks once the bars are painted, and shows it in the heavier panels. What they
// show is not known here.

import * as api from "./api.js";
import { Live } from "./live.js";

/** @typedef {api.Explanation} Explanation */

// Milliseconds between two explanations: often enough to follow a pen, and half the time is left for the pen.
const INTERVAL = 80;

export class Panels {
  #scheduled = false;
  #last = -INTERVAL;
  #mustWait;
  #live;

  /**
   * @param {object} parts
   * @param {() => import("./drawing.js").Sendable} parts.take the newest drawing
   * @param {() => boolean} parts.mustWait true while bars that a person waits for are not painted
   * @param {((explanation: Explanation) => void)[]} parts.show one of each panel
   */
  constructor({ take, mustWait, show }) {
    this.#mustWait = mustWait;
    this.#live = new Live({
      take,
      ask: api.explain,
      show: (_, explanation) => show.forEach((each) => each(explanation)),
      // The bars ask at the same time and say what is wrong.
      fail: () => {},
    });
  }

  /** Says that there are newer bars. */
  wake() {
    if (this.#scheduled)
      return;
    this.#scheduled = true;
    setTimeout(() => this.#ask(), Math.max(0, this.#last + INTERVAL - performance.now()));
  }

  #ask() {
    this.#scheduled = false;
    // The bars waited for will wake it again.
    if (this.#mustWait())
      return;
    this.#last = performance.now();
    this.#live.wake();
  }

  /** What is being asked is not shown any more. */
  clear() {
    this.#live.forget();
  }
}
