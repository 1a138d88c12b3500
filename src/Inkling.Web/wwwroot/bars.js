// Eleven probability bars, of the digits and of "no digit", made once and then only moved. They decide
// nothing about the answer.

import { byId, make, percent, setText } from "./dom.js";
import { NONE, markOf, nameOf } from "./verdict.js";

const rows = Array.from({ length: NONE + 1 }, (_, output) => {
  const mark = make("span", { className: "bar-digit" }, markOf(output));
  const fill = make("i", { className: "bar-fill" });
  const share = make("span", { className: "bar-percent" });
  const track = make("span", { className: "bar-track", ariaHidden: "true" }, fill);
  const row = make("li", { className: "bar" }, mark, track, share);
  row.dataset["digit"] = output === NONE ? "none" : String(output);
  if (output === NONE) {
    // Its sign is read aloud by few.
    mark.role = "img";
    mark.ariaLabel = mark.title = nameOf(output);
  }
  return { row, fill, percent: share };
});

byId("bars", HTMLElement).replaceChildren(...rows.map(({ row }) => row));

/**
 * @param {number[] | null} shares of the eleven; null where nothing is read
 * @param {number[]} marked those that the verdict names
 */
export function showBars(shares, marked) {
  rows.forEach(({ row, fill, percent: text }, output) => {
    const share = shares?.[output] ?? 0;
    fill.style.setProperty("transform", `scaleX(${share.toFixed(4)})`);
    setText(text, shares ? percent(share) : "");
    row.toggleAttribute("data-winner", marked.includes(output));
  });
}
