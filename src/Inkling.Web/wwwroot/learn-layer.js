// What a step of learning does in one layer: the gradients of its units as a grid, and its strongest weights
// before and after.

import { make } from "./dom.js";
import { numberTable, plain, tiny } from "./learn-numbers.js";
import { nameOfUnit, wordsOfPixel } from "./unit-words.js";
import { largestOf, paintValues } from "./value-picture.js";
import { strongest } from "./arithmetic.js";

/** @typedef {import("./inside-api.js").Learning} Learning */

// Decimals of a weight: a step moves it by little.
const DECIMALS = 5;

/**
 * @param {Learning} learning
 * @param {number} index of the layer
 * @returns {import("./learn-steps.js").LearnStep}
 */
export function layerPart({ layers, rate }, index) {
  const layer = /** @type {import("./inside-api.js").LayerStep} */ (layers[index]);
  const isLast = index === layers.length - 1;
  const isMaps = layer.height * layer.width > 1;
  const things = isLast ? "outputs" : isMaps ? "maps" : "units";
  const chain = isLast ? "" : " It comes back from the next layer: through each weight, times that weight. "
    + "Where the ReLU gave 0, nothing comes back.";
  return {
    title: `Backward: ${layer.name}`,
    words: `Each square is the gradient of one of the ${layer.channels} ${things}: blue above 0, orange `
      + `below.${chain} A weight’s gradient is what came in × this gradient.`,
    body: () => [picture(layer, layers, index), weights(layers, index, rate)],
  };
}

/**
 * @param {import("./inside-api.js").LayerStep} layer
 * @param {import("./inside-api.js").LayerStep[]} layers
 * @param {number} index
 */
function picture({ name, gradients, gradientNorm, parameters }, layers, index) {
  const width = Math.ceil(Math.sqrt(gradients.length));
  const height = Math.ceil(gradients.length / width);
  const canvas = make("canvas", { className: "gradients" });
  const [first = 0] = strongest(gradients);
  const place = { layer: index, unit: first };
  const words = `Largest: ${nameOfUnit(layers, place)}, ${tiny(gradients[first] ?? 0)}`;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Gradients of ${name}. ${words}`);
  const largest = largestOf(gradients);
  paintValues(canvas, { values: gradients, height, width, largest }, { areApart: true });
  return make("figure", { className: "gradient-figure" }, canvas,
    make("figcaption", {},
      `${words}. Gradient norm of its ${parameters.toLocaleString("en-GB")} parameters: `,
      make("data", { value: String(gradientNorm), className: "norm" }, tiny(gradientNorm)), "."));
}

/**
 * @param {import("./inside-api.js").LayerStep[]} layers
 * @param {number} index
 * @param {number} rate
 */
function weights(layers, index, rate) {
  const rows = (layers[index]?.strongest ?? []).map(({ from, row, column, to, weight, gradient, after }) => {
    const source = sourceOf(layers[index - 1], from, wordsOfPixel({ row, column }));
    return [
      `${source} → ${shortName(layers, { layer: index, unit: to })}`,
      plain(weight, DECIMALS), { ...plain(gradient, DECIMALS), isSigned: true }, plain(after, DECIMALS),
    ];
  });
  return numberTable(["Its strongest weights", "Weight", `− ${rate} × gradient`, "= new weight"], rows);
}

/**
 * Where a weight comes from: the map or unit, and the place in the window or, of a dense layer, in what
 * comes in.
 * @param {import("./inside-api.js").LayerStep | undefined} before none before the first layer
 * @param {number} from
 * @param {string} place
 */
function sourceOf(before, from, place) {
  if (!before)
    return place;
  return before.height * before.width > 1 ? `map ${from + 1}, ${place}` : `unit ${from}`;
}

/**
 * Without the layer, which the part's title names.
 * @param {import("./inside-api.js").LayerStep[]} layers
 * @param {import("./inside-place.js").UnitPlace} place
 */
const shortName = (layers, place) => nameOfUnit(layers, place).replace(/^.*, /, "");
