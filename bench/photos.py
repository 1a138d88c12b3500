"""How well a digit is read that lies on a sheet or panel inside another ground: synthetic photos of a sheet
on a desk, and other kinds with counts of their own (screens, figures, polaroids …).

    python3 bench/photos.py --mnist FOLDER [--each 400] [--split train] [--seed 1] [--keep FOLDER]
                            [--inkling COMMAND]

--mnist names the folder of MNIST's four IDX files, gzipped or not. Takes Debian's python3-numpy,
python3-pil and, for the figures, python3-matplotlib. The same numbers of the same seed draw the same
pictures. Without --inkling it only draws: the pictures and labels.csv (file, label, group).
"""
import argparse
import collections
import csv
import gzip
import io
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

import photo_scenes as scenes


def digits(folder, split):
    """Pixels and labels of one part of MNIST."""
    prefix = {"train": "train", "test": "t10k"}[split]

    def body(name, header):
        path = Path(folder) / f"{prefix}-{name}"
        path = path if path.exists() else path.with_name(path.name + ".gz")
        whole = path.read_bytes()
        return np.frombuffer(gzip.decompress(whole) if path.suffix == ".gz" else whole, np.uint8)[header:]
    return body("images-idx3-ubyte", 16).reshape(-1, 28, 28), body("labels-idx1-ubyte", 8)


def digit(rng, mnist, height):
    """Ink of a digit of so many pixels, three of four from MNIST, and its label."""
    images, labels = mnist
    if rng.uniform() < 0.25:
        label = int(rng.integers(10))
        return scenes.of_strokes(rng, label, height), label
    i = rng.integers(len(images))
    return scenes.of_set(rng, images[i], height), int(labels[i])


def frame(rng):
    """Height and width of a photo."""
    side = int(rng.integers(600, 1100))
    aspect = rng.choice([3 / 4, 4 / 3, 1, 16 / 9, 9 / 16], p=[0.3, 0.4, 0.1, 0.1, 0.1])
    return (side, round(side * aspect)) if aspect < 1 else (round(side / aspect), side)


def sheet(rng, mnist, aspect, least, most, colour=None, blank=False):
    """A sheet with a digit of a share of its height."""
    height = round(900 / max(1, aspect))
    page = scenes.paper(rng, height, round(height * aspect), blank)
    if colour is not None:
        page[:] = page.mean(axis=2, keepdims=True) * colour
    share = np.exp(rng.uniform(np.log(least), np.log(most)))
    ink, label = digit(rng, mnist, min(share * height, 0.85 * page.shape[1]))
    left, top = scenes.place(rng, page, ink)
    scenes.put(page, ink, scenes.pen_colour(rng), left, top, rng.uniform(0.75, 1))
    return page, label


def photo(rng, page, least, most, fingers, ground=None):
    """A sheet on a ground, as a camera sees it."""
    height, width = frame(rng)
    corners = scenes.quadrilateral(
        rng, height, width, page.shape[1] / page.shape[0], rng.uniform(least, most))
    below = scenes.desk(rng, height, width) if ground is None else ground(height, width)
    above, cover = scenes.warp(page, corners, height, width)
    fall = int(rng.integers(1, 8))
    shadow = scenes.blurred(np.roll(cover[..., 0], (fall, fall), (0, 1)), 5)[..., None]
    seen = below * (1 - rng.uniform(0, 0.5) * shadow) * (1 - cover) + above * cover
    if rng.uniform() < fingers:
        seen = scenes.finger(rng, seen, corners)
    return scenes.camera(rng, scenes.light(rng, seen))


def sheet_on_a_desk(rng, mnist):
    aspect = float(rng.choice([0.7071, 1.4142, 1, 0.8, 1.25]))
    page, label = sheet(rng, mnist, aspect, 0.08, 0.6)
    return photo(rng, page, 0.4, 0.95, 0.25), label


