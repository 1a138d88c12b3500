// Where each unit of a network lies on a surface: hidden layers as square grids, maps as tiles, the output as
// a list. It is geometry only: no activations and no colours.

import { isMaps, layMaps } from "./network-layout-maps.js";
import { Builder } from "./network-places.js";

/** @typedef {import("./network-places.js").Layout} Layout */
/** @typedef {import("./api.js").LayerForm} LayerForm */

// Narrower surfaces have no room for layers side by side whose cells a finger can meet.
const NARROW = 540;
const CAPTION = 28;
const SCORES = 74;
const LARGEST = 480;
const LATER = 0.64;

/**
 * @param {LayerForm[]} forms the layers, the output last
 * @param {number} width
 * @param {number} fontSize
 * @returns {Layout}
 */
export function layOut(forms, width, fontSize) {
  if (forms.some(isMaps))
    return layMaps(forms, width, fontSize);
  const sizes = forms.map(({ channels }) => channels);
  return width < NARROW ? layDown(sizes, width) : layAcross(sizes, width);
}

/**
 * @param {number[]} sizes units of each layer, the output last
 * @param {number} width
 * @returns {Layout}
 */
function layAcross(sizes, width) {
  const grids = Math.max(1, sizes.length - 1);
  const leastGap = width * 0.07;
  const outputCell = 22;
  const room = width - SCORES - outputCell - leastGap * (sizes.length - 1);
  const side = Math.min(LARGEST, room / (1 + LATER * (grids - 1)));
  const used = side * (1 + LATER * (grids - 1)) + SCORES + outputCell;
  const gap = sizes.length > 1 ? (width - used) / (sizes.length - 1) : 0;
  const builder = new Builder(true, CAPTION + side);
  let x = 0;
  sizes.forEach((count, layer) => {
    if (layer === sizes.length - 1) {
      const pitch = side / Math.max(count, 1);
      const cell = Math.min(outputCell, pitch * 0.8);
      builder.add(layer, count, { columns: 1, x, y: CAPTION, pitch, cell });
      return;
    }
    const own = layer === 0 ? side : side * LATER;
    builder.addGrid(layer, count, x, CAPTION + (side - own) / 2, own);
    x += own + gap;
  });
  return builder.layout;
}

/**
 * @param {number[]} sizes
 * @param {number} width
 * @returns {Layout}
 */
function layDown(sizes, width) {
  const gap = 36;
  const builder = new Builder(false, 0);
  let y = CAPTION;
  sizes.forEach((count, layer) => {
    if (layer === sizes.length - 1) {
      const pitch = width / Math.max(count, 1);
      const cell = Math.min(28, pitch * 0.8);
      builder.add(layer, count, { columns: count, x: (pitch - cell) / 2, y, pitch, cell });
      y += cell + 24;
      return;
    }
    const own = width * (layer === 0 ? 0.8 : 0.52);
    builder.addGrid(layer, count, (width - own) / 2, y, own);
    y += own + gap + CAPTION;
  });
  builder.layout.height = y;
  return builder.layout;
}
