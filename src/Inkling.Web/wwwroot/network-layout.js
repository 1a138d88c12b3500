// Where each unit of a network lies on a surface: hidden layers as square grids, the output as a list. It is
// geometry only: no activations and no colours.

/**
 * @typedef {object} Place one unit's cell, in CSS pixels
 * @property {number} layer
 * @property {number} unit
 * @property {number} x
 * @property {number} y
 * @property {number} size
 */

/**
 * @typedef {object} LayerPlace
 * @property {number} first the index of its unit 0 among the places
 * @property {number} count
 * @property {number} columns
 * @property {number} x
 * @property {number} y
 */

/**
 * @typedef {object} Layout
 * @property {boolean} across layers lie side by side, else one below the other
 * @property {number} height
 * @property {Place[]} places
 * @property {LayerPlace[]} layers
 */

// Narrower surfaces have no room for layers side by side whose cells a finger can meet.
const NARROW = 540;
const CAPTION = 28;
const SCORES = 74;
const LARGEST = 480;
const LATER = 0.64;

/**
 * @param {number[]} sizes units of each layer, the output last
 * @param {number} width
 * @returns {Layout}
 */
export function layOut(sizes, width) {
  return width < NARROW ? layDown(sizes, width) : layAcross(sizes, width);
}

/**
 * @param {number[]} sizes
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

class Builder {
  /**
   * @param {boolean} across
   * @param {number} height
   */
  constructor(across, height) {
    /** @type {Layout} */
    this.layout = { across, height, places: [], layers: [] };
  }

  /**
   * @param {number} layer
   * @param {number} count
   * @param {number} x
   * @param {number} y
   * @param {number} side
   */
  addGrid(layer, count, x, y, side) {
    const columns = Math.max(1, Math.ceil(Math.sqrt(count)));
    const pitch = side / columns;
    this.add(layer, count, { columns, x, y, pitch, cell: pitch - Math.min(2, pitch * 0.15) });
  }

  /**
   * @param {number} layer
   * @param {number} count
   * @param {{ columns: number, x: number, y: number, pitch: number, cell: number }} grid
   */
  add(layer, count, { columns, x, y, pitch, cell }) {
    const { places, layers } = this.layout;
    layers.push({ first: places.length, count, columns, x, y });
    for (let unit = 0; unit < count; unit++) {
      const row = Math.floor(unit / columns);
      places.push({ layer, unit, size: cell, x: x + (unit % columns) * pitch, y: y + row * pitch });
    }
  }
}
