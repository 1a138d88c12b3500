// The drawing of this tab outlives a reload and the way back to the page: strokes as strokes, a picture as
// its file. It draws nothing, and without a storage it does nothing.

import { decode, encode } from "./decode.js";
import { SIDE } from "./drawing.js";
import { recallValue, remember, thisTab } from "./memory.js";
import { areLines } from "./strokes.js";

const KEY = "inkling-drawing";

// Milliseconds after the last change: the pen has the machine to itself.
const PAUSE = 300;

// Storages hold 5 million letters, base64 has 4 for 3 bytes. A larger picture is remembered reduced.
const MOST_BYTES = 3e6;

export class Session {
  #drawing;
  #timer = 0;
  /** @type {import("./decode.js").Picture | null} the one that is remembered, or is being */
  #picture = null;

  /** @param {import("./drawing.js").Drawing} drawing */
  constructor(drawing) {
    this.#drawing = drawing;
    addEventListener("pagehide", () => {
      if (this.#timer !== 0)
        this.#saveStrokes();
    });
    // The browser's Back brings a page as it was; another view may have drawn meanwhile.
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted)
        void this.#catchUp();
    });
  }

  /** Says that the drawing has changed. */
  changed() {
    const { picture, isPreview } = this.#drawing;
    if (isPreview || (picture !== null && picture === this.#picture))
      return;
    clearTimeout(this.#timer);
    this.#timer = picture ? 0 : setTimeout(() => this.#saveStrokes(), PAUSE);
    this.#picture = picture;
    if (picture)
      void this.#savePicture(picture);
  }

  /** Draws what was remembered, unless something has been drawn since. */
  async restore() {
    const found = recallValue(thisTab, KEY);
    if (typeof found !== "object" || found === null)
      return;
    const drawing = this.#drawing;
    if ("strokes" in found && areLines(found.strokes, SIDE))
      drawing.resume(found.strokes);
    else if ("base64" in found) {
      const picture = await decode(fileOf(found));
      if (drawing.isEmpty)
        drawing.show(picture);
    }
  }

  async #catchUp() {
    const found = recallValue(thisTab, KEY);
    if (found === null && this.#drawing.picture === null)
      this.#drawing.clear();
    else if (found !== null && JSON.stringify(found) !== this.#words)
      await this.restore();
  }

  #saveStrokes() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const { isEmpty, isPreview } = this.#drawing;
    if (isPreview)
      return;
    remember(thisTab, KEY, isEmpty ? null : this.#words);
  }

  get #words() {
    return JSON.stringify({ strokes: this.#drawing.strokes.polylines });
  }

  /** @param {import("./decode.js").Picture} picture */
  async #savePicture(picture) {
    remember(thisTab, KEY, null);
    try {
      const kept = JSON.stringify(await wordsOf(picture));
      // What has been drawn since is newer.
      if (this.#picture === picture)
        remember(thisTab, KEY, kept);
    } catch {
      // It can't be read any more, or is too large and can't be reduced: it is not remembered.
    }
  }
}

/** @param {import("./decode.js").Picture} picture */
async function wordsOf({ file, bitmap }) {
  const isLarge = file.size > MOST_BYTES;
  if (isLarge && !bitmap)
    return null;
  const content = isLarge && bitmap ? await encode(bitmap, "image/jpeg") : file;
  return { name: file.name, type: content.type, base64: await base64Of(content) };
}

/**
 * @param {Blob} content
 * @returns {Promise<string>}
 */
function base64Of(content) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).replace(/^.*,/, "")));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(content);
  });
}

/** @param {object} words */
function fileOf(words) {
  const { name = "", type = "", base64 = "" } = /** @type {Record<string, unknown>} */ (words);
  let bytes = "";
  try {
    bytes = atob(String(base64));
  } catch {
    // Of words that are no picture the server says so.
  }
  const content = Uint8Array.from(bytes, (letter) => letter.charCodeAt(0));
  return new File([content], String(name), { type: String(type) });
}
