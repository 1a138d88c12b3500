// What stands for a layer in the flow band: its maps or units that do most for the answer, as small pictures
// of shares 0 to 1. It touches no element.

import { isMaps } from "./network-layout-maps.js";
import { FAINT } from "./network-maps.js";

/** @typedef {import("./api.js").Explanation} Explanation */
/** @typedef {import("./api.js").LayerForm} LayerForm */
/** @typedef {{ count: number, columns: number, height: number, width: number }} Shape of tiles, in cells */

// Two rows of so many maps.
const COLUMNS = 3;
const MAPS = 2 * COLUMNS;

/** @type {Shape} */
export const PICTURE = { count: 1, columns: 1, height: 28, width: 28 };

/**
 * @param {LayerForm} form
 * @returns {Shape}
 */
export function shapeOf(form) {
  if (isMaps(form)) {
    const count = Math.min(MAPS, form.channels);
    const columns = Math.min(COLUMNS, Math.ceil(count / 2));
    return { count, columns, height: form.height, width: form.width };
  }
  const side = Math.ceil(Math.sqrt(form.channels));
  return { count: 1, columns: 1, height: Math.ceil(form.channels / side), width: side };
}

/**
 * @param {Explanation} explanation
 * @param {number} index of the layer
 * @param {number} count of maps; units are all in one tile
 * @returns {number[][]} the cells of each tile
 */
export function tilesOf({ layers, connections }, index, count) {
  const layer = layers[index];
  if (!layer?.maps)
    return [sharesOf(layer?.activations ?? [])];
  const { maxima, levels, height, width } = layer.maps;
  const weights = maxima.map(() => 0);
  for (const { layer: from, from: unit, contribution } of connections)
    if (from === index)
      weights[unit] = (weights[unit] ?? 0) + Math.abs(contribution);
  const strongest = [...maxima.keys()]
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || (maxima[b] ?? 0) - (maxima[a] ?? 0))
    .slice(0, count)
    .sort((a, b) => a - b);
  const bytes = atob(levels);
  const peaks = sharesOf(maxima);
  return strongest.map((map) => Array.from({ length: height * width }, (_, i) =>
    (peaks[map] ?? 0) * (bytes.charCodeAt(map * height * width + i) / 255) ** FAINT));
}

/** @param {number[]} values of one layer */
function sharesOf(values) {
  const largest = Math.max(1e-6, ...values);
  return values.map((value) => (Math.max(0, value) / largest) ** FAINT);
}

/**
 * Of so many layers the first, the last, and what lies evenly between, at most so many.
 * @param {number} layers
 * @param {number} most
 */
export function spread(layers, most) {
  const count = Math.min(layers, most);
  return Array.from({ length: count }, (_, i) =>
    (count === 1 ? 0 : Math.round(i * (layers - 1) / (count - 1))));
}
