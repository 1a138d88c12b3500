// The requests of the page that teaches, typed. It knows no elements.

import { ask } from "./request.js";

/**
 * @typedef {object} Point of a lesson's course
 * @property {"teaching" | "measuring" | "crossValidating"} stage
 * @property {number} round from 1
 * @property {number} rounds
 * @property {number} step
 * @property {number} steps
 * @property {number | null} loss
 * @property {number} own the share of the person's digits read right
 * @property {boolean} heldBack whether those were held back
 * @property {number} reference the share of other people's digits read right
 * @property {string} referenceName
 * @property {number | null} secondsLeft
 */
/** @typedef {{ count: number, height: number, width: number, levels: string }} Kernels levels: base64 */
/**
 * @typedef {object} TaughtDigit
 * @property {string} picture its address
 * @property {number} label
 * @property {number | null} before what was read at first
 * @property {number | null} now
 * @property {number} confidence
 */
/** @typedef {{ name: string, digits: number, wrongBefore: number, wrongAfter: number }} Score */
/**
 * @typedef {object} Result
 * @property {boolean} stopped
 * @property {boolean} worse
 * @property {Score | null} own
 * @property {Score} reference
 * @property {string} howJudged
 * @property {string} howCalibrated
 */
/**
 * @typedef {object} Lesson
 * @property {"none" | "preparing" | "running" | "paused" | "done" | "failed"} state
 * @property {string | null} trouble
 * @property {Point[]} points of the first event all so far, of each other what is new
 * @property {Kernels | null} kernels
 * @property {TaughtDigit[]} digits
 * @property {Result | null} result
 */
/** @typedef {{ name: string, file: string, path: string }} KeptModel */

const LESSON = "/api/lesson";

/**
 * @param {boolean} fromNothing
 * @returns {Promise<Lesson>}
 */
export const begin = (fromNothing) =>
  ask(`${LESSON}?fromNothing=${fromNothing}`, { method: "POST", subject: "lesson" });

/** @param {"pause" | "resume" | "stop"} what */
export const command = (what) => ask(`${LESSON}/${what}`, { method: "POST", subject: "lesson" });

/** Stops the lesson and throws its result away. */
export const discard = () => ask(LESSON, { method: "DELETE", subject: "lesson" });

/** @returns {Promise<Lesson>} */
export const lesson = () => ask(LESSON, { subject: "lesson" });

/**
 * @param {string} name
 * @returns {Promise<KeptModel>}
 */
export const keep = (name) =>
  ask(`/api/models/${encodeURIComponent(name)}`, { method: "PUT", subject: "model" });

/** @returns {Promise<{ models: KeptModel[] }>} */
export const keptModels = () => ask("/api/models", { subject: "model" });

/** @param {KeptModel} model */
export const remove = ({ file }) => ask(file, { method: "DELETE", subject: "model" });

/**
 * Watches the lesson until it has ended; after a lost connection it is told all anew.
 * @param {object} parts
 * @param {(lesson: Lesson) => void} parts.show
 * @param {() => void} parts.anew what was shown is about to be told again
 * @param {() => void} parts.lost the server does not answer; it is asked again
 */
export function watch({ show, anew, lost }) {
  const events = new EventSource(`${LESSON}/events`);
  events.addEventListener("open", anew);
  events.addEventListener("lesson", ({ data }) => {
    /** @type {Lesson} */
    const lesson = JSON.parse(data);
    if (lesson.state === "done" || lesson.state === "failed")
      events.close();
    show(lesson);
  });
  events.addEventListener("error", lost);
  return () => events.close();
}
