"""Turns what bench/side_by_side.py measured into tables. A cell is a median and the range of its rounds."""
import statistics

DIGITS, SIZES = 60_000, (784, 256, 64, 10)
CONVOLVED, MANY = 6_000, 1_000
WHO = {"onnx": "ONNX Runtime", "torchsharp": "TorchSharp", "pytorch": "PyTorch 1.13", "numpy": "NumPy"}
NOT_LOADED = "TorchSharp: not loaded, it needs libstdc++ of GCC 13.2"
TRAINERS = {"sdca": "SDCA", "lbfgs": "L-BFGS", "lightgbm": "LightGBM"}
# A sample's operations, a multiply-add being two. Learning takes each layer's product three times, and of the
# first, whose inputs nobody wants the gradient of, twice.
CONVOLUTIONS = [26 * 26 * 32 * 9, 24 * 24 * 64 * 32 * 9, 9216 * 128, 128 * 10]
CONVOLVING = 2 * (3 * sum(CONVOLUTIONS) - CONVOLUTIONS[0])

CONV = f"conv {CONVOLVED}"
READS, MANIES = ["read 512", f"read {DIGITS}"], [32, 250]
# Inkling's measure; its name, unit and digits; the peers' measures of the same work.
WORK = {
    "sgd": ("one epoch, SGD", "s", 1, ["sgd"]),
    "adamw": ("one epoch, AdamW", "s", 1, ["adamw"]),
    CONV: ("6,000 digits, PyTorch's example network", "s", 1, [CONV]),
    "read": ("reading 60,000, dense", "s", 1, READS),
    "one": ("one digit, dense", "µs", 1, ["one"]),
    "shipped": ("one digit, the model that ships", "µs", 1, ["shipped"]),
    f"many {MANY}": ("1,000 digits in batches, the model that ships, a digit", "µs", MANY,
                     [f"many {MANY} {batch}" for batch in MANIES]),
}
INT8 = {"shipped": ["shipped_int8"], f"many {MANY}": [f"many_int8 {MANY} {batch}" for batch in MANIES]}
TORCH, ALL = ["torchsharp", "pytorch"], ["onnx", "torchsharp", "pytorch"]
# Which peers do that work on several cores, with one core and thread besides; and which on one core only.
ON_ALL = {"sgd": [*TORCH, "numpy"], "adamw": TORCH, CONV: TORCH, "read": ALL, "one": [],
          "shipped": ["onnx"], f"many {MANY}": ["onnx"]}
ON_ONE = {"sgd": TORCH, "adamw": TORCH, CONV: ["torchsharp"], "read": ["onnx", "torchsharp"], "one": ALL,
          "shipped": ["onnx"], f"many {MANY}": []}
# Debian's PyTorch is slower with two threads where the work is small, and with one where it is much.
LEFT_OUT = {"pytorch sgd", "pytorch adamw", "pytorch read 512"}


def turns():
    """Who measures what, in the order of a round."""
    yield from [("inkling", "limit"), ("inkling", "signal")]
    for mine in WORK:
        theirs = WORK[mine][3] + INT8.get(mine, [])
        yield "inkling", mine
        yield from ((who, what) for who in ON_ALL[mine] for what in theirs if f"{who} {what}" not in LEFT_OUT)
        if ON_ONE[mine]:
            yield "inkling1", mine
        yield from ((f"{who}1", what) for who in ON_ONE[mine] for what in theirs)


TURNS = list(turns())


def operations(width=SIZES[1]):
    """Of a sample, read and learnt; a multiply-add is two. Learning takes a product more for the weights of
    each layer, and one for the inputs of each but the first."""
    later = 2 * (width * SIZES[2] + SIZES[2] * SIZES[3])
    reading = 2 * SIZES[0] * width + later
    return reading, 2 * reading + later


def speed(seconds, of, digits=DIGITS):
    return digits * of / statistics.median(seconds) / 1e9


def cell(values, unit="s", each=1):
    scale = {"ns": 1e9, "µs": 1e6, "ms": 1e3}.get(unit, 1) / each
    values = sorted(DIGITS / value if unit == "images/s" else scale * value for value in values)
    middle = statistics.median(values)
    digits = 0 if middle >= 1000 else 1 if middle >= 100 else 2 if middle >= 1 else 3
    return f"**{middle:,.{digits}f} {unit}** ({values[0]:,.{digits}f} to {values[-1]:,.{digits}f})"


