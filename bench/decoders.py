"""Holds our decoders against Pillow and libpng; started by bench/decoders, which says how."""
import collections
import io
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests/Inkling.Imaging.Tests/Fixtures"))
import libpng  # noqa: E402
from pillow import in_grey, of_pillow, opened  # noqa: E402

KINDS = {".jpg", ".jpeg", ".png", ".bmp", ".gif", ".pbm", ".pgm", ".ppm"}
WARM_UP, ROUNDS = 4, 11


class Ours:
    """Our decoder in a process of its own: one path in, one picture out."""

    def __init__(self, program, *options):
        self.process = subprocess.Popen([program, "pixels", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, path):
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        width, height, channels = struct.unpack("<iii", self.process.stdout.read(12))
        if width == 0:
            return self.process.stdout.read(height).decode()
        return width, height, channels, self.process.stdout.read(width * height * channels)


def differing(expected, actual):
    """Pixels that differ, and by how many levels at most; None if even the sizes do."""
    if isinstance(actual, str) or expected[:3] != actual[:3]:
        return None
    if expected[3] == actual[3]:
        return 0, 0
    shape = expected[1], expected[0], expected[2]
    apart = np.abs(np.frombuffer(expected[3], np.uint8).astype(int) - np.frombuffer(actual[3], np.uint8)).reshape(shape)
    return int(np.count_nonzero(apart.max(axis=2))), int(apart.max())


def exact(program, folders):
    colour, grey = Ours(program), Ours(program, "--grey")
    rows = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
    for path in (path for folder in folders for path in sorted(Path(folder).rglob("*")) if path.suffix.lower() in KINDS):
        data = path.read_bytes()
        try:
            pillow = opened(data)
            pillow.load()
        except OSError as error:
            print(f"{path}: Pillow says {error}; we say {colour.read(path)}"[:200])
            continue
        kind = f"{pillow.format or Image.open(io.BytesIO(data)).format} {pillow.mode}"
        compared = [(kind, of_pillow(pillow), colour.read(path))]
        if kind.startswith(("JPEG", "MPO")):
            compared.append((f"{kind} to grey", of_pillow(in_grey(data)), grey.read(path)))
        if kind.startswith("PNG"):
            compared.append((f"{kind} by libpng", libpng.read(data), compared[0][2]))
        for name, expected, actual in compared:
            result = differing(expected, actual)
            row = rows[name]
            row[0] += 1
            row[1] += expected[0] * expected[1]
            if result is None:
                row[4] += 1
                print(f"{path}: {expected[:3]} expected, {actual if isinstance(actual, str) else actual[:3]} read")
            else:
                row[2] += result[0]
                row[3] = max(row[3], result[1])
    print(f"{'kind':24}{'files':>8}{'pixels':>15}{'differing':>11}{'by at most':>12}{'other size':>12}")
    for name, (files, pixels, count, most, other) in sorted(rows.items()):
        print(f"{name:24}{files:8,}{pixels:15,}{count:11,}{most:12}{other:12}")
    return any(row[2] or row[4] for row in rows.values())


def page(width, height, seed):
    """Paper under uneven light, with lines of scribble and the noise of a camera."""
    rng = random.Random(seed)
    image = Image.new("RGB", (width, height), (236, 232, 222))
    draw = ImageDraw.Draw(image)
    for top in range(height // 20, height - height // 20, height // 24):
        points = [(x, top + rng.randint(-height // 60, height // 60)) for x in range(width // 20, width * 19 // 20, width // 90)]
        draw.line(points, fill=(35, 40, 95), width=max(2, width // 500), joint="curve")
    image = image.filter(ImageFilter.GaussianBlur(width / 2500))
    levels = np.asarray(image).astype(float)
    light = 0.75 + 0.25 * np.cos(np.linspace(-0.9, 1.2, width))[None, :, None] * np.cos(np.linspace(-1, 1, height))[:, None, None]
    noise = np.random.default_rng(seed).normal(0, 6, levels.shape)
    return Image.fromarray(np.clip(levels * light + noise, 0, 255).astype(np.uint8))


def side_by_side(program, name, files, load, *options):
    """Rounds of Pillow's and ours by turns, the first few of each left out; the medians and their ratio."""
    ours = subprocess.Popen([program, "time", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    ours.stdin.write("".join(f"{path}\n" for path in files) + "\n")
    rounds = []
    for _ in range(WARM_UP + ROUNDS):
        ours.stdin.write("again\n")
        ours.stdin.flush()
        seconds, allocated = ours.stdout.readline().split()
        start = time.perf_counter()
        for path in files:
            load(path)
        rounds.append((float(seconds), time.perf_counter() - start))
    ours.stdin.close()
    mine, theirs = (statistics.median(column) * 1000 for column in zip(*rounds[WARM_UP:]))
    ratios = [a / b for a, b in rounds[WARM_UP:]]
    print(f"{name:34}{theirs:10.1f} ms{mine:10.1f} ms{statistics.median(ratios):8.2f}"
          f"{min(ratios):8.2f} to {max(ratios):.2f}{int(allocated):14,}")


def in_colour(path):
    Image.open(path).load()


def to_grey(path):
    image = Image.open(path)
    image.draft("L", image.size)
    image.load()


def converted(path):
    Image.open(path).convert("L")


def speed(program):
    print(f"{'decoded in one thread':34}{'Pillow':>13}{'Inkling':>13}{'ratio':>8}{'of rounds':>15}{'bytes a file':>14}")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        photo, scan = page(4000, 3000, 1), page(2480, 3508, 2)
        photo.save(folder / "photo.jpg", quality=90)
        photo.save(folder / "progressive.jpg", quality=90, progressive=True)
        scan.convert("L").save(folder / "scan.png")
        scan.save(folder / "colour.png")
        scan.convert("L").point(lambda v: 255 * (v > 150)).convert("1").save(folder / "bits.png")
        small = []
        for i in range(10_000):
            left, top = 37 * i % 2400, 53 * i % 3400
            small.append(folder / f"{i}.jpg")
            scan.crop((left, top, left + 28, top + 28)).convert("L").save(small[-1], quality=90)
        print(f"photo.jpg has {(folder / 'photo.jpg').stat().st_size:,} bytes, scan.png {(folder / 'scan.png').stat().st_size:,}")
        for name, path in (("12-megapixel JPEG to grey", "photo.jpg"), ("the same, progressive", "progressive.jpg")):
            side_by_side(program, name, [folder / path], to_grey, "--grey")
        side_by_side(program, "12-megapixel JPEG in colour", [folder / "photo.jpg"], in_colour)
        side_by_side(program, "PNG scan, A4 at 300 dpi, grey", [folder / "scan.png"], in_colour)
        side_by_side(program, "PNG scan, colour", [folder / "colour.png"], in_colour)
        side_by_side(program, "PNG scan, colour, to grey", [folder / "colour.png"], converted, "--grey")
        side_by_side(program, "PNG scan, black and white", [folder / "bits.png"], in_colour)
        side_by_side(program, "10,000 JPEGs of 28 × 28, grey", small, in_colour, "--grey")


if __name__ == "__main__":
    sys.exit(exact(sys.argv[1], sys.argv[3:]) if sys.argv[2] == "exact" else speed(sys.argv[1]))
