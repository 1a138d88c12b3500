"""The whole processes of bench/side_by_side.py: training, one picture, and files from one form to another."""
import struct
import zlib
from pathlib import Path

import mnist_files
import serving
from side_by_side_runs import BENCHMARKS, COLD_START, INKLING, NATIVE, Worker
from side_by_side_runs import read_plainly, say, whole, write_plainly

RECIPE = ["--recipe", "fast"]  # the one that gets to 98 % soonest


def train(folder, rounds):
    """Seconds and MB of each training, from the command's start to its end."""
    command = [INKLING, "train", "--data", "mnist", *RECIPE, "--out", folder / "network.npz"]
    for i in range(rounds):
        yield whole(*command)
        say(f"training {i + 1} of {rounds} is done")


def picture(path, pixels):
    """Writes a digit of 28 x 28 as a grey PNG without filters."""
    rows = b"".join(b"\0" + pixels[row:row + 28] for row in range(0, 784, 28))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 28, 28, 8, 0, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path


def cold_starts(folder, dense, models, rounds):
    """Seconds of whole processes that read a picture: `inkling predict`, the same without a runtime, and the
    ONNX Runtime program, with the model that ships and with the dense one; by turns, the first left out."""
    one = picture(folder / "one.png", mnist_files.test()[0][:784])
    words = {"shipped": ["predict", one], "dense": ["predict", "--model", dense, one]}
    commands = {model: [[INKLING, *ours], [NATIVE, *ours], [COLD_START, models[model], one]]
                for model, ours in words.items()}
    turns = {model: [] for model in commands}
    for _ in range(rounds + 1):
        for model, all_of in commands.items():
            turns[model].append([whole(*command)[0] for command in all_of])
    say(f"{rounds} cold starts of each are done")
    return {model: list(zip(*rows[1:])) for model, rows in turns.items()}


class Folder:
    """A folder that `predict` reads, beside what it can't do without: its pictures decoded, prepared and
    read, on one thread and without the disk."""

    def __init__(self, name, path, bar):
        self.name, self.path, self.bar = name, path, bar
        self.files = len(list(path.iterdir()))
        self.alone = Worker(BENCHMARKS, "parts", path, cores=1)
        self.alone.ask("warm up")
        self.rounds = []

    def run(self):
        seconds, _ = whole(INKLING, "predict", self.path, "--csv")
        parts = [float(part) for part in self.alone.ask("again").split()]
        self.rounds.append((seconds, *parts))
        say(f"{self.name}: {seconds:.2f} s; parts {' + '.join(f'{part:.2f}' for part in parts)} s")


def folders(work, rounds):
    """MNIST's test set as pictures, and 200 drawings of a pen, ten copies of each; read by turns."""
    digits, drawn = work / "digits", work / "drawings"
    digits.mkdir()
    drawn.mkdir()
    pixels, labels = mnist_files.test()
    for i in range(len(labels)):
        picture(digits / f"{i}.png", pixels[i * 784:(i + 1) * 784])
    for path in serving.drawings(work, variants=20)[0]:
        for i in range(10):
            (drawn / f"{path.stem}-{i}.png").write_bytes(path.read_bytes())
    all_of = [Folder("10,000 PNG of 28 × 28", digits, 12_000), Folder("2,000 PNG of 280 × 280", drawn, 5_000)]
    for _ in range(rounds):
        for one in all_of:
            one.run()
    for one in all_of:
        one.alone.end()
    return all_of


class Conversion:
    """A conversion beside what it can't do without: files plainly read and written, digits decoded or
    formatted."""

    def __init__(self, name, source, target, reads, alone):
        self.name, self.source, self.target, self.reads, self.alone = name, source, target, reads, alone
        self.rounds = []

    def run(self):
        # A new file, as the plain one: to replace an old one takes the system a while to let go of that.
        self.target.unlink(missing_ok=True)
        seconds, _ = whole(INKLING, "convert", self.source, self.target)
        reading = read_plainly(self.reads)
        writing = write_plainly(self.target.with_name("plain"), self.target.stat().st_size)
        self.rounds.append((seconds, reading + writing, self.alone()))
        say(f"{self.name}: {seconds:.2f} s; disk {reading:.2f} + {writing:.2f} s, "
            f"decoding {self.rounds[-1][2]:.2f} s")


def conversions(folder, rounds, jpegs):
    """The conversions, measured by turns. Without a folder of JPEGs, theirs is left out."""
    idx, again, csv = folder / "a-images-idx3-ubyte", folder / "b-images-idx3-ubyte", folder / "digits.csv"
    whole(INKLING, "convert", "mnist", idx)
    whole(INKLING, "convert", idx, csv)
    pictures = sorted(path for path in Path(jpegs).rglob("*.jp*g")) if jpegs else []
    alone = Worker(BENCHMARKS, "convert", csv, *([jpegs] if jpegs else []))

    def seconds(*parts):
        return sum(float(alone.ask(part)) for part in parts)

    all_of = [Conversion("60,000 digits, IDX to CSV", idx, csv, [idx], lambda: seconds("write")),
              Conversion("60,000 rows, CSV to IDX", csv, again, [csv], lambda: seconds("read"))]
    if jpegs:
        all_of.append(Conversion(f"{len(pictures):,} JPEGs to CSV", jpegs, folder / "jpegs.csv", pictures,
                                 lambda: seconds("decode", "write")))
    else:
        say("NOT MEASURED: JPEGs to CSV. Name a folder with MNIST's JPEGs in 0 … 9: --jpegs FOLDER, or "
            "INKLING_JPEGS.")
    for _ in range(rounds):
        for conversion in all_of:
            conversion.run()
    alone.end()
    return all_of
