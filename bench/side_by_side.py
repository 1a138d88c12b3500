"""Holds Inkling against its peers and the machine's limit; bench/side-by-side.sh says how."""
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
from side_by_side_runs import CORES, HERE, INKLING, PEERS, WORK, Others
from side_by_side_runs import commit, dotnet_peer, engine, machine, python_peer, say, whole, words_of

OURS = ["limit", "sgd", "adamw", "read", "one"]
SETTINGS = {"without AVX-512": {"DOTNET_EnableAVX512": "0"}, "without AVX2": {"DOTNET_EnableAVX2": "0"}}
SEEDS = range(1, 6)
TRAINERS = ["sdca", "lbfgs", "lightgbm"]

# From here on an epoch is one of fewer digits, and its time that of 60,000 in proportion: rounds stay short.
SLOW_BATCH, SLOW_WIDTH, FEW = 16, 512, 12_000

# Threads of a peer that waits for its turn spin a little before they sleep, and would take the next one's
# processor.
PAUSE = 0.1


def workers(models):
    """Everybody who takes turns; those that end in 1 have one core and one thread."""
    onnx = [models[name] for name in ("dense", "shipped", "int8")]
    found = {}
    for cores, suffix in ((CORES, ""), (1, "1")):
        found |= {f"inkling{suffix}": engine(cores), f"onnx{suffix}": dotnet_peer("onnx", cores, *onnx),
                  f"torchsharp{suffix}": dotnet_peer("torch", cores),
                  f"pytorch{suffix}": python_peer("torch", cores)}
    found["numpy"] = python_peer("numpy", CORES)
    return found


def by_turns(everybody, turns, rounds, name):
    """Every measure once a round, in that order; the first round warms everybody up and is left out."""
    results = collections.defaultdict(list)
    for i in range(rounds + 1):
        for who, measure in turns:
            if everybody[who] is None:
                continue
            time.sleep(PAUSE)
            seconds = float(everybody[who].ask(measure))
            if i:
                results[f"{who} {measure}"].append(seconds)
            say(f"{name}, {f'round {i} of {rounds}' if i else 'warm-up'}: {who} {measure} {seconds:.6f}")
    return dict(results)


def exported(folder):
    """The dense network that the fast recipe trains, and the ONNX files of it and of the model that ships."""
    dense, shipped = folder / "dense.npz", HERE.parent / "models/default.npz"
    whole(INKLING, "train", "--data", "mnist", *files.RECIPE, "--out", dense)
    paths = {name: folder / f"{name}.onnx" for name in ("dense", "dense-int8", "shipped", "int8")}
    words_of(PEERS, "export", dense, paths["dense"], paths["dense-int8"])
    floats, int8, difference = words_of(PEERS, "export", shipped, paths["shipped"], paths["int8"])
    say(f"ONNX of the model that ships: {floats} right, int8 {int8}, {difference} from Inkling")
    return dense, paths, {"float": float(floats), "int8": float(int8), "difference": float(difference)}


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


def measured(options, folder):
    """Everything, in the order in which it is reported."""
    rounds, quick = options.rounds, options.quick
    dense, models, exports = exported(folder)
    everybody = workers(models)
    names = {who: worker.name for who, worker in everybody.items() if worker}
    names["blas"] = everybody["numpy"].blas()
    found = {"names": names, "exports": exports,
             "rounds": by_turns(everybody, report.TURNS, rounds, "side by side")}
    inkling = everybody.pop("inkling")
    for worker in filter(None, everybody.values()):
        worker.end()
    found["allocated"] = float(inkling.ask("allocated"))
    seeds = SEEDS[:1 if quick else None]
    found["recipe"] = [tuple(map(float, inkling.ask(f"accuracy fast {seed}").split())) for seed in seeds]
    found["trainers"] = {"Inkling, recipe `dense`": inkling.ask("accuracy dense 1"),
                         "Inkling, recipe `quick`": inkling.ask("accuracy quick 1")}
    found["sweeps"] = sweeps(inkling, 1 if quick else 3, quick)
    inkling.end()
    for trainer in TRAINERS[:1 if quick else None]:
        found["trainers"][f"ML.NET, {report.TRAINERS[trainer]}"] = " ".join(words_of(PEERS, "mlnet", trainer))
        say(f"ML.NET's {trainer} is done")
    found["settings"] = {"all that there is": found["rounds"]}
    for name, settings in SETTINGS.items():
        narrow = engine(**settings)
        name = f"{name} ({narrow.name.rpartition(', ')[2]})"
        turns = [("inkling", what) for what in OURS]
        found["settings"][name] = by_turns({"inkling": narrow}, turns, 1 if quick else 5, name)
        narrow.end()
    found["trainings"] = list(files.train(folder, 1 if quick else 5))
    found["starts"] = files.cold_starts(folder, dense, models, 3 if quick else 20)
    found["folders"] = files.folders(folder, 1 if quick else 5)
    found["conversions"] = files.conversions(folder, 1 if quick else 9, options.jpegs)
    return found


