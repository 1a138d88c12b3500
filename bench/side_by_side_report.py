"""Turns what bench/side_by_side.py measured into tables. A cell is a median and the range of its rounds."""
import statistics

DIGITS, SIZES = 60_000, (784, 256, 64, 10)
WHO = {"numpy": "NumPy", "torch": "PyTorch, as many threads as cores", "torch1": "PyTorch, one thread"}
WHAT = {"sgd": "one epoch, SGD", "adam": "one epoch, Adam", "adamw": "one epoch, AdamW",
        "conv": "one epoch of convolutions, SGD", "one": "reading one image",
        "read": "reading 60,000, in batches", "read 60000": "reading 60,000, in one batch",
        "read 512": "reading 60,000, in batches of 512",
        "read_onednn 2048": "reading 60,000, in batches of 2,048, converted to oneDNN's tensors"}
# Digits of an epoch of convolutions, which is slow; and a sample's operations, a multiply-add being two.
# Learning takes each layer's product three times, and of the first, whose inputs nobody wants the gradient
# of, twice.
CONVOLVED = 6_000
CONVOLUTIONS = [26 * 26 * 32 * 9, 24 * 24 * 64 * 32 * 9, 9216 * 128, 128 * 10]
CONVOLVING = 2 * (3 * sum(CONVOLUTIONS) - CONVOLUTIONS[0])
PLAIN_READS = ["read 60000", "read 512"]


def operations(width=SIZES[1]):
    """Of a sample, read and learnt; a multiply-add is two. Learning takes a product more for the weights of
    each layer, and one for the inputs of each but the first."""
    later = 2 * (width * SIZES[2] + SIZES[2] * SIZES[3])
    reading = 2 * SIZES[0] * width + later
    return reading, 2 * reading + later


def speed(seconds, of):
    return DIGITS * of / statistics.median(seconds) / 1e9


def cell(values, unit="s"):
    scale = {"ns": 1e9, "µs": 1e6, "ms": 1e3}.get(unit, 1)
    values = sorted(DIGITS / value if unit == "images/s" else scale * value for value in values)
    middle = statistics.median(values)
    digits = 0 if middle >= 1000 else 1 if middle >= 100 else 2 if middle >= 1 else 3
    return f"**{middle:,.{digits}f} {unit}** ({values[0]:,.{digits}f} to {values[-1]:,.{digits}f})"


def table(heads, rows):
    yield "| " + " | ".join(heads) + " |"
    yield "|---" + "|---:" * (len(heads) - 1) + "|"
    yield from ("| " + " | ".join(str(value) for value in row) + " |" for row in rows)
    yield ""


def against(rounds, mine, measures, bar=None, unit="s"):
    """A row against the fastest of the peers' ways to do the same; without a bar it judges nothing."""
    ours = rounds[f"inkling {mine}"]
    theirs = {f"{who} {measure}": rounds[f"{who} {measure}"] for who, measure in measures}
    name = min(theirs, key=lambda each: statistics.median(theirs[each]))
    ratio = statistics.median(theirs[name]) / statistics.median(ours)
    who, _, measure = name.partition(" ")
    also = f", {WHAT[measure].rpartition(', ')[2]}" if measure.startswith("read") else ""
    return [WHAT[mine], cell(ours, unit), f"{WHO[who]}{also}: {cell(theirs[name], unit)}",
            f"{ratio:.2f} times as fast", *([f"at least {bar}", verdict(ratio >= bar)] if bar else ["", ""])]


def of_limit(rounds, mine, of, bar=0.6):
    rate, limit = speed(rounds[f"inkling {mine}"], of), rounds["inkling limit"]
    share = rate / statistics.median(limit)
    return [f"{WHAT[mine]}, of the limit", f"{rate:.0f} GFLOP/s", cell(limit, "GFLOP/s"), f"{share:.0%}",
            f"at least {bar:.0%}", verdict(share >= bar)]


def under(what, values, bar, unit, other="", scale=1):
    """A row whose own number is judged: the median, in the unit, is below the bar."""
    holds = statistics.median(values) * scale < bar
    return [what, cell(values, unit), other, "", f"under {bar} {unit}", verdict(holds)]


def verdict(holds):
    return "yes" if holds else "**no**"


def judged(rounds, recipe, trainings, starts, conversions):
    reading, learning = operations()
    torch = ["torch", "torch1"]
    yield against(rounds, "sgd", [("numpy", "sgd")])
    yield against(rounds, "sgd", [(who, "sgd") for who in torch], 4)
    yield of_limit(rounds, "sgd", learning)
    yield against(rounds, "adamw", [(who, "adam") for who in torch], 5)
    accuracy = statistics.mean(right for _, right in recipe)
    yield under("fastest recipe, from data in memory to the end", [time for time, _ in recipe], 2.0, "s")
    yield [f"its accuracy on the test set, seeds 1 to {len(recipe)}", f"{accuracy:.2%} on average", "", "",
           "at least 98.0%", verdict(accuracy >= 0.98)]
    yield under("`inkling train`, whole process", [time for time, _ in trainings], 3.5, "s")
    yield under("its memory", [memory for _, memory in trainings], 250, "MB")
    yield against(rounds, "read", [(who, how) for who in torch for how in PLAIN_READS], 3, "images/s")
    yield of_limit(rounds, "read", reading)
    yield against(rounds, "conv", [(who, "conv") for who in torch], 3)
    yield of_limit(rounds, "conv", CONVOLVING, bar=0.5)
    alone = min((rounds[f"{who} one"] for who in torch), key=statistics.median)
    peer = f"PyTorch: {cell(alone, 'µs')}"
    yield under("reading one image, warm", rounds["inkling one"], 15, "µs", peer, scale=1e6)
    ours, theirs = zip(*starts)
    ratio = statistics.median(theirs) / statistics.median(ours)
    yield [f"`inkling predict one.png`, cold, n = {len(starts)}", cell(ours), f"NumPy script: {cell(theirs)}",
           f"{ratio:.2f} times as fast", "faster", verdict(ratio > 1)]
    for conversion in conversions:
        whole, disk, alone = zip(*conversion.rounds)
        ratio = statistics.median(whole) / (statistics.median(disk) + statistics.median(alone))
        yield [f"{conversion.name}, whole process", cell(whole),
               f"disk {cell(disk)} and decoding {cell(alone)}, alone", f"{ratio:.2f} times as long",
               "at most 3", verdict(ratio <= 3)]


def peers(rounds):
    """Every way of the peers that was measured."""
    for key, values in rounds.items():
        who, _, measure = key.partition(" ")
        if who == "inkling":
            continue
        mine = {"adam": "adamw"}.get(measure, measure.partition("_")[0].partition(" ")[0])
        ratio = statistics.median(values) / statistics.median(rounds[f"inkling {mine}"])
        unit = "images/s" if mine == "read" else "µs" if mine == "one" else "s"
        yield [WHAT[measure], WHO[who], cell(values, unit), f"{ratio:.2f}"]


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
