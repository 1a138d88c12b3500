// The strip of sample digits: a click draws one of them on the sheet, as a pen would, as one change to undo.

import { isStill } from "./demonstration.js";
import { byId, make } from "./dom.js";
import { SIDE } from "./drawing.js";
import { SAMPLES, linesOf } from "./samples.js";
import { Tracer } from "./trace.js";

const SVG = "http://www.w3.org/2000/svg";

// Milliseconds: long enough to see where a pen went.
const DURATION = 450;

// In drawing units: thicker than on the sheet, to be seen in a small picture.
const THUMB_WIDTH = 22;

/**
 * @param {object} parts
 * @param {import("./drawing.js").Drawing} parts.drawing
 * @param {() => number} parts.width of the pen
 * @param {() => void} parts.before the sheet is needed
 * @param {() => void} parts.drawn a digit is complete
 */
export function wireSamples({ drawing, width, before, drawn }) {
  const tracer = new Tracer();
  // What the person does next finds the digit complete.
  for (const type of ["pointerdown", "keydown", "click", "input", "dragenter", "paste"])
    addEventListener(type, () => tracer.finish(), { capture: true });

  /** @param {import("./samples.js").Sample} sample */
  const draw = (sample) => {
    before();
    const lines = linesOf(sample, width());
    let { version } = drawing;
    let isFirst = true;
    tracer.start({
      lines,
      duration: isStill() ? 0 : DURATION,
      show: (some, isUnderWay) => {
        // Something else has come to the sheet.
        if (drawing.version !== version) {
          tracer.stop();
          return;
        }
        if (isFirst)
          drawing.draw(some);
        else
          drawing.redraw(some, isUnderWay);
        isFirst = false;
        version = drawing.version;
        if (!isUnderWay)
          drawn();
      },
    });
  };

  byId("samples", HTMLElement).replaceChildren(...SAMPLES.map((sample) => {
    const button = make("button", { type: "button", className: "sample" }, picture(sample));
    button.ariaLabel = `Draw a ${sample.digit}, ${sample.style}`;
    button.addEventListener("click", () => draw(sample));
    return make("li", {}, button);
  }));
}

/** @param {import("./samples.js").Sample} sample */
function picture(sample) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `40 25 ${SIDE - 80} ${SIDE - 50}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("stroke-width", String(THUMB_WIDTH));
  for (const line of linesOf(sample, THUMB_WIDTH)) {
    const path = document.createElementNS(SVG, "polyline");
    path.setAttribute("points", line.map(([x, y]) => `${x},${y}`).join(" "));
    svg.append(path);
  }
  return svg;
}
