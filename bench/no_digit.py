"""How much that is no digit is rejected, through the real command: pictures of letters, textures, noise,
blank paper, scribbles and numbers are drawn into a folder, `inkling predict` reads them, and those with no
digit found are counted.

    python3 bench/no_digit.py [MODEL] [--each 400] [--keep FOLDER]

Letters are set in every font below /usr/share/fonts (Debian: python3-pil, fonts-dejavu-core,
fonts-freefont-ttf), turned and scaled a little. Letters that are also a way to write a digit are left out:
O o I l i j S s Z z B b G g q D C c T y J n. The same numbers of the same seed draw the same pictures. Also
the share of MNIST's test digits that are rejected (INKLING_DATA).
"""
import argparse
import collections
import json
import math
import random
import string
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parent.parent
INKLING = ROOT / "artifacts/bin/Inkling.Cli/release/inkling"
FONTS = Path("/usr/share/fonts")
LOOK_LIKE_DIGITS = set("OoIlijSsZzBbGgqDCcTyJn")
LETTERS = [letter for letter in string.ascii_letters if letter not in LOOK_LIKE_DIGITS]
SIDE = 120


def paper():
    return Image.new("L", (SIDE, SIDE), 255)


def letter(rng, fonts):
    font = ImageFont.truetype(str(rng.choice(fonts)), rng.randint(50, 90))
    page = Image.new("L", (2 * SIDE, 2 * SIDE), 255)
    typeset(page, rng.choice(LETTERS), font, rng)
    page = page.rotate(rng.uniform(-12, 12), Image.BICUBIC, fillcolor=255)
    return page.crop((SIDE // 2, SIDE // 2, 3 * SIDE // 2, 3 * SIDE // 2))


def typeset(page, text, font, rng):
    """Text in the middle of a page, in any dark ink."""
    middle = page.width / 2, page.height / 2
    ImageDraw.Draw(page).text(middle, text, font=font, fill=rng.randint(0, 90), anchor="mm")


def number(rng, fonts):
    font = ImageFont.truetype(str(rng.choice(fonts)), rng.randint(36, 56))
    page = paper()
    typeset(page, str(rng.randint(10, 99)), font, rng)
    return page


def blank(rng, _):
    page, level, slope = paper(), rng.randint(90, 255), rng.uniform(-0.4, 0.4)
    page.putdata([max(0, min(255, int(level + slope * (i % SIDE) + rng.gauss(0, 2))))
                  for i in range(SIDE * SIDE)])
    return page


def noise(rng, _):
    page, depth = paper(), rng.uniform(40, 255)
    page.putdata([int(255 - depth * rng.random()) for _ in range(SIDE * SIDE)])
    return page.filter(ImageFilter.GaussianBlur(rng.uniform(0, 4)))


def texture(rng, _):
    page, period, angle, kind = paper(), rng.uniform(6, 40), rng.uniform(0, math.pi), rng.randrange(3)
    cos, sin = math.cos(angle), math.sin(angle)
    waves = [(rng.gauss(0, 0.09), rng.gauss(0, 0.09), rng.uniform(0, 7)) for _ in range(6)]
    levels = []
    for i in range(SIDE * SIDE):
        x, y = i % SIDE, i // SIDE
        along = math.sin(2 * math.pi * (x * cos + y * sin) / period)
        across = math.sin(2 * math.pi * (y * cos - x * sin) / period)
        cloud = sum(math.sin(u * x + v * y + w) for u, v, w in waves) / 2
        levels.append(int(max(0, min(255, 128 + 120 * (along, along * across, cloud)[kind]))))
    page.putdata(levels)
    return page


def scribble(rng, _):
    page = paper()
    x, y, heading, turn = SIDE / 2, SIDE / 2, rng.uniform(0, 7), 0.0
    points = []
    for _ in range(rng.randint(120, 320)):
        turn = 0.9 * turn + rng.gauss(0, 0.12)
        heading += turn
        x, y = x + 4 * math.cos(heading), y + 4 * math.sin(heading)
        if not (14 < x < SIDE - 14 and 14 < y < SIDE - 14):
            x, y = min(max(x, 14), SIDE - 14), min(max(y, 14), SIDE - 14)
            heading += math.pi * rng.uniform(0.6, 1.4)
        points.append((x, y))
    ImageDraw.Draw(page).line(points, fill=rng.randint(0, 90), width=rng.randint(2, 7), joint="curve")
    return page


KINDS = [letter, number, blank, noise, texture, scribble]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", nargs="?")
    parser.add_argument("--each", type=int, default=400)
    parser.add_argument("--keep", help="leave the pictures there")
    asked = parser.parse_args()
    fonts = sorted(FONTS.rglob("*.ttf"))
    if not fonts:
        raise SystemExit(f"{FONTS}: holds no font to draw letters with.")
    model = ["--model", asked.model] if asked.model else []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(asked.keep or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            rng = random.Random(kind.__name__)
            for i in range(asked.each):
                kind(rng, fonts).save(folder / f"{kind.__name__}-{i:04}.png")
        command = [INKLING, "predict", folder, "--json", *model]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        readings = json.loads(done.stdout)
    rejected, sure = collections.Counter(), collections.Counter()
    for reading in readings:
        kind = Path(reading["file"]).name.split("-")[0]
        rejected[kind] += reading.get("digit") is None
        sure[kind] += reading.get("digit") is not None and reading["sure"]
    print("| what | pictures | rejected | read, and sure of it |\n|---|---|---|---|")
    rows = [(k.__name__, asked.each, rejected[k.__name__], sure[k.__name__]) for k in KINDS]
    for kind, count, none, certain in [*rows, ("all", len(readings), rejected.total(), sure.total())]:
        print(f"| {kind} | {count} | {none / count:.1%} | {certain / count:.1%} |")
    done = subprocess.run([INKLING, "evaluate", *model[1:], "--data", "mnist", "--json"],
                          stdout=subprocess.PIPE, text=True, check=True)
    score = json.loads(done.stdout)
    print(f"| MNIST's test digits | {score['images']} | {score['refused'] / score['images']:.2%} | |")


if __name__ == "__main__":
    main()
