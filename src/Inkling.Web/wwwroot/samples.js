// Ten digits to begin with, each in a hand of its own: where a pen went, in drawing units. They were placed
// by hand for this page. It draws nothing.

import { Strokes } from "./strokes.js";

/** @typedef {import("./strokes.js").Polyline} Polyline */
/** @typedef {{ digit: number, style: string, strokes: string[] }} Sample a stroke: its places, "x y, x y" */

/** @type {Sample[]} the digits in their order */
export const SAMPLES = [
  { digit: 0, style: "leaning, its ends crossed", strokes: [
    "176 66, 150 52, 122 62, 101 94, 90 134, 92 178, 108 212, 136 226, 164 212, 184 178, 192 136, 188 96, "
    + "172 66, 150 54, 128 46"] },
  { digit: 1, style: "with serif and foot", strokes: [
    "102 98, 120 84, 138 66, 150 50, 149 84, 147 124, 145 166, 143 224", "98 228, 142 224, 190 224"] },
  { digit: 2, style: "with a loop", strokes: [
    "92 94, 98 70, 120 54, 150 52, 176 66, 182 94, 168 128, 140 164, 112 192, 92 212, 82 222, 88 206, "
    + "106 200, 128 210, 152 226, 176 228, 200 214"] },
  { digit: 3, style: "with a flat top", strokes: [
    "90 58, 126 58, 164 56, 186 55, 184 57, 166 80, 142 104, 124 122, 128 123, 156 126, 180 144, 188 172, "
    + "178 202, 150 224, 118 226, 90 212"] },
  { digit: 4, style: "open at the top", strokes: [
    "108 52, 102 88, 94 126, 90 148, 92 152, 120 152, 156 150, 204 146",
    "176 58, 174 100, 170 150, 164 232"] },
  { digit: 5, style: "its bar drawn last", strokes: [
    "112 62, 110 90, 104 122, 104 128, 124 118, 150 118, 174 134, 182 164, 174 196, 150 220, 120 226, 94 214",
    "112 62, 144 60, 186 54"] },
  { digit: 6, style: "in one sweep", strokes: [
    "174 54, 146 76, 120 110, 102 150, 98 188, 112 218, 140 230, 168 218, 182 190, 174 162, 150 148, "
    + "124 156, 106 178, 100 196"] },
  { digit: 7, style: "with a bar", strokes: [
    "86 62, 84 82, 86 70, 120 66, 160 62, 194 58, 192 62, 176 96, 160 134, 146 176, 136 230",
    "112 150, 146 145, 188 140"] },
  { digit: 8, style: "begun at the upper right", strokes: [
    "178 76, 158 56, 130 52, 106 66, 102 92, 122 116, 152 138, 176 164, 178 196, 158 222, 128 226, 104 208, "
    + "102 180, 122 152, 152 124, 174 98, 180 78"] },
  { digit: 9, style: "with a straight leg", strokes: [
    "178 84, 162 60, 134 52, 108 66, 98 94, 108 122, 134 132, 160 118, 176 88, 178 84, 177 122, 174 170, "
    + "170 232"] },
];

/** The one that is drawn for who comes for the first time: its bars change their mind on the way. */
export const FIRST = SAMPLES.find(({ digit }) => digit === 5) ?? SAMPLES[0];

/**
 * Its strokes as a pen of this width draws them.
 * @param {Sample} sample
 * @param {number} width in drawing units
 * @returns {Polyline[]}
 */
export function linesOf({ strokes }, width) {
  const drawn = new Strokes();
  for (const stroke of strokes) {
    const [first, ...rest] = stroke.split(", ").map((place) => place.split(" ").map(Number));
    drawn.begin([first?.[0] ?? 0, first?.[1] ?? 0, width]);
    for (const [x = 0, y = 0] of rest)
      drawn.extend([x, y, width]);
    drawn.end();
  }
  return drawn.polylines;
}
