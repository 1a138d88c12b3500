// What a lesson came to: before and after, and whether its model is kept or thrown away.

import { byId, setText } from "./dom.js";
import * as api from "./lesson-api.js";
import { wordsOf } from "./troubles.js";

/** @typedef {import("./lesson-api.js").Result} Result */
/** @typedef {import("./lesson-api.js").Score} Score */

/**
 * @param {object} parts
 * @param {() => void} parts.kept a model was kept
 * @param {() => void} parts.discarded the result was thrown away
 */
export function wireResult({ kept, discarded }) {
  const section = byId("result", HTMLElement);
  const form = byId("keeping", HTMLFormElement);
  const name = byId("name", HTMLInputElement);
  const status = byId("keep-status", HTMLElement);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const model = await api.keep(name.value.trim());
      setText(status, `Kept. Draw with it: inkling draw --model "${model.path}"`);
      kept();
    } catch (problem) {
      setText(status, wordsOf(problem));
    }
  });
  byId("discard", HTMLButtonElement).addEventListener("click", async () => {
    try {
      await api.discard();
      section.hidden = true;
      discarded();
      byId("train", HTMLButtonElement).focus();
    } catch (problem) {
      setText(status, wordsOf(problem));
    }
  });

  return {
    hide() {
      section.hidden = true;
      setText(status, "");
    },
    /** @param {import("./lesson-api.js").Lesson} lesson */
    show({ result }) {
      section.hidden = result === null;
      if (!result)
        return;
      setText(byId("verdict", HTMLElement), verdictOf(result));
      setText(byId("how", HTMLElement), `${result.howJudged} ${result.howCalibrated}`);
      byId("scores", HTMLElement).replaceChildren(
        ...[result.own, result.reference].flatMap((score) => score ? [rowOf(score)] : []));
    },
  };
}

/** @param {Result} result */
function verdictOf({ own, worse, stopped }) {
  const stop = stopped ? "It was stopped before its end. " : "";
  if (worse)
    return `${stop}It became worse: throw it away, and teach it more digits.`;
  if (!own)
    return `${stop}Your digits could not judge it.`;
  if (own.wrongAfter === own.wrongBefore)
    return `${stop}It reads your digits as well as before.`;
  return `${stop}It reads your digits better than before.`;
}

/** @param {Score} score */
function rowOf({ name, digits, wrongBefore, wrongAfter }) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  const cells = [digits.toLocaleString("en-GB"), shareOf(wrongBefore, digits), shareOf(wrongAfter, digits)];
  row.append(head, ...cells.map((text) => {
    const cell = document.createElement("td");
    cell.textContent = text;
    return cell;
  }));
  return row;
}

/**
 * @param {number} wrong
 * @param {number} of
 */
const shareOf = (wrong, of) => `${wrong} (${((100 * wrong) / of).toFixed(of < 1000 ? 1 : 2)} %)`;
