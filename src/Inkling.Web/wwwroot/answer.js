// The answer in large: a digit, "Not sure", "No digit found" or the invitation to draw; and its announcement.
// It asks nobody and shows no bars of its own.

import { showBars } from "./bars.js";
import { byId, percent, setText } from "./dom.js";

/** @typedef {import("./api.js").Reading} Reading */

const answer = byId("answer", HTMLElement);
const digit = byId("answer-digit", HTMLElement);
const note = byId("answer-note", HTMLElement);
const announcer = byId("announcer", HTMLElement);

// An answer is announced when the pen has rested this long, in milliseconds: the strokes of a 4 or 5 are one.
const SETTLED = 700;

let timer = 0;

/**
 * @param {"empty" | "sure" | "unsure" | "none" | "trouble"} state
 * @param {string} large
 * @param {string} small
 */
function write(state, large, small) {
  answer.dataset["state"] = state;
  setText(digit, large);
  setText(note, small);
}

export function showEmpty() {
  write("empty", "Draw a digit", "");
  showBars(null, null);
  hush();
}

/** @param {Reading} reading */
export function showReading(reading) {
  if (reading.digit === null)
    write("none", "No digit found", whyNone(reading));
  else if (reading.sure)
    write("sure", String(reading.digit), percent(reading.confidence));
  else
    write("unsure", "Not sure", doubt(reading));
  // Of what is refused the bars share out what "no digit" leaves: full ones would speak louder than the refusal.
  const left = reading.digit === null ? 1 - reading.noDigit : 1;
  showBars(reading.probabilities.map((share) => share * left), reading.digit);
}

/** @param {string} sentence */
export function showTrouble(sentence) {
  write("trouble", "Not read", sentence);
  showBars(null, null);
  announce(sentence);
}

/**
 * Tells it to screen readers, unless the pen moves on before it settles.
 * @param {Reading} reading
 */
export function announceSoon(reading) {
  hush();
  timer = setTimeout(() => announce(spoken(reading)), SETTLED);
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

/** @param {Reading} reading */
function spoken(reading) {
  if (reading.digit === null)
    return reading.reason === "tooFaint" ? "No digit found, the ink is too faint" : "No digit found";
  if (!reading.sure)
    return `Not sure, ${doubt(reading)}`;
  return `${reading.digit}, ${percent(reading.confidence).replace("%", "percent")}`;
}

/** @param {Reading} reading */
function whyNone({ reason, likeliest: digit, noDigit, pieces }) {
  if (pieces.length > 1)
    return howMany(pieces);
  if (reason === "blank")
    return "the picture is blank";
  if (reason === "tooFaint")
    return "the ink is too faint";
  return digit === null ? "" : percent(noDigit);
}

/** @param {Reading} reading */
function doubt(reading) {
  return reading.pieces.length > 1 ? howMany(reading.pieces) : `perhaps ${likeliest(reading)}`;
}

/** @param {Reading["pieces"]} pieces */
function howMany({ length }) {
  return `${length} digits: Inkling reads one at a time`;
}

/** @param {Reading} reading */
function likeliest(reading) {
  const order = [...reading.probabilities.keys()]
    .sort((a, b) => (reading.probabilities[b] ?? 0) - (reading.probabilities[a] ?? 0));
  return `${order[0]} or ${order[1]}`;
}
