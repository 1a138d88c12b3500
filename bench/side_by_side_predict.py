"""What a small NumPy script does that reads one digit: side_by_side_predict.py NETWORK.npz DIGIT.png

The picture is a grey PNG of 28 x 28, light ink on black, so that nothing needs to be prepared.
"""
import struct
import sys
import zlib

import numpy as np


def decoded(png):
    """The rows of a PNG of 8 bits of grey that is not interlaced, each with its filter undone (PNG, 9.2)."""
    content, at, width = b"", 8, 0
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        if kind == b"IHDR":
            width = struct.unpack(">I", png[at + 8:at + 12])[0]
        elif kind == b"IDAT":
            content += png[at + 8:at + 8 + length]
        at += 12 + length
    rows = np.frombuffer(zlib.decompress(content), np.uint8).reshape(-1, width + 1)
    if rows[:, 0].any():
        raise SystemExit("only PNGs without filters are read")
    return rows[:, 1:]


network = np.load(sys.argv[1])
with open(sys.argv[2], "rb") as file:
    x = decoded(file.read()).ravel() / np.float32(255)
for layer in (1, 2, 3):
    x = network[f"w{layer}"] @ x + network[f"b{layer}"].ravel()
    if layer < 3:
        x = np.maximum(x, 0)
x = np.exp(x - x.max())
x /= x.sum()
print(f"{sys.argv[2]}  {x.argmax()}  {x.max():.1%}")
