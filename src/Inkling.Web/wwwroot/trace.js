// Lines that draw themselves, point by point, as a pen would. Where they are drawn is not known here.

/** @typedef {import("./strokes.js").Polyline} Polyline */

// Points that a hand could draw while the pen is on its way to the next stroke.
const LIFTED = 24;

// Milliseconds that a frame may count: after a pause of the browser the pen goes on where it was.
const LONGEST_FRAME = 50;

/**
 * @typedef {object} Trace
 * @property {Polyline[]} lines
 * @property {number} duration in milliseconds
 * @property {(lines: Polyline[], isUnderWay: boolean) => void} show what the pen has drawn so far
 */

export class Tracer {
  /** @type {Trace | null} */
  #trace = null;
  #frame = 0;

  get isRunning() {
    return this.#trace !== null;
  }

  /** @param {Trace} trace */
  start(trace) {
    this.stop();
    if (trace.duration === 0) {
      trace.show(trace.lines, false);
      return;
    }
    this.#trace = trace;
    const all = trace.lines.reduce((sum, line) => sum + line.length + LIFTED, -LIFTED);
    let [elapsed, last] = [0, performance.now()];
    const step = () => {
      const now = performance.now();
      elapsed += Math.min(now - last, LONGEST_FRAME);
      last = now;
      if (elapsed >= trace.duration) {
        this.finish();
        return;
      }
      trace.show(cut(trace.lines, Math.ceil(all * elapsed / trace.duration)), true);
      // What it shows may have stopped it.
      if (this.#trace === trace)
        this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  /** Draws the rest at once. */
  finish() {
    const trace = this.#trace;
    this.stop();
    trace?.show(trace.lines, false);
  }

  /** Draws nothing more. */
  stop() {
    cancelAnimationFrame(this.#frame);
    this.#trace = null;
  }
}

/**
 * @param {Polyline[]} lines
 * @param {number} count of points, those of the ways between the lines included
 */
function cut(lines, count) {
  /** @type {Polyline[]} */
  const drawn = [];
  for (const line of lines) {
    if (count <= 0)
      break;
    drawn.push(line.slice(0, count));
    count -= line.length + LIFTED;
  }
  return drawn;
}
