// What a unit computes, out of the engine's own numbers: products under the window, their sums, and what each
// later step makes of one pixel. It knows no elements.

/** @typedef {import("./inside-api.js").Unit} Unit */
/** @typedef {import("./inside-api.js").Step} Step */
/** @typedef {import("./inside-api.js").Window} Window */
/** @typedef {{ y: number, x: number }} At a pixel, or where a window lies */

/**
 * @typedef {object} Term what one input map adds
 * @property {number} channel
 * @property {number[]} values under the window; 0 outside the input
 * @property {number[]} weights
 * @property {number[]} products
 * @property {number} sum of the products
 */

/**
 * @param {Unit} unit
 * @param {At} at where the window lies
 * @returns {Term[]} one for each input map
 */
export function termsAt({ input, window, weights }, at) {
  const area = window.height * window.width;
  const { top, left } = cornerOf(window, at);
  return Array.from({ length: input.channels }, (_, channel) => {
    const own = weights.slice(channel * area, (channel + 1) * area);
    const values = own.map((_, i) => {
      const row = top + Math.floor(i / window.width);
      const column = left + i % window.width;
      const isInside = row >= 0 && column >= 0 && row < input.height && column < input.width;
      return isInside ? input.values[(channel * input.height + row) * input.width + column] ?? 0 : 0;
    });
    const products = own.map((weight, i) => weight * (values[i] ?? 0));
    return { channel, values, weights: own, products, sum: total(products) };
  });
}

/**
 * Where the window's first pixel lies on the input; above or left of it where there is padding.
 * @param {Window} window
 * @param {At} at
 */
export const cornerOf = ({ stride: [down = 1, across = 1], padding: [above = 0, before = 0] }, { y, x }) =>
  ({ top: y * down - above, left: x * across - before });

/**
 * Where the window lies when a pixel of the input is in its middle.
 * @param {Unit} unit
 * @param {{ row: number, column: number }} pixel
 * @returns {At}
 */
export function windowOver({ window, steps: [sum] }, { row, column }) {
  const { stride: [down = 1, across = 1], padding: [above = 0, before = 0] } = window;
  const y = Math.round((row + above - (window.height - 1) / 2) / down);
  const x = Math.round((column + before - (window.width - 1) / 2) / across);
  return within(sum, { y, x });
}

/**
 * @param {{ height: number, width: number } | undefined} map
 * @param {At} at
 * @returns {At} the nearest pixel of the map
 */
export const within = (map, { y, x }) => ({
  y: Math.max(0, Math.min((map?.height ?? 1) - 1, y)),
  x: Math.max(0, Math.min((map?.width ?? 1) - 1, x)),
});

/**
 * What becomes of one pixel of the sum, step by step.
 * @param {Step[]} steps
 * @param {At} from
 * @returns {{ step: Step, at: At, value: number, among: number[] }[]} among: what a pool chose from
 */
export function follow(steps, from) {
  let at = from;
  return steps.map((step, i) => {
    const before = steps[i - 1];
    const window = before ? step.window : null;
    if (window) {
      const { stride: [down = 1, across = 1], padding: [above = 0, left = 0] } = window;
      at = { y: Math.floor((at.y + above) / down), x: Math.floor((at.x + left) / across) };
    }
    at = within(step, at);
    const among = before && window ? underWindow(before, window, at) : [];
    return { step, at, value: step.values[at.y * step.width + at.x] ?? 0, among };
  });
}

/**
 * @param {Step} step
 * @param {Window} window
 * @param {At} at
 */
function underWindow(step, window, at) {
  const { top, left } = cornerOf(window, at);
  const found = [];
  for (let y = Math.max(0, top); y < Math.min(step.height, top + window.height); y++) {
    for (let x = Math.max(0, left); x < Math.min(step.width, left + window.width); x++)
      found.push(step.values[y * step.width + x] ?? 0);
  }
  return found;
}

/**
 * The pixel of the sum with the largest value.
 * @param {Unit} unit
 * @returns {At}
 */
export function strongestAt({ steps: [sum] }) {
  if (!sum)
    return { y: 0, x: 0 };
  const at = sum.values.reduce((best, value, i) => (value > (sum.values[best] ?? -Infinity) ? i : best), 0);
  return { y: Math.floor(at / sum.width), x: at % sum.width };
}

/**
 * Rounds numbers so that, as they are shown, they add up to their total as it is shown. Each moves by less
 * than one unit of its last digit.
 * @param {number[]} terms
 * @param {number} decimals
 * @param {number} [sum] the total as it is shown; else the terms' own
 */
export function roundTogether(terms, decimals, sum = total(terms)) {
  const scale = 10 ** decimals;
  const rounded = terms.map((term) => Math.floor(term * scale));
  const parts = terms.map((term, i) => term * scale - (rounded[i] ?? 0));
  let left = Math.round(sum * scale) - total(rounded);
  const order = [...terms.keys()].filter((i) => terms[i] !== 0)
    .sort((a, b) => (parts[b] ?? 0) - (parts[a] ?? 0));
  for (; left > 0 && order.length > 0; left--) {
    const next = /** @type {number} */ (order.shift());
    rounded[next] = (rounded[next] ?? 0) + 1;
  }
  for (; left < 0 && order.length > 0; left++) {
    const next = /** @type {number} */ (order.pop());
    rounded[next] = (rounded[next] ?? 0) - 1;
  }
  return rounded.map((term) => term / scale);
}

/** @param {number[]} numbers */
export const total = (numbers) => numbers.reduce((sum, each) => sum + each, 0);

/**
 * The indices of the largest, whatever their sign.
 * @param {number[]} numbers
 */
export const strongest = (numbers) =>
  [...numbers.keys()].sort((a, b) => Math.abs(numbers[b] ?? 0) - Math.abs(numbers[a] ?? 0));
