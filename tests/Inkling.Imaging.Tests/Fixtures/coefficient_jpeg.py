"""Writes baseline JPEGs that Pillow's encoder cannot: any sampling, restart markers, scans of one component.

It has no forward transform: the blocks are random coefficients, which is all that a decoder sees anyway.
"""
import io
import random
import struct

from PIL import Image


def standard_tables():
    """Huffman and quantisation segments of a JPEG by Pillow; the codes as {(class, slot): {symbol: bits}}."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", quality=60)
    data, position, segments, codes = buffer.getvalue(), 2, b"", {}
    while data[position + 1] != 0xDA:
        marker, length = data[position + 1], struct.unpack(">H", data[position + 2:position + 4])[0]
        body = data[position + 4:position + 2 + length]
        if marker in (0xC4, 0xDB):
            segments += data[position:position + 2 + length]
        if marker == 0xC4:
            while body:
                head, counts = body[0], body[1:17]
                symbols = body[17:17 + sum(counts)]
                table, code, index = {}, 0, 0
                for bits, count in enumerate(counts, 1):
                    for _ in range(count):
                        table[symbols[index]] = format(code, f"0{bits}b")
                        code, index = code + 1, index + 1
                    code <<= 1
                codes[head >> 4, head & 15] = table
                body = body[17 + sum(counts):]
        position += 2 + length
    return segments, codes


def magnitude(value):
    """A value's size, and its bits."""
    size = abs(value).bit_length()
    return size, format(value if value > 0 else value + (1 << size) - 1, f"0{size}b") if size else ""


def encode_block(rng, dc_code, ac_code, predictor):
    """One random block's bits, and its DC value."""
    dc = max(-60, min(60, predictor + rng.randint(-25, 25)))
    size, bits = magnitude(dc - predictor)
    out, run = dc_code[size] + bits, 0
    coefficients = [rng.randint(-6, 6) if rng.random() < 1.5 / (k + 1) else 0 for k in range(1, 64)]
    while coefficients and coefficients[-1] == 0:
        coefficients.pop()
    for value in coefficients:
        if value == 0:
            run += 1
            continue
        while run > 15:
            out, run = out + ac_code[0xF0], run - 16
        size, bits = magnitude(value)
        out, run = out + ac_code[run << 4 | size] + bits, 0
    return out + (ac_code[0] if len(coefficients) < 63 else ""), dc


def stuff(bits):
    """Bits to bytes, filled up with ones, a zero behind each 0xFF."""
    bits += "1" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)).replace(b"\xff", b"\xff\x00")


def encode(seed, width, height, samplings, restart=0, interleaved=True, sof=0xC0, adobe=None):
    """A whole file. samplings: (H, V) of each component."""
    rng = random.Random(seed)
    segments, codes = standard_tables()
    count = len(samplings)
    most_h, most_v = max(h for h, _ in samplings), max(v for _, v in samplings)
    out = b"\xff\xd8"
    if adobe is not None:
        out += b"\xff\xee" + struct.pack(">H", 14) + b"Adobe" + struct.pack(">HHHB", 100, 0, 0, adobe)
    out += segments + b"\xff" + bytes([sof]) + struct.pack(">HBHHB", 8 + 3 * count, 8, height, width, count)
    for i, (h, v) in enumerate(samplings):
        out += bytes([i + 1, h << 4 | v, min(i, 1)])
    if restart:
        out += b"\xff\xdd" + struct.pack(">HH", 4, restart)
    for scan in [range(count)] if interleaved else [[i] for i in range(count)]:
        out += b"\xff\xda" + struct.pack(">HB", 6 + 2 * len(scan), len(scan))
        for i in scan:
            out += bytes([i + 1, 0x11 * min(i, 1)])
        out += b"\x00\x3f\x00"
        if len(scan) == 1:
            h, v = samplings[scan[0]]
            across = -(-(-(-width * h // most_h)) // 8)
            down = -(-(-(-height * v // most_v)) // 8)
        else:
            across, down = -(-width // (8 * most_h)), -(-height // (8 * most_v))
        predictors, bits = [0] * count, ""
        for mcu in range(across * down):
            if restart and mcu and mcu % restart == 0:
                out += stuff(bits) + bytes([0xFF, 0xD0 + (mcu // restart - 1) % 8])
                predictors, bits = [0] * count, ""
            for i in scan:
                for _ in range(1 if len(scan) == 1 else samplings[i][0] * samplings[i][1]):
                    dc_code, ac_code = codes[0, min(i, 1)], codes[1, min(i, 1)]
                    block, predictors[i] = encode_block(rng, dc_code, ac_code, predictors[i])
                    bits += block
        out += stuff(bits)
    return out + b"\xff\xd9"
