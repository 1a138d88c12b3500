// What went wrong, in words for people: what it is, and what to do. The API's own words are for programs.

/** @typedef {{ bytes: number, pixels: number }} Limits of one request and one picture */
/** @typedef {"picture" | "strokes" | "correction" | "lesson" | "model"} Subject what a request was about */

const MEGABYTE = 2 ** 20;
const MILLION = 1e6;

/** @param {Limits} limits */
export const tooManyBytes = ({ bytes }) =>
  `This picture is larger than ${Math.floor(bytes / MEGABYTE)} MB. Use a smaller one.`;

/** Of a server that is not there, and of one that says nothing or not all. */
export const GONE = "The server does not answer. Start “inkling draw” again, then try again here.";
export const SLOW = "The server took too long. Try again.";
export const BROKEN_OFF = "The server broke off its answer. Try again.";

/** @type {Record<string, string>} */
const TEACHING = {
  "lesson 404": "There is no lesson any more. Press “Train” to begin one.",
  "lesson 409": "That can’t be done now: the lesson has gone on meanwhile.",
  "model 400": "This name can’t be used. Use letters, digits, spaces and hyphens.",
  "model 404": "There is no such model any more.",
  "model 409": "A model of this name is kept already. Choose another name.",
  "model 503": "The model could not be kept. Look whether the disk is full, then try again.",
};

/**
 * @param {number} status
 * @param {Subject} subject
 * @param {Limits} limits
 * @returns {string}
 */
export function sentenceOf(status, subject, limits) {
  if (subject === "lesson" || subject === "model")
    return TEACHING[`${subject} ${status}`] ?? "The server can’t do this now. Try again in a moment.";
  switch (status) {
    case 403:
      return "The server does not trust this address. Open the one that “inkling draw” prints.";
    case 404:
      return "This correction can’t be brought back any more. Draw the digit again, and keep it.";
    case 408:
      return SLOW;
    case 413:
      return subject === "picture"
        ? tooManyPixels(limits)
        : "This drawing has too many strokes. Clear it, and draw again.";
    case 415:
      return "This file is not a picture that Inkling or this browser can read. "
        + "Use a JPEG, PNG, GIF, BMP, WebP, TIFF or PNM picture.";
    case 422:
      return "This picture is damaged. Use another copy of it.";
    case 503:
      return subject === "correction"
        ? "The correction could not be kept. Try again; if it stays so, look whether the disk is full."
        : "The server has too much to do. Try again in a moment.";
    default:
      if (status >= 500)
        return "Something went wrong in the server. Try again, or start “inkling draw” again.";
      return subject === "picture"
        ? "This picture can’t be read. Use another one."
        : "This drawing can’t be read. Clear it, and draw again.";
  }
}

/** @param {Limits} limits */
const tooManyPixels = ({ pixels }) => Number.isFinite(pixels)
  ? `This picture has more than ${Math.floor(pixels / MILLION)} million pixels. Use a smaller one.`
  : "This picture is too large. Use a smaller one.";

/**
 * Of anything that was thrown.
 * @param {unknown} problem
 */
export const wordsOf = (problem) => (problem instanceof Error ? problem.message : String(problem));
