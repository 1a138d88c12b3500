// The person's digits during a lesson: each with what is read in it now, and whether that is right.

import { byId, find, setText, stamp } from "./dom.js";

/** @typedef {import("./lesson-api.js").TaughtDigit} TaughtDigit */

export class TaughtDigits {
  #list = byId("taught", HTMLElement);
  #words = byId("grid-words", HTMLElement);
  /** @type {HTMLElement[]} */
  #items = [];

  clear() {
    this.#items = [];
    this.#list.replaceChildren();
    setText(this.#words, "");
  }

  /** @param {TaughtDigit[]} digits always the same ones, in one order */
  show(digits) {
    if (digits.length === 0)
      return;
    if (this.#items.length !== digits.length) {
      this.#items = digits.map(itemOf);
      this.#list.replaceChildren(...this.#items);
    }
    digits.forEach((digit, i) => mark(/** @type {HTMLElement} */ (this.#items[i]), digit));
    const before = digits.filter(({ label, before }) => label !== before).length;
    const now = digits.filter(({ label, now }) => label !== now).length;
    setText(this.#words, `${before} of ${digits.length} were misread at first, ${now} now.`);
  }
}

/** @param {TaughtDigit} digit */
function itemOf({ picture }) {
  const item = stamp("taught-template");
  find(item, "img", HTMLImageElement).src = picture;
  return item;
}

/**
 * @param {HTMLElement} item
 * @param {TaughtDigit} digit
 */
function mark(item, { label, before, now }) {
  const wrong = now !== label;
  const state = wrong ? "wrong" : before === label ? "right" : "learnt";
  if (item.dataset["state"] !== state)
    item.dataset["state"] = state;
  const words = wrong ? `read as ${now ?? "no digit"}` : state;
  find(item, "img", HTMLImageElement).alt = `${label}, ${words}`;
  setText(find(item, "span", HTMLElement), wrong ? String(now ?? "∅") : state === "learnt" ? "✓" : "");
}
