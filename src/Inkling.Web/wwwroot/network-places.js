// The places that a layout is made of, laid as grids. Where the grids lie is not known here.

/**
 * @typedef {object} Place one unit's cell or map's tile, in CSS pixels
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
 * @property {number} room how wide its caption may be
 */

/**
 * @typedef {object} Layout
 * @property {boolean} across layers lie side by side, else one below the other
 * @property {number} height
 * @property {number} scale of what is written beside the places
 * @property {Place[]} places
 * @property {LayerPlace[]} layers
 */

export class Builder {
  /**
   * @param {boolean} across
   * @param {number} height
   */
  constructor(across, height) {
    /** @type {Layout} */
    this.layout = { across, height, scale: 1, places: [], layers: [] };
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
   * @param {{ columns: number, x: number, y: number, pitch: number, cell: number, room?: number }} grid
   */
  add(layer, count, { columns, x, y, pitch, cell, room = Infinity }) {
    const { places, layers } = this.layout;
    layers.push({ first: places.length, count, columns, x, y, room });
    for (let unit = 0; unit < count; unit++) {
      const row = Math.floor(unit / columns);
      places.push({ layer, unit, size: cell, x: x + (unit % columns) * pitch, y: y + row * pitch });
    }
  }
}
