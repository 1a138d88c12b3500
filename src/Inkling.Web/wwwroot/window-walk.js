// A window walks once over all its places, in the time that a person likes to watch. Where the person wants
// no motion it stands at its end at once.

// Milliseconds: what moves by itself for longer must have a button that stops it (WCAG 2.2.2).
const WALK = 4_000;

export class WindowWalk {
  #frame = 0;
  #parts;

  /**
   * @param {object} parts
   * @param {(place: number) => void} parts.step
   * @param {() => void} parts.end also if it was stopped
   */
  constructor(parts) {
    this.#parts = parts;
  }

  get isUnderWay() {
    return this.#frame !== 0;
  }

  /** @param {number} places */
  start(places) {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (places <= 1 || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.#parts.end();
      return;
    }
    const begin = performance.now();
    let last = -1;
    const next = () => {
      const place = Math.floor(((performance.now() - begin) / WALK) * places);
      if (place >= places) {
        this.stop();
        return;
      }
      if (place !== last)
        this.#parts.step(last = Math.max(0, place));
      this.#frame = requestAnimationFrame(next);
    };
    this.#frame = requestAnimationFrame(next);
  }

  stop() {
    if (!this.isUnderWay)
      return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#parts.end();
  }
}
