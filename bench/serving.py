"""Holds `inkling serve` under load, beside serving_peer.py; started by bench/serving, which says how."""
import functools
import json
import os
import random
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from PIL import Image, ImageDraw

from side_by_side_runs import BENCHMARKS, CORES, HERE, PYTHON, ROOT, commit, machine, peer_environment

INKLING = ROOT / "artifacts/bin/Inkling.Cli/release/inkling"
# The peer's network, 784-256-64-10: a second's work, which needs no data.
PEER_RECIPE = ["--recipe", "fast", "--data", "synthetic", "--seed", "1"]
CLIENTS = 32
TICKS = os.sysconf("SC_CLK_TCK")
PAUSE, RESTING = 0.5, 0.05  # seconds between two looks, and the share of a core that is rest
SIDE, PEN = 280, 17.5

# Each digit as a person writes it, in a unit box: those of samples/draw.cs.
OUTLINES = [
    [[.5, .03, .22, .2, .13, .5, .22, .82, .5, .97, .78, .8, .87, .5, .78, .18, .5, .03]],
    [[.36, .2, .54, .04, .53, .3, .52, .65, .52, .97]],
    [[.16, .25, .32, .07, .6, .05, .79, .24, .7, .47, .42, .74, .13, .95],
     [.13, .95, .4, .91, .65, .94, .9, .92]],
    [[.15, .12, .5, .03, .8, .2, .7, .41, .4, .48],
     [.4, .48, .74, .54, .85, .75, .6, .95, .35, .96, .12, .87]],
    [[.3, .06, .24, .3, .14, .56], [.14, .56, .5, .55, .88, .54], [.68, .1, .66, .5, .64, .97]],
    [[.8, .06, .55, .06, .28, .07], [.28, .07, .25, .25, .22, .44],
     [.22, .44, .5, .38, .78, .52, .8, .77, .6, .94, .36, .97, .13, .88]],
    [[.68, .03, .42, .22, .22, .55, .24, .82, .45, .97, .72, .9, .8, .72, .66, .56, .42, .58, .25, .74]],
    [[.12, .09, .45, .08, .86, .07], [.86, .07, .66, .4, .52, .68, .44, .97]],
    [[.75, .17, .52, .03, .28, .14, .32, .34, .55, .48, .76, .68, .72, .9, .48, .97, .25, .87, .28, .66,
      .5, .48, .7, .34, .75, .17]],
    [[.76, .24, .56, .04, .3, .1, .2, .3, .34, .48, .58, .46, .76, .24],
     [.76, .24, .76, .5, .7, .75, .64, .97]],
]


def smooth(flat):
    """A Catmull-Rom curve through the points, eight pieces between each two: as dense as a pointer's."""
    points = list(zip(flat[::2], flat[1::2]))
    for i in range(len(points) - 1):
        a, b, c, d = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, len(points) - 1)]
        for t in (step / 8 for step in range(8)):
            yield tuple(0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t
                               + (3 * q - p - 3 * r + s) * t ** 3) for p, q, r, s in zip(a, b, c, d))
    yield points[-1]


def drawings(folder, variants=3):
    """Digits of several sizes, slants and places, each as a PNG and as strokes; their paths."""
    rng = random.Random(1)
    pictures, strokes = [], []
    for digit, variant in ((digit, variant) for variant in range(variants) for digit in range(10)):
        tall, slant = rng.uniform(150, 210), rng.uniform(0, 0.2)
        left, top = rng.uniform(30, SIDE - tall - 30), rng.uniform(20, SIDE - tall - 20)
        paths = [[(left + tall * (0.75 * x + slant * (0.5 - y) + 0.1), top + tall * y)
                  for x, y in smooth(flat)] for flat in OUTLINES[digit]]
        name = folder / f"{digit}-{variant}"
        painted(paths).save(name.with_suffix(".png"))
        rounded = [[[round(x, 1), round(y, 1)] for x, y in path] for path in paths]
        name.with_suffix(".json").write_text(json.dumps({"strokes": rounded}))
        pictures.append(name.with_suffix(".png"))
        strokes.append(name.with_suffix(".json"))
    return pictures, strokes


