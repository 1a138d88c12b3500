// What a unit, its parts and its steps are called, and what each means. It computes nothing.

import { signed } from "./network-words.js";
import { nameOf } from "./verdict.js";

/** @typedef {import("./inside-place.js").UnitPlace} UnitPlace */
/** @typedef {{ name: string, height: number, width: number }} Form */

/** Decimals that are shown of values, weights and products. */
export const DECIMALS = 2;

/**
 * @param {Form[]} forms the layers, the output last
 * @param {UnitPlace} place
 */
export function nameOfUnit(forms, { layer, unit }) {
  const form = forms[layer];
  if (!form)
    return `layer ${layer + 1}, unit ${unit}`;
  if (layer === forms.length - 1)
    return `output ${nameOf(unit)}`;
  return form.height * form.width > 1 ? `${form.name}, map ${unit + 1}` : `${form.name}, unit ${unit}`;
}

/**
 * @param {import("./inside-api.js").Unit} unit
 * @param {boolean} isOutput
 */
export function leadOf({ kind, input, window }, isOutput) {
  const size = `${window.height} × ${window.width}`;
  const last = isOutput ? " The sum is the score." : "";
  if (kind === "dense")
    return input.layer === null
      ? `Each of the ${input.height * input.width} pixels is multiplied by a weight of its own. All products `
        + `are added up.${last}`
      : `Everything that comes in is multiplied by a weight of its own. All products are added up.${last}`;
  const where = input.layer === null ? "the picture"
    : input.channels === 1 ? "one map of the layer before" : `all ${input.channels} maps of the layer before`;
  return `A window of ${size} slides over ${where}. At each place, the values under it are multiplied by the `
    + "weights and added up.";
}

/**
 * @param {import("./inside-api.js").Step} step
 * @param {number[]} among what a pool chose from
 */
export function wordsOfStep({ name, window }, among) {
  const listed = among.slice(0, 9).map((value) => signed(value, DECIMALS)).join(", ");
  const size = window ? `${window.height} × ${window.width}` : "";
  switch (name) {
    case "sum":
      return "All products and the bias.";
    case "ReLU":
      return "What is below 0 becomes 0.";
    case "max pool":
      return `The largest of ${size} sums: ${listed}.`;
    case "average pool":
      return `The mean of ${size} values: ${listed}.`;
    case "addition":
      return "What the block skips is added.";
    case "norm":
      return "Scaled and shifted, as it was learnt.";
    default:
      return "";
  }
}

/**
 * @param {import("./inside-api.js").Input} input
 * @param {number} count of the maps or units that are not shown
 */
export function wordsOfOthers({ height, width }, count) {
  const word = height * width > 1 ? "map" : "unit";
  return `${count} other ${word}${count > 1 ? "s" : ""}`;
}

/**
 * @param {{ row: number, column: number }} pixel from 0 on
 */
export const wordsOfPixel = ({ row, column }) => `row ${row + 1}, column ${column + 1}`;
