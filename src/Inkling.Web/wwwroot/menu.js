// A menu behind a button: a details element that closes when a person is done with it. What is in it is not
// known here.

/** @param {HTMLDetailsElement} menu */
export function wireMenu(menu) {
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target))
      menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open)
      closeMenu(menu);
  });
}

/**
 * The keyboard goes back to where it came from.
 * @param {HTMLDetailsElement} menu
 */
export function closeMenu(menu) {
  menu.open = false;
  menu.querySelector("summary")?.focus();
}
