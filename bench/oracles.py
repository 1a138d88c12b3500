#!/usr/bin/env python3
"""Holds Inkling against Pillow and NumPy (Debian: apt install python3-numpy python3-pil).

  oracles.py csv FOLDER FILE.csv        every row that `inkling convert FOLDER FILE.csv` wrote equals Pillow's pixels
  oracles.py forward NETWORK.npz FOLDER COUNT
                                        the ten probabilities of `inkling predict --as-is` equal NumPy's, in float64, of the
                                        scores divided by the temperature that the file states
"""
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

INKLING = Path(__file__).resolve().parent.parent / "artifacts/bin/Inkling.Cli/release/inkling"


def natural(path):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", path.name)]


def pictures(folder):
    for label in range(10):
        for path in sorted((Path(folder) / str(label)).iterdir(), key=natural):
            yield label, path


def compare_csv(folder, csv):
    differing = rows = 0
    with open(csv, encoding="ascii") as lines:
        for (label, path), line in zip(pictures(folder), lines, strict=True):
            expected = np.asarray(Image.open(path).convert("L")).ravel()
            row = np.array(line.split(","), dtype=int)
            differing += int(row[0] != label) + int(np.count_nonzero(row[1:] != expected))
            rows += 1
    print(f"{rows:,} rows, {differing:,} values differ from Pillow's")
    return differing


def compare_forward(network, folder, count):
    weights = np.load(network)
    every = [path for _, path in pictures(folder)]
    chosen = every[:: max(1, len(every) // count)][:count]
    x = np.stack([np.asarray(Image.open(path).convert("L")).ravel() for path in chosen]) / 255.0
    layers = sum(1 for name in weights.files if re.fullmatch(r"w\d+", name))
    for layer in range(1, layers + 1):
        x = x @ weights[f"w{layer}"].astype(float).T + weights[f"b{layer}"].astype(float).T
        x = np.maximum(x, 0) if layer < layers else x
    # Of the ten digits alone, as calibrated: what is behind them is "no digit".
    facts = json.loads(weights["inkling.json"]) if "inkling.json" in weights.files else {}
    x = x[:, :10] / facts.get("temperature", 1)
    x = np.exp(x - x.max(axis=1, keepdims=True))
    expected = x / x.sum(axis=1, keepdims=True)
    command = [INKLING, "predict", "--as-is", "--json", "--model", network, *map(str, chosen)]
    readings = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    worst = np.abs(np.array([reading["probabilities"] for reading in readings]) - expected).max()
    print(f"{len(chosen):,} pictures, largest difference of a probability {worst:.2e}")
    return worst > 1e-5


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["csv", folder, csv]:
            sys.exit(1 if compare_csv(folder, csv) else 0)
        case ["forward", network, folder, count]:
            sys.exit(1 if compare_forward(network, folder, int(count)) else 0)
        case _:
            sys.exit(__doc__)
