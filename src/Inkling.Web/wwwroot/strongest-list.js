// The ten strongest of all pixels that a dense unit takes in: value times weight, and whose they are.

import { strongest } from "./arithmetic.js";
import { byId, make } from "./dom.js";
import { signed } from "./network-words.js";
import { wordsOfPixel } from "./unit-words.js";

const COUNT = 10;
const DECIMALS = 3;

/**
 * @param {import("./inside-api.js").Unit} unit
 * @param {import("./arithmetic.js").Term[]} terms
 * @param {(channel: number) => { name: string, href: string | null }} inputOf
 */
export function fillStrongest({ kind, window }, terms, inputOf) {
  const part = byId("strongest", HTMLElement);
  const area = window.height * window.width;
  // Units are listed by themselves, and a convolution's products are all shown.
  part.hidden = kind !== "dense" || area === 1;
  if (part.hidden)
    return;
  const products = terms.flatMap((term) => term.products);
  const rows = strongest(products).slice(0, COUNT).map((i) => {
    const term = /** @type {import("./arithmetic.js").Term} */ (terms[Math.floor(i / area)]);
    const pixel = i % area;
    const { name, href } = inputOf(term.channel);
    const where = wordsOfPixel({ row: Math.floor(pixel / window.width), column: pixel % window.width });
    const place = make("th", { scope: "row" },
      ...(href ? [make("a", { href }, name), `, ${where}`] : [where]));
    const numbers = [term.values[pixel], term.weights[pixel], term.products[pixel]];
    return make("tr", {}, place, ...numbers.map((number = 0, column) => {
      const cell = make("td", {}, make("data", { value: String(number) }, signed(number, DECIMALS)));
      if (column === 2)
        cell.dataset["sign"] = number < 0 ? "minus" : "plus";
      return cell;
    }));
  });
  byId("strongest-rows", HTMLElement).replaceChildren(...rows);
}