def page(found, folder, options):
    names, rounds = found["names"], found["rounds"]
    limit = statistics.median(rounds["inkling limit"])
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
        f"| .NET peers | {names['onnx']}; {names.get('torchsharp', report.NOT_LOADED)}; ML.NET 5.0.1 |",
        f"| Python peers | {names['numpy']} and {names['pytorch']} on {names['blas']} |",
        f"| load by other programs | {found['others']:.0%} of the processors |",
        f"| signal between cores, there and back | {report.cell(rounds['inkling signal'], 'ns')} |", "",
        "## Against the .NET peers", "",
        *report.table(["measure", "cores", "Inkling", "fastest peer", "peer / Inkling", "target", "reached"],
                      report.judged(rounds, found["starts"])),
        *report.exports(found["exports"]), "",
        *report.table(["trained on MNIST, once", "accuracy on the test set", "time"],
                      report.trainers(found["trainers"])),
        "## Every peer", "",
        *report.table(["measure", "cores", "peer", "median (range)", "peer / Inkling"], report.peers(rounds)),
        "## By itself", "",
        *report.table(["measure", "Inkling", "compared with", "ratio", "target", "reached"],
                      report.alone(rounds, found["recipe"], found["trainings"], found["conversions"])),
        "## Folders", "",
        *report.table(["`predict FOLDER --csv`, whole process", "files/s", "decoding, a file", "preparation",
                       "network", "times as long as these on two cores", "target", "reached"],
                      report.folders(found["folders"], CORES)),
        f"A training step allocates {found['allocated']:,.1f} bytes.", "",
        NOTES, "", "## Narrower instruction sets", "",
        *report.table(["instructions", "limit", "SGD", "of the limit", "AdamW", "reading 60,000",
                       "of the limit", "one"], report.narrowed(found["settings"])),
        *plots(folder, found["sweeps"], limit)])


NOTES = """\
Cells are the median and the range of the rounds; a ratio is one of medians.

- **Cores**: with one core, the process is bound to it and its peer has one thread. With two cores, the
  fastest of a peer with one thread and with two counts.
- **Limit**: independent multiply-adds in registers on all cores, in .NET's widest vectors.
- **Operations** count every input. Four in five of MNIST's are 0, so a share of the limit can pass 100 %.
- **Signal**: what threads share moves between cores, so a slow signal slows all work of two threads.
- **One epoch**: 60,000 shuffled digits from memory, without dropout or validation. Unless stated
  otherwise the network is 784-256-64-10 in float32, with batches of 128.
- **PyTorch's example network**: 1x28x28, conv 32 3x3, relu, conv 64 3x3, relu, maxpool 2x2, dropout 0.25,
  flatten, dense 128, relu, dropout 0.5, dense 10; trained by SGD on the first 6,000 digits.
- **ONNX Runtime** gets the same weights in ONNX: batch norms folded into the convolutions, ReLU fused, all
  graph optimisations, float32 pixels in memory. Inkling takes bytes, and calibrates its reading.
- **int8** is in QDQ form: weights with a scale for each output, ranges from 512 training digits.
- **TorchSharp and PyTorch** run eager. They read in one batch and in batches of 512; the fastest counts.
- **ML.NET**'s trainers and Inkling's recipes have their default settings.
- **Conversions** read from the file cache and end with the output on the disk (fsync), on both sides.
  Decoding alone is parsing, decoding and formatting in memory, on one thread.
- **Cold starts** alternate, n = 20: whole processes. The ONNX Runtime program is published with ReadyToRun
  and decodes with SkiaSharp. The picture is an MNIST digit as a PNG of 28 × 28."""


def main():
    parser = argparse.ArgumentParser(prog="bench/side-by-side.sh")
    parser.add_argument("--rounds", type=int, default=0, help="rounds by turns; 7, or 1 of a quick run")
    parser.add_argument("--quick", action="store_true", help="less of all, into artifacts/side-by-side")
    parser.add_argument("--jpegs", default=os.environ.get("INKLING_JPEGS"),
                        help="MNIST's JPEGs in folders 0 to 9")
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 7)
    slug = re.sub(r"[^a-z0-9]+", "-", machine().lower()).strip("-")
    folder = WORK / "results" if options.quick else HERE / "results" / slug
    folder.mkdir(parents=True, exist_ok=True)
    others = Others()
    with tempfile.TemporaryDirectory(dir=WORK) as work:
        found = measured(options, Path(work))
    text = page({**found, "others": others.share()}, folder, options)
    (folder / "engine.md").write_text(text, encoding="utf-8")
    print(text)
    say(f"Written to {folder}.")


if __name__ == "__main__":
    sys.exit(main())
