// Where the page is, kept in its address: the model, and the way from the answer back to one unit. So a link,
// a reload and the browser's Back lead there. It asks and shows nothing.

/** @typedef {{ layer: number, unit: number }} UnitPlace */

const STEP = /^\d{1,3}-\d{1,5}$/;

export class InsidePlace {
  /** @type {UnitPlace[]} the last is the unit that is looked at; empty: the answer's */
  way = readWay() ?? [];

  /** @param {() => void} changed another unit is to be looked at */
  constructor(changed) {
    addEventListener("hashchange", () => {
      // The link to the canvas is no way.
      const way = readWay();
      if (!way)
        return;
      this.way = way;
      changed();
    });
  }

  /** Its name; empty for the one that the server was started with. */
  get model() {
    return new URLSearchParams(location.search).get("model") ?? "";
  }

  /** @param {string} name */
  setModel(name) {
    const address = new URL(location.href);
    if (name)
      address.searchParams.set("model", name);
    else
      address.searchParams.delete("model");
    // Another network has other units.
    address.hash = "";
    history.replaceState(null, "", address);
    this.way = [];
  }
}

/** @param {UnitPlace[]} way */
export const addressOf = (way) => `#${way.map(({ layer, unit }) => `${layer}-${unit}`).join(",")}`;

/** @returns {UnitPlace[] | null} null where the address says something else */
function readWay() {
  const words = location.hash.slice(1);
  if (words === "")
    return [];
  const steps = words.split(",");
  if (!steps.every((step) => STEP.test(step)))
    return null;
  return steps.map((step) => {
    const [layer = 0, unit = 0] = step.split("-").map(Number);
    return { layer, unit };
  });
}
