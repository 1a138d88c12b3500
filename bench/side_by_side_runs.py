"""How the benchmarks run others: workers that are kept alive, whole processes, and the disk by itself."""
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BENCHMARKS = ROOT / "artifacts/bin/Inkling.Benchmarks/release/Inkling.Benchmarks"
PEERS = ROOT / "artifacts/bin/Peers/release/Peers"
WORK = ROOT / "artifacts/side-by-side"
INKLING = WORK / "published/inkling"
NATIVE = WORK / "native/inkling"
COLD_START = WORK / "cold-start/cold-start"
LIBSTDCXX = WORK / "libstdc++"
PYTHON = "/usr/bin/python3"
CORES = len(os.sched_getaffinity(0))
BLOCK = bytes(1 << 20)


def say(text):
    print(text, file=sys.stderr, flush=True)


def peer_environment(threads):
    """BLAS and OpenMP choose for themselves, but for the number of threads: a core type that is named for
    them in this shell would make the peers slower than they are."""
    told = ("OPENBLAS_", "OMP_", "GOMP_", "MKL_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(told)}
    return {**kept, "OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}


class Worker:
    """A process that answers a line with a line, on so many cores; its first line says what it is."""

    def __init__(self, *command, environment=None, cores=CORES):
        chosen = sorted(os.sched_getaffinity(0))[:cores]
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment, preexec_fn=lambda: os.sched_setaffinity(0, chosen))
        self.name = self.line()
        say(f"{self.name}, {cores} {'core' if cores == 1 else 'cores'}")

    def line(self):
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.process.args} ended: {self.process.wait()}")
        return answer.strip()

    def ask(self, question):
        self.process.stdin.write(f"{question}\n")
        self.process.stdin.flush()
        return self.line()

    def blas(self):
        """The library that multiplies for it, by its file's name."""
        maps = Path(f"/proc/{self.process.pid}/maps").read_text()
        found = re.search(r"/lib((openblas|blis|mkl_rt)[\w.-]*)\.so", maps)
        return found[1] if found else "the reference BLAS, which nobody would use for speed"

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def engine(cores=CORES, **settings):
    """Inkling's measures, under settings of the runtime."""
    return Worker(BENCHMARKS, "engine", environment={**os.environ, **settings}, cores=cores)


def python_peer(name, cores):
    return Worker(PYTHON, HERE / "side_by_side_peers.py", name, cores,
                  environment=peer_environment(cores), cores=cores)


def dotnet_peer(name, cores, *files):
    """ONNX Runtime or TorchSharp; None where its native library does not load."""
    environment = peer_environment(cores)
    if name == "torch" and LIBSTDCXX.exists():
        paths = [str(LIBSTDCXX), *filter(None, [environment.get("LD_LIBRARY_PATH")])]
        environment["LD_LIBRARY_PATH"] = ":".join(paths)
    worker = Worker(PEERS, name, cores, *files, environment=environment, cores=cores)
    return None if worker.name.startswith("not loaded") else worker


def whole(*command, environment=None):
    """A process from its start to its end: seconds, and the most memory that it had, in MB.

    The kernel counts what stood in memory when the child was forked as the child's: this program keeps itself
    small.
    """
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}: {complaint.decode()}")
    return seconds, usage.ru_maxrss * 1024 / 1e6


def words_of(*command):
    """What a process prints, as words."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}.")
    return done.stdout.split()


def read_plainly(paths):
    """Seconds to read these files and do nothing with them."""
    buffer = bytearray(BLOCK)
    start = time.perf_counter()
    for path in paths:
        file = os.open(path, os.O_RDONLY)
        while os.readv(file, [buffer]):
            pass
        os.close(file)
    return time.perf_counter() - start


def write_plainly(path, length):
    """Seconds to write so many bytes and have them on the disk."""
    start = time.perf_counter()
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for at in range(0, length, len(BLOCK)):
        os.write(file, BLOCK[:length - at])
    os.fsync(file)
    os.close(file)
    seconds = time.perf_counter() - start
    os.unlink(path)
    return seconds


class Others:
    """What other programs take of the processors, from now on: a run that they disturb proves little."""

    def __init__(self):
        self.start = self.now()

    @staticmethod
    def now():
        """The clock; seconds that the processors worked, or were taken away; and those of ours that ended."""
        fields = [int(field) for field in Path("/proc/stat").read_text().split()[1:9]]
        user, nice, system, _, _, irq, softirq, steal = (field / os.sysconf("SC_CLK_TCK") for field in fields)
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        ours = sum(usage.ru_utime + usage.ru_stime for usage in usages)
        return time.monotonic(), user + nice + system + irq + softirq + steal, ours

    def share(self):
        """0 to 1, once every process of ours has ended."""
        passed, busy, ours = (now - then for now, then in zip(self.now(), self.start))
        return max(0, busy - ours) / passed / CORES


def machine():
    """The processor's name, which names the folder of results too."""
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return model[1].strip() if model else os.uname().machine


def commit():
    def git(*words):
        done = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    measured = ["src", "models", "bench/Inkling.Benchmarks", "bench/Peers", ":(glob)bench/*.*"]
    changes = " and changes" if git("status", "--porcelain", *measured) else ""
    return git("rev-parse", "--short", "HEAD") + changes
