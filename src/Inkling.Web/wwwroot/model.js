// What the model is, in words for people, at the foot of the page. Every number comes from the server.

import { byId } from "./dom.js";

/** @typedef {import("./api.js").Model} Model */
/** @typedef {import("./api.js").LayerForm} LayerForm */

const WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

// A picture that is shifted to each of four sides is read five times.
const SHIFTED = 5;

/** @param {Model} model */
export function showModel(model) {
  const line = byId("model", HTMLElement);
  line.textContent = `${whatItIs(model)}${howItLearnt(model)}; ${whenItDoubts(model)}.`;
  // The exact words, for programs and for who knows them.
  line.dataset["network"] = model.network;
}

/** @param {Model} model */
function whatItIs({ networks, parameters, layers, shift }) {
  const count = networks.length;
  const learnt = `${parameters.toLocaleString("en-GB")} parameters`;
  const parts = partsOf(layers).join(", ");
  const each = shift > 0 ? `, which reads each digit ${WORDS[SHIFTED]} times` : "";
  if (count <= 1)
    return `A network of ${parts ? `${parts} and ` : ""}${learnt}${each}`;
  const alike = networks.every(({ network }) => network === networks[0]?.network);
  const what = alike && parts ? ` of ${parts} each` : "";
  return `The mean of ${inWords(count)} networks${what}, with ${learnt} together${each}`;
}

/**
 * Of a network: "4 convolutions", "1 hidden layer". The output is not counted.
 * @param {LayerForm[]} layers
 */
function partsOf(layers) {
  const kinds = [
    { kind: "convolution", word: "convolution" },
    { kind: "depthwise", word: "depthwise convolution" },
    { kind: "hidden", word: "hidden layer" },
  ];
  return kinds.flatMap(({ kind, word }) => {
    const count = layers.filter(({ name }) => name.startsWith(kind)).length;
    return count === 0 ? [] : [`${count} ${word}${count > 1 ? "s" : ""}`];
  });
}

/** @param {Model} model */
function howItLearnt({ distilled, teacherNetworks }) {
  if (!distilled)
    return "";
  return teacherNetworks === null ? ", distilled from another model"
    : `, distilled from ${teacherNetworks === 1 ? "another" : inWords(teacherNetworks)}`;
}

/** @param {Model} model */
function whenItDoubts({ unsureBelow, noDigitAbove }) {
  const refuses = noDigitAbove < 1 ? `, no digit from ${threshold(noDigitAbove)} on` : "";
  return `not sure below ${threshold(unsureBelow)}${refuses}`;
}

/** @param {number} share 0 to 1 */
const threshold = (share) => `${(100 * share).toFixed(1).replace(".0", "")}\u00a0%`;

/** @param {number} count */
const inWords = (count) => WORDS[count] ?? String(count);
