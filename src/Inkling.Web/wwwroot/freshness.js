// Marks parts of the page whose content is of an older drawing: at once with data-stale; and with data-late
// and aria-busy, which can be seen and heard, when nothing newer comes for a while. It neither asks nor
// shows.

export class Freshness {
  #timer = 0;
  #parts;
  #patience;

  /**
   * @param {HTMLElement[]} parts
   * @param {number} patience in milliseconds: what comes sooner would only flicker
   */
  constructor(parts, patience) {
    this.#parts = parts;
    this.#patience = patience;
  }

  /** The drawing has changed, and what is shown of it has not yet. */
  expect() {
    for (const part of this.#parts)
      part.toggleAttribute("data-stale", true);
    this.#timer ||= setTimeout(() => this.#tell(true), this.#patience);
  }

  /**
   * Something newer is shown.
   * @param {boolean} isNewest of the drawing as it now is; else it is expected on
   */
  arrived(isNewest) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#tell(false);
    if (!isNewest)
      this.expect();
    else for (const part of this.#parts)
      part.toggleAttribute("data-stale", false);
  }

  /** @param {boolean} isLate */
  #tell(isLate) {
    for (const part of this.#parts) {
      part.toggleAttribute("data-late", isLate);
      part.ariaBusy = String(isLate);
    }
  }
}