def table(heads, rows):
    yield "| " + " | ".join(heads) + " |"
    yield "|---" + "|---:" * (len(heads) - 1) + "|"
    yield from ("| " + " | ".join(str(value) for value in row) + " |" for row in rows)
    yield ""


def ratio(theirs, ours):
    return statistics.median(theirs) / statistics.median(ours)


def named(key):
    """"onnx1 many_int8 1000 32" as "ONNX Runtime int8, one thread, in batches of 32"."""
    who, *measure = key.split()
    name = WHO[who.rstrip("1")] + (" int8" if measure[0].endswith("int8") else "")
    name += ", one thread" if who.endswith("1") else ""
    if measure[0] not in ("read", "many", "many_int8"):
        return name
    return f"{name}, in {'one batch' if measure[-1] == str(DIGITS) else f'batches of {measure[-1]}'}"


def against(rounds, mine, who, bar=None, cores="two", measures=None):
    """A row against the fastest way in which these peers do the same; without a bar it judges nothing."""
    what, unit, each, usual = WORK[mine]
    ours = rounds[f"inkling{'1' if cores == 'one' else ''} {mine}"]
    takers = [f"{name}{suffix}" for name in who for suffix in (["1"] if cores == "one" else ["", "1"])]
    keys = [f"{taker} {measure}" for taker in takers for measure in measures or usual]
    theirs = {key: rounds[key] for key in keys if key in rounds}
    target = f"at least {bar}" if bar else ""
    if not theirs:
        return [what, cores, cell(ours, unit, each), NOT_LOADED, "", target, "not judged"]
    best = min(theirs, key=lambda key: statistics.median(theirs[key]))
    found = ratio(theirs[best], ours)
    return [what, cores, cell(ours, unit, each), f"{named(best)}: {cell(theirs[best], unit, each)}",
            f"{found:.2f}", target, verdict(found >= bar) if bar else ""]


def judged(rounds, starts):
    """The rows against the .NET peers, with the ratios that are wanted."""
    many, both = f"many {MANY}", ["onnx", "torchsharp"]
    for mine, bar in (("sgd", 4), ("adamw", 5), (CONV, 3), ("read", 3)):
        who = both if mine == "read" else ["torchsharp"]
        yield against(rounds, mine, who, bar)
        yield against(rounds, mine, who, cores="one")
    yield against(rounds, "one", both, 4, "one")
    yield against(rounds, "shipped", ["onnx"], 1.5, "one")
    yield against(rounds, "shipped", ["onnx"], 1.0, "one", INT8["shipped"])
    yield against(rounds, "shipped", ["onnx"])
    yield against(rounds, "shipped", ["onnx"], measures=INT8["shipped"])
    yield against(rounds, many, ["onnx"], 1.5)
    yield against(rounds, many, ["onnx"], 1.0, measures=INT8[many])
    for model, name in {"shipped": "`predict one.png`, cold",
                        "dense": "the same with `--model dense.npz`"}.items():
        managed, native, theirs = starts[model]
        for build, ours in (("ReadyToRun", managed), ("NativeAOT", native)):
            found = ratio(theirs, ours)
            yield [f"{name}, {build}", "two", cell(ours), f"ONNX Runtime program: {cell(theirs)}",
                   f"{found:.2f}", "at least 1.2", verdict(found >= 1.2)]


def exports(found):
    yield (f"The model that ships, in ONNX, reads {found['float']:.2%} of the test set right, and "
           f"{found['int8']:.2%} in int8.")
    yield f"Its probabilities differ from Inkling's by at most {found['difference']:.1g} on 1,000 digits."


def trainers(found):
    for name, answer in found.items():
        # Inkling's worker gives seconds first.
        first, second = map(float, answer.split())
        accuracy, seconds = (first, second) if name.startswith("ML.NET") else (second, first)
        yield [name, f"{accuracy:.2%}", f"{seconds:.1f} s"]


