// Where the maps and units of a network of convolutions lie: each layer a block of tiles, the blocks side by
// side or, where that would leave too little for each, one below the other. It is geometry only.

import { Builder } from "./network-places.js";

/** @typedef {import("./network-places.js").Layout} Layout */
/** @typedef {import("./api.js").LayerForm} LayerForm */

// In CSS pixels at the usual size of the text, with which all of them grow.
const TEXT = 14;
// A name and a size, one below the other, above blocks that are side by side.
const CAPTION = 48;
const LINE = 28;
const SCORES = 74;
const OUTPUT_CELL = 22;
const TALLEST = 480;
const TALLEST_OUTPUT = 400;
const LARGEST_MAP = 72;
const LARGEST_UNIT = 22;
// Lines need room to be told apart, tiles to be seen.
const LEAST_GAP = 40;
const LEAST_BLOCK = 76;
// What a finger meets.
const FINGER = 41;

/** @param {{ height: number, width: number }} form */
export const isMaps = ({ height, width }) => height * width > 1;

/**
 * @param {LayerForm[]} forms the layers, the output last
 * @param {number} width
 * @param {number} fontSize
 * @returns {Layout}
 */
export function layMaps(forms, width, fontSize) {
  const scale = fontSize / TEXT;
  const room = width / scale;
  const layout = blockWidth(forms, room) >= LEAST_BLOCK ? layAcross(forms, room) : layDown(forms, room);
  layout.scale = scale;
  layout.height *= scale;
  for (const one of [...layout.places, ...layout.layers]) {
    one.x *= scale;
    one.y *= scale;
  }
  layout.places.forEach((place) => place.size *= scale);
  layout.layers.forEach((layer) => layer.room *= scale);
  return layout;
}

/**
 * What is left for each layer where they lie side by side.
 * @param {LayerForm[]} forms
 * @param {number} width
 */
const blockWidth = (forms, width) =>
  (width - SCORES - OUTPUT_CELL) / (forms.length - 1) - Math.max(LEAST_GAP, width * 0.06);

/**
 * @param {LayerForm[]} forms
 * @param {number} width
 * @returns {Layout}
 */
function layAcross(forms, width) {
  const blocks = forms.slice(0, -1).map((form) => tile(form, blockWidth(forms, width)));
  const used = blocks.reduce((sum, { columns, pitch }) => sum + columns * pitch, SCORES + OUTPUT_CELL);
  const gap = (width - used) / blocks.length;
  const tallest = Math.max(...blocks.map(({ rows, pitch }) => rows * pitch));
  const builder = new Builder(true, CAPTION + tallest);
  let x = 0;
  blocks.forEach(({ count, columns, pitch }, layer) => {
    const room = columns * pitch + gap - 10;
    builder.add(layer, count, { columns, x, y: CAPTION, pitch, cell: inner(pitch), room });
    x += columns * pitch + gap;
  });
  const scores = forms.at(-1)?.channels ?? 0;
  const height = Math.min(tallest, TALLEST_OUTPUT);
  const pitch = height / Math.max(scores, 1);
  builder.add(blocks.length, scores, {
    columns: 1, x, y: CAPTION + (tallest - height) / 2, pitch, cell: Math.min(OUTPUT_CELL, pitch * 0.8),
  });
  return builder.layout;
}

/**
 * @param {LayerForm[]} forms
 * @param {number} width
 * @returns {Layout}
 */
function layDown(forms, width) {
  const builder = new Builder(false, 0);
  let y = LINE;
  forms.slice(0, -1).forEach((form, layer) => {
    const least = isMaps(form) ? FINGER : LARGEST_UNIT;
    const columns = Math.min(form.channels, Math.max(1, Math.floor(width / least)));
    const pitch = Math.min(width / columns, isMaps(form) ? LARGEST_MAP : LARGEST_UNIT);
    const x = (width - columns * pitch) / 2;
    builder.add(layer, form.channels, { columns, x, y, pitch, cell: inner(pitch) });
    y += Math.ceil(form.channels / columns) * pitch + LINE + 36;
  });
  const scores = forms.at(-1)?.channels ?? 0;
  const pitch = width / Math.max(scores, 1);
  const cell = Math.min(28, pitch * 0.8);
  builder.add(forms.length - 1, scores, { columns: scores, x: (pitch - cell) / 2, y, pitch, cell });
  builder.layout.height = y + cell + 24;
  return builder.layout;
}

/**
 * The columns that make a layer's tiles the largest.
 * @param {LayerForm} form
 * @param {number} width of its block at most
 */
function tile(form, width) {
  const count = form.channels;
  const largest = isMaps(form) ? LARGEST_MAP : LARGEST_UNIT;
  let best = { count, columns: 1, rows: count, pitch: 0 };
  for (let columns = 1; columns <= Math.ceil(Math.sqrt(count)); columns++) {
    const rows = Math.ceil(count / columns);
    const pitch = Math.min(width / columns, TALLEST / rows, largest);
    if (pitch >= best.pitch)
      best = { count, columns, rows, pitch };
  }
  return best;
}

/** @param {number} pitch */
const inner = (pitch) => pitch - Math.min(3, pitch * 0.15);
