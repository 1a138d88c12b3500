// Boxes on the drawing where it shows several digits, numbered from left to right; the one that was read is
// framed whole. One of them is read so far; where each is read, each box has a place for its digit.

import { byId } from "./dom.js";
import { contain } from "./ink.js";

const list = byId("pieces", HTMLElement);

/**
 * @param {import("./api.js").Reading} reading
 * @param {{ width: number, height: number } | null} size of what was sent; null where it is not known
 */
export function showPieces({ pieces, pieceRead }, size) {
  const boxes = size && pieces.length > 1 ? pieces : [];
  list.hidden = boxes.length === 0;
  list.replaceChildren(...boxes.map((box, i) => {
    const item = document.createElement("li");
    const number = document.createElement("span");
    number.textContent = String(i + 1);
    item.append(number);
    item.toggleAttribute("data-read", i === pieceRead);
    // Shares of the sheet, which the picture lies in the middle of.
    const side = Math.max(size?.width ?? 1, size?.height ?? 1);
    const at = contain(size ?? { width: 1, height: 1 }, side);
    const places = { left: at.left + box.left, top: at.top + box.top, width: box.width, height: box.height };
    for (const [edge, place] of Object.entries(places))
      item.style.setProperty(edge, `${(100 * place / side).toFixed(2)}%`);
    return item;
  }));
}

export function clearPieces() {
  list.hidden = true;
  list.replaceChildren();
}
