// What is said of a layer, of one unit or one map. Every number comes with the answer.

import { inShort, nameOf } from "./verdict.js";

/** @typedef {import("./api.js").Explanation} Explanation */
/** @typedef {import("./api.js").Layer} Layer */
/** @typedef {import("./api.js").Maps} Maps */

const SIDES = "Blue lines speak for it, orange ones against it.";

export const WHAT_UNITS_ARE = "Each square is one unit; the fuller its colour, the more active. The lines "
  + `are the strongest contributions towards the answer: the thicker, the larger. ${SIDES}`;

export const WHAT_MAPS_ARE = "Each tile is one map: where one pattern was found in your drawing. Each plain "
  + "square is one unit. The fuller the colour, the more active; the thicker a line, the more it contributes "
  + `to the answer, or to a map that does. ${SIDES}`;

/**
 * @param {Explanation} explanation
 * @param {{ layer: number, unit: number }} place
 * @returns {string}
 */
export function describe({ layers, connections }, { layer: index, unit }) {
  const layer = layers[index];
  if (!layer)
    return "";
  const value = signed(layer.activations[unit] ?? 0, 2);
  if (index === layers.length - 1)
    return `output ${nameOf(unit)}: score ${value}`;
  const [strongest] = connections
    .filter((each) => each.layer === index && each.from === unit)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const name = layer.maps
    ? describeMap(layer, layer.maps, unit)
    : `${layer.name}, unit ${unit}: activation ${value}`;
  if (!strongest)
    return `${name}, none of the strongest`;
  const { weight, to, contribution } = strongest;
  const weightWords = weight === null ? "" : `weight ${signed(weight, 2)}, `;
  const numbers = `${weightWords}contribution ${signed(contribution, 2, true)}`;
  const next = layers[index + 1];
  if (index === layers.length - 2)
    return `${name}, ${numbers}`;
  return `${name}; to ${next?.name}, ${next?.maps ? `map ${to + 1}` : `unit ${to}`}: ${numbers}`;
}

/**
 * Whose layers are drawn, where several networks or readings are the answer together.
 * @param {Explanation} explanation
 */
export function whose({ drawn }) {
  if (!drawn)
    return "";
  const { number, of } = drawn;
  const own = inShort(drawn.reading);
  return of > 1
    ? `This is network ${number} of ${of}. By itself it reads: ${own}. The answer is the mean of all ${of}.`
    : `The answer is the mean of several readings of the digit, shifted a little. Unshifted it is: ${own}.`;
}

/**
 * @param {Layer} layer
 * @param {Maps} maps
 * @param {number} map
 */
function describeMap({ name, activations }, { height, width, maxima, levels }, map) {
  const largest = maxima[map] ?? 0;
  const what = `${name}, map ${map + 1} of ${maxima.length}, ${height} × ${width}`;
  if (largest === 0)
    return `${what}: nothing found anywhere`;
  const own = atob(levels).slice(map * height * width, (map + 1) * height * width);
  const at = own.indexOf("\xff");
  const where = `row ${Math.floor(at / width) + 1}, column ${(at % width) + 1}`;
  const mean = signed(activations[map] ?? 0, 2);
  return `${what}: strongest in ${where}, with ${signed(largest, 2)}; mean ${mean}`;
}

/**
 * @param {number} value
 * @param {number} digits
 * @param {boolean} [plus] also writes the plus
 */
export function signed(value, digits, plus = false) {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 ? `−${text}` : `${plus ? "+" : ""}${text}`;
}

/**
 * Each layer's name and size: on one line where all layers have room for that, else on two, else on two
 * shorter ones.
 * @param {import("./api.js").LayerForm[]} forms the layers, the output last
 * @param {(line: string, layer: number) => boolean} fits
 * @returns {string[][]} the lines of each
 */
export function captions(forms, fits) {
  const inner = forms.slice(0, -1).map(({ name, channels, height, width }) =>
    ({ name, size: height * width > 1 ? `${channels} maps of ${height} × ${width}` : `${channels} units` }));
  const ways = [
    inner.map(({ name, size }) => [`${name}: ${size}`]),
    inner.map(({ name, size }) => [name, size]),
    inner.map(({ name, size }) => [name.replace("convolution", "conv."), size.replace("maps of", "of")]),
  ];
  const way = ways.find((layers) => layers.every((lines, layer) => lines.every((line) => fits(line, layer))));
  return [...(way ?? ways.at(-1) ?? []), ...forms.slice(-1).map(({ name }) => [name])];
}
