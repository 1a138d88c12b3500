// The menu that exports the corrections as one file: a link for each form, and what it is for.

import { byId, make } from "./dom.js";
import { wireMenu } from "./menu.js";

const WAYS = [
  { form: "csv", name: "Table (CSV)", use: "A row for each digit, for spreadsheets and scripts." },
  { form: "idx", name: "IDX files (ZIP)", use: "MNIST’s own format, for programs that read MNIST." },
  { form: "folder", name: "Pictures (ZIP)", use: "Your drawings in folders 0 to 9, to look at and to sort." },
];

const menu = byId("export", HTMLDetailsElement);
menu.append(make("ul", { className: "menu-ways" }, ...WAYS.map(({ form, name, use }) => make("li", {},
  make("a", { className: "menu-way", href: `/api/corrections/export?form=${form}`, download: "" }, name),
  make("p", {}, use)))));
wireMenu(menu);

/** @param {boolean} isThere whether there is something to export */
export function offerExport(isThere) {
  menu.hidden = !isThere;
}
