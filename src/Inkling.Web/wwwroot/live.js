// Reads at most one drawing at a time and always the newest. It neither draws nor shows.

/**
 * @template Q, A
 */
export class Live {
  #wanted = false;
  #busy = false;
  #asked = new AbortController();
  // An answer to a question asked before the last forget() is not shown.
  #epoch = 0;
  #parts;

  /**
   * @param {object} parts
   * @param {() => Q} parts.take the newest question, taken when it can be asked at once
   * @param {(question: Q, signal: AbortSignal) => Promise<A>} parts.ask
   * @param {(question: Q, answer: A) => void} parts.show
   * @param {(problem: unknown) => void} parts.fail
   */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Says that there is something newer to read. */
  wake() {
    this.#wanted = true;
    if (!this.#busy)
      void this.#run();
  }

  /** The same, and what is being read is given up for it: somebody waits. */
  hurry() {
    this.#epoch++;
    this.#asked.abort();
    this.wake();
  }

  /** Drops what waits and ignores what is being read. */
  forget() {
    this.#wanted = false;
    this.#epoch++;
  }

  async #run() {
    this.#busy = true;
    while (this.#wanted) {
      this.#wanted = false;
      const epoch = this.#epoch;
      const question = this.#parts.take();
      this.#asked = new AbortController();
      try {
        const answer = await this.#parts.ask(question, this.#asked.signal);
        if (epoch === this.#epoch)
          this.#parts.show(question, answer);
      } catch (problem) {
        // What waits will say itself whether it fails.
        if (epoch === this.#epoch && !this.#wanted)
          this.#parts.fail(problem);
      }
    }
    this.#busy = false;
  }
}
