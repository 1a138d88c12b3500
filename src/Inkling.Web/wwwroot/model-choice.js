// Which network is looked into: the one that the page draws with, the classic one, or one that was kept.

import { byId, make } from "./dom.js";

const CLASSIC = "784-256-64-10";

/**
 * @param {import("./inside-place.js").InsidePlace} place
 * @param {() => void} changed another one was chosen
 */
export function wireChoice(place, changed) {
  const select = byId("choice", HTMLSelectElement);
  const own = select.options.length;
  select.addEventListener("change", () => {
    place.setModel(select.value);
    changed();
  });
  return {
    /** @param {string[]} names what else there is */
    show(names) {
      // What the address names is said, even if it is there no more.
      const all = place.model && !names.includes(place.model) ? [...names, place.model] : names;
      select.options.length = own;
      select.append(...all.map((value) =>
        make("option", { value }, value === CLASSIC ? `${value}, MNIST’s classic dense network` : value)));
      select.value = place.model;
    },
  };
}
