// A picture file is chosen, dropped or pasted. It is handed on as it is: nothing here reads or changes it.

import { byId } from "./dom.js";

/** @param {(picture: import("./drawing.js").Picture) => void} show */
export function wirePictures(show) {
  const input = byId("file", HTMLInputElement);
  const root = document.documentElement;

  /** @param {File | null | undefined} file */
  const open = async (file) => {
    if (!file)
      return;
    let bitmap = null;
    try {
      bitmap = await createImageBitmap(file);
    } catch {
      // The server may read a format that this browser cannot show, such as PGM.
    }
    show({ file, bitmap });
  };

  byId("open", HTMLButtonElement).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    void open(input.files?.[0]);
    // So that the same file can be chosen again.
    input.value = "";
  });

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
