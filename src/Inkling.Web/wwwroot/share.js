// A drawing leaves the page: as a link that holds it, as a PNG or SVG file, or with its explanation as one
// picture. And it comes back by such a link. Nothing is sent anywhere.

import { encode, toBlob } from "./decode.js";
import { byId, make } from "./dom.js";
import { paintDrawing } from "./ink.js";
import { addressOf, isAddress, readAddress } from "./link.js";
import { closeMenu, wireMenu } from "./menu.js";
import { paintPoster } from "./poster.js";
import { svgOf } from "./svg.js";
import { wordsOf } from "./troubles.js";

// Pixels of a side: four for each drawing unit.
const PIXELS = 1120;

/**
 * @param {object} parts
 * @param {import("./drawing.js").Drawing} parts.drawing
 * @param {(sentence: string) => void} parts.say
 */
export function wireShare({ drawing, say }) {
  const menu = byId("share", HTMLDetailsElement);
  const address = make("input", { type: "text", readOnly: true, ariaLabel: "Link to this drawing" });
  const copy = make("button", { type: "button" }, "Copy link");
  const svg = make("button", { type: "button" }, "Save as SVG");
  const png = make("button", { type: "button" }, "Save as PNG");
  const all = make("button", { type: "button" }, "Save the explanation");
  const page = make("a", { className: "menu-way" }, "For a projector or print");
  const link = make("div", { className: "menu-link" }, address, copy,
    make("p", {}, "The link holds the strokes themselves. Nothing is sent."));
  menu.append(make("div", { className: "menu-ways" }, link, png, svg, all, page));

  menu.addEventListener("toggle", () => {
    const lines = drawing.strokes.polylines;
    // A picture has no strokes, and is too large for an address.
    link.hidden = svg.hidden = lines.length === 0;
    const inAddress = addressOf(lines, drawing.onPaper);
    address.value = `${location.origin}${location.pathname}${inAddress}`;
    // A picture is found in the tab's memory.
    page.href = `print.html${drawing.prepare ? "" : "?prepare=false"}${lines.length > 0 ? inAddress : ""}`;
    if (menu.open && drawing.isEmpty) {
      menu.open = false;
      say("Draw a digit first.");
    }
  });
  address.addEventListener("focus", () => address.select());

  /**
   * @param {HTMLButtonElement} button
   * @param {() => Promise<string>} how what to say of it
   */
  const wire = (button, how) => button.addEventListener("click", () => {
    closeMenu(menu);
    how().then(say, (problem) => say(wordsOf(problem)));
  });
  wire(copy, async () => {
    try {
      await navigator.clipboard.writeText(address.value);
      return "Link copied.";
    } catch {
      menu.open = true;
      address.focus();
      return "The browser does not let the page copy. Copy the marked link yourself.";
    }
  });
  wire(png, async () => save(await pngOf(drawing), "png"));
  wire(svg, async () => save(new Blob([svgOf(drawing.strokes.polylines, drawing.onPaper)],
    { type: "image/svg+xml" }), "svg"));
  wire(all, async () => save(await toBlob(paintPoster(drawing), "image/png"), "png", "explained"));
  wireMenu(menu);
}

/**
 * Draws what the address holds, now and whenever a link is opened in this tab, and takes it out of the
 * address: a reload shows what is drawn by then.
 * @param {object} parts
 * @param {import("./drawing.js").Drawing} parts.drawing
 * @param {(onPaper: boolean) => void} parts.setPaper
 * @param {(sentence: string) => void} parts.say
 */
export function wireLinks({ drawing, setPaper, say }) {
  const open = () => {
    if (!isAddress(location.hash))
      return;
    const found = readAddress(location.hash);
    history.replaceState(null, "", location.pathname + location.search);
    if (!found) {
      say("This link holds no drawing. It may have been cut off: copy it whole.");
      return;
    }
    setPaper(found.onPaper);
    drawing.draw(found.lines);
  };
  open();
  addEventListener("hashchange", open);
}

/** @param {import("./drawing.js").Drawing} drawing */
async function pngOf(drawing) {
  const { picture } = drawing;
  if (picture?.bitmap)
    return encode(picture.bitmap, "image/png");
  if (picture)
    throw new Error("This browser can’t show the picture, and so can’t save it.");
  const canvas = make("canvas", { width: PIXELS, height: PIXELS });
  const context = canvas.getContext("2d");
  if (context)
    paintDrawing(context, PIXELS, drawing);
  return toBlob(canvas, "image/png");
}

/**
 * @param {Blob} content
 * @param {"png" | "svg"} ending
 * @param {string} [what]
 */
function save(content, ending, what = "drawing") {
  const name = `inkling-${what}.${ending}`;
  const link = make("a", { href: URL.createObjectURL(content), download: name });
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return `Saved as ${name}.`;
}
