// Pen points become smooth polylines as they arrive: the same that are painted and sent. It knows no DOM.

/** @typedef {[x: number, y: number, width: number]} InkPoint in drawing units */
/** @typedef {InkPoint[]} Polyline a dot if it has one point */

// Points farther apart than this show as corners on a large canvas.
const STEP = 2;

// A hand at rest trembles by less than this; such points would only turn the curve's direction about.
const TREMOR = 0.5;

/** @param {number} value */
const tenth = (value) => Math.round(value * 10) / 10;

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @returns {InkPoint}
 */
const point = (x, y, width) => [tenth(x), tenth(y), tenth(width)];

/**
 * @param {InkPoint} a
 * @param {InkPoint} b
 */
const distance = (a, b) => Math.hypot(b[0] - a[0], b[1] - a[1]);

/**
 * @param {InkPoint} a
 * @param {InkPoint} b
 * @returns {InkPoint}
 */
const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];

/**
 * Appends the quadratic curve from `from` to `to`, without its first point.
 * @param {Polyline} line
 * @param {InkPoint} from
 * @param {InkPoint} bend
 * @param {InkPoint} to
 */
function flatten(line, from, bend, to) {
  const length = distance(from, bend) + distance(bend, to);
  const pieces = Math.max(1, Math.ceil(length / STEP));
  for (let i = 1; i <= pieces; i++) {
    const t = i / pieces;
    const a = (1 - t) * (1 - t);
    const b = 2 * t * (1 - t);
    const c = t * t;
    line.push(point(
      a * from[0] + b * bend[0] + c * to[0],
      a * from[1] + b * bend[1] + c * to[1],
      a * from[2] + b * bend[2] + c * to[2]));
  }
}

/** One stroke under way: a curve through the middles between pen points, which bends towards the points. */
class Stroke {
  /**
   * @param {InkPoint} first
   * @param {Polyline} [line] of a stroke that is complete
   */
  constructor(first, line) {
    /** @type {Polyline} */
    this.line = line ?? [point(...first)];
    this.last = first;
    this.from = first;
    // Where the curve ends and the straight tail to the pen's own place begins.
    this.curveLength = 1;
  }

  /**
   * @param {InkPoint} next
   * @returns {boolean} false if the pen only trembled
   */
  extend(next) {
    if (distance(this.last, next) < TREMOR)
      return false;
    this.line.length = this.curveLength;
    const to = middle(this.last, next);
    flatten(this.line, this.from, this.last, to);
    this.curveLength = this.line.length;
    flatten(this.line, to, middle(to, next), next);
    this.from = to;
    this.last = next;
    return true;
  }
}

/** All strokes of one drawing. */
export class Strokes {
  /** @type {readonly Stroke[]} never changed but replaced, so that an older one can be put back */
  #strokes = [];
  #drawing = false;

  get isEmpty() {
    return this.#strokes.length === 0;
  }

  /** True between begin and end, and while strokes grow by themselves. */
  get isDrawing() {
    return this.#drawing;
  }

  /** All strokes, for put() alone. */
  get all() {
    return this.#strokes;
  }

  /** @returns {Polyline[]} the newest last; they grow while the pen is down */
  get polylines() {
    return this.#strokes.map((stroke) => stroke.line);
  }

  /** @param {InkPoint} at */
  begin(at) {
    this.#strokes = [...this.#strokes, new Stroke(at)];
    this.#drawing = true;
  }

  /**
   * @param {InkPoint} to
   * @returns {boolean} true if the drawing changed
   */
  extend(to) {
    return this.#drawing && this.#strokes.at(-1)?.extend(to) === true;
  }

  end() {
    this.#drawing = false;
  }

  /**
   * Puts back what `all` was.
   * @param {readonly Stroke[]} strokes
   * @param {boolean} [isUnderWay] as if the pen were still down
   */
  put(strokes, isUnderWay = false) {
    this.#drawing = isUnderWay;
    this.#strokes = strokes;
  }

  /** @param {Polyline[]} lines */
  static of(lines) {
    return lines.map((line) => new Stroke(line[0] ?? [0, 0, 0], line));
  }
}

// Far more than a hand draws: what has more was not drawn here.
const MOST_POINTS = 20_000;

/**
 * Whether these are lines that could have been drawn here: they come from a storage or from a link.
 * @param {unknown} lines
 * @param {number} side of the canvas
 * @returns {lines is Polyline[]}
 */
export function areLines(lines, side) {
  /** @param {unknown} value */
  const isNear = (value) => typeof value === "number" && value >= -side && value <= 2 * side;
  /** @param {unknown} at */
  const isPoint = (at) => Array.isArray(at) && at.length === 3 && at.every(isNear) && at[2] > 0;
  return Array.isArray(lines) && lines.length > 0
    && lines.every((line) => Array.isArray(line) && line.length > 0 && line.every(isPoint))
    && lines.reduce((sum, line) => sum + line.length, 0) <= MOST_POINTS;
}
