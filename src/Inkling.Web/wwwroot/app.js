// The page's table of contents: joins the parts. What each part does is in its own file.

import * as answer from "./answer.js";
import * as api from "./api.js";
import { Sheet } from "./canvas.js";
import { wireCamera } from "./camera.js";
import { wireCorrect } from "./correct.js";
import { showKept, wireCorrections } from "./corrections.js";
import { afterPaint, byId } from "./dom.js";
import { Drawing } from "./drawing.js";
import { Freshness } from "./freshness.js";
import { wireKeys } from "./keys.js";
import { Live } from "./live.js";
import { showModel } from "./model.js";
import { Panels } from "./panels.js";
import { Pen } from "./pen.js";
import { wirePictures } from "./pictures.js";
import { forgetInvitation, showPhoneButton } from "./phone.js";
import { clearPieces, showPieces } from "./pieces.js";
import { Session } from "./session.js";
import { wireSettings } from "./settings.js";
import { wireLinks, wireShare } from "./share.js";
import { Stopwatch } from "./stopwatch.js";
import { wordsOf } from "./troubles.js";

// Milliseconds: what is answered sooner is not announced as awaited.
const PATIENCE = 100;

const canvas = byId("canvas", HTMLCanvasElement);
const status = byId("status", HTMLElement);
const undo = byId("undo", HTMLButtonElement);
const redo = byId("redo", HTMLButtonElement);

let readScheduled = false;
// Whether a camera's picture is shown.
let isPreview = false;
/** @type {{ version: number, reading: api.Reading | null }} the answer that the page shows */
let shown = { version: -1, reading: null };

const drawing = new Drawing(changed);
const session = new Session(drawing);
/** @type {Pen} */
const pen = new Pen(canvas, drawing, { lifted, moved: () => sheet.refresh() });
/** @type {Sheet} */
const sheet = new Sheet(canvas, drawing, () => pen);
const stopwatch = new Stopwatch();
const panels = new Panels(drawing, () => stopwatch.isRunning);
const freshness = new Freshness(["answer", "pieces"].map((id) => byId(id, HTMLElement)), PATIENCE);

const live = new Live({
  take: () => drawing.toSend(),
  ask: api.predict,
  show: ({ version, size }, reading) => {
    answer.showReading(reading);
    showPieces(reading, size);
    freshness.arrived(version === drawing.version);
    shown = { version, reading };
    if (!pen.isDown && version === drawing.version)
      answer.announceSoon(reading);
    afterPaint(() => {
      stopwatch.painted(version);
      panels.wake();
    });
  },
  fail: (problem) => {
    empty();
    answer.showTrouble(wordsOf(problem));
  },
});

function changed() {
  const isNext = isPreview && drawing.isPreview;
  isPreview = drawing.isPreview;
  sheet.refresh();
  session.changed();
  undo.ariaDisabled = String(!drawing.canUndo);
  redo.ariaDisabled = String(!drawing.canRedo);
  answer.hush();
  say("");
  if (drawing.isEmpty) {
    live.forget();
    empty();
    answer.showEmpty();
    return;
  }
  // A camera's pictures follow one another: each would only grey the answer to the one before.
  if (!isNext) {
    freshness.expect();
    panels.expect();
  }
  if (!readScheduled) {
    readScheduled = true;
    requestAnimationFrame(readNow);
  }
}

function readNow() {
  if (!readScheduled)
    return;
  readScheduled = false;
  if (!drawing.isEmpty)
    live.wake();
}

function lifted() {
  stopwatch.start(drawing.version);
  sheet.refresh();
  // Not in the next frame, and not behind an older question: the answer would come a frame later.
  if (readScheduled) {
    readScheduled = false;
    live.hurry();
  }
  if (shown.version === drawing.version && shown.reading)
    answer.announceSoon(shown.reading);
  panels.wake();
}

function empty() {
  stopwatch.cancel();
  panels.clear();
  clearPieces();
  freshness.arrived(true);
}

function readAgain() {
  if (drawing.isEmpty)
    return;
  freshness.expect();
  panels.expect();
  live.hurry();
}

/** @param {string} sentence */
function say(sentence) {
  if (status.textContent !== sentence)
    status.textContent = sentence;
}

async function confirm() {
  if (drawing.isEmpty) {
    say("Draw a digit first.");
    return;
  }
  try {
    const reading = await api.confirm(drawing.toSend());
    say(reading.digit === null ? "No digit found." : `Confirmed: ${reading.digit}`);
  } catch (problem) {
    say(wordsOf(problem));
  }
}

async function describeModel() {
  try {
    const model = await api.model();
    showModel(model);
    panels.setLayers(model.layers);
    byId("views", HTMLElement).hidden = !model.teaches;
    if (model.invites)
      showPhoneButton(say);
  } catch {
    // The first stroke says that the server does not answer.
  }
}

const settings = wireSettings({
  drawing,
  setWidth: (width) => {
    pen.width = width;
    sheet.refresh();
  },
});
const camera = wireCamera({
  glance: (picture) => drawing.preview(picture),
  close: (picture) => (picture ? drawing.show(picture) : drawing.endPreview()),
  say,
});
/** @param {() => void} change of the drawing, which the camera must not hide */
const behindCamera = (change) => {
  camera.stop();
  change();
};
const actions = {
  undo: () => behindCamera(() => drawing.undo()),
  redo: () => behindCamera(() => drawing.redo()),
  clear: () => behindCamera(() => drawing.clear()),
  confirm: () => void confirm(),
};
for (const [id, action] of Object.entries(actions))
  byId(id, HTMLButtonElement).addEventListener("click", action);
wireKeys({ ...actions, paper: () => settings.setPaper(), widen: settings.widen });
answer.wireAgain(readAgain);
wirePictures((picture) => behindCamera(() => drawing.show(picture)));
wireShare({ drawing, say });
wireCorrect({ take: () => (drawing.isEmpty ? null : drawing.toSend()), say, kept: showKept });
wireCorrections(say);
forgetInvitation();
void session.restore();
wireLinks({ drawing, setPaper: settings.setPaper, say });
void describeModel();
