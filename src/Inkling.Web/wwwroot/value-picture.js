// Numbers as a picture: ink, or blue above zero and orange below, with a window and a pixel marked. It hears
// no events.

/**
 * @typedef {object} Values
 * @property {number[]} values row by row
 * @property {number} height
 * @property {number} width
 * @property {number} [largest] the value in full colour; else the largest of these
 * @property {number} [offset] where they begin in values
 */
/** @typedef {{ top: number, left: number, height: number, width: number }} Box in pixels of the values */
/** @typedef {{ plus: string, minus: string, unit: string, ground: string, text: string }} Colours */

// The picture's own pixels on its longer side, about: crisp where a screen shows two of them as one.
const SIDE = 420;
// As the maps of network-maps.js: most values are small against the largest, and should be seen too.
const FAINT = 0.7;

/** @type {Colours | null} */
let known = null;
document.addEventListener("themechange", () => known = null);

/** Of the legend, so that pictures and legend cannot differ. */
function colours() {
  if (known)
    return known;
  /** @param {string} selector */
  const of = (selector) => getComputedStyle(document.querySelector(selector) ?? document.body).color;
  const { backgroundColor: ground, color: text } = getComputedStyle(document.body);
  known = { plus: of(".swatch.plus"), minus: of(".swatch.minus"), unit: of(".swatch.unit"), ground, text };
  return known;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Values} shown
 * @param {object} [how]
 * @param {"signed" | "ink" | "picture"} [how.kind] picture: white ink on black, as the network gets it
 * @param {Box | null} [how.box] outlined
 * @param {number} [how.until] later values are not known yet
 * @param {boolean} [how.areApart] as units lie, that are no picture together
 */
export function paintValues(canvas, shown, how = {}) {
  const { kind = "signed", box = null, until = Infinity, areApart = false } = how;
  const { values, height, width, offset = 0 } = shown;
  const side = Math.max(2, Math.floor(SIDE / Math.max(height, width)));
  if (canvas.width !== width * side || canvas.height !== height * side) {
    canvas.width = width * side;
    canvas.height = height * side;
  }
  const context = canvas.getContext("2d");
  if (!context)
    return;
  const size = areApart ? Math.ceil(0.88 * side) : side;
  const own = values.slice(offset, offset + height * width);
  const largest = Math.max(1e-9, shown.largest ?? largestOf(own));
  const { plus, minus, unit } = colours();
  context.clearRect(0, 0, canvas.width, canvas.height);
  own.slice(0, until + 1).forEach((value, i) => {
    const share = Math.min(1, Math.abs(value) / largest);
    if (share === 0)
      return;
    context.globalAlpha = kind === "picture" ? share : share ** FAINT;
    context.fillStyle = kind === "picture" ? "#ffffff" : kind === "ink" ? unit : value > 0 ? plus : minus;
    context.fillRect((i % width) * side, Math.floor(i / width) * side, size, size);
  });
  context.globalAlpha = 1;
  if (box)
    outline(context, box, { height, width, side });
}

/**
 * Dark within light is seen on every colour. What lies outside the picture is cut off, its edge not.
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {{ height: number, width: number, side: number }} picture side: of a value
 */
function outline(context, box, { height, width, side }) {
  const { ground, text } = colours();
  const line = SIDE / 70;
  const top = Math.max(line, box.top * side);
  const left = Math.max(line, box.left * side);
  const bottom = Math.min(height * side - line, (box.top + box.height) * side);
  const right = Math.min(width * side - line, (box.left + box.width) * side);
  for (const [thickness, colour] of /** @type {const} */ ([[2.2 * line, ground], [line, text]])) {
    context.lineWidth = thickness;
    context.strokeStyle = colour;
    context.strokeRect(left, top, right - left, bottom - top);
  }
}

/** @param {number[]} values */
export const largestOf = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * The value under the pointer.
 * @param {PointerEvent} event on the canvas
 * @param {{ height: number, width: number }} shown
 */
export function pixelUnder(event, { height, width }) {
  const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
  const row = Math.floor(((event.clientY - box.top) / box.height) * height);
  const column = Math.floor(((event.clientX - box.left) / box.width) * width);
  return { row: Math.max(0, Math.min(height - 1, row)), column: Math.max(0, Math.min(width - 1, column)) };
}
