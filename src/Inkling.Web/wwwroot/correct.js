// "It was a …": the ten digits that a drawing is kept with. It neither lists what is kept nor
// learns from it.

import * as api from "./api.js";
import { byId } from "./dom.js";
import { wordsOf } from "./troubles.js";

/**
 * @param {object} parts
 * @param {() => import("./drawing.js").Sendable | null} parts.take null if nothing is drawn
 * @param {(sentence: string) => void} parts.say
 * @param {(correction: api.Correction) => void} parts.kept
 */
export function wireCorrect({ take, say, kept }) {
  const panel = byId("digits", HTMLElement);

  /** @param {number} label */
  const keep = async (label) => {
    const drawing = take();
    if (!drawing) {
      say("Draw a digit first.");
      return;
    }
    try {
      kept(await api.correct(drawing, label));
      say(`Kept as ${label}.`);
    } catch (problem) {
      say(wordsOf(problem));
    }
  };

  for (let digit = 0; digit < 10; digit++) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = String(digit);
    button.dataset["label"] = String(digit);
    button.addEventListener("click", () => void keep(digit));
    panel.append(button);
  }
  panel.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key))
      return;
    event.preventDefault();
    void keep(Number(event.key));
  });
}
