// The models that a person kept: lists them, with a download of each, and deletes one.

import { byId, find, setText, stamp } from "./dom.js";
import * as api from "./lesson-api.js";
import { wordsOf } from "./troubles.js";

export function wireKept() {
  const list = byId("kept", HTMLElement);
  const empty = byId("kept-empty", HTMLElement);

  const refresh = async () => {
    try {
      const { models } = await api.keptModels();
      list.replaceChildren(...models.map((model) => itemOf(model, refresh)));
      empty.hidden = models.length > 0;
      setText(empty, "None yet.");
    } catch (problem) {
      empty.hidden = false;
      setText(empty, wordsOf(problem));
    }
  };
  void refresh();
  return { refresh: () => void refresh() };
}

/**
 * @param {api.KeptModel} model
 * @param {() => Promise<void>} changed
 */
function itemOf(model, changed) {
  const item = stamp("kept-template");
  find(item, "strong", HTMLElement).textContent = model.name;
  find(item, "code", HTMLElement).textContent = model.path;
  const read = find(item, ".kept-read", HTMLAnchorElement);
  read.href = `inside.html?model=${encodeURIComponent(model.name)}`;
  read.setAttribute("aria-label", `Read with it: ${model.name}`);
  const link = find(item, "[download]", HTMLAnchorElement);
  link.href = model.file;
  link.setAttribute("aria-label", `Download ${model.name}`);
  const button = find(item, "button", HTMLButtonElement);
  button.setAttribute("aria-label", `Delete ${model.name}`);
  // Asked twice: what is deleted is gone.
  button.addEventListener("click", async () => {
    if (button.dataset["asked"] === undefined) {
      button.dataset["asked"] = "";
      button.textContent = "Really delete";
      return;
    }
    try {
      await api.remove(model);
    } catch {
      // It is gone already, or the list says what is wrong.
    }
    byId("kept-title", HTMLElement).focus();
    await changed();
  });
  button.addEventListener("blur", () => {
    delete button.dataset["asked"];
    button.textContent = "Delete";
  });
  return item;
}
