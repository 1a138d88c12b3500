// The page's keys, and the list that tells them. Those of one part alone (the canvas's arrows, the digits)
// are with that part.

import { byId, make } from "./dom.js";

// What stands between ` is a key.
const LIST = [
  ["`U` or `Ctrl` `Z`", "undo"],
  ["`R`, `Ctrl` `Y` or `Ctrl` `Shift` `Z`", "redo"],
  ["`C` or `Delete`", "clear"],
  ["`Enter`", "confirm"],
  ["`[` and `]`", "pen width"],
  ["`P`", "ink on paper"],
  ["`Ctrl` `V`", "paste a picture"],
  ["`0` to `9`", "the right digit, within “It was a …”"],
  ["arrows, `Space`", "on the canvas: move the pen, put it down or lift it"],
];

/**
 * @param {object} actions
 * @param {() => void} actions.undo
 * @param {() => void} actions.redo
 * @param {() => void} actions.clear
 * @param {() => void} actions.confirm
 * @param {() => void} actions.paper
 * @param {(direction: number) => void} actions.widen
 */
export function wireKeys(actions) {
  const single = byId("single-keys", HTMLInputElement);
  byId("keys-list", HTMLElement).replaceChildren(...LIST.map(([keys = "", what = ""]) => entry(keys, what)));

  /** @type {Record<string, () => void>} */
  const keys = {
    u: actions.undo,
    r: actions.redo,
    c: actions.clear,
    Delete: actions.clear,
    Backspace: actions.clear,
    p: actions.paper,
    "[": () => actions.widen(-1),
    "]": () => actions.widen(1),
    Enter: actions.confirm,
  };
  /** @type {Record<string, () => void>} of those pressed with Ctrl or Command */
  const withCtrl = { z: actions.undo, Z: actions.redo, y: actions.redo };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey)
      return;
    if (event.ctrlKey || event.metaKey) {
      // With Caps Lock a letter is large without Shift.
      const letter = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
      const action = inText(event.target) ? undefined : withCtrl[letter];
      if (action) {
        event.preventDefault();
        action();
      }
      return;
    }
    // A letter that dictation hears must not clear a drawing: WCAG 2.1.4 asks for a way to say so.
    const onCanvas = event.target instanceof HTMLCanvasElement && event.target.id === "canvas";
    if ((!single.checked && !onCanvas) || inText(event.target))
      return;
    // Enter is the button's own where a button has the focus.
    const { target } = event;
    if (event.key === "Enter" && target instanceof Element && target.closest("button, a, summary, input"))
      return;
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action)
      return;
    event.preventDefault();
    if (!event.repeat || event.key === "[" || event.key === "]")
      action();
  });
}

/**
 * Whether keys are a text's own there.
 * @param {EventTarget | null} target
 */
const inText = (target) => target instanceof HTMLInputElement && target.type === "text";

/**
 * @param {string} keys
 * @param {string} what
 */
function entry(keys, what) {
  const term = keys.split("`").map((part, i) => (i % 2 === 0 ? part : make("kbd", {}, part)));
  return make("div", {}, make("dt", {}, ...term), make("dd", {}, what));
}
