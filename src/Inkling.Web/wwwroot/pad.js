// The sheet on which a person draws digits to teach, one after the other, and what is asked for next.

import * as api from "./api.js";
import { Sheet } from "./canvas.js";
import { byId, setText } from "./dom.js";
import { Drawing } from "./drawing.js";
import { Pen } from "./pen.js";
import { wirePictures } from "./pictures.js";
import { wordsOf } from "./troubles.js";

/** @param {{ kept: (correction: api.Correction) => number }} parts kept: tells what is wanted next */
export function wirePad({ kept }) {
  const canvas = byId("canvas", HTMLCanvasElement);
  const wanted = byId("wanted", HTMLElement);
  const invitation = byId("invitation", HTMLElement);
  const status = byId("status", HTMLElement);
  let digit = 0;
  let busy = false;

  const drawing = new Drawing(() => sheet.refresh());
  /** @type {Pen} */
  const pen = new Pen(canvas, drawing, { lifted: () => sheet.refresh(), moved: () => sheet.refresh() });
  /** @type {Sheet} */
  const sheet = new Sheet(canvas, drawing, () => pen);

  /** @param {number} next */
  const want = (next) => {
    digit = next;
    setText(wanted, `Draw a ${digit}`);
    setText(invitation, `Draw a ${digit} here`);
  };

  const keep = async () => {
    if (busy)
      return;
    if (drawing.isEmpty) {
      setText(status, `Draw a ${digit} first.`);
      return;
    }
    busy = true;
    try {
      const correction = await api.correct(drawing.toSend(), digit);
      drawing.clear();
      setText(status, `Kept as ${correction.label}.`);
      want(kept(correction));
    } catch (problem) {
      setText(status, wordsOf(problem));
    } finally {
      busy = false;
    }
  };

  byId("undo", HTMLButtonElement).addEventListener("click", () => drawing.undo());
  byId("clear", HTMLButtonElement).addEventListener("click", () => drawing.clear());
  byId("keep", HTMLButtonElement).addEventListener("click", () => void keep());
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Enter")
      void keep();
  });
  wirePictures((picture) => drawing.show(picture));
  want(0);
  sheet.refresh();
  return { want };
}
