"""What teaching is worth to writers whose digits no training has seen, and what it costs others, through
the real command: some digits of each class of a writer are taught, and the rest judge before and after.

    INKLING_DATA=FOLDER python3 bench/teach.py KENSANATA [--each 10] [--seed 1] [--threads 2] [--from MODEL]

KENSANATA is a folder with labels.csv (file,label); the writer is the last folder of each file's path, and
docs/handwriting.md says where the set is from. The same seed takes the same digits. It prints the table of
bench/results/intel-xeon/teach.md.
"""
import argparse
import collections
import csv
import json
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INKLING = ROOT / "artifacts/bin/Inkling.Cli/release/inkling"


def inkling(*arguments):
    done = subprocess.run([INKLING, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def writers(folder):
    """The (file, label) pairs of each writer."""
    found = collections.defaultdict(list)
    with open(folder / "labels.csv", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            path = folder / row["file"]
            found[path.parent.name].append((path, row["label"]))
    return sorted(found.items())


def split(digits, each, seed):
    """So many digits of each class to teach, at most half of a class, and the rest to judge."""
    digits = sorted(digits)
    random.Random(seed).shuffle(digits)
    classes = collections.defaultdict(list)
    for digit in digits:
        classes[digit[1]].append(digit)
    taught = [one for some in classes.values() for one in some[:min(each, len(some) // 2)]]
    return taught, [one for one in digits if one not in set(taught)]


def write(folder, digits):
    folder.mkdir()
    lines = ["file,label"]
    for number, (path, label) in enumerate(digits):
        name = f"{number}{path.suffix}"
        shutil.copy(path, folder / name)
        lines.append(f"{name},{label}")
    (folder / "labels.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def wrong(model, data, threads):
    score = inkling("evaluate", *model, "--data", data, "--json", "--threads", threads)
    return score["images"] - score["correct"]


def measure(digits, options, place):
    taught, rest = split(digits, options.each, options.seed)
    mine, judge, model = write(place / "mine", taught), write(place / "rest", rest), place / "taught.npz"
    result = inkling("teach", mine, "--out", model, "--from", options.start, "--data", "mnist", "--json",
                     "--seed", options.seed, "--threads", options.threads, "--no-cross-validation")
    before = wrong([] if options.start == "default" else [options.start], judge, options.threads)
    after = wrong([model], judge, options.threads) if result["model"] else before
    reference = result["reference"]
    lost = (reference["wrongAfter"] - reference["wrongBefore"]) / reference["digits"]
    return len(taught), len(rest), before, after, 100 * lost if result["model"] else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--from", dest="start", default="default")
    options = parser.parse_args()
    print("| writer | taught | judged | wrong before | wrong after | error before, % | error after, % "
          "| MNIST lost, points |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    rows = []
    for writer, digits in writers(options.folder):
        with tempfile.TemporaryDirectory() as place:
            taught, judged, before, after, lost = measure(digits, options, Path(place))
        rows.append((100 * before / judged, 100 * after / judged, lost))
        print(f"| {writer} | {taught} | {judged} | {before} | {after} | {rows[-1][0]:.2f} "
              f"| {rows[-1][1]:.2f} | {lost:.2f} |", flush=True)
    columns = list(zip(*rows))
    for name, of in (("mean", lambda values: sum(values) / len(values)), ("worst", max)):
        before, after, lost = map(of, columns)
        print(f"| **{name}** | | | | | {before:.2f} | {after:.2f} | {lost:.3f} |")


if __name__ == "__main__":
    main()