def post_it(rng, mnist):
    colours = [(1, 0.95, 0.45), (1, 0.65, 0.75), (0.65, 1, 0.6), (0.6, 0.85, 1)]
    page, label = sheet(rng, mnist, 1, 0.3, 0.7, np.array(colours[rng.integers(4)]))
    return photo(rng, page, 0.3, 0.6, 0.1), label


def whiteboard(rng, mnist):
    page, label = sheet(rng, mnist, 1.4, 0.2, 0.6, blank=True)
    edge = int(rng.integers(15, 40))
    framed = np.empty((page.shape[0] + 2 * edge, page.shape[1] + 2 * edge, 3), np.float32)
    framed[:] = rng.uniform(0.1, 0.65)
    framed[edge:-edge, edge:-edge] = page
    wall = rng.uniform(0.4, 0.9) * (1 + rng.normal(0, 0.05, 3))
    return photo(rng, framed, 0.45, 0.9, 0, lambda h, w: np.ones((h, w, 3), np.float32) * wall), label


def tablet(rng, mnist):
    height, width = (900, 640) if rng.uniform() < 0.5 else (640, 900)
    device = np.full((height, width, 3), rng.choice([0.03, 0.08, 0.9]), np.float32)
    edge = int(rng.integers(20, 50))
    screen = device[edge:-edge, edge:-edge]
    is_light = rng.uniform() < 0.5
    screen[:] = rng.uniform(0.9, 1) if is_light else rng.uniform(0, 0.12)
    ink, label = digit(rng, mnist, rng.uniform(0.25, 0.6) * min(screen.shape[:2]))
    left, top = scenes.place(rng, screen, ink)
    scenes.put(screen, ink, np.full(3, 0.05 if is_light else 0.95), left, top)
    return photo(rng, device, 0.35, 0.9, 0.1), label


def polaroid(rng, mnist):
    """A small picture of a digit in a white frame, as a file or on a desk."""
    card = np.full((900, 760, 3), rng.uniform(0.88, 1), np.float32)
    inner = card[50:700, 50:-50]
    is_light = rng.uniform() < 0.4
    inner[:] = rng.uniform(0.55, 0.75) if is_light else rng.uniform(0.05, 0.3)
    ink, label = digit(rng, mnist, rng.uniform(0.3, 0.7) * inner.shape[0])
    left, top = scenes.place(rng, inner, ink)
    scenes.put(inner, ink, np.full(3, 0.05 if is_light else 0.95), left, top)
    if rng.uniform() < 0.5:
        return scenes.camera(rng, scenes.light(rng, card)), label
    return photo(rng, card, 0.5, 0.9, 0.1), label


def canvas_in_a_window(rng, mnist):
    """A screenshot of a drawing app or page."""
    height, width = int(rng.integers(480, 800)), int(rng.integers(640, 1200))
    dark = rng.uniform() < 0.3
    screen = Image.new("RGB", (width, height), (40, 40, 44) if dark else (245, 245, 245))
    draw = ImageDraw.Draw(screen)
    text = (220, 220, 220) if dark else (30, 30, 30)
    draw.rectangle((0, 0, width, 32), fill=(60, 60, 66) if dark else (215, 220, 228))
    draw.text((14, 10), "Untitled - Digit recogniser", fill=text)
    for i in range(3):
        draw.ellipse((width - 90 + 28 * i, 9, width - 76 + 28 * i, 23), fill=[(230, 90, 80), (240, 190, 70),
                                                                          (90, 190, 90)][i])
    canvas = min(height - 150, width - 220)
    left, top = int(rng.integers(60, width - canvas - 100)), int(rng.integers(60, height - canvas - 70))
    ground = 255 if dark or rng.uniform() < 0.3 else int(rng.integers(0, 30))
    draw.rectangle((left, top, left + canvas, top + canvas), fill=(ground,) * 3, outline=(128,) * 3)
    for i in range(int(rng.integers(1, 4))):
        x = left + 90 * i
        draw.rectangle((x, top + canvas + 14, x + 76, top + canvas + 42), fill=(70, 130, 220))
        draw.text((x + 14, top + canvas + 22), ["Clear", "Predict", "Save"][i], fill=(255, 255, 255))
    levels = np.asarray(screen).astype(np.float32) / 255
    levels = levels.copy()
    ink, label = digit(rng, mnist, rng.uniform(0.25, 0.75) * canvas)
    part = levels[top:top + canvas, left:left + canvas]
    column, row = scenes.place(rng, part, ink)
    scenes.put(part, ink, np.full(3, 0.02 if ground > 128 else 0.98), column, row)
    buffer = io.BytesIO()
    Image.fromarray((levels * 255).astype(np.uint8)).save(buffer, "PNG")
    return buffer.getvalue(), label


