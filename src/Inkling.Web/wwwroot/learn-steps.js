// The parts of one step of learning, each with its words and its numbers: forward, loss, backward layer by
// layer, update, and the probabilities after it. Every number comes from the engine.

import { layerPart } from "./learn-layer.js";
import { barsPart, change, exact, numberTable, plain } from "./learn-numbers.js";
import { nameOf } from "./verdict.js";

/** @typedef {import("./inside-api.js").Learning} Learning */
/** @typedef {{ title: string, words: string, body: () => Node[] }} LearnStep */

/**
 * @param {Learning} learning
 * @returns {LearnStep[]}
 */
export function stepsOf(learning) {
  const backward = learning.layers.map((layer, i) => layerPart(learning, i))
    .reverse();
  const before = [forward(learning), loss(learning), outputPart(learning)];
  return [...before, ...backward, update(learning), after(learning)];
}

/**
 * @param {Learning} learning
 * @returns {LearnStep}
 */
function forward({ scores, before }) {
  return {
    title: "Forward",
    words: "The digit goes through all layers and comes out as scores. Softmax makes probabilities of them: "
      + "e to the power of the score, divided by the sum of these powers.",
    body: () => [numberTable(["Output", "Score", "Probability"], scores.map((score, output) =>
      [nameOf(output), plain(score, 3), plain(before[output] ?? 0, 5)]))],
  };
}

/**
 * @param {Learning} learning
 * @returns {LearnStep}
 */
function loss({ label, before, loss: value }) {
  return {
    title: "Loss",
    words: "How wrong the network is. The loss is 0 when the right digit has probability 1, and grows as its "
      + "probability falls.",
    body: () => {
      const formula = document.createElement("p");
      formula.className = "formula";
      const share = exact(before[label] ?? 0, 5);
      formula.append(`loss = −ln p(${label}) = −ln `, share, " = ", exact(value, 4));
      return [formula];
    },
  };
}

/**
 * @param {Learning} learning
 * @returns {LearnStep}
 */
function outputPart({ before, target, layers }) {
  const gradients = layers.at(-1)?.gradients ?? [];
  return {
    title: "Backward: the scores",
    words: "A gradient says how the loss changes as a number grows. For a score it is probability − "
      + "target. Blue, above 0: this score should fall. Orange, below 0: it should rise.",
    body: () => [numberTable(["Output", "Probability", "− target", "= ∂loss/∂score"],
      gradients.map((gradient, output) => [
        nameOf(output), plain(before[output] ?? 0, 5), plain(target[output] ?? 0, 0),
        { ...plain(gradient, 5), isSigned: true },
      ]))],
  };
}

/**
 * @param {Learning} learning
 * @returns {LearnStep}
 */
function update({ layers, rate }) {
  return {
    title: "Update",
    words: `Every weight moves against its gradient, all at once: new weight = weight − ${rate} × `
      + "gradient. The norm is the length of all gradients of a layer. The change is rate × norm.",
    body: () => [numberTable(["Layer", "Parameters", "Gradient norm", "Change"], layers.map((layer) =>
      [layer.name, { value: layer.parameters, text: layer.parameters.toLocaleString("en-GB") },
        plain(layer.gradientNorm, 5), plain(layer.change, 6)]))],
  };
}

/**
 * @param {Learning} learning
 * @returns {LearnStep}
 */
function after(learning) {
  const { loss: before, lossAfter, label, after: shares } = learning;
  const isRead = Math.max(...shares) === shares[label];
  const verdict = lossAfter >= before ? "The step was too long: the loss grew. Try a smaller rate."
    : `The step helped: the network is surer of ${label}.${isRead ? "" : " One step is seldom enough."}`;
  return {
    title: "New probabilities",
    words: `${verdict} The loss goes ${change(before, lossAfter)}. Now this step is thrown away.`,
    body: () => [barsPart(learning)],
  };
}
