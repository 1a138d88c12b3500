// Paints the maps of a convolution: each a small picture, and one of them large. It chooses none and hears no
// events.

/** @typedef {import("./api.js").Layer} Layer */
/** @typedef {import("./api.js").Maps} Maps */
/** @typedef {import("./network-places.js").Place} Place */
/** @typedef {import("./network-paint.js").Scene} Scene */

const LARGE = 168;
const MARGIN = 10;
// Fullness of colour is activation to this power: most values are small against the largest, and should be
// seen too.
export const FAINT = 0.7;

// All maps of a layer one below the other, in one colour; made once for each answer and colour.
/** @type {WeakMap<Maps, { colour: string, strip: HTMLCanvasElement }>} */
const strips = new WeakMap();

/**
 * @param {Maps} maps
 * @param {string} colour
 */
function stripOf(maps, colour) {
  const known = strips.get(maps);
  if (known?.colour === colour)
    return known.strip;
  const strip = document.createElement("canvas");
  strip.width = maps.width;
  strip.height = maps.height * maps.maxima.length;
  const context = strip.getContext("2d");
  if (context) {
    const image = context.createImageData(strip.width, strip.height);
    const levels = atob(maps.levels);
    for (let i = 0; i < levels.length; i++)
      image.data[4 * i + 3] = 255 * (levels.charCodeAt(i) / 255) ** FAINT;
    context.putImageData(image, 0, 0);
    context.globalCompositeOperation = "source-in";
    context.fillStyle = colour;
    context.fillRect(0, 0, strip.width, strip.height);
  }
  strips.set(maps, { colour, strip });
  return strip;
}

/**
 * One map, its proportions kept, in a square.
 * @param {CanvasRenderingContext2D} context
 * @param {Maps} maps
 * @param {number} map
 * @param {{ x: number, y: number, size: number }} square
 * @param {string} colour
 */
function paintMap(context, maps, map, { x, y, size }, colour) {
  const { width, height } = maps;
  const scale = size / Math.max(width, height);
  context.imageSmoothingEnabled = false;
  context.drawImage(stripOf(maps, colour), 0, map * height, width, height,
    x + (size - width * scale) / 2, y + (size - height * scale) / 2, width * scale, height * scale);
}

/**
 * The tiles of a layer: within it, equal values are equally full of colour.
 * @param {CanvasRenderingContext2D} context
 * @param {Maps} maps
 * @param {Place[]} places
 * @param {string} colour
 */
export function paintTiles(context, maps, places, colour) {
  const largest = Math.max(1e-6, ...maps.maxima);
  for (const place of places) {
    const share = (maps.maxima[place.unit] ?? 0) / largest;
    if (share === 0)
      continue;
    context.globalAlpha = share ** FAINT;
    paintMap(context, maps, place.unit, place, colour);
  }
  context.globalAlpha = 1;
}

/**
 * The chosen map beside its tile, enlarged, its own largest value in full colour.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {number} width of the surface
 */
export function paintLarge(context, { layout, layers, chosen, colours }, width) {
  const place = layout.places[chosen ?? -1];
  const maps = layers[place?.layer ?? -1]?.maps;
  if (!place || !maps)
    return;
  const size = Math.min(LARGE * layout.scale, width * 0.4);
  // On the side that has more room, which keeps the scores free.
  const isLeft = place.x + place.size / 2 > width / 2;
  const x = isLeft ? place.x - MARGIN - size : place.x + place.size + MARGIN;
  const y = Math.min(Math.max(0, place.y + (place.size - size) / 2), Math.max(0, layout.height - size));
  context.fillStyle = colours.ground;
  context.fillRect(x - 4, y - 4, size + 8, size + 8);
  context.fillStyle = colours.cell;
  context.fillRect(x, y, size, size);
  paintMap(context, maps, place.unit, { x, y, size }, colours.unit);
  context.strokeStyle = colours.text;
  context.lineWidth = 1.5;
  context.strokeRect(x, y, size, size);
}