def painted(paths, finer=4):
    canvas = Image.new("L", (SIDE * finer, SIDE * finer))
    draw, radius = ImageDraw.Draw(canvas), PEN * finer / 2
    for path in paths:
        points = [(x * finer, y * finer) for x, y in path]
        draw.line(points, 255, round(2 * radius))
        for x, y in points:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), 255)
    return canvas.resize((SIDE, SIDE), Image.BOX)


class Server:
    """A server and all its processes, from its start to its end."""

    def __init__(self, command, log, environment):
        self.log = log
        self.process = subprocess.Popen(command, stdout=log.open("wb"), stderr=subprocess.STDOUT,
                                        env=environment)

    def await_lines(self, pattern, count=1):
        """Waits until the log has so many lines that match, and returns the last match."""
        while len(found := list(re.finditer(pattern, self.log.read_text()))) < count:
            if self.process.poll() is not None:
                raise SystemExit(f"{self.process.args[0]} ended with {self.process.returncode} before it "
                                 f"served:\n{self.log.read_text()}")
            time.sleep(0.05)
        return found[-1]

    def processes(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def memory(self):
        """MiB that are resident; what processes share counts for each."""
        return sum(int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])
                   for pid in self.processes()) / 1024

    def seconds(self):
        """Seconds of the processors so far."""
        ticks = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.processes())
        return sum(int(fields[11]) + int(fields[12]) for fields in ticks) / TICKS

    def await_rest(self):
        """Waits until its processors rest, which .NET's do when the server has warmed up."""
        worked = None
        while worked is None or self.seconds() - worked > RESTING * PAUSE:
            worked = self.seconds()
            time.sleep(PAUSE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def inkling(folder):
    command = [INKLING, "serve", "--port", "0", "--corrections", folder / "corrections.db"]
    server = Server(command, folder / "inkling.log", os.environ)
    return server, server.await_lines(r"Serving at (http\S+)")[1].rstrip("/")


def train(network):
    subprocess.run([INKLING, "train", *PEER_RECIPE, "--out", network], check=True, stdout=subprocess.DEVNULL)


def peer(network, folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYTHON, "-m", "uvicorn", "serving_peer:app", "--app-dir", HERE, "--port", str(port),
               "--workers", str(CORES), "--loop", "uvloop", "--http", "httptools", "--no-access-log"]
    # Each worker multiplies on its own core: threads of OpenBLAS's would only be in the other worker's way.
    environment = peer_environment(threads=1) | {"SERVING_NETWORK": str(network)}
    server = Server(command, folder / "peer.log", environment)
    server.await_lines("startup complete", CORES)
    return server, f"http://127.0.0.1:{port}"


def busy():
    """Seconds that the processors have worked, for whomever."""
    user, nice, system, _, _, irq, softirq, steal = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS


def of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def load(start, files, count):
    """One round: what the client says, and the server's memory and time meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        server, address = start(Path(folder))
        with server:
            server.await_rest()
            before = time.monotonic(), busy() - server.seconds() - of_children()
            client = subprocess.Popen(
                [BENCHMARKS, "load", f"{address}/api/predict", str(count), str(CLIENTS), *files],
                stdout=subprocess.PIPE, text=True)
            client.stdout.readline()
            worked, samples, over = server.seconds(), [], threading.Event()

            def watch():
                while not over.wait(0.02):
                    samples.append((time.monotonic(), server.memory()))

            watcher = threading.Thread(target=watch)
            watcher.start()
            client.stdout.readline()
            half = time.monotonic(), server.memory()
            result = json.loads(client.stdout.readline())
            work = (server.seconds() - worked) * 1000 / count
            result |= {"half": half[1], "end": server.memory(), "work": work}
            over.set()
            watcher.join()
            client.wait()
            later = [mib for when, mib in samples if when > half[0]]
            result["most"] = max([result["half"], result["end"], *later])
            others = busy() - server.seconds() - of_children() - before[1]
            result["others"] = max(0, others / (time.monotonic() - before[0]) / CORES)
            return result


def tables(names, rounds):
    lines = ["| server and body | requests/s | 50 % | 95 % | 99 % | slowest | errors "
             "| server's CPU time a request |",
             "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for name in names:
        of = [row[name] for row in rounds]

        def median(key):
            return f"{statistics.median(row[key] for row in of):.2f} ms"

        rates = sorted(row["requests"] / row["seconds"] for row in of)
        rate = f"**{statistics.median(rates):,.0f}** ({rates[0]:,.0f} to {rates[-1]:,.0f})"
        lines.append(f"| {name} | {rate} | {median('p50')} | {median('p95')} | {median('p99')} "
                     f"| {max(row['max'] for row in of):.1f} ms | {sum(row['errors'] for row in of)} "
                     f"| {median('work')} |")
    lines += ["", "| resident memory, MiB | round | at half | at the end | most in the second half |",
              "|---|---:|---:|---:|---:|"]
    for name in names:
        for i, row in enumerate(rounds):
            memory = " | ".join(f"{row[name][when]:.1f}" for when in ("half", "end", "most"))
            lines.append(f"| {name} | {i + 1} | {memory} |")
    return lines


def main(count, rounds):
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        pictures, strokes = drawings(Path(folder))
        train(network := Path(folder) / "dense.npz")
        runs = {"Inkling, PNG": (inkling, pictures),
                "FastAPI and NumPy, PNG": (functools.partial(peer, network), pictures),
                "Inkling, strokes": (inkling, strokes)}
        results = []
        for i in range(rounds):
            results.append({})
            for name, (start, files) in runs.items():
                results[-1][name] = load(start, files, count)
                print(f"round {i + 1}, {name}: {results[-1][name]}", file=sys.stderr)
        size = statistics.mean(path.stat().st_size for path in pictures)
        points = statistics.mean(path.read_text().count(",") / 2 for path in strokes)
    shares = [row["others"] for by_name in results for row in by_name.values()]
    others, calm = max(shares), statistics.median(shares)
    text = "\n".join([
        "# The HTTP API under load", "",
        "| run | |", "|---|---|",
        f"| command | `bench/serving {count} {rounds}` |",
        f"| commit | {commit()} |",
        f"| machine | {machine()}, {CORES} cores |",
        f"| rounds | {rounds}, alternating, of {count:,} requests from {CLIENTS} clients |",
        f"| load average before | {load_before:.1f} |",
        f"| processors used by other programs, worst round | {others:.0%} |",
        f"| processors used by other programs, median round | {calm:.0%} |", "",
        *tables(runs, results), "",
        "Rates and times are medians of the rounds; the slowest is of all rounds. An error is any answer but",
        "200 with the right digit.", "",
        "- **A round** starts the server, waits until it rests, warms it up by 500 requests, and sends",
        "  `POST /api/predict` on loopback.",
        "- **Clients** keep one connection each and await each answer, so a time is mostly the wait for a "
        "turn.",
        f"  The clients share the {CORES} cores with the server.",
        f"- **Bodies** are {len(pictures)} drawings of 280 × 280 in turn: grey PNGs of {size:,.0f} bytes, or "
        f"JSON of {points:.0f} points on average.",
        "- **Inkling** is `inkling serve` with its defaults, its log of requests written to a file.",
        f"- **The peer**, `bench/serving_peer.py`, is FastAPI on uvicorn with uvloop and httptools: {CORES} "
        "workers with a",
        "  thread of OpenBLAS each, and no log. Its memory is the sum over its processes, shared pages "
        "counted in each.",
        "- **Networks**: Inkling runs the model that ships; the peer a dense one, 784-256-64-10, of "
        "`inkling train",
        f"  {' '.join(PEER_RECIPE)}`.",
        "- **Preparation**: the peer's is for clean light ink on black. Inkling's also handles shade, grain, "
        "ruled lines,",
        "  either polarity and further digits.", ""])
    slug = re.sub(r"[^a-z0-9]+", "-", machine().lower()).strip("-")
    path = HERE / "results" / slug / "serving.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    print(text)
    return any(row["errors"] for by_name in results for row in by_name.values())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
