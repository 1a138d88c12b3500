"""How well digits are read that were cut out along their ink or kept in few pixels, as people, forms and
other data sets do it: MNIST's test digits are drawn so into folders, and `inkling scoreboard` reads them.

    python3 bench/close_cuts.py [MODEL] [--each 1000] [--seed 1] [--inkling COMMAND] [--keep FOLDER]

Takes Debian's python3-numpy and python3-pil, and MNIST (INKLING_DATA). The same numbers of the same seed draw
the same pictures.
"""
import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

import mnist_files

ROOT = Path(__file__).resolve().parent.parent
DARK, LIGHT, GRAIN = 60, 215, 6  # of a pen on paper, in levels


def scaled(digit, width, height):
    shrinks = width < digit.shape[1] or height < digit.shape[0]
    size, filter = (max(1, width), max(1, height)), Image.BOX if shrinks else Image.BICUBIC
    return np.asarray(Image.fromarray(digit).resize(size, filter))


def within(digit, side):
    """In its proportions, in the middle of a square without a margin."""
    height, width = digit.shape
    by = side / max(height, width)
    small = scaled(digit, round(by * width), round(by * height))
    square = np.zeros((side, side), np.uint8)
    top, left = (side - small.shape[0]) // 2, (side - small.shape[1]) // 2
    square[top:top + small.shape[0], left:left + small.shape[1]] = small
    return square


def on_paper(digit, height, margin, rng):
    """Dark ink on grainy light paper; the margin in pixels."""
    ink = scaled(digit, round(digit.shape[1] * height / digit.shape[0]), height)
    ink = np.pad(ink, margin) / 255
    return np.clip(LIGHT - ((LIGHT - DARK) * ink) + rng.normal(0, GRAIN, ink.shape), 0, 255).astype(np.uint8)


def bitmap(digit, threshold=100):
    return ((digit > threshold) * 255).astype(np.uint8)


def counted(digit):
    """32 x 32 black or white, and how many of each 4 x 4 are white: 8 x 8."""
    white = bitmap(within(digit, 32)).reshape(8, 4, 8, 4).sum((1, 3)) // 255
    return np.minimum(255, white * 16).astype(np.uint8)


KINDS = {
    "photo, 100 px, margin of 10": lambda digit, rng: on_paper(digit, 90, 10, rng),
    "photo, 100 px, margin of 5": lambda digit, rng: on_paper(digit, 90, 5, rng),
    "photo, 200 px, cut along the digit": lambda digit, rng: on_paper(digit, 200, 0, rng),
    "photo, 100 px, cut along the digit": lambda digit, rng: on_paper(digit, 100, 0, rng),
    "as it is, cut along the digit": lambda digit, _: digit,
    "bitmap of 32 x 32": lambda digit, _: bitmap(within(digit, 32)),
    "grey, 16 x 16": lambda digit, _: within(digit, 16),
    "bitmap of 16 x 16, stretched": lambda digit, _: bitmap(scaled(digit, 16, 16)),
    "counts, 8 x 8": lambda digit, _: counted(digit),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", nargs="?")
    parser.add_argument("--each", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inkling", default=ROOT / "artifacts/bin/Inkling.Cli/release/inkling")
    parser.add_argument("--keep", help="leave the pictures there")
    asked = parser.parse_args()
    pixels, labels = mnist_files.test()
    digits = np.frombuffer(bytes(pixels), np.uint8).reshape(-1, 28, 28)
    if not 1 <= asked.each <= len(digits):
        raise SystemExit(f"--each {asked.each} is not 1 to {len(digits):,}: each digit is drawn once.")
    rng = np.random.default_rng(asked.seed)
    chosen = rng.choice(len(digits), asked.each, replace=False)
    with tempfile.TemporaryDirectory() as scratch:
        for number, kind in enumerate(KINDS.values()):
            folder = Path(asked.keep or scratch) / f"{number}"
            folder.mkdir(parents=True, exist_ok=True)
            rows = ["file,label"]
            for i in chosen:
                rows_with_ink, columns_with_ink = np.where(digits[i] > 60)
                digit = digits[i][rows_with_ink.min():rows_with_ink.max() + 1,
                                  columns_with_ink.min():columns_with_ink.max() + 1]
                Image.fromarray(kind(digit, rng)).save(folder / f"{i:05}.png")
                rows.append(f"{i:05}.png,{labels[i]}")
            (folder / "labels.csv").write_text("\n".join(rows) + "\n")
        model = [asked.model] if asked.model else []
        command = [asked.inkling, "scoreboard", *model, "--data", asked.keep or scratch, "--json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    print("| MNIST's test digits | pictures | read right | no digit found |\n|---|---:|---:|---:|")
    sets = {one["name"]: one for one in json.loads(done.stdout)["sets"]}
    for number, name in enumerate(KINDS):
        score = sets[f"{number}"]
        missed = score["notFound"] / score["count"]
        print(f"| {name} | {score['count']} | {score['accuracy']:.2%} | {missed:.2%} |")


if __name__ == "__main__":
    main()
