// Paints a drawing, strokes or picture, into a square of any size. It hears no events and keeps nothing.

import { SIDE } from "./drawing.js";

// MNIST's look, and a sheet of paper. What is sent is the ink, not these colours.
export const LOOKS = {
  dark: { ground: "#000000", ink: "#ffffff" },
  paper: { ground: "#f6f4ee", ink: "#16181d" },
  print: { ground: "#ffffff", ink: "#000000" },
};

/**
 * Where a picture of this shape lies in a square of this side: as large as possible, in the middle.
 * @param {{ width: number, height: number }} picture
 * @param {number} side
 */
export function contain(picture, side) {
  const scale = side / Math.max(picture.width, picture.height, 1);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { left: (side - width) / 2, top: (side - height) / 2, width, height };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} side of the square to fill, in the context's units
 * @param {import("./drawing.js").Drawing} drawing
 * @param {{ ground: string, ink: string }} [look]
 */
export function paintDrawing(context, side, drawing, look = drawing.onPaper ? LOOKS.paper : LOOKS.dark) {
  context.fillStyle = look.ground;
  context.fillRect(0, 0, side, side);
  if (drawing.picture?.bitmap) {
    const at = contain(drawing.picture.bitmap, side);
    // A picture of few pixels is shown as what it is; a larger one is smoothed.
    context.imageSmoothingEnabled = at.width > 0 && drawing.picture.bitmap.width > 56;
    context.imageSmoothingQuality = "high";
    context.drawImage(drawing.picture.bitmap, at.left, at.top, at.width, at.height);
    return;
  }
  context.save();
  context.scale(side / SIDE, side / SIDE);
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = look.ink;
  for (const line of drawing.strokes.polylines)
    paintLine(context, line);
  context.restore();
}

/**
 * Points of one width are one path; where the width changes, a new one begins at the point before.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./strokes.js").Polyline} line
 */
function paintLine(context, line) {
  let [x, y, width] = line[0] ?? [0, 0, 0];
  if (line.length === 1) {
    context.beginPath();
    context.arc(x, y, width / 2, 0, 2 * Math.PI);
    context.fillStyle = context.strokeStyle;
    context.fill();
    return;
  }
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x, y);
  for (const [toX, toY, toWidth] of line) {
    if (toWidth !== width) {
      context.stroke();
      context.lineWidth = width = toWidth;
      context.beginPath();
      context.moveTo(x, y);
    }
    context.lineTo(toX, toY);
    x = toX;
    y = toY;
  }
  context.stroke();
}
