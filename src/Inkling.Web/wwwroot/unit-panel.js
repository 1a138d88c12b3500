// The unit that is looked at, of the newest drawing: asks for its numbers, and shows the way to it. What the
// numbers come to is not known here.

import { byId, make, setText } from "./dom.js";
import * as api from "./inside-api.js";
import { addressOf } from "./inside-place.js";
import { Live } from "./live.js";
import { wordsOf } from "./troubles.js";
import { UnitView } from "./unit-view.js";
import { leadOf, nameOfUnit } from "./unit-words.js";

/** @typedef {import("./inside-place.js").UnitPlace} UnitPlace */

const NOTHING = "Draw a digit to see its numbers.";

const part = byId("unit", HTMLElement);
const empty = byId("unit-empty", HTMLElement);
const title = byId("unit-title", HTMLElement);
const way = byId("way", HTMLElement);
const wayNav = byId("way-nav", HTMLElement);

export class UnitPanel {
  #view = new UnitView();
  #place;
  /** @type {import("./api.js").Explanation | null} */
  #explanation = null;
  #isAsked = false;
  #live;

  /**
   * @param {import("./inside-place.js").InsidePlace} place
   * @param {import("./drawing.js").Drawing} drawing
   */
  constructor(place, drawing) {
    this.#place = place;
    this.#live = new Live({
      take: () => ({ sent: drawing.toSend(), model: place.model, way: this.#way }),
      ask: ({ sent, model, way: asked }, signal) =>
        api.unit(sent, model, asked.at(-1) ?? { layer: 0, unit: 0 }, signal),
      show: ({ way: asked }, unit) => this.#show(unit, asked),
      fail: (problem) => this.#empty(wordsOf(problem)),
    });
  }

  /** @param {import("./api.js").Explanation | null} explanation of the newest drawing, if there is one */
  explain(explanation) {
    this.#explanation = explanation && explanation.layers.length > 0 ? explanation : null;
    if (this.#explanation)
      this.look(false);
    else {
      this.#live.forget();
      this.#empty(explanation ? "No digit found." : NOTHING);
    }
  }

  /** @param {boolean} isAsked a person asked for it, and is to be brought there */
  look(isAsked) {
    if (!this.#explanation)
      return;
    this.#isAsked ||= isAsked;
    this.#live.hurry();
  }

  /** The one that was chosen; else the answer's. */
  get #way() {
    const { layers = [], answer = 0 } = this.#explanation ?? {};
    return this.#place.way.length > 0 ? this.#place.way : [{ layer: layers.length - 1, unit: answer ?? 0 }];
  }

  get #forms() {
    return (this.#explanation?.layers ?? []).map(({ name, maps }) =>
      ({ name, height: maps?.height ?? 1, width: maps?.width ?? 1 }));
  }

  /**
   * @param {api.Unit} unit
   * @param {UnitPlace[]} asked
   */
  #show(unit, asked) {
    const forms = this.#forms;
    const isOutput = unit.layer === forms.length - 1;
    part.hidden = wayNav.hidden = false;
    empty.hidden = true;
    setText(title, `The arithmetic of ${nameOfUnit(forms, unit)}`);
    setText(byId("unit-lead", HTMLElement), leadOf(unit, isOutput));
    way.replaceChildren(...asked.map((place, i) => {
      const link = make("a", { href: addressOf(asked.slice(0, i + 1)) }, nameOfUnit(forms, place));
      if (i === asked.length - 1)
        link.setAttribute("aria-current", "step");
      return make("li", {}, link);
    }), make("li", {}, unit.input.layer === null ? "picture" : "…"));
    this.#view.show(unit, asked, forms);
    if (this.#isAsked) {
      this.#isAsked = false;
      title.focus({ preventScroll: true });
      const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
      byId("unit-panel", HTMLElement).scrollIntoView({ behavior: isStill ? "instant" : "smooth" });
    }
  }

  /** @param {string} why there are no numbers */
  #empty(why) {
    this.#view.clear();
    part.hidden = wayNav.hidden = true;
    empty.hidden = false;
    setText(title, "The arithmetic");
    setText(byId("unit-lead", HTMLElement), "");
    setText(empty, why);
  }
}
