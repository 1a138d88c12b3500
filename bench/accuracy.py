"""Trains recipes with several seeds, one training after the other, and prints a table of what each came to.

    python3 bench/accuracy.py [RECIPE …] [--seeds 1 5] [--keep FOLDER]
                              [--plot FILE.svg [--also NETWORK.npz …]] [-- options of inkling train]

The test set is read once by each training, at its end, and chooses nothing. Seconds are those of whole
processes, from digits in files to the network in a file, the measuring of the training, validation and test
set included. INKLING_DATA says where MNIST is. The command is the one that `dotnet build -c Release` makes. A
plot takes Debian's python3-matplotlib.
"""
import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INKLING = ROOT / "artifacts/bin/Inkling.Cli/release/inkling"


def train(recipe, seed, out, more):
    start = time.perf_counter()
    command = [INKLING, "train", "--data", "mnist", "--recipe", recipe, "--seed", seed,
               "--out", out, "--json", *more]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout) | {"seconds": time.perf_counter() - start}


def percent(value):
    return "" if value is None else f"{100 * value:.2f}"


def summary(values, digits=2):
    mean = statistics.mean(values)
    deviation = f" ± {statistics.stdev(values):.{digits}f}" if len(values) > 1 else ""
    return f"{mean:.{digits}f}{deviation}"


def curve(network):
    """Epoch and share of the validation set that was misread, in percent; few enough epochs for an axis."""
    with zipfile.ZipFile(network) as archive:
        history = json.loads(archive.read("inkling.json"))["history"]
    marks = [1, 2, 3, 5, 8, 12, 18, 25, 40, 60, 90, 150]
    last = history[-1]["epoch"]
    if all(last > 1.15 * mark or last < mark for mark in marks):
        marks.append(last)  # where it does not crowd the mark before it
    return [(epoch["epoch"], 100 * (1 - epoch["validationAccuracy"]))
            for epoch in history if epoch["epoch"] in marks]


def main():
    words = sys.argv[1:]
    more = words[words.index("--") + 1:] if "--" in words else []
    parser = argparse.ArgumentParser(prog="bench/accuracy.py")
    parser.add_argument("recipes", nargs="*")
    parser.add_argument("--seeds", nargs=2, type=int, default=[1, 5], metavar=("FIRST", "LAST"))
    parser.add_argument("--keep", type=Path, help="a folder for the networks, otherwise thrown away")
    parser.add_argument("--plot", type=Path, help="an SVG of the validation errors of each first seed")
    parser.add_argument("--also", type=Path, nargs="+", default=[], metavar="NETWORK",
                        help="networks trained otherwise, whose errors are drawn too, by their files' names")
    options = parser.parse_args(words[:words.index("--")] if more else words)
    if options.recipes:
        print("| recipe | seed | training part % | validation set % | test set % | seconds |")
        print("|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for recipe in options.recipes:
            runs = []
            for seed in range(options.seeds[0], options.seeds[1] + 1):
                run = train(recipe, seed, folder / f"{recipe}-{seed}.npz", more)
                runs.append(run)
                scores = [percent(run[f"{part}Accuracy"]) for part in ("train", "validation", "test")]
                print(f"| {recipe} | {seed} | {' | '.join(scores)} | {run['seconds']:.1f} |", flush=True)
            tests = [100 * run["testAccuracy"] for run in runs]
            held = [100 * run["validationAccuracy"] for run in runs if run["validationAccuracy"] is not None]
            seconds = summary([run["seconds"] for run in runs], 1)
            print(f"| **{recipe}** | **mean ± deviation** | | {summary(held) if held else ''} "
                  f"| **{summary(tests)}** | {seconds} |", flush=True)
        if options.plot:
            from plots import draw  # needs matplotlib, which no training does
            networks = [folder / f"{recipe}-{options.seeds[0]}.npz" for recipe in options.recipes]
            curves = dict(zip(options.recipes, map(curve, networks)))
            curves |= {network.stem: curve(network) for network in options.also}
            draw(options.plot, "Errors on the validation set, by epoch", "epoch",
                 "% of the validation digits", curves)


if __name__ == "__main__":
    main()
