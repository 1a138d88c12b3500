// Strokes as an SVG file: the same lines that ink.js paints. It knows no pictures.

import { SIDE } from "./drawing.js";
import { LOOKS } from "./ink.js";

/** @typedef {import("./strokes.js").Polyline} Polyline */

/**
 * @param {Polyline[]} lines
 * @param {boolean} onPaper
 */
export function svgOf(lines, onPaper) {
  const { ground, ink } = onPaper ? LOOKS.paper : LOOKS.dark;
  const size = `width="${SIDE}" height="${SIDE}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${SIDE} ${SIDE}">
  <rect ${size} fill="${ground}"/>
  <g fill="none" stroke="${ink}" stroke-linecap="round" stroke-linejoin="round">
${lines.flatMap(pathsOf).map((path) => `    ${path}\n`).join("")}  </g>
</svg>
`;
}

/**
 * Points of one width are one path; where the width changes, a new one begins at the point before.
 * @param {Polyline} line
 */
function pathsOf(line) {
  /** @type {{ width: number, places: string[] }[]} */
  const paths = [];
  let before = "";
  for (const [x, y, width] of line) {
    const place = `${x} ${y}`;
    if (paths.at(-1)?.width !== width)
      paths.push({ width, places: [before || place] });
    paths.at(-1)?.places.push(place);
    before = place;
  }
  return paths.map(({ width, places }) => `<path stroke-width="${width}" d="M${places.join(" L")}"/>`);
}
