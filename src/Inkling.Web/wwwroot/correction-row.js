// One correction in the list: what it is, and the button that deletes it or brings it back. It asks no
// server.

import { find, percent, stamp } from "./dom.js";

/** @typedef {import("./api.js").Correction} Correction */

export class Row {
  element = stamp("correction-template");
  #label = find(this.element, ".correction-label", HTMLElement);
  #note = find(this.element, ".correction-read", HTMLElement);
  #button = find(this.element, "button", HTMLButtonElement);
  #correction;
  #isDeleted = false;

  /**
   * @param {Correction} correction
   * @param {(row: Row) => void} pressed its one button: "Delete", or "Undo" once it is deleted
   */
  constructor(correction, pressed) {
    const { id, kept, picture } = this.#correction = correction;
    this.element.dataset["id"] = String(id);
    find(this.element, "img", HTMLImageElement).src = picture;
    const time = find(this.element, "time", HTMLTimeElement);
    time.dateTime = kept;
    time.textContent = new Date(kept).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    this.#button.addEventListener("click", () => pressed(this));
    this.#show();
  }

  get id() {
    return this.#correction.id;
  }

  get isDeleted() {
    return this.#isDeleted;
  }

  set isDeleted(isDeleted) {
    if (this.#isDeleted === isDeleted)
      return;
    this.#isDeleted = isDeleted;
    this.#show();
  }

  /**
   * What went wrong with it, where it went wrong.
   * @param {string} sentence
   */
  tell(sentence) {
    this.#note.textContent = sentence;
  }

  focus() {
    this.#button.focus();
  }

  #show() {
    const { id, label, digit, confidence } = this.#correction;
    this.element.toggleAttribute("data-deleted", this.#isDeleted);
    this.#label.textContent = this.#isDeleted ? `Deleted: it was a ${label}` : `It was a ${label}`;
    this.#note.textContent =
      digit === null ? "no digit had been found" : `read as ${digit}, ${percent(confidence)}`;
    this.#button.textContent = this.#isDeleted ? "Undo" : "Delete";
    this.#button.setAttribute("aria-label", this.#isDeleted
      ? `Undo: bring back correction ${id}, a ${label}`
      : `Delete correction ${id}, a ${label}`);
  }
}
