"""Compares what Inkling decodes with Pillow (Debian: python3-numpy, python3-pil), picture by picture.

    dotnet build -c Release bench/Inkling.Benchmarks && /usr/bin/python3 bench/pixels.py FOLDER…

Prints a row for each format and mode. What is clear has no colour, and Pillow's 16 bits become their high
byte: see upright in make_pictures.py.
"""
import collections
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/Inkling.Pictures.Tests/Fixtures"))
from make_pictures import upright  # noqa: E402

BENCHMARKS = ROOT / "artifacts/bin/Inkling.Benchmarks/release/Inkling.Benchmarks"


def decoded(inkling, path):
    """Inkling's pixels as RGBA, or the message by which it refuses them."""
    inkling.stdin.write(f"{path}\n".encode())
    inkling.stdin.flush()
    width, height, channels = struct.unpack("<iii", inkling.stdout.read(12))
    if width == 0:
        return inkling.stdout.read(height).decode()
    samples = inkling.stdout.read(width * height * channels)
    mode = ["L", "LA", "RGB", "RGBA"][channels - 1]
    rgba = np.array(Image.frombytes(mode, (width, height), samples).convert("RGBA"))
    rgba[rgba[..., 3] == 0] = 0
    return rgba


def main(folders):
    inkling = subprocess.Popen([BENCHMARKS, "pixels"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    rows = collections.defaultdict(lambda: np.zeros(6, int))
    for path in (path for folder in folders for path in sorted(Path(folder).rglob("*")) if path.is_file()):
        actual = decoded(inkling, path)
        try:
            with Image.open(path) as image:
                kind = f"{image.format} {image.mode}"
            expected = np.array(upright(path.read_bytes()))
        except (OSError, SyntaxError) as error:
            if not isinstance(actual, str):
                print(f"{path}: Inkling reads it, Pillow does not: {error}")
            continue
        row = rows[kind]
        row[:2] += 1, expected.shape[0] * expected.shape[1]
        if isinstance(actual, str) or actual.shape != expected.shape:
            row[5] += 1
            print(f"{path}: {actual if isinstance(actual, str) else f'{actual.shape}, not {expected.shape}'}")
            continue
        apart = np.abs(actual.astype(int) - expected).max(axis=2)
        row[2:4] += apart.any(), np.count_nonzero(apart)
        row[4] = max(row[4], apart.max())
    print("| format | pictures | pixels | differing pictures | differing pixels | by at most | not read |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for kind, row in sorted(rows.items()):
        print(f"| {kind} | " + " | ".join(f"{count:,}" for count in row) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
