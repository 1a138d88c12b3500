// How this browser remembers that a person draws: pen width, ink, preparation and keys. It sets nothing.

import { always, recallValue } from "./memory.js";

export const KEY = "inkling-settings";

/** @typedef {{ width?: number, paper?: boolean, prepare?: boolean, singleKeys?: boolean }} Settings */

/** @returns {Settings} what is sound of them */
export function keptSettings() {
  const found = recallValue(always, KEY);
  /** @type {Record<string, unknown>} */
  const kept = typeof found === "object" && found !== null ? { ...found } : {};
  /** @type {Record<string, unknown>} */
  const sound = {};
  if (typeof kept["width"] === "number")
    sound["width"] = kept["width"];
  for (const name of ["paper", "prepare", "singleKeys"]) {
    if (typeof kept[name] === "boolean")
      sound[name] = kept[name];
  }
  return sound;
}
