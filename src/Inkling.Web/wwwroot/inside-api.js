// The requests of the page that looks inside, typed. It knows no elements.

import { send } from "./api.js";
import { Refusal, ask } from "./request.js";

/** @typedef {import("./drawing.js").Sendable} Sendable */
/** @typedef {import("./api.js").Explanation} Explanation */
/** @typedef {import("./api.js").Model & { choices?: string[] }} Model choices: names that a request takes */
/** @typedef {{ height: number, width: number, stride: number[], padding: number[] }} Window rows, columns */

/**
 * @typedef {object} Input
 * @property {string} name
 * @property {number | null} layer null for the picture
 * @property {number} channels
 * @property {number} height
 * @property {number} width
 * @property {number | null} [channel] the only map that is seen, where not all are
 * @property {number[]} values map after map, row by row
 */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {number} height
 * @property {number} width
 * @property {Window | null} [window] of a pool
 * @property {number[]} values row by row
 */
/**
 * @typedef {object} Unit
 * @property {number} layer
 * @property {number} unit
 * @property {string} name
 * @property {"convolution" | "depthwise" | "dense"} kind
 * @property {Input} input
 * @property {Window} window
 * @property {number[]} weights map after map, row by row of the window
 * @property {number} bias
 * @property {Step[]} steps the sum, and what follows up to the next weights
 */

/**
 * @typedef {object} WeightStep
 * @property {number} from
 * @property {number} row
 * @property {number} column
 * @property {number} to
 * @property {number} weight
 * @property {number} gradient
 * @property {number} after
 */
/**
 * @typedef {object} LayerStep
 * @property {string} name
 * @property {number} channels
 * @property {number} height
 * @property {number} width
 * @property {number[]} activations
 * @property {number[]} gradients
 * @property {number} parameters
 * @property {number} gradientNorm
 * @property {number} change
 * @property {WeightStep[]} strongest
 */
/**
 * @typedef {object} Learning
 * @property {number} label
 * @property {number} rate
 * @property {number} loss
 * @property {number} lossAfter
 * @property {number[]} target
 * @property {number[]} before
 * @property {number[]} after
 * @property {number[]} scores
 * @property {number[]} scoresAfter
 * @property {LayerStep[]} layers
 */

/** @type {Record<number, string>} */
const WORDS = {
  400: "The network has no such unit. Choose one above.",
  404: "There is no such model any more. Choose another one.",
  422: "No digit found. Draw one, larger or darker.",
};

/**
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T>}
 */
async function inWords(answer) {
  try {
    return await answer;
  } catch (problem) {
    const words = problem instanceof Refusal ? WORDS[problem.status] : undefined;
    throw words ? new Refusal(words) : problem;
  }
}

/**
 * @param {string} model empty for the one that the server was started with
 * @returns {Record<string, string>}
 */
const of = (model) => (model ? { model } : {});

/**
 * @param {string} model
 * @returns {Promise<Model>}
 */
export const model = (model) =>
  inWords(ask(model ? `/api/model?${new URLSearchParams(of(model))}` : "/api/model"));

/**
 * @param {Sendable} drawing
 * @param {string} model
 * @param {AbortSignal} signal gives the question up
 * @returns {Promise<Explanation>}
 */
export const explain = (drawing, model, signal) =>
  inWords(send("/api/explain", drawing, { query: of(model), signal }));

/**
 * @param {Sendable} drawing
 * @param {string} model
 * @param {{ layer: number, unit: number }} place
 * @param {AbortSignal} signal gives the question up
 * @returns {Promise<Unit>}
 */
export const unit = (drawing, model, { layer, unit }, signal) =>
  inWords(send("/api/unit", drawing,
    { query: { ...of(model), layer: String(layer), unit: String(unit) }, signal }));

/**
 * @param {Sendable} drawing
 * @param {string} model
 * @param {{ label: string, rate: string }} how
 * @returns {Promise<Learning>}
 */
export const learn = (drawing, model, how) =>
  inWords(send("/api/learn", drawing, { query: { ...of(model), ...how } }));
