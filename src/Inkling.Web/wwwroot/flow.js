// The way of a digit as one slim band: the picture, the strongest of each layer, the answer. They light up
// one after the other. The numbers come with the answer; none is computed here.

import { byId, make, setText } from "./dom.js";
import { PICTURE, shapeOf, spread, tilesOf } from "./flow-tiles.js";
import { markOf } from "./verdict.js";

/** @typedef {import("./api.js").Explanation} Explanation */
/** @typedef {import("./api.js").LayerForm} LayerForm */
/** @typedef {import("./flow-tiles.js").Shape} Shape */

// So many layers stand for a deep network.
const MOST_LAYERS = 4;

// Cells between two tiles.
const GAP = 1;

export class Flow {
  #band = byId("flow", HTMLElement);
  #list = byId("flow-stages", HTMLElement);
  #text = byId("flow-text", HTMLElement);
  #answer = make("strong");
  #known = "";
  /** @type {{ layer: number, shape: Shape, canvas: HTMLCanvasElement }[]} layer: -1 is the picture */
  #stages = [];

  /** @param {LayerForm[]} forms the layers, the output last */
  setLayers(forms) {
    // The same ones come with each answer.
    const known = JSON.stringify(forms);
    if (known === this.#known)
      return;
    this.#known = known;
    const hidden = forms.slice(0, -1);
    const layers = spread(hidden.length, MOST_LAYERS);
    this.#stages = [-1, ...layers].map((layer) => {
      const form = hidden[layer];
      const shape = form ? shapeOf(form) : PICTURE;
      const canvas = make("canvas", {
        width: shape.columns * (shape.width + GAP) - GAP,
        height: Math.ceil(shape.count / shape.columns) * (shape.height + GAP) - GAP,
      });
      return { layer, shape, canvas };
    });
    const parts = [...this.#stages.map(({ canvas }) => canvas), this.#answer];
    this.#list.replaceChildren(...parts.map((part, i) => {
      const stage = make("div", { className: "stage" }, part);
      stage.style.setProperty("--at", String(i));
      return stage;
    }));
    const where = layers.length < hidden.length ? `in ${layers.length} of ${hidden.length} layers`
      : "in each layer";
    setText(this.#text, `The way to the answer: what spoke loudest ${where}.`);
    this.#paint(null);
  }

  /** The drawing has changed: what is shown is of an older one. */
  dim() {
    this.#band.toggleAttribute("data-lit", false);
  }

  /**
   * @param {Explanation | null} explanation
   * @param {boolean} isWhole nobody draws on: the stages light up
   */
  show(explanation, isWhole) {
    this.#paint(explanation);
    this.#band.toggleAttribute("data-lit", isWhole && explanation !== null);
  }

  /** @param {Explanation | null} explanation */
  #paint(explanation) {
    for (const { layer, shape, canvas } of this.#stages) {
      const tiles = !explanation ? []
        : layer < 0 ? [explanation.input.map((level) => level / 255)]
        : tilesOf(explanation, layer, shape.count);
      paintTiles(canvas, shape, tiles);
    }
    const answer = explanation?.answer ?? null;
    setText(this.#answer, answer === null ? "" : markOf(answer));
  }
}

/**
 * White on black, as the sheet is, in every theme.
 * @param {HTMLCanvasElement} canvas
 * @param {Shape} shape
 * @param {number[][]} tiles
 */
function paintTiles(canvas, { count, columns, height, width }, tiles) {
  const context = canvas.getContext("2d");
  if (!context)
    return;
  const picture = context.createImageData(canvas.width, canvas.height);
  for (let tile = 0; tile < count; tile++) {
    const left = (tile % columns) * (width + GAP);
    const top = Math.floor(tile / columns) * (height + GAP);
    for (let i = 0; i < height * width; i++) {
      const at = 4 * ((top + Math.floor(i / width)) * canvas.width + left + (i % width));
      picture.data.fill(255 * (tiles[tile]?.[i] ?? 0), at, at + 3);
      picture.data[at + 3] = 255;
    }
  }
  context.putImageData(picture, 0, 0);
}
