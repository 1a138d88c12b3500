// What a lesson looks like as it goes: its curves, its first layer, and the person's digits. It commands
// nothing.

import { Chart } from "./chart.js";
import { byId, percent, setText } from "./dom.js";
import { showKernels } from "./kernels.js";
import { TaughtDigits } from "./taught-digits.js";

/** @typedef {import("./lesson-api.js").Lesson} Lesson */
/** @typedef {import("./lesson-api.js").Point} Point */

const watch = byId("watch", HTMLElement);
const lossWords = byId("loss-words", HTMLElement);
const rightWords = byId("right-words", HTMLElement);

export class Watch {
  #loss = new Chart(byId("loss-chart", SVGSVGElement), { lines: ["loss"], highest: null });
  #right = new Chart(byId("right-chart", SVGSVGElement), { lines: ["own", "reference"], highest: 1 });
  #digits = new TaughtDigits();
  /** @type {Point[]} */
  #points = [];

  clear() {
    this.#points = [];
    this.#digits.clear();
    watch.hidden = true;
  }

  /** @param {Lesson} lesson */
  show({ points, kernels, digits }) {
    // Of the network that results: the others only judge.
    this.#points.push(...points.filter(({ stage }) => stage !== "crossValidating"));
    const last = this.#points.at(-1);
    if (!last)
      return;
    watch.hidden = false;
    if (points.length > 0)
      this.#showCurves(last);
    byId("kernels-figure", HTMLElement).hidden = kernels === null;
    if (kernels)
      showKernels(kernels);
    this.#digits.show(digits);
  }

  /** @param {Point} last */
  #showCurves(last) {
    const known = this.#points.filter(({ loss }) => loss !== null);
    this.#loss.draw([known.map(({ step, steps, loss }) => [step / steps, loss ?? 0])]);
    this.#right.draw([
      this.#points.map(({ step, steps, own }) => [step / steps, own]),
      this.#points.map(({ step, steps, reference }) => [step / steps, reference]),
    ]);
    const [first, newest] = [known[0]?.loss, known.at(-1)?.loss];
    setText(lossWords, first && newest ? `${first.toFixed(2)} at first, ${newest.toFixed(2)} now` : "");
    const whose = last.heldBack ? "your digits that it does not learn" : "your digits";
    setText(rightWords, `${percent(last.own)} of ${whose} (blue), `
      + `${percent(last.reference)} of ${last.referenceName} (orange, dashed)`);
  }
}
