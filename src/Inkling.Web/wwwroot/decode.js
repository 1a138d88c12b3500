// A picture file as this browser sees it, upright and no larger than is shown. It shows and sends nothing.

/**
 * @typedef {object} Picture
 * @property {File} file
 * @property {ImageBitmap | null} bitmap to be shown; null where this browser cannot decode the file
 * @property {{ width: number, height: number } | null} size of the picture in the file
 * @property {Promise<File>} [converted] to a form that the server reads
 */

// No sheet is larger, and a history may hold many.
const LONGEST = 1280;

// Of a JPEG: its blocks are not to be seen.
const QUALITY = 0.95;

/**
 * @param {File} file
 * @returns {Promise<Picture>}
 */
export async function decode(file) {
  try {
    const whole = await upright(file);
    const size = { width: whole.width, height: whole.height };
    return { file, size, bitmap: await reduce(whole) };
  } catch {
    // The server may read a format that this browser cannot show, such as PGM.
    return { file, size: null, bitmap: null };
  }
}

/**
 * @param {File} file
 * @returns {Promise<ImageBitmap>}
 */
async function upright(file) {
  try {
    return await createImageBitmap(file);
  } catch {
    // Some formats are pictures of a page only, such as SVG and in some browsers HEIC.
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
      return await createImageBitmap(image);
    } finally {
      URL.revokeObjectURL(image.src);
    }
  }
}

/**
 * Makes a PNG of what is shown, once, and sends that from now on: of a file that the server can't read.
 * @param {Picture} picture
 * @param {ImageBitmap} bitmap
 */
export function convert(picture, bitmap) {
  picture.converted ??= encode(bitmap, "image/png").then((png) => {
    picture.file = new File([png], `${picture.file.name}.png`, { type: png.type });
    picture.size = { width: bitmap.width, height: bitmap.height };
    return picture.file;
  });
  return picture.converted;
}

/** @param {ImageBitmap} bitmap */
async function reduce(bitmap) {
  const scale = LONGEST / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1)
    return bitmap;
  const reduced = await createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(scale * bitmap.width)),
    resizeHeight: Math.max(1, Math.round(scale * bitmap.height)),
    resizeQuality: "high",
  });
  bitmap.close();
  return reduced;
}

/**
 * @param {ImageBitmap} bitmap
 * @param {"image/png" | "image/jpeg"} type
 * @returns {Promise<Blob>}
 */
export function encode(bitmap, type) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  return toBlob(canvas, type);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {"image/png" | "image/jpeg"} type
 * @returns {Promise<Blob>}
 */
export function toBlob(canvas, type) {
  return new Promise((resolve, reject) => canvas.toBlob(
    (blob) => (blob ? resolve(blob) : reject(new Error("This browser could not write the picture."))),
    type, QUALITY));
}
