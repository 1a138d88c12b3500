// A picture file is chosen, photographed, dropped or pasted. It is handed on as it is: nothing here reads
// or changes it.

import { decode } from "./decode.js";
import { byId } from "./dom.js";

/** @param {(picture: import("./decode.js").Picture) => void} show */
export function wirePictures(show) {
  const root = document.documentElement;

  /** @param {File | null | undefined} file */
  const open = async (file) => {
    if (!file)
      return;
    show(await decode(file));
  };

  for (const [button, file] of /** @type {const} */ ([["open", "file"], ["photo", "photo-file"]])) {
    const input = byId(file, HTMLInputElement);
    byId(button, HTMLButtonElement).addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      void open(input.files?.[0]);
      // So that the same file can be chosen again.
      input.value = "";
    });
  }

  document.addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (!file)
      return;
    event.preventDefault();
    void open(file);
  });

  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files"))
      return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    root.toggleAttribute("data-dropping", true);
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null)
      root.toggleAttribute("data-dropping", false);
  });
  document.addEventListener("drop", (event) => {
    root.toggleAttribute("data-dropping", false);
    const file = event.dataTransfer?.files[0];
    if (!file)
      return;
    event.preventDefault();
    void open(file);
  });
}
