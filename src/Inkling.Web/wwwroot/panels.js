// Why the newest answer is what it is: asks once the bars are painted, and shows it in the heavier panels. It
// does not know what the bars show.

import * as api from "./api.js";
import { byId } from "./dom.js";
import { Flow } from "./flow.js";
import { Freshness } from "./freshness.js";
import { Heat } from "./heat.js";
import { Live } from "./live.js";
import { NetworkView } from "./network.js";
import { clearSteps, showSteps } from "./steps.js";
import { wordsOf } from "./troubles.js";

// Milliseconds between two explanations. Each is some 20 kB: while the pen is down, one a second is enough.
const INTERVAL = 80;
const WHILE_DRAWN = 1000;
// Reasons come behind the answer: sooner than this they are not late.
const PATIENCE = WHILE_DRAWN + 400;

export class Panels {
  #timer = 0;
  #last = -INTERVAL;
  #drawing;
  #mustWait;
  #heat;
  #network = new NetworkView();
  #flow = new Flow();
  #freshness = new Freshness(["sees", "why"].map((id) => byId(id, HTMLElement)), PATIENCE);
  #live;

  /**
   * @param {import("./drawing.js").Drawing} drawing
   * @param {() => boolean} mustWait true while bars that a person waits for are not painted
   */
  constructor(drawing, mustWait) {
    this.#drawing = drawing;
    this.#mustWait = mustWait;
    this.#heat = new Heat(drawing);
    this.#live = new Live({
      take: () => drawing.toSend(),
      ask: api.explain,
      show: ({ version }, explanation) => {
        this.#network.show(explanation);
        this.#heat.show(explanation);
        showSteps(explanation);
        this.#flow.show(explanation, !drawing.strokes.isDrawing);
        this.#freshness.arrived(version === drawing.version);
      },
      fail: (problem) => this.#empty(wordsOf(problem)),
    });
  }

  /** @param {api.LayerForm[]} forms what to show while nothing is drawn */
  setLayers(forms) {
    this.#network.setLayers(forms);
    this.#flow.setLayers(forms);
  }

  /** Says that the drawing has changed, and that its bars are being read. */
  expect() {
    this.#freshness.expect();
    this.#flow.dim();
  }

  /** Says that there are newer bars, or that the pen is lifted. */
  wake() {
    const interval = this.#drawing.strokes.isDrawing ? WHILE_DRAWN : INTERVAL;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), Math.max(0, this.#last + interval - performance.now()));
  }

  #ask() {
    // The bars waited for will wake it again.
    if (this.#drawing.isEmpty || this.#mustWait())
      return;
    this.#last = performance.now();
    this.#live.wake();
  }

  /** What is being asked is not shown any more. */
  clear() {
    this.#live.forget();
    this.#empty();
  }

  /** @param {string} [why] there are no reasons */
  #empty(why) {
    this.#network.show(null, why);
    this.#heat.show(null, why);
    clearSteps();
    this.#flow.show(null, false);
    this.#freshness.arrived(true);
  }
}
