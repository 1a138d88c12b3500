// What this browser remembers of the page, if it lets a page remember anything. A storage may be forbidden,
// full or damaged: the page then goes on without it. What is remembered is not known here.

/** For as long as the browser keeps it. */
export const always = () => localStorage;

/** For as long as this tab lives, its reloads and its way back included. */
export const thisTab = () => sessionStorage;

/**
 * @param {() => Storage} storage
 * @param {string} key
 * @returns {string | null} null where nothing is remembered
 */
export function recall(storage, key) {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {() => Storage} storage
 * @param {string} key
 * @param {string | null} text null to forget it
 * @returns {boolean} false where it could not be remembered; nothing older is then remembered either
 */
export function remember(storage, key, text) {
  try {
    // What is there must go first: where the new does not fit, the old would be taken for it.
    storage().removeItem(key);
    if (text !== null)
      storage().setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The same of a value that was remembered as JSON.
 * @param {() => Storage} storage
 * @param {string} key
 * @returns {unknown} null where nothing of use is remembered
 */
export function recallValue(storage, key) {
  try {
    return JSON.parse(recall(storage, key) ?? "null");
  } catch {
    return null;
  }
}
