// A drawing as letters of an address, and back: every point exactly, in about two bytes. A drawing in a link
// comes from anybody, so what does not fit is no drawing.

import { SIDE } from "./drawing.js";
import { areLines } from "./strokes.js";

/** @typedef {import("./strokes.js").Polyline} Polyline */

const MARK = "#ink=";

// Raised when the form changes.
const VERSION = 1;
const ON_PAPER = 1;

// Points are in tenths of a drawing unit.
const TENTHS = 10;

// More letters than any drawing has, and fewer than browsers refuse.
const LONGEST = 200_000;

/**
 * Version, flags; for each stroke the number of its points, twice, plus 1 if its width changes; then for each
 * point the steps from the one before: x, y, and the width where it is the first or changes.
 * @param {Polyline[]} lines
 * @param {boolean} onPaper
 */
function pack(lines, onPaper) {
  const bytes = [VERSION, onPaper ? ON_PAPER : 0];
  let [x, y, width] = [0, 0, 0];
  for (const line of lines) {
    const changes = line.some((point) => point[2] !== line[0]?.[2]);
    pushNumber(bytes, 2 * line.length + Number(changes));
    line.forEach((point, i) => {
      const [toX, toY, toWidth] = /** @type {[number, number, number]} */ (
        point.map((value) => Math.round(value * TENTHS)));
      pushStep(bytes, toX - x);
      pushStep(bytes, toY - y);
      if (i === 0 || changes)
        pushStep(bytes, toWidth - width);
      [x, y, width] = [toX, toY, toWidth];
    });
  }
  const packed = btoa(bytes.map((byte) => String.fromCharCode(byte)).join(""));
  return packed.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * @param {string} letters
 * @returns {{ lines: Polyline[], onPaper: boolean } | null} null if they are no drawing
 */
function unpack(letters) {
  if (letters.length > LONGEST)
    return null;
  try {
    const packed = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = new Reader(Uint8Array.from(packed, (letter) => letter.charCodeAt(0)));
    if (bytes.next() !== VERSION)
      return null;
    const onPaper = bytes.next() === ON_PAPER;
    const lines = unpackLines(bytes);
    return areLines(lines, SIDE) ? { lines, onPaper } : null;
  } catch {
    return null;
  }
}

/**
 * The part of an address that holds a drawing.
 * @param {Polyline[]} lines
 * @param {boolean} onPaper
 */
export const addressOf = (lines, onPaper) => `${MARK}${pack(lines, onPaper)}`;

/** @param {string} hash */
export const isAddress = (hash) => hash.startsWith(MARK);

/**
 * @param {string} hash of an address
 * @returns {ReturnType<typeof unpack>} null if it holds no drawing
 */
export const readAddress = (hash) => (isAddress(hash) ? unpack(hash.slice(MARK.length)) : null);

/** @param {Reader} bytes */
function unpackLines(bytes) {
  /** @type {Polyline[]} */
  const lines = [];
  let [x, y, width] = [0, 0, 0];
  while (!bytes.isAtEnd) {
    const count = bytes.number();
    /** @type {Polyline} */
    const line = [];
    for (let i = 0; i < count >> 1; i++) {
      x += bytes.step();
      y += bytes.step();
      if (i === 0 || count % 2 === 1)
        width += bytes.step();
      line.push([x / TENTHS, y / TENTHS, width / TENTHS]);
    }
    lines.push(line);
  }
  return lines;
}

/**
 * Seven bits a byte, the lowest first; all but the last byte have the eighth.
 * @param {number[]} bytes
 * @param {number} value not below 0
 */
function pushNumber(bytes, value) {
  for (; value > 127; value >>>= 7)
    bytes.push((value & 127) | 128);
  bytes.push(value);
}

/**
 * The sign is the lowest bit.
 * @param {number[]} bytes
 * @param {number} step
 */
const pushStep = (bytes, step) => pushNumber(bytes, step < 0 ? -2 * step - 1 : 2 * step);

class Reader {
  #at = 0;
  #bytes;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get isAtEnd() {
    return this.#at >= this.#bytes.length;
  }

  next() {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined)
      throw new RangeError("The bytes end within a number.");
    return byte;
  }

  number() {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.next();
      value |= (byte & 127) << shift;
      if (byte < 128)
        return value;
    }
    throw new RangeError("A number is longer than any here.");
  }

  step() {
    const value = this.number();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
}
