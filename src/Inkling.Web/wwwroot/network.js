// What the network thought: every layer's units and the strongest connections, and one of them in words. The
// numbers come with the answer; none is computed here.

import { arrow, chooseCells } from "./cells.js";
import { byId, setText } from "./dom.js";
import { layOut } from "./network-layout.js";
import { isMaps } from "./network-layout-maps.js";
import { Lines } from "./network-lines.js";
import { paintNetwork } from "./network-paint.js";
import { WHAT_MAPS_ARE, WHAT_UNITS_ARE, describe, whose } from "./network-words.js";
import { Surface } from "./surface.js";

/** @typedef {import("./api.js").Explanation} Explanation */
/** @typedef {import("./api.js").LayerForm} LayerForm */
/** @typedef {import("./network-places.js").Layout} Layout */

const NOTHING = "Nothing to explain yet.";
const HINT = "Point at a unit, or move with the arrow keys.";
const HINT_OF_MAPS = "Point at a map or a unit, or move with the arrow keys.";

export class NetworkView {
  /** @type {Explanation | null} */
  #shown = null;
  /** @type {number | null} */
  #chosen = null;
  /** @type {LayerForm[]} */
  #forms = [];
  /** @type {Layout} */
  #layout = { across: true, height: 0, scale: 1, places: [], layers: [] };
  /** @type {{ width: number, forms: LayerForm[] }} */
  #laidFor = { width: 0, forms: [] };
  #canvas = byId("network", HTMLCanvasElement);
  #legend = byId("network-legend", HTMLElement);
  #readout = byId("network-readout", HTMLElement);
  #text = byId("network-text-what", HTMLElement);
  #whoseText = byId("network-text-whose", HTMLElement);
  #unexplained = NOTHING;
  /** @type {import("./network-paint.js").Colours | null} */
  #colours = null;
  #font = { size: 14, family: "sans-serif" };
  #surface;
  #lines = new Lines(() => this.#refresh());
  /** @type {import("./api.js").Connection[]} */
  #drawn = [];

  /** @param {(unit: { layer: number, unit: number }) => void} [open] clicked, or Enter pressed on it */
  constructor(open) {
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
    const openChosen = () => {
      const place = this.#layout.places[this.#chosen ?? -1];
      if (place && this.#shown)
        open?.({ layer: place.layer, unit: place.unit });
    };
    this.#canvas.addEventListener("click", openChosen);
    this.#canvas.addEventListener("keydown", ({ key }) => key === "Enter" && openChosen());
    document.addEventListener("themechange", () => {
      this.#colours = null;
      this.#surface.invalidate();
    });
    this.#refresh();
  }

  /** @param {LayerForm[]} forms the layers, the output last: what to show while nothing is drawn */
  setLayers(forms) {
    // The same ones come with each answer, and are laid out once.
    if (JSON.stringify(forms) === JSON.stringify(this.#forms))
      return;
    this.#forms = forms;
    setText(this.#text, forms.some(isMaps) ? WHAT_MAPS_ARE : WHAT_UNITS_ARE);
    this.#refresh();
  }

  /**
   * @param {Explanation | null} explanation
   * @param {string} [why] there is none
   */
  show(explanation, why = NOTHING) {
    this.#unexplained = why;
    this.#shown = explanation && explanation.layers.length > 0 ? explanation : null;
    if (this.#shown)
      this.setLayers(this.#shown.layers.map(formOf));
    this.#refresh();
  }

  #refresh() {
    this.#drawn = this.#lines.choose(this.#shown);
    setText(this.#readout, this.#describe());
    setText(this.#whoseText, this.#shown ? whose(this.#shown) : "");
    this.#readout.toggleAttribute("data-chosen", this.#chosen !== null);
    this.#legend.toggleAttribute("data-empty", !this.#shown);
    this.#surface.invalidate();
  }

  /** @param {CanvasRenderingContext2D} context */
  #paint(context) {
    if (this.#forms.length === 0)
      return;
    const { width } = this.#surface;
    if (width !== this.#laidFor.width || this.#forms !== this.#laidFor.forms) {
      this.#laidFor = { width, forms: this.#forms };
      const { fontSize, fontFamily } = getComputedStyle(this.#canvas);
      this.#font = { size: parseFloat(fontSize), family: fontFamily };
      this.#layout = layOut(this.#forms, width, this.#font.size);
      // The surface sees its new height and paints again.
      this.#canvas.style.setProperty("height", `${Math.ceil(this.#layout.height)}px`);
    }
    paintNetwork(context, {
      layout: this.#layout,
      forms: this.#forms,
      layers: this.#shown?.layers ?? [],
      connections: this.#drawn,
      winner: this.#shown?.answer ?? null,
      chosen: this.#chosen,
      colours: (this.#colours ??= this.#readColours()),
      fontSize: this.#font.size,
      font: this.#font.family,
    }, width);
  }

  /** The legend's own colours, so that the two cannot differ. */
  #readColours() {
    /** @param {string} selector */
    const of = (selector) => getComputedStyle(this.#legend.querySelector(selector) ?? this.#legend).color;
    return {
      text: getComputedStyle(this.#canvas).color,
      quiet: of("span"),
      ground: getComputedStyle(document.body).backgroundColor,
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
      return layers[last].first + (this.#shown?.answer ?? 0);
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
      return this.#unexplained;
    const place = this.#layout.places[this.#chosen ?? -1];
    if (!place)
      return this.#forms.some(isMaps) ? HINT_OF_MAPS : HINT;
    return describe(this.#shown, place);
  }
}

/**
 * @param {import("./api.js").Layer} layer
 * @returns {LayerForm}
 */
const formOf = ({ name, activations, maps }) =>
  ({ name, channels: activations.length, height: maps?.height ?? 1, width: maps?.width ?? 1 });
