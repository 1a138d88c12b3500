"""NumPy and Debian's PyTorch on the same networks and digits as Inkling; started by bench/side_by_side.py.

A line of standard input names a measure, a line of seconds answers. Each is what someone who knows the
library writes: digits are float32 in memory before the clock starts, an epoch is a shuffled list of indices,
NumPy works in place, and PyTorch flushes subnormals (which Adam makes of MNIST's empty pixels) and keeps no
graph while it reads. Arguments: numpy or torch, and how many threads PyTorch has; BLAS takes its own from the
environment.
"""
import sys
import time

import mnist_files
import numpy as np

SIZES, BATCH, RATE, ONES = (784, 256, 64, 10), 128, 0.1, 2000


def clocked(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class NumPy:
    """Plain arrays: forward, and back with each layer's weights read before they are stepped."""

    def __init__(self, pixels, labels):
        self.x, self.labels, self.rng = pixels, labels, np.random.default_rng(1)
        self.version = f"NumPy {np.__version__}"

    def sgd(self):
        layers = [(self.rng.standard_normal((n, m), np.float32) * np.float32((2 / n) ** 0.5),
                   np.zeros(m, np.float32)) for n, m in zip(SIZES, SIZES[1:])]
        return clocked(lambda: self.epoch(layers))

    def epoch(self, layers):
        order = self.rng.permutation(len(self.x))
        for start in range(0, len(order), BATCH):
            batch = order[start:start + BATCH]
            self.step(layers, self.x[batch], self.labels[batch])

    @staticmethod
    def step(layers, x, labels):
        inputs = [x]
        for weights, bias in layers:
            x = x @ weights
            x += bias
            if weights is not layers[-1][0]:
                np.maximum(x, 0, out=x)
            inputs.append(x)
        x -= x.max(axis=1, keepdims=True)
        np.exp(x, out=x)
        x /= x.sum(axis=1, keepdims=True)
        x[np.arange(len(labels)), labels] -= 1
        x *= np.float32(RATE / len(labels))
        for i in reversed(range(len(layers))):
            weights, bias = layers[i]
            back = x @ weights.T if i else None
            weights -= inputs[i].T @ x
            bias -= x.sum(axis=0)
            if i:
                back *= inputs[i] > 0
                x = back


class Torch:
    """torch.nn and torch.optim, eager."""

    def __init__(self, pixels, labels, threads):
        import torch
        self.torch = torch
        torch.set_num_threads(threads)
        torch.set_flush_denormal(True)
        torch.manual_seed(1)
        self.x, self.labels = torch.from_numpy(pixels), torch.from_numpy(labels)
        self.version = f"PyTorch {torch.__version__}"

    def network(self):
        nn = self.torch.nn
        return nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 64), nn.ReLU(), nn.Linear(64, 10))

    def sgd(self):
        network = self.network()
        return clocked(lambda: self.epoch(network, self.torch.optim.SGD(network.parameters(), RATE)))

    def adamw(self):
        network = self.network()
        return clocked(lambda: self.epoch(network, self.torch.optim.AdamW(network.parameters(), 1e-3)))

    def conv(self, count):
        """PyTorch's example for MNIST."""
        nn = self.torch.nn
        network = nn.Sequential(
            nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Dropout(0.25), nn.Flatten(), nn.Linear(9216, 128), nn.ReLU(), nn.Dropout(0.5),
            nn.Linear(128, 10))
        pictures = self.x[:int(count)].reshape(-1, 1, 28, 28)
        optimiser = self.torch.optim.SGD(network.parameters(), RATE / 10)
        return clocked(lambda: self.epoch(network, optimiser, pictures))

    def epoch(self, network, optimiser, x=None):
        cross_entropy = self.torch.nn.functional.cross_entropy
        x = self.x if x is None else x
        for batch in self.torch.randperm(len(x)).split(BATCH):
            optimiser.zero_grad(set_to_none=True)
            cross_entropy(network(x[batch]), self.labels[batch]).backward()
            optimiser.step()

    def read(self, size):
        network = self.network()
        with self.torch.inference_mode():
            return clocked(lambda: [network(x).argmax(1) for x in self.x.split(int(size))])

    def one(self):
        """The median; each digit is read alone, to the name that it gets."""
        network = self.network()
        with self.torch.inference_mode():
            seconds = [clocked(lambda: int(network(self.x[i:i + 1]).argmax())) for i in range(ONES)]
        return sorted(seconds)[ONES // 2]


def main(name, threads):
    pixels, labels = mnist_files.training()
    x = np.frombuffer(pixels, np.uint8).reshape(-1, 784).astype(np.float32) / 255
    labels = np.frombuffer(labels, np.uint8).astype(np.int64)
    peer = NumPy(x, labels) if name == "numpy" else Torch(x, labels, int(threads))
    print(peer.version, flush=True)
    for line in sys.stdin:
        measure, *arguments = line.split()
        print(f"{getattr(peer, measure)(*arguments):.9f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