def figure_with_axes(rng, mnist):
    """plt.imshow of a digit, saved with its axes."""
    from matplotlib.figure import Figure
    images, labels = mnist
    i = rng.integers(len(images))
    size = [(6.4, 4.8), (4, 4), (5, 5), (8, 6)][rng.integers(4)]
    figure = Figure(figsize=size)
    axes = figure.add_subplot()
    axes.imshow(images[i], cmap=str(rng.choice(["gray", "gray_r", "viridis", "binary"])))
    if rng.uniform() < 0.6:
        axes.set_title(f"Label: {labels[i]}")
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=int(rng.integers(60, 130)))
    return buffer.getvalue(), int(labels[i])


GROUPS = [sheet_on_a_desk, post_it, whiteboard, tablet, polaroid, canvas_in_a_window, figure_with_axes]


def draw(folder, mnist, each, seed):
    rows = []
    for kind in GROUPS:
        rng = np.random.default_rng([seed, sum(kind.__name__.encode())])
        for i in range(each if kind is sheet_on_a_desk else each // 5):
            file, label = kind(rng, mnist)
            name = f"{kind.__name__}-{i:04}.{'png' if file[:4] == bytes([137]) + b'PNG' else 'jpg'}"
            (folder / name).write_bytes(file)
            rows.append((name, label, kind.__name__))
    with open(folder / "labels.csv", "w", newline="") as file:
        csv.writer(file).writerows([("file", "label", "group"), *rows])
    return rows


def report(inkling, folder, rows):
    done = subprocess.run([inkling, "predict", "--json", *(folder / name for name, _, _ in rows)],
                          stdout=subprocess.PIPE, text=True, check=False)
    readings = {Path(one["file"]).name: one for one in json.loads(done.stdout)}
    counts = collections.defaultdict(collections.Counter)
    for name, label, group in rows:
        digit, sure = readings[name].get("digit"), readings[name].get("sure")
        counts[group].update({"all": 1, "right": digit == label, "right, sure": digit == label and sure,
                              "wrong, sure": digit not in (label, None) and sure, "none": digit is None})
    print("| group | pictures | right | right, sure | wrong, sure | no digit |")
    print("|---|---:|---:|---:|---:|---:|")
    for group, count in counts.items():
        columns = ("right", "right, sure", "wrong, sure", "none")
        shares = (f"{count[key] / count['all']:.1%}" for key in columns)
        print(f"| {group.replace('_', ' ')} | {count['all']} | {' | '.join(shares)} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mnist", required=True)
    parser.add_argument("--split", choices=["train", "test"], default="train")
    parser.add_argument("--each", type=int, default=400, help="of sheets; a fifth of each other kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inkling", help="the command that reads them")
    parser.add_argument("--keep", help="leave the pictures there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(asked.keep or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        rows = draw(folder, digits(asked.mnist, asked.split), asked.each, asked.seed)
        if asked.inkling:
            report(asked.inkling, folder, rows)


if __name__ == "__main__":
    main()
