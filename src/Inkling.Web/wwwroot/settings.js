// How a drawing is made and read: pen width, ink, preparation and keys. This browser remembers them.
// Themes are in theme.js.

import { byId } from "./dom.js";
import { KEY, keptSettings } from "./kept-settings.js";
import { always, remember } from "./memory.js";
import { explainPreparation } from "./steps.js";

const width = byId("pen-width", HTMLInputElement);
const widthValue = byId("pen-width-value", HTMLOutputElement);
const paper = byId("paper", HTMLInputElement);
const prepare = byId("prepare", HTMLInputElement);
const singleKeys = byId("single-keys", HTMLInputElement);

/**
 * @param {object} parts
 * @param {import("./drawing.js").Drawing} parts.drawing
 * @param {(width: number) => void} parts.setWidth of the pen, in drawing units
 */
export function wireSettings({ drawing, setWidth }) {
  recallAll();
  const apply = () => {
    setWidth(width.valueAsNumber);
    widthValue.textContent = width.value;
    explainPreparation(prepare.checked);
    if (drawing.onPaper !== paper.checked || drawing.prepare !== prepare.checked)
      drawing.change({ onPaper: paper.checked, prepare: prepare.checked });
  };
  const changed = () => {
    apply();
    rememberAll();
  };
  apply();
  for (const control of [width, paper, prepare, singleKeys])
    control.addEventListener("input", changed);
  return {
    /** @param {number} direction */
    widen(direction) {
      width.valueAsNumber += direction;
      changed();
    },
    /** @param {boolean} [onPaper] else the other one */
    setPaper(onPaper = !paper.checked) {
      paper.checked = onPaper;
      changed();
    },
  };
}

function recallAll() {
  const kept = keptSettings();
  // A slider keeps any number within its ends.
  if (kept.width !== undefined)
    width.valueAsNumber = kept.width;
  // Without a word of ours, a browser that restores forms by itself must not be the one who decides.
  paper.checked = kept.paper ?? paper.defaultChecked;
  prepare.checked = kept.prepare ?? prepare.defaultChecked;
  singleKeys.checked = kept.singleKeys ?? singleKeys.defaultChecked;
}

function rememberAll() {
  remember(always, KEY, JSON.stringify({
    width: width.valueAsNumber,
    paper: paper.checked,
    prepare: prepare.checked,
    singleKeys: singleKeys.checked,
  }));
}
