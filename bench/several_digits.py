"""Are several digits ever read as one, and one digit ever as several? Pairs and triples of MNIST's digits,
single digits, and single digits with a ring, an underline or a tick are drawn into folders, `inkling predict`
reads them, and the answers are counted.

    python3 bench/several_digits.py [MODEL] [--each 2000] [--singles 10000] [--split test] [--seed 1]
        [--open FOLDER] [--inkling COMMAND] [--keep FOLDER]

--open is a folder of sets, each with labels.csv, whose pictures show one digit. Takes Debian's python3-numpy
and python3-pil, and MNIST (INKLING_DATA). The same numbers of the same seed draw the same pictures.
"""
import argparse
import csv
import json
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

import mnist_files

ROOT = Path(__file__).resolve().parent.parent
BOXES = ["no box", "no box", "a box each", "boxes that share sides", "one box"]
MARKS = ["ring", "oval", "open ring", "underline", "double underline", "underline that touches", "tick",
         "brackets"]


class Digits:
    """MNIST's digits, each cut to its ink; a level is 0 to 1."""

    def __init__(self, split):
        pixels, labels = mnist_files.test() if split == "test" else mnist_files.training()
        self.pixels = np.frombuffer(bytes(pixels), np.uint8).reshape(-1, 28, 28)
        self.labels = labels

    def scaled(self, index, by):
        digit = self.pixels[index]
        rows, columns = np.where(digit > 60)
        digit = digit[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
        size = [max(1, round(side * by)) for side in digit.shape[::-1]]
        return np.asarray(Image.fromarray(digit).resize(size, Image.BICUBIC)) / 255


def rectangle(ink, left, top, right, bottom, pen, level):
    for rows, columns in [((top, top + pen), (left, right)), ((bottom - pen, bottom), (left, right)),
                          ((top, bottom), (left, left + pen)), ((top, bottom), (right - pen, right))]:
        part = ink[slice(*map(round, rows)), slice(*map(round, columns))]
        np.maximum(part, level, out=part)


def row_of(digits, chosen, gap, boxes, rng):
    """Digits side by side on a page of ink; the gap in widths of a digit."""
    by = rng.uniform(1.2, 6)
    parts = [digits.scaled(index, by * rng.uniform(0.7, 1.4)) for index in chosen]
    high = max(part.shape[0] for part in parts)
    width = np.mean([part.shape[1] for part in parts])
    between = round(gap * width)
    margin = round(high * rng.uniform(0.3, 1)) if boxes != "no box" or rng.random() < 0.85 else 0
    page = np.zeros((high + 2 * margin, sum(part.shape[1] for part in parts)
                     + between * (len(parts) - 1) + 2 * margin))
    left, frames = margin, []
    for part in parts:
        top = margin + rng.integers(0, high - part.shape[0] + 1)
        place = page[top:top + part.shape[0], left:left + part.shape[1]]
        np.maximum(place, part, out=place)
        frames.append((left, left + part.shape[1]))
        left += part.shape[1] + between
    if boxes != "no box":
        draw_boxes(page, frames, high, margin, between, boxes, max(1, high * rng.uniform(0.02, 0.05)),
                   rng.uniform(0.5, 1))
    return page


def draw_boxes(page, frames, high, margin, between, boxes, pen, level):
    room = max(pen + 2, min(margin - 1, 0.15 * high))
    top, bottom = margin - room, margin + high + room
    if boxes == "one box":
        rectangle(page, frames[0][0] - room, top, frames[-1][1] + room, bottom, pen, level)
        return
    for i, (left, right) in enumerate(frames):
        shared = between / 2 + (pen / 2 if boxes == "boxes that share sides" else -0.15 * between)
        left = left - (room if i == 0 else shared)
        right = right + (room if i == len(frames) - 1 else shared)
        rectangle(page, left, top, right, bottom, pen, level)


def marked(digits, index, mark, rng):
    """One digit on a page of ink, with a mark of a hand around or beside it."""
    part = digits.scaled(index, rng.uniform(2, 6))
    height, width = part.shape
    side = round(2.6 * max(height, width))
    page = np.zeros((side, side))
    top, left = (side - height) // 2, (side - width) // 2
    page[top:top + height, left:left + width] = part
    pen = max(1.2, max(height, width) * rng.uniform(0.03, 0.1))
    layer = Image.new("L", (4 * side, 4 * side))
    draw = ImageDraw.Draw(layer)
    for path in paths(mark, side / 2, width / 2, height / 2, pen, rng):
        draw.line([(4 * x, 4 * y) for x, y in path], fill=255, width=round(4 * pen), joint="curve")
    return np.maximum(page, np.asarray(layer.resize((side, side), Image.BOX)) / 255)


def paths(mark, middle, across, down, pen, rng):
    """The strokes of a mark; a digit reaches so far across and down from the middle."""
    reach = max(across, down)
    if "ring" in mark or mark == "oval":
        around = np.hypot(across, down)
        rx = ry = around * rng.uniform(1.1, 1.5) + pen
        if mark == "oval":
            rx, ry = (rx, 0.8 * ry) if rng.random() < 0.3 else (max(across * 1.6, 0.7 * rx) + pen, ry)
        first = rng.uniform(0, 2 * np.pi)
        turn = 2 * np.pi * (1 if mark != "open ring" else rng.uniform(0.9, 1.05))
        angles = np.linspace(first, first + turn, 90)
        wobble = 1 + rng.uniform(0, 0.05) * np.sin(2 * angles + rng.uniform(0, 6))
        drift = 1 + np.linspace(0, 0.12 if mark == "open ring" else 0, 90) * rng.uniform(-1, 1)
        xs, ys = middle + rx * wobble * drift * np.cos(angles), middle + ry * wobble * drift * np.sin(angles)
        return [list(zip(xs, ys))]
    if "underline" in mark:
        below = middle + down + (pen * rng.uniform(-0.2, 0.4) if mark.endswith("touches")
                                 else pen + reach * rng.uniform(0.1, 0.4))
        long, tilt = max(across, 0.5 * reach) * rng.uniform(1, 1.6), reach * rng.uniform(-0.05, 0.05)
        lines = [[(middle - long, below), (middle + long, below + tilt)]]
        if mark.startswith("double"):
            step = 2 * pen + reach * 0.08
            lines.append([(x, y + step) for x, y in lines[0]])
        return lines
    if mark == "tick":
        x, y = middle + across + reach * rng.uniform(0.3, 0.6), middle + down
        size = reach * rng.uniform(0.3, 0.45)
        return [[(x, y - 0.5 * size), (x + 0.35 * size, y), (x + size, y - 1.2 * size)]]
    gap = across + reach * rng.uniform(0.25, 0.5)
    bend = rng.uniform(0.1, 0.3) * reach
    high = down * rng.uniform(1, 1.25)
    curve = np.linspace(-1, 1, 21)
    return [[(middle + way * (gap + bend * (1 - t * t)), middle + high * t) for t in curve]
            for way in (-1, 1)]


def look(ink, rng):
    """A page of ink as a picture: by pen, pencil or mouse, on paper or black, scanned or photographed."""
    kind = rng.integers(6)
    ink = np.pad(ink, 2)
    if kind == 0:
        return (255 * ink).astype(np.uint8)
    if kind == 1:
        return (255 - rng.uniform(190, 255) * ink).astype(np.uint8)
    if kind == 2:
        return np.where(ink > 0.5, 0, 255).astype(np.uint8)
    colours = {3: ((45, 45, 50), (215, 212, 205)), 4: ((50, 70, 150), (235, 235, 232)),
               5: ((130, 130, 130), (225, 225, 222))}
    pen, paper = (np.array(colour, float) for colour in colours[kind])
    light = np.linspace(1, rng.uniform(0.6, 1), ink.shape[1])[None, :, None]
    picture = (paper + (pen - paper) * ink[..., None]) * light
    return np.clip(picture + rng.normal(0, rng.uniform(0, 5), ink.shape)[..., None], 0, 255).astype(np.uint8)


def save(folder, name, pixels):
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(folder / f"{name}.png")


def draw_several(digits, folder, each, rng):
    for i in range(each):
        count = 2 + i % 2
        gap = 0 if i % 8 < 2 else rng.uniform(0, 2)
        boxes = BOXES[i // 2 % len(BOXES)]
        page = row_of(digits, rng.choice(len(digits.labels), count), gap, boxes, rng)
        share = "0" if gap == 0 else "0 to 0.5" if gap < 0.5 else "0.5 to 1" if gap < 1 else "1 to 2"
        name = "pairs" if count == 2 else "triples"
        save(folder / f"{name}, {boxes}, gap {share}", f"{i:05}", look(page, rng))


def draw_single(digits, folder, singles, rng):
    for i in rng.permutation(len(digits.labels))[:singles]:
        save(folder / "as it is", f"{i:05}-{digits.labels[i]}", digits.pixels[i])
        large = Image.fromarray(digits.pixels[i]).resize((280, 280), Image.BICUBIC)
        save(folder / "drawn large", f"{i:05}-{digits.labels[i]}", 255 - np.asarray(large))


def draw_marked(digits, folder, each, rng):
    for i in range(each):
        index = rng.integers(len(digits.labels))
        mark = MARKS[i % len(MARKS)]
        save(folder / mark, f"{i:05}-{digits.labels[index]}", look(marked(digits, index, mark, rng), rng))


def readings(inkling, folder, model):
    command = [inkling, "predict", folder, "--json", *(["--model", model] if model else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    groups = defaultdict(list)
    for reading in json.loads(done.stdout):
        groups[Path(reading["file"]).parent.name].append(reading)
    return dict(sorted(groups.items()))


def pieces(reading):
    return len(reading.get("pieces") or [])


def share(what, group):
    return sum(map(what, group)) / len(group)


def print_several(groups):
    print("| several digits | pictures | read as one sure digit | no digit | the right number of pieces |")
    print("|---|---:|---:|---:|---:|")

    def row(name, group):
        right = [pieces(one) == (2 if "pairs" in one["file"] else 3) for one in group]
        print(f"| {name} | {len(group)} | {share(lambda one: one.get('sure', False), group):.2%} | "
              f"{share(lambda one: one.get('digit') is None, group):.2%} | {np.mean(right):.2%} |")
    for name, group in groups.items():
        row(name, group)
    row("all", sum(groups.values(), []))


def print_single(title, groups, labels):
    print(f"\n| {title} | pictures | called several | read right | and sure | wrong and sure |")
    print("|---|---:|---:|---:|---:|---:|")

    def row(name, group):
        right = [one.get("digit") == labels(one["file"]) for one in group]
        sure = [one.get("sure", False) for one in group]
        both = np.array(right) & np.array(sure)
        print(f"| {name} | {len(group)} | {share(lambda one: pieces(one) > 1, group):.2%} | "
              f"{np.mean(right):.2%} | {both.mean():.2%} | {np.mean(sure) - both.mean():.2%} |")
    for name, group in groups.items():
        row(name, group)
    row("all", sum(groups.values(), []))


def open_sets(folder, inkling, model):
    labels, groups = {}, {}
    for listed in sorted(Path(folder).glob("*/labels.csv")):
        with listed.open(newline="") as rows:
            here = {str(listed.parent / row["file"]): row["label"] for row in csv.DictReader(rows)}
        if not all(len(label) == 1 for label in here.values()):
            continue  # strings of digits
        labels |= {file: int(label) for file, label in here.items()}
        read = sum(readings(inkling, listed.parent, model).values(), [])
        groups[listed.parent.name] = [one for one in read if one["file"] in labels]
    print_single("single digits of other sets", groups, labels.get)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", nargs="?")
    parser.add_argument("--each", type=int, default=2000)
    parser.add_argument("--singles", type=int, default=10000)
    parser.add_argument("--split", choices=["train", "test"], default="test")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--open", help="sets of single digits")
    parser.add_argument("--inkling", default=ROOT / "artifacts/bin/Inkling.Cli/release/inkling")
    parser.add_argument("--keep", help="leave the pictures there")
    asked = parser.parse_args()
    digits = Digits(asked.split)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(asked.keep or scratch)
        for number, (name, draw, count) in enumerate([
                ("several", draw_several, asked.each), ("single", draw_single, asked.singles),
                ("marked", draw_marked, asked.each)]):
            draw(digits, folder / name, count, np.random.default_rng([asked.seed, number]))
        read = {name: readings(asked.inkling, folder / name, asked.model)
                for name in ("several", "single", "marked")}

    def label_in_name(file):
        return int(Path(file).stem[-1])
    print_several(read["several"])
    print_single("single digits", read["single"], label_in_name)
    print_single("single digits, marked", read["marked"], label_in_name)
    if asked.open:
        open_sets(asked.open, asked.inkling, asked.model)


if __name__ == "__main__":
    main()
