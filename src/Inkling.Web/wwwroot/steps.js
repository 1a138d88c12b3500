// What the network sees: each step of the preparation, and the numbers at its end. It prepares nothing.

import { byId, make, setText } from "./dom.js";

const SIDE = 28;
const list = byId("steps", HTMLElement);
const nothing = byId("steps-empty", HTMLElement);
const note = byId("prepare-note", HTMLElement);
const canvas = byId("input", HTMLCanvasElement);
const context = canvas.getContext("2d");
const pixels = new ImageData(SIDE, SIDE);

/** @type {{ row: HTMLElement, image: HTMLImageElement, title: HTMLElement, text: HTMLElement }[]} */
const rows = [];

/** @param {number} count */
function ensure(count) {
  while (rows.length < count) {
    const image = make("img", { alt: "" });
    const title = make("strong");
    const text = make("span", { className: "step-text" });
    const row = make("li", { className: "step" },
      make("span", { className: "step-picture" }, image), make("div", {}, title, " ", text));
    // A picture of few pixels is shown as its pixels.
    image.addEventListener("load", () => {
      row.toggleAttribute("data-pixels", Math.max(image.naturalWidth, image.naturalHeight) <= 2 * SIDE);
    });
    rows.push({ row, image, title, text });
    list.append(row);
  }
}

/** @param {import("./api.js").Explanation} explanation */
export function showSteps({ steps, input }) {
  ensure(steps.length);
  rows.forEach(({ row, image, title, text }, i) => {
    const step = steps[i];
    row.hidden = step === undefined;
    if (!step)
      return;
    if (image.src !== step.picture)
      image.src = step.picture;
    setText(title, step.title);
    setText(text, step.text);
  });
  nothing.hidden = steps.length > 0;
  paintInput(input);
}

export function clearSteps() {
  for (const { row } of rows)
    row.hidden = true;
  nothing.hidden = false;
  paintInput([]);
}

/** @param {number[]} input */
function paintInput(input) {
  for (let i = 0; i < SIDE * SIDE; i++) {
    pixels.data.fill(input[i] ?? 0, 4 * i, 4 * i + 3);
    pixels.data[4 * i + 3] = 255;
  }
  context?.putImageData(pixels, 0, 0);
}

/** @param {boolean} prepare */
export function explainPreparation(prepare) {
  setText(note, prepare
    ? "Your drawing is brought into the form of the digits the network learned from."
    : "Unprepared, the drawing is only resized. Its place, size and thickness then differ from what the "
      + "network learned, and it misreads more.");
}

clearSteps();
explainPreparation(true);
