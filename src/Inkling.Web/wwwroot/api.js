// Every request this page makes, typed. It knows no elements and never asks twice.

import { Refusal, ask, limits } from "./request.js";
import { tooManyBytes } from "./troubles.js";

/** @typedef {import("./drawing.js").Sendable} Sendable */

/**
 * @typedef {object} Reading
 * @property {number | null} digit
 * @property {number} confidence
 * @property {boolean} sure
 * @property {number[]} probabilities of 0 to 9, were it one
 * @property {number} noDigit the probability that it is none
 * @property {number | null} likeliest the digit that it would be, found or not
 * @property {"blank" | "tooFaint" | "notADigit" | null} reason why there is none
 * @property {Box[]} pieces all pieces of ink as large as a digit, in the picture's pixels
 * @property {number | null} pieceRead which of them was read
 */

/** @typedef {{ title: string, text: string, picture: string }} Step */
/** @typedef {{ left: number, top: number, width: number, height: number }} Frame */
/** @typedef {{ left: number, top: number, width: number, height: number }} Box */
/** @typedef {{ patch: number, stride: number, falls: number[] }} Occlusion */
/**
 * @typedef {{ name: string, activations: number[], maps: Maps | null }} Layer
 *   activations: of maps their means
 * @typedef {{ height: number, width: number, maxima: number[], levels: string }} Maps
 *   levels: base64, map after map
 */
/** @typedef {{ name: string, channels: number, height: number, width: number }} LayerForm */
/**
 * @typedef {object} Connection
 * @property {number} layer
 * @property {number} from
 * @property {number} to
 * @property {number | null} weight
 * @property {number} contribution
 * @property {boolean} [isMain] one of the few that explain most
 * @property {number} [explains] the share of the later unit's sum that it and the stronger ones make up; it
 *   may be above 1 or below 0, where the weaker ones take away or add
 */

/**
 * @typedef {object} Explanation
 * @property {Reading} reading
 * @property {{ width: number, height: number }} picture
 * @property {Step[]} steps
 * @property {number[]} input 28 × 28 levels, row by row, 255 ink
 * @property {Frame | null} frame where the 28 × 28 lie in the picture, in its pixels
 * @property {Occlusion | null} occlusion
 * @property {Layer[]} layers
 * @property {Connection[]} connections from a unit or map of layers[layer] to one of layers[layer + 1]
 * @property {number | null} answer the output that is explained: a digit, or 10 for no digit
 * @property {{ number: number, of: number, reading: Reading } | null} drawn whose layers they are, and
 *   what it reads by itself, where the answer is the mean of several readings
 */

/**
 * @typedef {object} Correction
 * @property {number} id
 * @property {number} label
 * @property {number | null} digit what had been read
 * @property {number} confidence
 * @property {string} kept when, in ISO 8601
 * @property {string} picture its address
 */

/**
 * @typedef {object} Model
 * @property {string} network
 * @property {number} parameters
 * @property {number} unsureBelow
 * @property {number} noDigitAbove
 * @property {number} temperature
 * @property {LayerForm[]} layers
 * @property {{ network: string, parameters: number }[]} networks
 * @property {number} shift by how many pixels each digit is shifted to be read again
 * @property {boolean} distilled
 * @property {number | null} teacherNetworks
 * @property {number} maxBytes of a request
 * @property {number} maxPixels of a picture
 * @property {boolean} invites other browsers
 * @property {boolean} teaches
 */

const NOT_FOUND = 404;
const UNREADABLE = 415;

/** @typedef {{ query?: Record<string, string>, signal?: AbortSignal }} How */

/**
 * The server is asked first: only what it can't read, and this browser can, is converted.
 * @template T
 * @param {string} path
 * @param {Sendable} drawing
 * @param {How} [how]
 * @returns {Promise<T>}
 */
export async function send(path, drawing, how) {
  try {
    return await post(path, drawing, how);
  } catch (problem) {
    if (!drawing.convert || !(problem instanceof Refusal) || problem.status !== UNREADABLE)
      throw problem;
    const body = await drawing.convert();
    return post(path, { ...drawing, body, type: body.type }, how);
  }
}

/**
 * @template T
 * @param {string} path
 * @param {Sendable} drawing
 * @param {How} [how]
 * @returns {Promise<T>}
 */
function post(path, { prepare, body, type }, { query = {}, signal } = {}) {
  const subject = typeof body === "string" ? "strokes" : "picture";
  // A server that refuses it breaks the connection off, and is not heard.
  if (typeof body !== "string" && body.size > limits.bytes)
    return Promise.reject(new Refusal(tooManyBytes(limits)));
  // A JSON body says it itself.
  if (!prepare && typeof body !== "string")
    query = { ...query, prepare: "false" };
  const parameters = new URLSearchParams(query).toString();
  return ask(parameters ? `${path}?${parameters}` : path, { method: "POST", type, body, signal, subject });
}

/**
 * @param {Sendable} drawing
 * @param {AbortSignal} signal gives the question up
 * @returns {Promise<Reading>}
 */
export const predict = (drawing, signal) => send("/api/predict", drawing, { signal });

/**
 * @param {Sendable} drawing
 * @param {AbortSignal} signal gives the question up
 * @returns {Promise<Explanation>}
 */
export const explain = (drawing, signal) => send("/api/explain", drawing, { signal });

/**
 * @param {Sendable} drawing
 * @returns {Promise<Reading>}
 */
export const confirm = (drawing) => send("/api/confirmations", drawing);

/**
 * @param {Sendable} drawing
 * @param {number} label
 * @returns {Promise<Correction>}
 */
export const correct = (drawing, label) =>
  send("/api/corrections", drawing, { query: { label: String(label) } });

/** @returns {Promise<{ total: number, corrections: Correction[] }>} the newest first */
export const corrections = () => ask("/api/corrections", { subject: "correction" });

/**
 * @param {number} id
 * @returns {Promise<boolean>} false where it was gone already
 */
export async function remove(id) {
  try {
    await ask(`/api/corrections/${id}`, { method: "DELETE", subject: "correction" });
    return true;
  } catch (problem) {
    if (problem instanceof Refusal && problem.status === NOT_FOUND)
      return false;
    throw problem;
  }
}

/**
 * Brings back what was deleted.
 * @param {number} id
 * @returns {Promise<Correction>}
 */
export const restore = (id) =>
  ask(`/api/corrections/${id}/restoration`, { method: "POST", subject: "correction" });

/** @returns {Promise<{ address: string, picture: string, minutes: number }>} picture: a QR code */
export const invite = () => ask("/api/invitations", { method: "POST" });

/** @returns {Promise<Model>} */
export async function model() {
  /** @type {Model} */
  const found = await ask("/api/model");
  limits.bytes = found.maxBytes;
  limits.pixels = found.maxPixels;
  return found;
}
