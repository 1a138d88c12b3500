// The answer in large: a digit, "Not sure", "No digit found" or the invitation to draw; and its announcement.
// It asks nobody, and the words of a reading are not its own.

import { showBars } from "./bars.js";
import { byId, setText } from "./dom.js";
import { sharesOf, verdictOf } from "./verdict.js";

/** @typedef {import("./api.js").Reading} Reading */

const answer = byId("answer", HTMLElement);
const digit = byId("answer-digit", HTMLElement);
const note = byId("answer-note", HTMLElement);
const again = byId("again", HTMLButtonElement);
const announcer = byId("announcer", HTMLElement);

// An answer is announced when the pen has rested this long, in milliseconds: the strokes of a 4 or 5 are one.
const SETTLED = 700;

let timer = 0;

/**
 * @param {"empty" | "trouble" | import("./verdict.js").Verdict["state"]} state
 * @param {string} large
 * @param {string} small
 */
function write(state, large, small) {
  answer.dataset["state"] = state;
  setText(digit, large);
  setText(note, small);
  // A button that goes hands the keyboard on to what it was about.
  if (state !== "trouble" && document.activeElement === again)
    byId("canvas", HTMLCanvasElement).focus();
  again.hidden = state !== "trouble";
}

export function showEmpty() {
  write("empty", "Draw a digit", "");
  showBars(null, []);
  hush();
}

/** @param {Reading} reading */
export function showReading(reading) {
  const { state, large, small, marked } = verdictOf(reading);
  write(state, large, small);
  showBars(sharesOf(reading), marked);
}

/** @param {string} sentence */
export function showTrouble(sentence) {
  write("trouble", "Not read", sentence);
  showBars(null, []);
  announce(sentence);
}

/** @param {() => void} retry */
export function wireAgain(retry) {
  again.addEventListener("click", retry);
}

/**
 * Tells it to screen readers, unless the pen moves on before it settles.
 * @param {Reading} reading
 */
export function announceSoon(reading) {
  hush();
  timer = setTimeout(() => announce(verdictOf(reading).spoken), SETTLED);
}

/** Drops an announcement that has not been made. */
export function hush() {
  clearTimeout(timer);
}

/** @param {string} sentence */
function announce(sentence) {
  hush();
  // The same text again is a change only if it was gone in between.
  announcer.textContent = "";
  timer = setTimeout(() => setText(announcer, sentence), 50);
}

showEmpty();
