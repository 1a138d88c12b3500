// Ten probability bars, made once and then only moved. They decide nothing about the answer.

import { byId, find, percent, setText, stamp } from "./dom.js";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const NOTHING = DIGITS.map(() => 0);

const rows = DIGITS.map((digit) => {
  const row = stamp("bar-template");
  row.dataset["digit"] = String(digit);
  find(row, ".bar-digit", HTMLElement).textContent = String(digit);
  return { row, fill: find(row, ".bar-fill", HTMLElement), percent: find(row, ".bar-percent", HTMLElement) };
});

byId("bars", HTMLElement).replaceChildren(...rows.map(({ row }) => row));
showBars(NOTHING, null);

/**
 * @param {number[] | null} probabilities
 * @param {number | null} winner
 */
export function showBars(probabilities, winner) {
  rows.forEach(({ row, fill, percent: text }, digit) => {
    const share = (probabilities ?? NOTHING)[digit] ?? 0;
    fill.style.setProperty("transform", `scaleX(${share.toFixed(4)})`);
    setText(text, percent(share));
    row.toggleAttribute("data-winner", digit === winner);
  });
}
