// The heavier panels wait for the bars: they are shown in a later task, and only for the newest answer. What
// they show is not known here.

/** @typedef {import("./api.js").Explanation} Explanation */

// Milliseconds between two showings: often enough to follow a pen, and half the time is left for the pen.
const INTERVAL = 80;

export class Panels {
  /** @type {Explanation | null} */
  #newest = null;
  #scheduled = false;
  #last = 0;
  #show;
  #mustWait;

  /**
   * @param {((explanation: Explanation) => void)[]} show one of each panel
   * @param {() => boolean} mustWait true while bars that a person waits for are not painted
   */
  constructor(show, mustWait) {
    this.#show = show;
    this.#mustWait = mustWait;
  }

  /** @param {Explanation} explanation */
  show(explanation) {
    this.#newest = explanation;
    if (this.#scheduled)
      return;
    this.#scheduled = true;
    setTimeout(() => this.#showNewest(), Math.max(0, this.#last + INTERVAL - performance.now()));
  }

  #showNewest() {
    this.#scheduled = false;
    // The bars waited for bring a newer answer, which calls again.
    if (!this.#newest || this.#mustWait())
      return;
    const newest = this.#newest;
    this.#newest = null;
    this.#last = performance.now();
    this.#show.forEach((show) => show(newest));
  }

  /** What waits is not shown any more. */
  clear() {
    this.#newest = null;
  }
}
