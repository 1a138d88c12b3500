// "It was a …": keeps a drawing with its right digit, and lists what is kept. It learns nothing from it.

import * as api from "./api.js";
import { byId, find, percent, stamp } from "./dom.js";
import { wordsOf } from "./troubles.js";

// More rows than these are shown when asked for.
const FIRST = 12;

const list = byId("corrections", HTMLElement);
const empty = byId("corrections-empty", HTMLElement);
const count = byId("corrections-count", HTMLElement);
const title = byId("corrections-title", HTMLElement);
const all = byId("corrections-all", HTMLButtonElement);
const panel = byId("digits", HTMLElement);

/** @type {api.Correction[]} */
let kept = [];
let total = 0;
let showsAll = false;

/** @type {(sentence: string) => void} */
let tell = () => {};

/**
 * @param {object} parts
 * @param {() => import("./drawing.js").Sendable | null} parts.take null if nothing is drawn
 * @param {(sentence: string) => void} parts.say
 */
export function wireCorrections({ take, say }) {
  tell = say;

  /** @param {number} label */
  const keep = async (label) => {
    const drawing = take();
    if (!drawing) {
      say("Draw a digit first.");
      return;
    }
    try {
      kept.unshift(await api.correct(drawing, label));
      total++;
      render();
      say(`Kept as ${label}.`);
    } catch (problem) {
      say(wordsOf(problem));
    }
  };

  for (let digit = 0; digit < 10; digit++) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = String(digit);
    button.dataset["label"] = String(digit);
    button.addEventListener("click", () => void keep(digit));
    panel.append(button);
  }
  panel.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key))
      return;
    event.preventDefault();
    void keep(Number(event.key));
  });
  all.addEventListener("click", () => {
    showsAll = true;
    render();
  });
  void load();
}

async function load() {
  try {
    ({ corrections: kept, total } = await api.corrections());
    render();
  } catch (problem) {
    tell(wordsOf(problem));
  }
}

function render() {
  const shown = showsAll ? kept : kept.slice(0, FIRST);
  list.replaceChildren(...shown.map(row));
  empty.hidden = kept.length > 0;
  all.hidden = shown.length === kept.length;
  all.textContent = `Show all ${kept.length}`;
  count.textContent = total > 0 ? String(total) : "";
}

/** @param {api.Correction} correction */
function row(correction) {
  const { id, label, digit, confidence, kept: when, picture } = correction;
  const item = stamp("correction-template");
  item.dataset["id"] = String(id);
  find(item, "img", HTMLImageElement).src = picture;
  find(item, ".correction-label", HTMLElement).textContent = `It was a ${label}`;
  find(item, ".correction-read", HTMLElement).textContent =
    digit === null ? "no digit had been found" : `read as ${digit}, ${percent(confidence)}`;
  const time = find(item, "time", HTMLTimeElement);
  time.dateTime = when;
  time.textContent = new Date(when).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const button = find(item, "button", HTMLButtonElement);
  button.setAttribute("aria-label", `Delete correction ${id}, a ${label}`);
  button.addEventListener("click", () => void drop(correction));
  return item;
}

/** @param {api.Correction} correction */
async function drop(correction) {
  try {
    await api.remove(correction.id);
  } catch (problem) {
    tell(wordsOf(problem));
    return;
  }
  const at = kept.indexOf(correction);
  kept = kept.filter((each) => each !== correction);
  total--;
  render();
  tell("Deleted.");
  // The button that had the focus is gone; the next one, or else the title, takes it.
  const next = list.children[Math.min(at, list.children.length - 1)]?.querySelector("button");
  (next ?? title).focus();
}
