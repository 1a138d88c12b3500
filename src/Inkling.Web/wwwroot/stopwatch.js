// Measures what a person waits for: from the pen's lifting to the bars of that drawing. It changes nothing.

const MARK = "pen-up";
const MEASURE = "pen-up to bars";

export class Stopwatch {
  /** The version of the drawing whose bars were last painted. */
  lastPainted = -1;
  /** @type {{ version: number, at: number } | null} */
  #running = null;

  /** True from the pen's lifting to the bars' painting. */
  get isRunning() {
    return this.#running !== null;
  }

  /** Nobody waits any more: the drawing is gone, or could not be read. */
  cancel() {
    this.#running = null;
  }

  /** @param {number} version of the drawing as the pen left it */
  start(version) {
    const mark = performance.mark(MARK, { detail: { version } });
    this.#running = { version, at: mark.startTime };
    // The bars may have been faster than the hand.
    if (this.lastPainted >= version)
      this.#stop();
  }

  /** @param {number} version whose bars are now on the screen */
  painted(version) {
    this.lastPainted = Math.max(this.lastPainted, version);
    if (this.#running && version >= this.#running.version)
      this.#stop();
  }

  #stop() {
    if (!this.#running)
      return;
    const { version, at } = this.#running;
    performance.measure(MEASURE, { start: at, end: performance.now(), detail: { version } });
    this.#running = null;
  }
}
