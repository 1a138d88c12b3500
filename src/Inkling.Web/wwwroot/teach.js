// The teaching page's table of contents: joins the parts. What each part does is in its own file.

import { wireKept } from "./kept-models.js";
import { wireResult } from "./lesson-result.js";
import { wireRun } from "./lesson-run.js";
import { Watch } from "./lesson-watch.js";
import { wireOwnDigits } from "./own-digits.js";
import { wirePad } from "./pad.js";

const watch = new Watch();
const kept = wireKept();
const result = wireResult({ kept: kept.refresh, discarded: () => run.forget() });
const run = wireRun({
  begin: () => {
    watch.clear();
    result.hide();
  },
  show: (lesson) => {
    watch.show(lesson);
    result.show(lesson);
  },
});
const pad = wirePad({ kept: (correction) => own.add(correction) });
const own = wireOwnDigits({ choose: pad.want, changed: (count) => run.setDigits(count) });
void run.resume();
