// Train, pause, go on and stop: the lesson's buttons, and how far it has come. What it learns is shown
// elsewhere.

import { byId, setText } from "./dom.js";
import * as api from "./lesson-api.js";
import { GONE, wordsOf } from "./troubles.js";

const FEWEST = 5;

/**
 * @param {object} parts
 * @param {() => void} parts.begin a lesson begins, or is told anew
 * @param {(lesson: api.Lesson) => void} parts.show
 */
export function wireRun({ begin, show }) {
  const train = byId("train", HTMLButtonElement);
  const pause = byId("pause", HTMLButtonElement);
  const resume = byId("resume", HTMLButtonElement);
  const stop = byId("stop", HTMLButtonElement);
  const start = byId("start", HTMLFieldSetElement);
  const progress = byId("progress", HTMLElement);
  const bar = byId("progress-bar", HTMLProgressElement);
  const status = byId("train-status", HTMLElement);
  let digits = 0;
  let isUnderWay = false;

  /** @param {api.Lesson["state"]} state */
  const setState = (state) => {
    isUnderWay = state === "preparing" || state === "running" || state === "paused";
    train.hidden = isUnderWay;
    start.disabled = isUnderWay;
    pause.hidden = state !== "running";
    resume.hidden = state !== "paused";
    stop.hidden = !isUnderWay;
    progress.hidden = !isUnderWay;
  };

  /** @param {api.Lesson} lesson */
  const hear = (lesson) => {
    const focused = document.activeElement;
    setState(lesson.state);
    setText(status, lesson.state === "failed" ? troubleOf(lesson) : "");
    const at = lesson.points.at(-1);
    if (at)
      bar.value = (at.round - 1 + at.step / at.steps) / at.rounds;
    setText(byId("progress-text", HTMLElement), progressOf(lesson.state, at));
    // A button that goes hands the keyboard on.
    if (focused instanceof HTMLButtonElement && focused.hidden)
      [pause, resume, train].find((button) => !button.hidden)?.focus();
    show(lesson);
  };

  const watch = () => api.watch({
    show: hear,
    anew: begin,
    lost: () => setText(status, GONE),
  });

  /** @param {() => Promise<unknown>} act */
  const attempt = async (act) => {
    try {
      await act();
    } catch (problem) {
      setText(status, wordsOf(problem));
    }
  };

  const isNew = () => start.querySelector("input[value=nothing]:checked") !== null;
  train.addEventListener("click", () => void attempt(async () => {
    if (digits < FEWEST) {
      const missing = FEWEST - digits;
      setText(status, `Draw ${missing} more first: ${FEWEST} in all are needed, ten of each are good.`);
      return;
    }
    setText(status, "");
    await api.begin(isNew());
    setState("preparing");
    watch();
  }));
  pause.addEventListener("click", () => void attempt(() => api.command("pause")));
  resume.addEventListener("click", () => void attempt(() => api.command("resume")));
  stop.addEventListener("click", () => void attempt(() => api.command("stop")));

  return {
    /** @param {number} count how many digits there are to teach */
    setDigits(count) {
      digits = count;
    },
    /** Watches a lesson that is under way or has ended: the page was closed meanwhile, or reloaded. */
    async resume() {
      await attempt(async () => {
        if ((await api.lesson()).state !== "none")
          watch();
      });
    },
    /** The lesson is gone. */
    forget() {
      setState("none");
      begin();
    },
  };
}

/** @param {api.Lesson} lesson */
const troubleOf = ({ trouble }) => trouble ? `Nothing was learnt: ${trouble}` : "Nothing was learnt.";

/**
 * @param {api.Lesson["state"]} state
 * @param {api.Point | undefined} at
 */
function progressOf(state, at) {
  if (!at)
    return state === "preparing" ? "Your digits and others are read …" : "";
  const left = at.secondsLeft === null ? "" : `, about ${Math.max(1, Math.round(at.secondsLeft))} s left`;
  const paused = state === "paused" ? "Paused: " : "";
  switch (at.stage) {
    case "teaching":
      return `${paused}step ${at.step} of ${at.steps}${left}`;
    case "measuring":
      return `${paused}it is measured and calibrated${left}`;
    default:
      return `${paused}other networks judge: ${at.round - 1} of ${at.rounds - 1}, step ${at.step} of `
        + `${at.steps}${left}`;
  }
}
