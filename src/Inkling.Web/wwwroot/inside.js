// The table of contents of the page that looks inside: joins the parts. What each does is in its own file.

import * as api from "./inside-api.js";
import { Sheet } from "./canvas.js";
import { byId, find, setText } from "./dom.js";
import { Drawing } from "./drawing.js";
import { Freshness } from "./freshness.js";
import { InsidePlace, addressOf } from "./inside-place.js";
import { keptSettings } from "./kept-settings.js";
import { wireLearning } from "./learn.js";
import { Live } from "./live.js";
import { showModel } from "./model.js";
import { wireChoice } from "./model-choice.js";
import { NetworkView } from "./network.js";
import { Pen } from "./pen.js";
import { Session } from "./session.js";
import { wordsOf } from "./troubles.js";
import { UnitPanel } from "./unit-panel.js";
import { inShort } from "./verdict.js";

// Milliseconds: what comes sooner would only flicker.
const PATIENCE = 600;

const canvas = byId("canvas", HTMLCanvasElement);
const answer = byId("digit-answer", HTMLElement);
const drawing = new Drawing(changed);
const session = new Session(drawing);
/** @type {Pen} */
const pen = new Pen(canvas, drawing, { lifted: read, moved: () => sheet.refresh() });
/** @type {Sheet} */
const sheet = new Sheet(canvas, drawing, () => pen);
const place = new InsidePlace(() => panel.look(true));
const network = new NetworkView((chosen) => location.hash = addressOf([chosen]));
const panel = new UnitPanel(place, drawing);
const learning = wireLearning(() => ({ drawing, model: place.model }));
const freshness = new Freshness(["why", "unit-panel"].map((id) => byId(id, HTMLElement)), PATIENCE);

const live = new Live({
  take: () => ({ sent: drawing.toSend(), model: place.model }),
  ask: ({ sent, model }, signal) => api.explain(sent, model, signal),
  show: ({ sent }, explanation) => {
    const { reading } = explanation;
    network.show(explanation);
    panel.explain(explanation);
    learning.suggest(reading.likeliest);
    setText(answer, reading.reason === "blank" ? "Draw a digit" : `It reads: ${inShort(reading)}`);
    freshness.arrived(sent.version === drawing.version);
  },
  fail: (problem) => empty(wordsOf(problem)),
});

function changed() {
  sheet.refresh();
  session.changed();
  if (drawing.strokes.isDrawing)
    return;
  read();
}

// Of a whole stroke: while the pen is down, nobody follows the numbers.
function read() {
  sheet.refresh();
  learning.forget();
  if (drawing.isEmpty) {
    live.forget();
    empty("Draw a digit");
    return;
  }
  freshness.expect();
  live.hurry();
}

/** @param {string} words */
function empty(words) {
  setText(answer, words);
  network.show(null);
  panel.explain(null);
  freshness.arrived(true);
}

async function describeModel() {
  try {
    const model = await api.model(place.model);
    showModel(model);
    network.setLayers(model.layers);
    choice.show(model.choices ?? []);
    find(document, ".views a[href='teach.html']", HTMLElement).hidden = !model.teaches;
  } catch (problem) {
    choice.show([]);
    setText(answer, wordsOf(problem));
  }
}

const choice = wireChoice(place, () => {
  void describeModel();
  read();
});
const kept = keptSettings();
pen.width = kept.width ?? pen.width;
if (kept.paper === true || kept.prepare === false)
  drawing.change({ onPaper: kept.paper ?? false, prepare: kept.prepare ?? true });
byId("undo", HTMLButtonElement).addEventListener("click", () => drawing.undo());
byId("clear", HTMLButtonElement).addEventListener("click", () => drawing.clear());
void describeModel();
void session.restore();
