// What a reading comes to in words: by the same eleven numbers that the bars show. It touches no element.

import { percent } from "./dom.js";

/** @typedef {import("./api.js").Reading} Reading */

/**
 * @typedef {object} Verdict
 * @property {"sure" | "unsure" | "none" | "several"} state
 * @property {string} large
 * @property {string} small
 * @property {string} spoken
 * @property {number[]} marked the outputs that it names
 */

/** The output behind the ten digits: "no digit". */
export const NONE = 10;

/**
 * Of an output: its digit, or what stands for none.
 * @param {number} output
 */
export const nameOf = (output) => (output < NONE ? String(output) : "no digit");

/**
 * The same in the room of a digit.
 * @param {number} output
 */
export const markOf = (output) => (output < NONE ? String(output) : "∅");

/**
 * The probabilities of the ten digits and of "no digit": they sum to 1.
 * @param {Reading} reading
 */
export function sharesOf({ probabilities, noDigit, likeliest }) {
  const shares = [...probabilities.map((share) => share * (1 - noDigit)), noDigit];
  // A network is never certain; it only runs out of decimals.
  return likeliest === null ? shares : shares.map((share) => Math.min(share, 1 - Number.EPSILON));
}

/**
 * The rule: "no digit" where the model rejects the drawing; the digit where it is sure, which its share
 * decides; else "not sure", with the two outputs of the largest shares.
 * @param {Reading} reading
 * @returns {Verdict}
 */
export function verdictOf(reading) {
  const { digit, pieces, pieceRead } = reading;
  const shares = sharesOf(reading);
  if (pieces.length > 1)
    return several(pieces.length, pieceRead, inShort(reading), named(reading, shares));
  if (digit === null)
    return none(reading, shares);
  const share = percent(shares[digit] ?? 0);
  if (reading.sure)
    return {
      state: "sure",
      large: String(digit),
      small: share,
      spoken: `${digit}, ${aloud(share)}`,
      marked: [digit],
    };
  const small = perhaps(shares);
  return {
    state: "unsure",
    large: "Not sure",
    small,
    spoken: `Not sure, ${small}`,
    marked: named(reading, shares),
  };
}

/**
 * A reading within a sentence: "4, 98.1 %", "no digit, 97.0 %", "perhaps 4 or 9".
 * @param {Reading} reading
 */
export function inShort(reading) {
  const shares = sharesOf(reading);
  const [first = NONE, second] = named(reading, shares);
  return second === undefined ? `${nameOf(first)}, ${percent(shares[first] ?? 0)}` : perhaps(shares);
}

/**
 * @param {Reading} reading
 * @param {number[]} shares
 * @returns {Verdict}
 */
function none({ reason }, shares) {
  const share = percent(shares[NONE] ?? 0);
  const [likeliest = NONE] = largest(shares);
  const why = reason === "blank" ? "the picture is blank"
    : reason === "tooFaint" ? "the ink is too faint"
    : likeliest === NONE ? share : `${share}, or perhaps ${likeliest}`;
  const spoken = reason === "tooFaint" ? "No digit found, the ink is too faint" : "No digit found";
  return { state: "none", large: "No digit found", small: why, spoken, marked: [NONE] };
}

/**
 * @param {number} count
 * @param {number | null} read which of them, from 0 on
 * @param {string} answer
 * @param {number[]} marked
 * @returns {Verdict}
 */
function several(count, read, answer, marked) {
  const large = `${count} digits`;
  const small = `Inkling reads one at a time. It read box ${(read ?? 0) + 1} as ${answer}`;
  return { state: "several", large, small, spoken: `${large}. ${aloud(small)}`, marked };
}

/** @param {string} words */
const aloud = (words) => words.replace(" %", " percent").replace(">", "over ").replace("<", "under ");

/** @param {number[]} shares */
function perhaps(shares) {
  const [first = NONE, second = NONE] = largest(shares);
  const isNone = first === NONE || second === NONE;
  return `perhaps ${nameOf(first)}${isNone ? "," : ""} or ${nameOf(second)}`;
}

/** @param {number[]} shares */
const largest = (shares) => [...shares.keys()].sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));

/**
 * Whether it is sure is not asked: with several pieces none is.
 * @param {Reading} reading
 * @param {number[]} shares
 */
function named({ digit, sure, pieces }, shares) {
  if (digit === null)
    return [NONE];
  return sure || pieces.length > 1 ? [digit] : largest(shares).slice(0, 2);
}
