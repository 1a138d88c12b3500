// What can be undone and redone: whole states, of which each shares most with its neighbours. What a state
// is, is not known here.

// More than a person goes back. Of each state little is its own.
const LIMIT = 200;

/** @template S */
export class History {
  /** @type {S[]} the newest last */
  #past = [];
  /** @type {S[]} the nearest last */
  #future = [];

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /**
   * Says that something is about to change. What had been undone can't be redone then.
   * @param {S} before
   */
  keep(before) {
    this.#past.push(before);
    this.#past.splice(0, this.#past.length - LIMIT);
    this.#future = [];
  }

  /**
   * @param {S} now
   * @returns {S | undefined} the state before the last change; nothing if there was none
   */
  undo(now) {
    return this.#step(this.#past, this.#future, now);
  }

  /**
   * @param {S} now
   * @returns {S | undefined} the state before the last undo; nothing if there was none
   */
  redo(now) {
    return this.#step(this.#future, this.#past, now);
  }

  /**
   * @param {S[]} from
   * @param {S[]} to
   * @param {S} now
   */
  #step(from, to, now) {
    const found = from.pop();
    if (found !== undefined)
      to.push(now);
    return found;
  }
}
