// Light, dark or as the system says, remembered in this browser. It knows no colours: tokens.css does.

import { always, recall, remember } from "./memory.js";

const KEY = "inkling-theme";

const remembered = () => recall(always, KEY) ?? "system";

/** @param {string} theme */
function apply(theme) {
  if (theme === "light" || theme === "dark")
    document.documentElement.dataset["theme"] = theme;
  else
    delete document.documentElement.dataset["theme"];
  document.dispatchEvent(new Event("themechange"));
}

function wire() {
  const theme = remembered();
  for (const radio of document.querySelectorAll("#theme input")) {
    if (!(radio instanceof HTMLInputElement))
      continue;
    radio.checked = radio.value === theme;
    radio.addEventListener("change", () => {
      remember(always, KEY, radio.value);
      apply(radio.value);
    });
  }
}

// Before the first paint (blocking="render"), or a remembered theme would flash in.
apply(remembered());
if (document.readyState === "loading")
  document.addEventListener("DOMContentLoaded", wire);
else
  wire();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  document.dispatchEvent(new Event("themechange"));
});
