// The page's table of contents: joins the parts. What each part does is in its own file.

import * as answer from "./answer.js";
import * as api from "./api.js";
import { Sheet } from "./canvas.js";
import { wireCamera } from "./camera.js";
import { confirm } from "./confirm.js";
import { wireCorrect } from "./correct.js";
import { showKept, wireCorrections } from "./corrections.js";
import { Demonstration } from "./demonstration.js";
import { afterPaint, byId, find, setText } from "./dom.js";
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
import { wireSamples } from "./sample-strip.js";
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
/** @param {string} sentence */
const say = (sentence) => setText(status, sentence);

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
const demonstration = new Demonstration(drawing, () => panels.wake());
const freshness = new Freshness(["answer", "pieces"].map((id) => byId(id, HTMLElement)), PATIENCE);

const live = new Live({
  take: () => drawing.toSend(),
  ask: api.predict,
  show: ({ version, size }, reading) => {
    answer.showReading(reading);
    showPieces(reading, size);
    freshness.arrived(version === drawing.version);
    shown = { version, reading };
    if (!pen.isDown && version === drawing.version && !demonstration.isShown)
      answer.announceSoon(reading);
    afterPaint(() => {
      stopwatch.painted(version);
      panels.wake();
    });
  },
  fail: (problem) => {
    // Nobody has asked for it.
    demonstration.stop();
    if (drawing.isEmpty)
      return;
    empty();
    answer.showTrouble(wordsOf(problem));
  },
});

function changed() {
  const isNext = isPreview && drawing.isPreview && drawing.picture !== null;
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
  settled();
}

/** The drawing will not grow by itself, and nobody draws. */
function settled() {
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

async function describeModel() {
  try {
    const model = await api.model();
    showModel(model);
    panels.setLayers(model.layers);
    find(document, ".views a[href='teach.html']", HTMLElement).hidden = !model.teaches;
    if (model.invites)
      showPhoneButton(say);
    demonstration.begin(pen.width);
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
  confirm: () => void confirm(drawing).then(say),
};
for (const [id, action] of Object.entries(actions))
  byId(id, HTMLButtonElement).addEventListener("click", action);
wireKeys({ ...actions, paper: () => settings.setPaper(), widen: settings.widen });
answer.wireAgain(readAgain);
wirePictures((picture) => behindCamera(() => drawing.show(picture)));
wireShare({ drawing, say });
wireSamples({ drawing, width: () => pen.width, before: () => camera.stop(), drawn: settled });
wireCorrect({ take: () => (drawing.isEmpty ? null : drawing.toSend()), say, kept: showKept });
wireCorrections(say);
forgetInvitation();
void session.restore();
wireLinks({ drawing, setPaper: settings.setPaper, say });
void describeModel();
