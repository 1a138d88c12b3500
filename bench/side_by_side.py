"""Holds Inkling's engine against NumPy, PyTorch and the machine's limit; bench/side-by-side.sh says how."""
import argparse
import collections
import datetime
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

import side_by_side_files as files
import side_by_side_report as report
from plots import draw
from side_by_side_runs import CORES, HERE, WORK, Others, commit, engine, machine, peer, say

OURS = ["limit", "sgd", "adamw", "read", "one"]
TURNS = [("inkling", "limit"), ("inkling", "signal"),
         ("inkling", "sgd"), ("numpy", "sgd"), ("torch", "sgd"), ("torch1", "sgd"),
         ("inkling", "adamw"), ("torch", "adam"), ("torch1", "adam"),
         ("inkling", "read"), ("torch", "read 60000"), ("torch1", "read 60000"), ("torch", "read 512"),
         ("torch1", "read 512"), ("torch", "read_onednn 2048"), ("torch1", "read_onednn 2048"),
         ("inkling", "one"), ("torch", "one"), ("torch1", "one"),
         ("inkling", "conv"), ("torch", "conv"), ("torch1", "conv")]
SETTINGS = {"without AVX-512": {"DOTNET_EnableAVX512": "0"}, "without AVX2": {"DOTNET_EnableAVX2": "0"}}
SEEDS = range(1, 6)

# From here on an epoch is one of fewer digits, and its time that of 60,000 in proportion: rounds stay short.
SLOW_BATCH, SLOW_WIDTH, FEW = 16, 512, 12_000

# Threads of a peer that waits for its turn spin a little before they sleep, and would take the next one's
# processor.
PAUSE = 0.1


def by_turns(workers, turns, rounds, name):
    """Every measure once a round, in that order; the first round warms everybody up and is left out."""
    results = collections.defaultdict(list)
    for i in range(rounds + 1):
        for who, measure in turns:
            time.sleep(PAUSE)
            asked = f"{measure} {report.CONVOLVED}" if measure == "conv" else measure
            shares = report.DIGITS / report.CONVOLVED if measure == "conv" else 1
            seconds = float(workers[who].ask(asked)) * shares
            if i:
                results[f"{who} {measure}"].append(seconds)
            say(f"{name}, {f'round {i} of {rounds}' if i else 'warm-up'}: {who} {measure} {seconds:.6f}")
    return dict(results)


def sweeps(inkling, rounds, quick):
    """Seconds of an epoch against batch size, width and threads."""
    every = 3 if quick else 1
    points = {"batch": [2 ** i for i in range(11)][::every], "width": [2 ** i for i in range(6, 13)][::every],
              "threads": range(1, CORES + 1)}
    slow = {"batch": lambda x: x < SLOW_BATCH, "width": lambda x: x > SLOW_WIDTH, "threads": lambda x: False}
    results = {what: collections.defaultdict(list) for what in points}
    for i in range(rounds):
        for what, x in ((what, x) for what in points for x in points[what]):
            few = FEW if slow[what](x) else report.DIGITS
            asked = f"{what} {x}" if what == "threads" else f"{what} {x} {few}"
            results[what][x].append(float(inkling.ask(asked)) * report.DIGITS / few)
            say(f"sweep {i + 1} of {rounds}: {what} {x} {results[what][x][-1]:.3f}")
    return results


def plots(folder, swept, limit):
    """A plot for each sweep, beside the time that the machine's limit allows."""
    of = {"batch": ("batch size", lambda x: report.operations()[1]),
          "width": ("units of the first hidden layer", lambda x: report.operations(x)[1]),
          "threads": ("threads", lambda x: report.operations()[1])}
    lines = ["## How time grows", ""]
    for what, points in swept.items():
        label, operations = of[what]
        share = (lambda x: x / CORES) if what == "threads" else (lambda x: 1)
        best = [(x, report.DIGITS * operations(x) / (limit * 1e9 * share(x))) for x in points]
        series = {"Inkling": [(x, statistics.median(seconds)) for x, seconds in points.items()],
                  "at the machine's limit": best}
        title = f"One epoch of SGD against {label}"
        draw(folder / f"engine-{what}.svg", title, label, "seconds for 60,000 digits", series)
        heads = [label, "one epoch", "GFLOP/s", "of the limit of all cores"]
        rows = report.swept(points, limit, operations)
        lines += [f"![{title}](engine-{what}.svg)", "", *report.table(heads, rows)]
    return lines


