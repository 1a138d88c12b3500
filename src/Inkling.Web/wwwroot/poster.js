// The explanation as one picture: the drawing, the answer, its bars and the panels, as the page shows them
// now. It explains nothing itself, and asks nobody.

import { make } from "./dom.js";
import { paintDrawing } from "./ink.js";

// Pixels. The network's drawing is as wide as the poster, unless it was drawn for a phone, layer below layer.
const WIDTH = 1600;
const TALLEST = 2400;
const MARGIN = 40;
const SIDE = 490;
const GAP = 25;
const STEP = 230;
const LINE = 34;

/** @param {import("./drawing.js").Drawing} drawing */
export function paintPoster(drawing) {
  const network = canvasOf("#network");
  const scale = network && network.width > 0
    ? Math.min((WIDTH - 2 * MARGIN) / network.width, TALLEST / network.height) : 0;
  const networkHeight = scale * (network?.height ?? 0);
  const below = 110 + LINE + SIDE + 2 * LINE;
  const last = below + STEP + 2.5 * LINE;
  const canvas = make("canvas", { width: WIDTH, height: Math.ceil(last + LINE + networkHeight + 3 * LINE) });
  const context = canvas.getContext("2d");
  if (!context)
    throw new Error("This browser has no 2D canvas.");
  const { color, backgroundColor, fontFamily } = getComputedStyle(document.body);
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color;

  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y of the line that it stands on
   * @param {number} [size]
   */
  const write = (text, x, y, size = 22) => {
    context.font = `${size}px ${fontFamily}`;
    context.fillText(text, x, y, WIDTH - MARGIN - x);
  };

  write(`${textOf("#answer-digit")}   ${textOf("#answer-note")}`, MARGIN, 70, 48);
  const column = (/** @type {number} */ i) => MARGIN + i * (SIDE + GAP);
  ["The drawing", "Where it looked", "Probabilities"].forEach((title, i) => write(title, column(i), 110));
  const top = 110 + LINE / 2;
  context.save();
  context.translate(column(0), top);
  paintDrawing(context, SIDE, drawing);
  context.restore();
  paste(context, canvasOf("#heat"), column(1), top, SIDE);
  paintBars(context, write, column(2), top);

  write("What the network sees", MARGIN, below - LINE / 2);
  stepsOf().forEach(({ picture, title }, i) => {
    const x = MARGIN + i * (STEP + GAP);
    paste(context, picture, x, below, STEP);
    write(title, x, below + STEP + LINE, 18);
  });
  write("What it thought", MARGIN, last);
  if (network && networkHeight > 0)
    context.drawImage(network, MARGIN, last + LINE / 2, scale * network.width, networkHeight);
  write(`Inkling. ${textOf("#model")}`, MARGIN, canvas.height - LINE, 18);
  return canvas;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {(text: string, x: number, y: number) => void} write
 * @param {number} left
 * @param {number} top
 */
function paintBars(context, write, left, top) {
  const bars = [...document.querySelectorAll("#bars .bar")];
  const height = SIDE / bars.length;
  bars.forEach((bar, i) => {
    const fill = bar.querySelector(".bar-fill");
    const share = fill ? new DOMMatrix(getComputedStyle(fill).transform).a : 0;
    const line = top + (i + 0.65) * height;
    write(bar.querySelector(".bar-digit")?.textContent ?? "", left, line);
    write(bar.querySelector(".bar-percent")?.textContent ?? "", left + SIDE - 95, line);
    context.save();
    context.fillStyle = fill ? getComputedStyle(fill).backgroundColor : "";
    context.fillRect(left + 40, line - height / 2.6, share * (SIDE - 150), height / 2.5);
    context.restore();
  });
}

/** @returns {{ picture: HTMLImageElement | HTMLCanvasElement, title: string }[]} the 784 numbers last */
function stepsOf() {
  const steps = [...document.querySelectorAll("#steps .step:not([hidden])")].flatMap((step) => {
    const picture = step.querySelector("img");
    return picture?.complete && picture.naturalWidth > 0
      ? [{ picture, title: step.querySelector("strong")?.textContent ?? "" }] : [];
  });
  const input = canvasOf("#input");
  return input ? [...steps, { picture: input, title: "784 numbers" }] : steps;
}

/**
 * As large as possible in the middle of a square, on black; pixels of small pictures stay squares.
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLImageElement | HTMLCanvasElement | null} picture
 * @param {number} left
 * @param {number} top
 * @param {number} side
 */
function paste(context, picture, left, top, side) {
  const [width, height] = picture instanceof HTMLImageElement
    ? [picture.naturalWidth, picture.naturalHeight] : [picture?.width ?? 0, picture?.height ?? 0];
  context.save();
  context.fillStyle = "#000000";
  context.fillRect(left, top, side, side);
  context.imageSmoothingEnabled = Math.max(width, height) > 56;
  const scale = side / Math.max(width, height, 1);
  if (picture && width > 0 && height > 0)
    context.drawImage(picture, left + (side - scale * width) / 2, top + (side - scale * height) / 2,
      scale * width, scale * height);
  context.restore();
}

/** @param {string} selector */
const textOf = (selector) => document.querySelector(selector)?.textContent ?? "";

/** @param {string} selector */
function canvasOf(selector) {
  const found = document.querySelector(selector);
  return found instanceof HTMLCanvasElement ? found : null;
}
