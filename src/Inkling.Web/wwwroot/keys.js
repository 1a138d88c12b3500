// The page's keys. Those of one part alone (the canvas's arrows, the digits) are with that part.

import { byId } from "./dom.js";

/**
 * @param {object} actions
 * @param {() => void} actions.undo
 * @param {() => void} actions.clear
 * @param {() => void} actions.confirm
 * @param {() => void} actions.paper
 * @param {(direction: number) => void} actions.widen
 */
export function wireKeys(actions) {
  const single = byId("single-keys", HTMLInputElement);

  /** @type {Record<string, () => void>} */
  const keys = {
    u: actions.undo,
    c: actions.clear,
    Delete: actions.clear,
    Backspace: actions.clear,
    p: actions.paper,
    "[": () => actions.widen(-1),
    "]": () => actions.widen(1),
    Enter: actions.confirm,
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey)
      return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === "z" && !event.shiftKey) {
        event.preventDefault();
        actions.undo();
      }
      return;
    }
    // A letter that dictation hears must not clear a drawing: WCAG 2.1.4 asks for a way to say so.
    const onCanvas = event.target instanceof HTMLCanvasElement && event.target.id === "canvas";
    if (!single.checked && !onCanvas)
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
