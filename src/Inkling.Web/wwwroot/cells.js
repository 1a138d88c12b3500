// One cell of a painted grid is pointed at, or reached with keys. It does not know what the cells show.

/**
 * @param {object} parts
 * @param {HTMLCanvasElement} parts.canvas
 * @param {HTMLElement} parts.readout where the chosen cell is told; by whom, choose decides
 * @param {(x: number, y: number) => number | null} parts.cellAt in CSS pixels of the canvas
 * @param {(cell: number | null, key: string) => number | null} parts.step where a key leads; null: nowhere
 * @param {(cell: number | null) => void} parts.choose
 */
export function chooseCells({ canvas, readout, cellAt, step, choose }) {
  /** @type {number | null} */
  let chosen = null;

  /** @param {number | null} cell */
  const set = (cell) => {
    if (cell !== chosen)
      choose(chosen = cell);
  };

  /** @param {PointerEvent} event */
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    set(cellAt(event.clientX - box.left, event.clientY - box.top));
  };

  canvas.addEventListener("pointermove", point);
  canvas.addEventListener("pointerdown", point);
  canvas.addEventListener("pointerleave", (event) => {
    // A finger leaves as it lifts; what it chose stays to be read.
    if (event.pointerType !== "touch")
      set(null);
  });
  // Spoken only to whom asks with the keyboard: while someone draws, the answer alone is news.
  canvas.addEventListener("focus", () => readout.setAttribute("aria-live", "polite"));
  canvas.addEventListener("blur", () => {
    readout.setAttribute("aria-live", "off");
    set(null);
  });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey)
      return;
    const next = step(chosen, event.key);
    if (next === null)
      return;
    event.preventDefault();
    set(next);
  });
}

/**
 * The cell an arrow key leads to within a grid.
 * @param {number} cell
 * @param {string} key
 * @param {number} columns
 * @param {number} count
 * @returns {number | null}
 */
export function arrow(cell, key, columns, count) {
  const column = cell % columns;
  const moves = new Map([
    ["ArrowLeft", column > 0 ? cell - 1 : cell],
    ["ArrowRight", column < columns - 1 && cell + 1 < count ? cell + 1 : cell],
    ["ArrowUp", cell >= columns ? cell - columns : cell],
    ["ArrowDown", cell + columns < count ? cell + columns : cell],
  ]);
  return moves.get(key) ?? null;
}