def measured(options):
    """Everything, in the order in which it is reported."""
    rounds, quick = options.rounds, options.quick
    workers = {"inkling": engine(), "numpy": peer("numpy", CORES),
               "torch": peer("torch", CORES), "torch1": peer("torch", 1)}
    names = {who: worker.line() for who, worker in workers.items()}
    names["blas"] = workers["numpy"].blas()
    say(f"{names}")
    found = {"names": names, "rounds": by_turns(workers, TURNS, rounds, "side by side")}
    for who in ("numpy", "torch", "torch1"):
        workers[who].end()
    inkling = workers["inkling"]
    found["allocated"] = float(inkling.ask("allocated"))
    found["recipe"] = [tuple(map(float, inkling.ask(f"accuracy {seed}").split()))
                       for seed in SEEDS[:1 if quick else None]]
    found["sweeps"] = sweeps(inkling, 1 if quick else 3, quick)
    inkling.end()
    found["settings"] = {"all that there is": found["rounds"]}
    for name, settings in SETTINGS.items():
        narrow = engine(**settings)
        name = f"{name} ({narrow.line().rpartition(', ')[2]})"
        turns = [("inkling", what) for what in OURS]
        found["settings"][name] = by_turns({"inkling": narrow}, turns, rounds, name)
        narrow.end()
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        found["trainings"] = list(files.train(Path(folder), 1 if quick else rounds))
        found["starts"] = files.predict(Path(folder), 5 if quick else 20)
        found["conversions"] = files.conversions(Path(folder), 1 if quick else 9, options.jpegs)
    return found


def page(found, folder, options):
    names, rounds = found["names"], found["rounds"]
    limit = statistics.median(rounds["inkling limit"])
    judged = report.judged(rounds, found["recipe"], found["trainings"], found["starts"], found["conversions"])
    return "\n".join([
        "# The engine, side by side", "",
        "| run | |", "|---|---|",
        f"| command | `bench/side-by-side.sh{' --quick' if options.quick else ''} "
        f"--rounds {options.rounds}` |",
        f"| commit | {commit()} |",
        f"| date | {datetime.date.today()} |",
        f"| machine | {machine()}, {CORES} cores |",
        f"| rounds | {options.rounds}, alternating, after one of warm-up |",
        f"| whole trainings | {len(found['trainings'])} |",
        f"| rounds of each conversion | {len(found['conversions'][0].rounds)} |",
        f"| rounds of each sweep | {len(next(iter(found['sweeps']['threads'].values())))} |",
        f"| Inkling on | {names['inkling']} |",
        f"| peers | {names['numpy']} and {names['torch']} on {names['blas']} |",
        f"| load by other programs | {found['others']:.0%} of the processors |",
        f"| signal between cores, there and back | {report.cell(rounds['inkling signal'], 'ns')} |", "",
        *report.table(["measure", "Inkling", "compared with", "ratio", "target", "reached"], judged),
        f"A training step allocates {found['allocated']:,.1f} bytes.", "",
        *report.table(["fastest recipe, seed", "accuracy", "time"],
                      ([i + 1, f"{right:.2%}", f"{seconds:.2f} s"]
                       for i, (seconds, right) in enumerate(found["recipe"]))),
        NOTES, "", "## All peer configurations", "",
        *report.table(["measure", "peer", "median (range)", "its time / Inkling's"], report.peers(rounds)),
        "## Narrower instruction sets", "",
        *report.table(["instructions", "limit", "SGD", "of the limit", "AdamW", "reading 60,000",
                       "of the limit", "one"], report.narrowed(found["settings"])),
        *plots(folder, found["sweeps"], limit)])


NOTES = """\
Cells are the median and the range of the rounds; a ratio is one of medians.

- **Limit**: independent multiply-adds in registers on all cores, in .NET's widest vectors.
- **Operations** count every input. Four in five of MNIST's are 0, so a share of the limit can pass 100 %.
- **Signal**: what threads share moves between cores, so a slow signal slows all work of two threads.
- **One epoch**: 60,000 shuffled digits from memory, without dropout or validation. Unless stated
  otherwise the network is 784-256-64-10 in float32, with batches of 128.
- **Convolutions**: PyTorch's MNIST example without dropout, trained by SGD: 1x28x28, conv 32 3x3, relu,
  conv 64 3x3, relu, maxpool 2x2, flatten, dense 128, relu, dense 10. Its epoch is ten times 6,000 digits.
- **PyTorch** runs eager, with one thread and with as many as cores. It reads in one batch and in batches.
  The fastest counts, except with oneDNN's tensors, which no target uses.
- **Conversions** read from the file cache and end with the output on the disk (fsync), on both sides.
  Decoding alone is parsing, decoding and formatting in memory, on one thread.
- **Cold starts** alternate. Inkling uses the shipped convolutional model, the script 784-256-64-10. The
  picture is an MNIST digit as a PNG of 28 × 28."""


def main():
    parser = argparse.ArgumentParser(prog="bench/side-by-side.sh")
    parser.add_argument("--rounds", type=int, default=0, help="rounds by turns; 5, or 1 of a quick run")
    parser.add_argument("--quick", action="store_true", help="less of all, into artifacts/side-by-side")
    parser.add_argument("--jpegs", default=os.environ.get("INKLING_JPEGS"),
                        help="MNIST's JPEGs in folders 0 to 9")
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 5)
    slug = re.sub(r"[^a-z0-9]+", "-", machine().lower()).strip("-")
    folder = WORK / "results" if options.quick else HERE / "results" / slug
    folder.mkdir(parents=True, exist_ok=True)
    others = Others()
    found = measured(options)
    text = page({**found, "others": others.share()}, folder, options)
    (folder / "engine.md").write_text(text, encoding="utf-8")
    print(text)
    say(f"Written to {folder}.")


if __name__ == "__main__":
    sys.exit(main())
