// Curves over the course of a lesson, in an SVG. It knows neither what they mean nor where they come from.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 320;
const HEIGHT = 140;
const LEFT = 42;
const BOTTOM = 6;
const TOP = 8;

/** @typedef {[at: number, value: number]} ChartPoint at: 0 to 1 of the course */

export class Chart {
  #svg;
  #highest;
  #curves;
  /** @type {[SVGElement, SVGElement]} */
  #marks;

  /**
   * @param {SVGSVGElement} svg
   * @param {{ lines: string[], highest: number | null }} parts lines: a class for each curve; highest: of the
   *   scale, or null for that of the values
   */
  constructor(svg, { lines, highest }) {
    this.#svg = svg;
    this.#highest = highest;
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    svg.append(element("path", { class: "axis", d: `M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH}` }));
    this.#marks = [this.#mark(TOP + 8), this.#mark(HEIGHT - BOTTOM - 2)];
    this.#curves = lines.map((line) => element("polyline", { class: `curve ${line}` }));
    svg.append(...this.#curves);
  }

  /** @param {ChartPoint[][]} lines the points of each curve, in their order */
  draw(lines) {
    const values = lines.flat().map(([, value]) => value);
    const highest = this.#highest ?? Math.max(...values, 1e-6);
    // What is all but 1 needs a scale that shows it.
    const least = Math.floor(10 * Math.min(...values, 1) - 0.001) / 10;
    const lowest = this.#highest === null ? 0 : Math.max(0, least);
    const y = /** @param {number} value */ (value) =>
      TOP + (1 - (value - lowest) / (highest - lowest)) * (HEIGHT - TOP - BOTTOM);
    lines.forEach((points, i) => this.#curves[i]?.setAttribute("points", points
      .map(([at, value]) => `${(LEFT + at * (WIDTH - LEFT)).toFixed(1)},${y(value).toFixed(1)}`).join(" ")));
    const share = this.#highest !== null;
    this.#marks[0].textContent = share ? `${Math.round(100 * highest)} %` : highest.toFixed(1);
    this.#marks[1].textContent = share ? `${Math.round(100 * lowest)} %` : "0";
  }

  /** @param {number} y */
  #mark(y) {
    const mark = element("text", { class: "mark", x: String(LEFT - 5), y: String(y), "text-anchor": "end" });
    this.#svg.append(mark);
    return mark;
  }
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @returns {SVGElement}
 */
function element(name, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, value);
  return made;
}
