// Numbers of a step of learning as text and tables; each carries its exact value. It knows no step.

import { make, percent } from "./dom.js";
import { signed } from "./network-words.js";
import { nameOf } from "./verdict.js";

/** @typedef {{ value: number, text: string, isSigned?: boolean }} Shown */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * @param {number} value
 * @param {number} decimals
 * @returns {Shown}
 */
export function plain(value, decimals) {
  const isLost = value !== 0 && Math.abs(value) < 0.5 * 10 ** -decimals;
  return { value, text: isLost ? tiny(value) : signed(value, decimals) };
}

/**
 * With three figures, however small: "0.0123", "1.23 × 10⁻⁷".
 * @param {number} value
 */
export function tiny(value) {
  if (value === 0 || Math.abs(value) >= 0.001)
    return signed(value, value === 0 ? 0 : 4);
  const [figures = "", power = ""] = Math.abs(value).toExponential(2).split("e");
  const raised = [...power.replace(/^[+-]/, "")].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `${value < 0 ? "−" : ""}${figures} × 10⁻${raised}`;
}

/**
 * @param {number} value
 * @param {number} decimals
 */
export function exact(value, decimals) {
  return make("data", { value: String(value) }, plain(value, decimals).text);
}

/**
 * @param {number} before
 * @param {number} after
 */
export const change = (before, after) => `from ${plain(before, 4).text} to ${plain(after, 4).text}`;

/**
 * @param {string[]} heads
 * @param {(string | Shown)[][]} rows the first of each names it
 */
export function numberTable(heads, rows) {
  const table = make("table", { className: "numbers" });
  table.createTHead().insertRow().append(...heads.map((head) => make("th", { scope: "col" }, head)));
  table.createTBody().append(...rows.map((row) => make("tr", {}, ...row.map((cell) => {
    if (typeof cell === "string")
      return make("th", { scope: "row" }, cell);
    const found = make("td", {}, make("data", { value: String(cell.value) }, cell.text));
    if (cell.isSigned)
      found.dataset["sign"] = cell.value < 0 ? "minus" : cell.value > 0 ? "plus" : "none";
    return found;
  }))));
  return table;
}

/**
 * The probabilities before and after, a pair of bars for each output.
 * @param {import("./inside-api.js").Learning} learning
 */
export function barsPart({ before, after, label }) {
  const table = make("table", { className: "numbers pairs" });
  table.createTHead().insertRow().append(
    make("th", { scope: "col" }, "Output"), make("td", {}), make("th", { scope: "col" }, "Before"),
    make("th", { scope: "col" }, "After"));
  table.createTBody().append(...before.map((share, output) => {
    const later = after[output] ?? 0;
    const bars = make("td", { className: "pair" }, bar(share, "was"), bar(later, "now"));
    const numbers = [share, later].map((value) =>
      make("td", {}, make("data", { value: String(value) }, percent(value))));
    const row = make("tr", {}, make("th", { scope: "row" }, nameOf(output)), bars, ...numbers);
    row.toggleAttribute("data-label", output === label);
    return row;
  }));
  return table;
}

/**
 * @param {number} share
 * @param {string} when
 */
function bar(share, when) {
  const fill = make("i", { className: when });
  fill.style.setProperty("width", `${(100 * share).toFixed(2)}%`);
  return fill;
}
