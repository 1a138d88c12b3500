// The weights of a first layer, each kernel a small picture: blue above zero, orange below.

import { byId } from "./dom.js";

const canvas = byId("kernels", HTMLCanvasElement);
const COLUMNS = 8;
const LARGEST = 127;

// Of both themes: on a ground of their own.
const PLUS = [42, 70, 200];
const MINUS = [200, 84, 0];
const GROUND = [255, 255, 255];

/** @param {import("./lesson-api.js").Kernels} kernels */
export function showKernels({ count, height, width, levels }) {
  const bytes = atob(levels);
  const columns = Math.min(COLUMNS, count);
  const rows = Math.ceil(count / columns);
  canvas.width = columns * (width + 1) - 1;
  canvas.height = rows * (height + 1) - 1;
  const context = canvas.getContext("2d");
  if (!context)
    return;
  const picture = context.createImageData(canvas.width, canvas.height);
  for (let kernel = 0; kernel < count; kernel++) {
    const left = (kernel % columns) * (width + 1);
    const top = Math.floor(kernel / columns) * (height + 1);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const byte = bytes.charCodeAt((kernel * height + y) * width + x);
        const at = 4 * ((top + y) * canvas.width + left + x);
        picture.data.set([...colourOf((byte > LARGEST ? byte - 256 : byte) / LARGEST), 255], at);
      }
    }
  }
  context.putImageData(picture, 0, 0);
}

/** @param {number} share -1 to 1 */
function colourOf(share) {
  const full = share > 0 ? PLUS : MINUS;
  return GROUND.map((from, i) => Math.round(from + Math.abs(share) * ((full[i] ?? 0) - from)));
}
