// The page for a projector and for paper: reads and explains the drawing that the drawing page hands over, in
// the address if it has strokes, else in the tab's memory. It changes nothing.

import * as api from "./api.js";
import { showBars } from "./bars.js";
import { byId, setText } from "./dom.js";
import { Drawing } from "./drawing.js";
import { LOOKS, paintDrawing } from "./ink.js";
import { readAddress } from "./link.js";
import { showModel } from "./model.js";
import { Session } from "./session.js";
import { showSteps } from "./steps.js";
import { wordsOf } from "./troubles.js";
import { sharesOf, verdictOf } from "./verdict.js";

const told = byId("told", HTMLElement);
const digit = byId("answer-digit", HTMLElement);
const note = byId("answer-note", HTMLElement);
const canvas = byId("drawn", HTMLCanvasElement);

const drawing = new Drawing(paint);

function paint() {
  const context = canvas.getContext("2d");
  if (context)
    paintDrawing(context, canvas.width, drawing, LOOKS.print);
}

/**
 * @param {string} state
 * @param {string} large
 * @param {string} small
 */
function write(state, large, small) {
  told.dataset["state"] = state;
  setText(digit, large);
  setText(note, small);
}

async function show() {
  const found = readAddress(location.hash);
  if (found) {
    drawing.draw(found.lines);
    drawing.change({ onPaper: found.onPaper });
  } else {
    await new Session(drawing).restore();
  }
  drawing.change({ prepare: new URLSearchParams(location.search).get("prepare") !== "false" });
  if (drawing.isEmpty) {
    write("empty", "No drawing", "Go back and draw a digit first.");
    return;
  }
  const explanation = await api.explain(drawing.toSend(), new AbortController().signal);
  const { state, large, small, marked } = verdictOf(explanation.reading);
  write(state, large, small);
  showBars(sharesOf(explanation.reading), marked);
  showSteps(explanation);
  paint();
  showModel(await api.model());
}

byId("print", HTMLButtonElement).addEventListener("click", () => print());
paint();
show().catch((problem) => write("trouble", "Not read", wordsOf(problem)));
