// Every request this page makes, typed. It knows no elements and never asks twice.

/** @typedef {import("./drawing.js").Sendable} Sendable */

/**
 * @typedef {object} Reading
 * @property {number | null} digit
 * @property {number} confidence
 * @property {boolean} sure
 * @property {number[]} probabilities of 0 to 9
 */

/** @typedef {{ title: string, text: string, picture: string }} Step */
/** @typedef {{ left: number, top: number, width: number, height: number }} Frame */
/** @typedef {{ patch: number, stride: number, falls: number[] }} Occlusion */
/** @typedef {{ name: string, activations: number[] }} Layer */
/** @typedef {{ layer: number, from: number, to: number, weight: number, contribution: number }} Connection */

/**
 * @typedef {object} Explanation
 * @property {Reading} reading
 * @property {{ width: number, height: number }} picture
 * @property {Step[]} steps
 * @property {number[]} input 28 × 28 levels, row by row, 255 ink
 * @property {Frame | null} frame where the 28 × 28 lie in the picture, in its pixels
 * @property {Occlusion | null} occlusion
 * @property {Layer[]} layers
 * @property {Connection[]} connections from a unit of layers[layer] to one of layers[layer + 1]
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

/** @typedef {{ network: string, parameters: number, unsureBelow: number }} Model */

/** A refusal; its message is a sentence for the person. */
export class Refusal extends Error {}

/**
 * @param {string} path
 * @param {RequestInit} [how]
 * @returns {Promise<Response>}
 */
async function ask(path, how) {
  let response;
  try {
    response = await fetch(path, how);
  } catch {
    throw new Refusal("The server does not answer.");
  }
  if (!response.ok)
    throw new Refusal(await reason(response));
  return response;
}

/**
 * @param {Response} response
 * @returns {Promise<string>}
 */
async function reason(response) {
  try {
    const problem = await response.json();
    return String(problem.detail ?? problem.title);
  } catch {
    return `The server answers with status ${response.status}.`;
  }
}

/**
 * @template T
 * @param {string} path
 * @param {RequestInit} [how]
 * @returns {Promise<T>}
 */
async function askJson(path, how) {
  const response = await ask(path, how);
  try {
    return await response.json();
  } catch {
    throw new Refusal("The server broke off its answer.");
  }
}

/**
 * @template T
 * @param {string} path
 * @param {Sendable} drawing
 * @param {Record<string, string>} [query]
 * @returns {Promise<T>}
 */
function send(path, drawing, query = {}) {
  // A JSON body says it itself.
  if (!drawing.prepare && typeof drawing.body !== "string")
    query = { ...query, prepare: "false" };
  const parameters = new URLSearchParams(query).toString();
  return askJson(parameters ? `${path}?${parameters}` : path, {
    method: "POST",
    headers: { "Content-Type": drawing.type },
    body: drawing.body,
  });
}

/**
 * @param {Sendable} drawing
 * @returns {Promise<Reading>}
 */
export const predict = (drawing) => send("/api/predict", drawing);

/**
 * @param {Sendable} drawing
 * @returns {Promise<Explanation>}
 */
export const explain = (drawing) => send("/api/explain", drawing);

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
export const correct = (drawing, label) => send("/api/corrections", drawing, { label: String(label) });

/** @returns {Promise<{ total: number, corrections: Correction[] }>} the newest first */
export const corrections = () => askJson("/api/corrections");

/** @param {number} id */
export const remove = (id) => ask(`/api/corrections/${id}`, { method: "DELETE" });

/** @returns {Promise<Model>} */
export const model = () => askJson("/api/model");