def peers(rounds):
    """Every way of the peers that was measured."""
    for mine, (what, unit, each, usual) in WORK.items():
        for measure in usual + INT8.get(mine, []):
            for key, values in rounds.items():
                who, _, other = key.partition(" ")
                if other != measure or who.startswith("inkling"):
                    continue
                suffix = "1" if who.endswith("1") and f"inkling1 {mine}" in rounds else ""
                yield [what, "one" if suffix else "two", named(key), cell(values, unit, each),
                       f"{ratio(values, rounds[f'inkling{suffix} {mine}']):.2f}"]


def of_limit(rounds, mine, of, digits=DIGITS, bar=0.6):
    rate, limit = speed(rounds[f"inkling {mine}"], of, digits), rounds["inkling limit"]
    share = rate / statistics.median(limit)
    return [f"{WORK[mine][0]}, of the limit", f"{rate:.0f} GFLOP/s", cell(limit, "GFLOP/s"), f"{share:.0%}",
            f"at least {bar:.0%}", verdict(share >= bar)]


def under(what, values, bar, unit):
    """A row whose own number is judged: the median, in the unit, is below the bar."""
    holds = statistics.median(values) < bar
    return [what, cell(values, unit), "", "", f"under {bar} {unit}", verdict(holds)]


def verdict(holds):
    return "yes" if holds else "**no**"


def alone(rounds, recipe, trainings, conversions):
    """Inkling against the machine's limit and its own bars."""
    reading, learning = operations()
    yield of_limit(rounds, "sgd", learning)
    yield of_limit(rounds, "read", reading)
    yield of_limit(rounds, CONV, CONVOLVING, CONVOLVED, bar=0.5)
    accuracy = statistics.mean(right for _, right in recipe)
    yield under("fastest recipe, from data in memory to the end", [time for time, _ in recipe], 2.0, "s")
    yield [f"its accuracy on the test set, seeds 1 to {len(recipe)}", f"{accuracy:.2%} on average", "", "",
           "at least 98.0%", verdict(accuracy >= 0.98)]
    yield under("`inkling train`, whole process", [time for time, _ in trainings], 3.5, "s")
    yield under("its memory", [memory for _, memory in trainings], 250, "MB")
    for conversion in conversions:
        whole, disk, decoding = zip(*conversion.rounds)
        found = statistics.median(whole) / (statistics.median(disk) + statistics.median(decoding))
        yield [f"{conversion.name}, whole process", cell(whole),
               f"disk {cell(disk)} and decoding {cell(decoding)}, alone", f"{found:.2f} times as long",
               "at most 3", verdict(found <= 3)]


def folders(measured, cores):
    """Folders beside their parts: names, bars and seconds."""
    for folder in measured:
        whole, *parts = zip(*folder.rounds)
        rate, alone = folder.files / statistics.median(whole), sum(map(statistics.median, parts)) / cores
        longer = statistics.median(whole) / alone
        yield [folder.name, f"**{rate:,.0f}** ({folder.files / max(whole):,.0f} to "
               f"{folder.files / min(whole):,.0f})", *(cell(part, "µs", folder.files) for part in parts),
               f"{longer:.2f}", f"{folder.bar:,}, or at most 1.3 times",
               verdict(rate >= folder.bar or longer <= 1.3)]


def narrowed(settings):
    """The engine under settings of the runtime: name -> rounds."""
    reading, learning = operations()
    for name, rounds in settings.items():
        limit = statistics.median(rounds["inkling limit"])
        sgd, read = rounds["inkling sgd"], rounds["inkling read"]
        yield [name, cell(rounds["inkling limit"], "GFLOP/s"), cell(sgd),
               f"{speed(sgd, learning) / limit:.0%}", cell(rounds["inkling adamw"]),
               cell(read, "images/s"), f"{speed(read, reading) / limit:.0%}",
               cell(rounds["inkling one"], "µs")]


def swept(points, limit, operations_of):
    """points: x -> seconds of an epoch in each round."""
    for x, seconds in points.items():
        rate = speed(seconds, operations_of(x))
        yield [f"{x:,}", cell(seconds), f"{rate:.0f}", f"{rate / limit:.0%}"]
