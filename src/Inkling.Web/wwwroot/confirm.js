// "Confirm": the server prints the answer in its terminal. It shows no answer.

import * as api from "./api.js";
import { wordsOf } from "./troubles.js";

/**
 * @param {import("./drawing.js").Drawing} drawing
 * @returns {Promise<string>} what came of it, in words
 */
export async function confirm(drawing) {
  if (drawing.isEmpty)
    return "Draw a digit first.";
  try {
    const { digit } = await api.confirm(drawing.toSend());
    return digit === null ? "No digit found." : `Confirmed: ${digit}`;
  } catch (problem) {
    return wordsOf(problem);
  }
}
