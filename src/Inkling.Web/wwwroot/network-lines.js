// Which lines are drawn between the layers, the main ones or all, and how much of the score they explain. The
// server tells both; none is computed here.

import { byId, setText } from "./dom.js";
import { nameOf } from "./verdict.js";

/** @typedef {import("./api.js").Explanation} Explanation */
/** @typedef {import("./api.js").Connection} Connection */

export class Lines {
  #isMore = false;
  #button = byId("network-lines", HTMLButtonElement);
  #text = byId("network-lines-text", HTMLElement);

  /** @param {() => void} changed the person wants more of them, or fewer */
  constructor(changed) {
    this.#button.addEventListener("click", () => {
      this.#isMore = !this.#isMore;
      changed();
    });
  }

  /**
   * @param {Explanation | null} explanation
   * @returns {Connection[]} those to draw
   */
  choose(explanation) {
    const all = explanation?.connections ?? [];
    const main = all.filter(({ isMain }) => isMain ?? true);
    const drawn = this.#isMore ? all : main;
    this.#button.hidden = main.length === all.length;
    setText(this.#button, this.#isMore ? "Show fewer lines" : "Show more lines");
    setText(this.#text, explanation ? sentence(explanation, drawn) : "");
    return drawn;
  }
}

/**
 * @param {Explanation} explanation
 * @param {Connection[]} drawn
 */
function sentence({ layers, answer }, drawn) {
  const into = drawn.filter(({ layer, to }) => layer === layers.length - 2 && to === answer);
  const weakest = into.sort((a, b) => Math.abs(a.contribution) - Math.abs(b.contribution))[0];
  if (answer === null || weakest?.explains === undefined)
    return "";
  const lines = into.length === 1 ? "1 line explains" : `${into.length} lines explain`;
  const share = Math.round(100 * weakest.explains);
  // Parts of both signs make up a score, so that some of them may be more than all.
  const rest = share > 100 ? "; the others take away" : "";
  return `${lines} ${share}\u00a0% of the score of ${nameOf(answer)}${rest}.`;
}
