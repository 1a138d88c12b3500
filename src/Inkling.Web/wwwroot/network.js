// What the network thought: every layer's units and the strongest connections, and one of them in words. The
// numbers come with the answer; none is computed here.

import { arrow, chooseCells } from "./cells.js";
import { byId, setText } from "./dom.js";
import { layOut } from "./network-layout.js";
import { paintNetwork, signed } from "./network-paint.js";
import { Surface } from "./surface.js";

/** @typedef {import("./api.js").Explanation} Explanation */
/** @typedef {import("./network-layout.js").Layout} Layout */

const HINT = "Point at a unit, or move with the arrow keys.";

export class NetworkView {
  /** @type {Explanation | null} */
  #shown = null;
  /** @type {number | null} */
  #chosen = null;
  #sizes = [256, 64, 10];
  #names = ["hidden 1", "hidden 2", "output"];
  /** @type {Layout} */
  #layout = { across: true, height: 0, places: [], layers: [] };
  #laidFor = "";
  #canvas = byId("network", HTMLCanvasElement);
  #legend = byId("network-legend", HTMLElement);
  #readout = byId("network-readout", HTMLElement);
  /** @type {import("./network-paint.js").Colours | null} */
  #colours = null;
  #font = { size: 14, family: "sans-serif" };
  #surface;

  constructor() {
    this.#surface = new Surface(this.#canvas, (context) => this.#paint(context));
    chooseCells({
      canvas: this.#canvas,
      readout: this.#readout,
      cellAt: (x, y) => this.#cellAt(x, y),
      step: (cell, key) => this.#step(cell, key),
      choose: (cell) => {
        this.#chosen = cell;
        this.#refresh();
      },
    });
    document.addEventListener("themechange", () => {
      this.#colours = null;
      this.#surface.invalidate();
    });
    this.#refresh();
  }

  /** @param {string} network such as "784-256-64-10": what to show while nothing is drawn */
  setShape(network) {
    const sizes = network.split("-").slice(1).map(Number);
    this.#setLayers(sizes, sizes.map((_, i) => (i < sizes.length - 1 ? `hidden ${i + 1}` : "output")));
  }

  /** @param {Explanation | null} explanation */
  show(explanation) {
    this.#shown = explanation && explanation.layers.length > 0 ? explanation : null;
    if (this.#shown) {
      const { layers } = this.#shown;
      this.#setLayers(layers.map((layer) => layer.activations.length), layers.map((layer) => layer.name));
    }
    this.#refresh();
  }

  /**
   * @param {number[]} sizes
   * @param {string[]} names
   */
  #setLayers(sizes, names) {
    this.#sizes = sizes;
    this.#names = names;
    this.#surface.invalidate();
  }

  #refresh() {
    setText(this.#readout, this.#describe());
    this.#legend.toggleAttribute("data-empty", !this.#shown);
    this.#surface.invalidate();
  }

  /** @param {CanvasRenderingContext2D} context */
  #paint(context) {
    const laidFor = `${this.#sizes} ${this.#surface.width}`;
    if (laidFor !== this.#laidFor) {
      this.#laidFor = laidFor;
      const { fontSize, fontFamily } = getComputedStyle(this.#canvas);
      this.#font = { size: parseFloat(fontSize), family: fontFamily };
      this.#layout = layOut(this.#sizes, this.#surface.width);
      // The surface sees its new height and paints again.
      this.#canvas.style.setProperty("height", `${Math.ceil(this.#layout.height)}px`);
    }
    paintNetwork(context, {
      layout: this.#layout,
      names: this.#names,
      layers: this.#shown?.layers ?? [],
      connections: this.#shown?.connections ?? [],
      winner: this.#shown?.reading.digit ?? null,
      chosen: this.#chosen,
      colours: (this.#colours ??= this.#readColours()),
      fontSize: this.#font.size,
      font: this.#font.family,
    });
  }

  /** The legend's own colours, so that the two cannot differ. */
  #readColours() {
    /** @param {string} selector */
    const of = (selector) => getComputedStyle(this.#legend.querySelector(selector) ?? this.#legend).color;
    return {
      text: getComputedStyle(this.#canvas).color,
      quiet: of("span"),
      cell: getComputedStyle(this.#canvas).accentColor,
      unit: of(".unit"),
      plus: of(".plus"),
      minus: of(".minus"),
    };
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  #cellAt(x, y) {
    const found = this.#layout.places.findIndex((place) =>
      x >= place.x - 1 && y >= place.y - 1 && x <= place.x + place.size + 1 && y <= place.y + place.size + 1);
    return found < 0 ? null : found;
  }

  /**
   * @param {number | null} chosen
   * @param {string} key
   */
  #step(chosen, key) {
    const { places, layers } = this.#layout;
    const last = layers.length - 1;
    const isKey = key.startsWith("Arrow") || key === "PageUp" || key === "PageDown";
    if (!isKey || !layers[last])
      return null;
    const place = places[chosen ?? -1];
    if (!place)
      return layers[last].first + (this.#shown?.reading.digit ?? 0);
    const by = key === "PageUp" ? -1 : key === "PageDown" ? 1 : 0;
    const layer = layers[Math.min(last, Math.max(0, place.layer + by))];
    if (!layer)
      return null;
    if (by !== 0)
      return layer.first + Math.min(place.unit, layer.count - 1);
    const unit = arrow(place.unit, key, layer.columns, layer.count);
    return unit === null ? null : layer.first + unit;
  }

  #describe() {
    if (!this.#shown)
      return "Nothing to explain yet.";
    const place = this.#layout.places[this.#chosen ?? -1];
    const layer = this.#shown.layers[place?.layer ?? -1];
    if (!place || !layer)
      return HINT;
    const value = signed(layer.activations[place.unit] ?? 0, 2);
    if (place.layer === this.#shown.layers.length - 1)
      return `output ${place.unit}: score ${value}`;
    const name = `${layer.name}, unit ${place.unit}: activation ${value}`;
    const [strongest] = this.#shown.connections
      .filter((each) => each.layer === place.layer && each.from === place.unit)
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    if (!strongest)
      return `${name}, none of the strongest`;
    const { weight, contribution } = strongest;
    const numbers = `weight ${signed(weight, 2)}, contribution ${signed(contribution, 2, true)}`;
    const next = this.#shown.layers[place.layer + 1];
    if (place.layer === this.#shown.layers.length - 2)
      return `${name}, ${numbers}`;
    return `${name}; to ${next?.name}, unit ${strongest.to}: ${numbers}`;
  }
}
