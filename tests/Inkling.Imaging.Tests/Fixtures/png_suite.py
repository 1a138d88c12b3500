"""One PNG of each kind in PngSuite (Willem van Schaik, 2011), under its name there, drawn and packed here.

A name tells the kind: two letters and a digit of the series, n or i for (non-)interlaced, colour type, letter and
bit depth. Where the series is about a chunk that changes no pixel, the chunk is what matters and it is there.
"""
import random
import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def pack(samples, depth):
    """Samples of one row, most significant bit first."""
    bits = "".join(format(sample, f"0{depth}b") for sample in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def filtered(rows, step, kinds):
    """Rows with their filters' bytes; kinds gives the filter of each row, round and round."""
    data, above = b"", bytes(len(rows[0]))
    for y, row in enumerate(rows):
        kind = kinds[y % len(kinds)]
        data += bytes([kind])
        for i, value in enumerate(row):
            a, b, c = (row[i - step] if i >= step else 0), above[i], (above[i - step] if i >= step else 0)
            nearest = min((a, b, c), key=lambda v: abs(a + b - c - v))
            data += bytes([value - (0, a, b, (a + b) // 2, nearest)[kind] & 255])
        above = row
    return data


def drawing(rng, width, height, depth, colour, colours):
    """[height][width] lists of samples: a slope, a little noise, and a square of one colour in the middle."""
    top = min((1 << depth) - 1, colours - 1)
    return [[[top // 2] * CHANNELS[colour] if abs(2 * x - width) < width // 3 and abs(2 * y - height) < height // 3
             else [(x * top // max(1, width - 1) + y * (channel + 1) * top // 64 + rng.randint(0, top // 16)) % (top + 1)
                   for channel in range(CHANNELS[colour])]
             for x in range(width)] for y in range(height)]


def make(name, width=32, height=32, colours=256, first=b"", before=b"", kinds=range(5), pieces=1, level=9):
    """The file of a name: `first` stands before the palette, `before` behind it and before the data."""
    interlaced, colour, depth = name[-5] == "i", int(name[-4]), int(name[-2:])
    rng = random.Random(name)
    grid = drawing(rng, width, height, depth, colour, colours)
    data = b""
    for left, top, across, down in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        rows = [pack([sample for pixel in row[left::across] for sample in pixel], depth) for row in grid[top::down]]
        if rows and rows[0]:
            data += filtered(rows, max(1, CHANNELS[colour] * depth // 8), list(kinds))
    packed = zlib.compress(data, level)
    cut = 1 if pieces == 0 else -(-len(packed) // pieces)
    out = SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))
    out += first
    if colour == 3:
        out += chunk(b"PLTE", rng.randbytes(3 * min(colours, 1 << depth)))
    out += before
    data = b"".join(chunk(b"IDAT", packed[i:i + cut]) for i in range(0, len(packed), cut))
    return out + data + chunk(b"IEND", b"")


def patched(data, offset, body, mend=False):
    """The file with some bytes replaced; mend makes IHDR's checksum fit again."""
    data = data[:offset] + body + data[offset + len(body):]
    return data[:29] + struct.pack(">I", zlib.crc32(data[12:29])) + data[33:] if mend else data


def suite():
    """(name, bytes) of each kind; those whose name starts with x are corrupt and must be refused."""
    every = ["0g01", "0g02", "0g04", "0g08", "0g16", "2c08", "2c16", "3p01", "3p02", "3p04", "3p08",
             "4a08", "4a16", "6a08", "6a16"]
    for series in ("basn", "basi"):
        for kind in every:
            yield series + kind, make(series + kind)
    for size in [*range(1, 10), *range(32, 41)]:
        depth = 1 if size < 5 else 2 if size < 10 else 4
        for interlace in "in":
            yield f"s{size:02}{interlace}3p0{depth}", make(f"s{size:02}{interlace}3p0{depth}", size, size)

    two, one = (lambda *v: struct.pack(f">{len(v)}H", *v)), (lambda *v: bytes(v))
    for name, body in {"bgai4a08": b"", "bgai4a16": b"", "bgan6a08": b"", "bgan6a16": b"", "bgbn4a08": two(0),
                       "bggn4a16": two(43908), "bgwn6a08": two(255, 255, 255), "bgyn6a16": two(65535, 65535, 0)}.items():
        yield name, make(name, before=chunk(b"bKGD", body) if body else b"")
    for name, clear, background in [
            ("tbbn0g04", two(7), two(0)), ("tbbn2c16", two(32767, 32767, 32767), two(0, 0, 65535)),
            ("tbbn3p08", one(0), one(245)), ("tbgn2c16", two(32767, 32767, 32767), two(0, 65535, 0)),
            ("tbgn3p08", one(0), one(170)), ("tbrn2c08", two(127, 127, 127), two(255, 0, 0)),
            ("tbwn0g16", two(32767), two(65535)), ("tbwn3p08", one(0), one(0)), ("tbyn3p08", one(0), one(245)),
            ("tm3n3p02", one(0, 85, 170), b""), ("tp0n0g08", b"", b""), ("tp0n2c08", b"", b""),
            ("tp0n3p08", b"", b""), ("tp1n3p08", one(0), b"")]:
        yield name, make(name, before=(chunk(b"tRNS", clear) if clear else b"")
                         + (chunk(b"bKGD", background) if background else b""))

    for gamma in (35, 45, 55, 70, 100, 250):
        for kind in ("n0g16", "n2c08", "n3p04"):
            name = f"g{gamma // 10:02}{kind}"
            yield name, make(name, first=chunk(b"gAMA", struct.pack(">I", gamma * 1000)))
    for kind in range(5):
        for colour in ("0g08", "2c08"):
            yield f"f0{kind}n{colour}", make(f"f0{kind}n{colour}", kinds=[kind])
    yield "f99n0g04", make("f99n0g04", kinds=[4, 2, 0, 1, 3, 1, 4, 4, 2])

    suggested = b"six cubed\x00\x08" + bytes(v for n in range(216) for v in (n // 36 * 51, n // 6 % 6 * 51, n % 6 * 51, 255, 0, 0))
    wide = b"six cubed\x00\x10" + b"".join(two(n // 36 * 13107, n // 6 % 6 * 13107, n % 6 * 13107, 65535, 0) for n in range(216))
    cube = chunk(b"PLTE", bytes(v * 51 for n in range(216) for v in (n // 36, n // 6 % 6, n % 6)))
    for name, extra in {"pp0n2c16": cube, "pp0n6a08": cube, "ps1n0g08": chunk(b"sPLT", suggested),
                        "ps1n2c16": chunk(b"sPLT", suggested), "ps2n0g08": chunk(b"sPLT", wide),
                        "ps2n2c16": chunk(b"sPLT", wide)}.items():
        yield name, make(name, before=extra)

    white = chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000))
    physical = lambda x, y, unit: chunk(b"pHYs", struct.pack(">IIB", x, y, unit))
    text = lambda *pairs: b"".join(chunk(b"tEXt", k + b"\x00" + v) for k, v in pairs)
    title = text((b"Title", b"A kind of PNG"), (b"Author", b"Inkling"))
    packed = chunk(b"zTXt", b"Description\x00\x00" + zlib.compress(b"packed text " * 9))
    def international(tag, words):
        return chunk(b"iTXt", b"Title\x00\x00\x00" + tag + b"\x00\x00" + words.encode())
    exif = chunk(b"eXIf", b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00")
    for name, extra in {
            "ccwn2c08": white, "ccwn3p08": white, "cdfn2c08": physical(1, 4, 0), "cdhn2c08": physical(4, 1, 0),
            "cdsn2c08": physical(1, 1, 0), "cdun2c08": physical(1000, 1000, 1),
            "ch1n3p04": chunk(b"hIST", two(*range(1, 17))), "ch2n3p08": chunk(b"hIST", two(*range(1, 257))),
            "cm0n0g04": chunk(b"tIME", struct.pack(">HBBBBB", 2000, 1, 1, 12, 34, 56)),
            "cm7n0g04": chunk(b"tIME", struct.pack(">HBBBBB", 1970, 1, 1, 0, 0, 0)),
            "cm9n0g04": chunk(b"tIME", struct.pack(">HBBBBB", 1999, 12, 31, 23, 59, 59)),
            "cs3n2c16": chunk(b"sBIT", one(13, 13, 13)), "cs3n3p08": chunk(b"sBIT", one(3, 3, 3)),
            "cs5n2c08": chunk(b"sBIT", one(5, 5, 5)), "cs5n3p08": chunk(b"sBIT", one(5, 5, 5)),
            "cs8n2c08": chunk(b"sBIT", one(8, 8, 8)), "cs8n3p08": chunk(b"sBIT", one(8, 8, 8)),
            "ct0n0g04": b"", "ct1n0g04": title, "ctzn0g04": title + packed,
            "cten0g04": international(b"en", "a title"), "ctfn0g04": international(b"fi", "otsikko"),
            "ctgn0g04": international(b"el", "τίτλος"), "cthn0g04": international(b"hi", "शीर्षक"),
            "ctjn0g04": international(b"ja", "タイトル"), "exif2c08": exif}.items():
        full = name if len(name) == 8 and name[-5] in "ni" else name[:-4] + "n" + name[-4:]
        early = extra[4:8] == b"sBIT" or extra[4:8] == b"cHRM"
        yield name, make(full, first=extra if early else b"", before=b"" if early else extra)

    for pieces in (1, 2, 4, 0):
        for kind in ("n0g16", "n2c16"):
            yield f"oi{pieces or 9}{kind}", make(f"oi{pieces or 9}{kind}", *((32, 32) if pieces else (9, 9)), pieces=pieces)
    for level in (0, 3, 6, 9):
        yield f"z{level:02}n2c08", make(f"z{level:02}n2c08", level=level)
    yield "PngSuite", make("PngSuite-n2c08", 96, 40, kinds=[1, 2, 4])

    grey, colour, four, bit = make("n0g08"), make("n2c08"), make("n0g04"), make("n0g01")
    data = bit.index(b"IDAT")
    yield "xc1n0g08", patched(grey, 25, b"\x01", mend=True)
    yield "xc9n2c08", patched(colour, 25, b"\x09", mend=True)
    yield "xd0n2c08", patched(colour, 24, b"\x00", mend=True)
    yield "xd3n2c08", patched(colour, 24, b"\x03", mend=True)
    yield "xd9n2c08", patched(colour, 24, b"\x63", mend=True)
    yield "xcrn0g04", four.replace(b"\n", b"\r\n")
    yield "xlfn0g04", four.replace(b"\r", b"")
    yield "xcsn0g01", patched(bit, data + 4 + struct.unpack(">I", bit[data - 4:data])[0], b"bad!")
    yield "xdtn0g01", bit[:data - 4] + chunk(b"IEND", b"")
    yield "xhdn0g08", patched(grey, 29, b"bad!")
    for place in (1, 2, 4, 7):
        yield f"xs{place}n0g01", patched(bit, place, b"?")
