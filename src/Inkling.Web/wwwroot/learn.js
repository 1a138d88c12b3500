// "Learn from this one": asks for one step of learning, and leads through it part by part. What a part shows
// is in learn-steps.js.

import { byId, make, setText } from "./dom.js";
import * as api from "./inside-api.js";
import { stepsOf } from "./learn-steps.js";
import { wordsOf } from "./troubles.js";

const DIGITS = 10;

/** @param {() => { drawing: import("./drawing.js").Drawing, model: string }} now */
export function wireLearning(now) {
  const form = byId("learn-form", HTMLFormElement);
  const status = byId("learn-status", HTMLElement);
  const stepper = byId("stepper", HTMLElement);
  const title = byId("step-title", HTMLElement);
  const back = byId("step-back", HTMLButtonElement);
  const next = byId("step-next", HTMLButtonElement);
  const labels = Array.from({ length: DIGITS }, (_, digit) => make("input",
    { type: "radio", name: "label", value: String(digit), required: true, ariaLabel: String(digit) }));
  byId("labels", HTMLElement).append(...labels.map((input) =>
    make("label", {}, input, make("span", {}, input.value))));
  /** @type {import("./learn-steps.js").LearnStep[]} */
  let steps = [];
  let at = 0;
  let isChosen = false;
  // An answer to a drawing that has changed since is not shown.
  let epoch = 0;
  form.addEventListener("change", () => {
    isChosen = true;
    forget();
  });

  /** @param {number} step */
  const show = (step) => {
    at = Math.max(0, Math.min(steps.length - 1, step));
    const shown = steps[at];
    if (!shown)
      return;
    setText(title, `${at + 1} of ${steps.length}: ${shown.title}`);
    setText(byId("step-words", HTMLElement), shown.words);
    byId("step-body", HTMLElement).replaceChildren(...shown.body());
    back.ariaDisabled = String(at === 0);
    next.ariaDisabled = String(at === steps.length - 1);
  };

  const forget = () => {
    epoch++;
    steps = [];
    stepper.hidden = true;
    setText(status, "");
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { drawing, model } = now();
    forget();
    if (drawing.isEmpty) {
      setText(status, "Draw a digit first.");
      return;
    }
    const mine = epoch;
    const chosen = new FormData(form);
    try {
      const learning = await api.learn(drawing.toSend(), model,
        { label: String(chosen.get("label")), rate: String(chosen.get("rate")) });
      if (mine !== epoch)
        return;
      steps = stepsOf(learning);
      stepper.hidden = false;
      show(0);
      title.focus();
    } catch (problem) {
      if (mine === epoch)
        setText(status, wordsOf(problem));
    }
  });
  back.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => show(at + 1));
  stepper.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    show(at + by);
  });
  document.addEventListener("themechange", () => show(at));

  return {
    forget,
    /** @param {number | null} digit that was read: the right one, most often */
    suggest(digit) {
      const input = labels[digit ?? -1];
      if (input && !isChosen)
        input.checked = true;
    },
  };
}
