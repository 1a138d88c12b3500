// Paints units and connections. It chooses no connection and hears no events.

import { paintLarge, paintTiles } from "./network-maps.js";
import { captions, signed } from "./network-words.js";
import { markOf } from "./verdict.js";

/** @typedef {import("./network-places.js").Layout} Layout */
/** @typedef {import("./network-places.js").Place} Place */
/** @typedef {import("./api.js").LayerForm} LayerForm */
/** @typedef {import("./api.js").Layer} Layer */
/** @typedef {import("./api.js").Connection} Connection */
/**
 * @typedef {object} Colours
 * @property {string} text
 * @property {string} quiet lesser text
 * @property {string} ground behind everything
 * @property {string} cell a unit at rest
 * @property {string} unit a unit fully active
 * @property {string} plus
 * @property {string} minus
 */

/**
 * @typedef {object} Scene
 * @property {Layout} layout
 * @property {LayerForm[]} forms of the layers
 * @property {Layer[]} layers empty while nothing is drawn
 * @property {Connection[]} connections
 * @property {number | null} winner
 * @property {number | null} chosen an index among the places
 * @property {Colours} colours
 * @property {number} fontSize
 * @property {string} font a family
 */

const DASHES = [6, 4];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {number} width of the surface
 */
export function paintNetwork(context, scene, width) {
  paintCells(context, scene);
  paintConnections(context, scene);
  paintWords(context, scene);
  const chosen = scene.layout.places[scene.chosen ?? -1];
  if (chosen)
    outline(context, chosen, scene.colours.text, 2);
  paintLarge(context, scene, width);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
function paintCells(context, { layout, layers, colours }) {
  const largest = layers.map((layer) => Math.max(1e-6, ...layer.activations));
  context.fillStyle = colours.cell;
  for (const { x, y, size } of layout.places)
    context.fillRect(x, y, size, size);
  layers.forEach(({ maps }, layer) => {
    const { first = 0, count = 0 } = layout.layers[layer] ?? {};
    if (maps)
      paintTiles(context, maps, layout.places.slice(first, first + count), colours.unit);
  });
  context.fillStyle = colours.unit;
  for (const { layer, unit, x, y, size } of layout.places) {
    if (layers[layer]?.maps)
      continue;
    const share = (layers[layer]?.activations[unit] ?? 0) / (largest[layer] ?? 1);
    if (share < 0.02)
      continue;
    context.globalAlpha = Math.min(1, share);
    context.fillRect(x, y, size, size);
  }
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
function paintConnections(context, { layout, connections, chosen, colours }) {
  /** @type {number[]} */
  const largest = [];
  for (const { layer, contribution } of connections)
    largest[layer] = Math.max(largest[layer] ?? 1e-6, Math.abs(contribution));
  for (const each of connections) {
    const fromIndex = (layout.layers[each.layer]?.first ?? 0) + each.from;
    const toIndex = (layout.layers[each.layer + 1]?.first ?? 0) + each.to;
    const from = layout.places[fromIndex];
    const to = layout.places[toIndex];
    if (!from || !to)
      continue;
    const colour = each.contribution < 0 ? colours.minus : colours.plus;
    const touched = chosen === null || chosen === fromIndex || chosen === toIndex;
    const share = Math.abs(each.contribution) / (largest[each.layer] ?? 1);
    context.globalAlpha = touched ? 0.45 + 0.55 * share : 0.1;
    context.strokeStyle = colour;
    context.lineWidth = 0.75 + 2.75 * share;
    // Dashes too, for whom the colours are alike.
    context.setLineDash(each.contribution < 0 ? DASHES : []);
    curve(context, from, to, layout.across);
    context.setLineDash([]);
    context.globalAlpha = touched ? 1 : 0.1;
    outline(context, from, colour, 1.5);
  }
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Place} from
 * @param {Place} to
 * @param {boolean} across
 */
function curve(context, from, to, across) {
  context.beginPath();
  if (across) {
    const x0 = from.x + from.size;
    const y0 = from.y + from.size / 2;
    const x1 = to.x;
    const y1 = to.y + to.size / 2;
    const bend = (x1 - x0) / 2;
    context.moveTo(x0, y0);
    context.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
  } else {
    const x0 = from.x + from.size / 2;
    const y0 = from.y + from.size;
    const x1 = to.x + to.size / 2;
    const y1 = to.y;
    const bend = (y1 - y0) / 2;
    context.moveTo(x0, y0);
    context.bezierCurveTo(x0, y0 + bend, x1, y1 - bend, x1, y1);
  }
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Place} place
 * @param {string} colour
 * @param {number} width
 */
function outline(context, { x, y, size }, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.strokeRect(x, y, size, size);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
function paintWords(context, { layout, forms, layers, winner, colours, fontSize, font }) {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.font = `${fontSize}px ${font}`;
  context.fillStyle = colours.quiet;
  // A rim of the ground's colour, so that lines behind the words do not strike them out.
  context.strokeStyle = colours.ground;
  context.lineWidth = 5;
  context.lineJoin = "round";
  const room = (/** @type {number} */ layer) => layout.layers[layer]?.room ?? 0;
  captions(forms, (line, layer) => context.measureText(line).width <= room(layer)).forEach((lines, layer) => {
    const { x = 0, y = 0 } = layout.layers[layer] ?? {};
    lines.forEach((line, i) => {
      const baseline = y - 10 * layout.scale - (lines.length - 1 - i) * 1.35 * fontSize;
      context.strokeText(line, x, baseline);
      context.fillText(line, x, baseline);
    });
  });
  context.lineJoin = "miter";
  const output = layout.layers.at(-1);
  if (!output)
    return;
  const scores = layers.at(-1)?.activations;
  for (const place of layout.places.slice(output.first)) {
    const wins = place.unit === winner;
    context.fillStyle = wins ? colours.text : colours.quiet;
    context.font = `${wins ? 700 : 400} ${fontSize}px ${font}`;
    if (layout.across) {
      const middle = place.y + place.size / 2 + 1;
      context.textAlign = "left";
      context.textBaseline = "middle";
      context.fillText(markOf(place.unit), place.x + place.size + 8, middle);
      context.textAlign = "right";
      const score = scores?.[place.unit];
      if (score !== undefined)
        context.fillText(signed(score, 1), place.x + place.size + 70 * layout.scale, middle);
    } else {
      context.textAlign = "center";
      context.textBaseline = "top";
      context.fillText(markOf(place.unit), place.x + place.size / 2, place.y + place.size + 6);
    }
    if (wins)
      outline(context, place, colours.text, 2);
  }
}
