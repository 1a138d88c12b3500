"""BMP, PNM and GIF of each kind, drawn and packed here."""
import io
import random
import struct

from PIL import Image


def bmp(width, height, depth, rows, palette=b"", header=40, top_down=False, encoding=0, masks=b"", colours=0):
    """rows: packed bytes in the file's order, or runs."""
    if header == 12:
        info = struct.pack("<IHHHH", 12, width, height, 1, depth)
    else:
        info = struct.pack("<IiiHHIIiiII", header, width, -height if top_down else height, 1, depth, encoding,
                           0, 2835, 2835, colours, 0)
        info += masks
        info += bytes(max(0, header - len(info)))
    data = rows if isinstance(rows, bytes) else b"".join(row + bytes(-len(row) % 4) for row in rows)
    offset = 14 + len(info) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + palette + data


def packed(row, depth):
    bits = "".join(format(value, f"0{depth}b") for value in row)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def runs(grid, half):
    """Run-length codes: equal neighbours as runs, others as they are; rows end with 0 0, the picture with 0 1."""
    out = b""
    for row in grid:
        x = 0
        while x < len(row):
            run = 1
            while x + run < len(row) and row[x + run] == row[x] and run < 255:
                run += 1
            literal = row[x:x + 4]
            if run < 3 and len(literal) == 4:
                body = packed(literal, 4) if half else bytes(literal)
                out += bytes([0, 4]) + body + bytes(len(body) & 1)
                x += 4
            else:
                out += bytes([run, row[x] * 17 if half else row[x]])
                x += run
        out += b"\x00\x00"
    return out + b"\x00\x01"


def bitmaps():
    rng = random.Random(5)
    width, height = 21, 13

    def grid(top):
        return [[(x * top // width + y // 3 + rng.randint(0, 1) * (x > 12)) % (top + 1) for x in range(width)]
                for y in range(height)]

    def palette(colours, entry=4):
        return b"".join(rng.randbytes(3) + bytes(entry - 3) for _ in range(colours))

    for depth in (1, 4, 8):
        rows = [packed(row, depth) for row in grid((1 << depth) - 1)]
        yield f"palette-{depth}.bmp", bmp(width, height, depth, rows, palette(1 << depth))
        yield f"palette-{depth}-top-down.bmp", bmp(width, height, depth, rows, palette(1 << depth), top_down=True)
        yield f"palette-{depth}-os2.bmp", bmp(width, height, depth, rows, palette(1 << depth, 3), header=12)
    rows = [packed(row, 8) for row in grid(9)]
    yield "palette-8-ten-colours.bmp", bmp(width, height, 8, rows, palette(10), colours=10)
    yield "grey-8.bmp", bmp(width, height, 8, [packed(row, 8) for row in grid(255)],
                            b"".join(bytes([v, v, v, 0]) for v in range(256)))
    yield "runs-8.bmp", bmp(width, height, 8, runs(grid(60), False), palette(256), encoding=1)
    yield "runs-4.bmp", bmp(width, height, 4, runs(grid(15), True), palette(16), encoding=2)
    for depth in (16, 24, 32):
        rows = [rng.randbytes(width * depth // 8) for _ in range(height)]
        for header in (40, 108, 124) + ((12,) if depth == 24 else ()):
            yield f"rgb-{depth}-header-{header}.bmp", bmp(width, height, depth, rows, header=header)
        yield f"rgb-{depth}-top-down.bmp", bmp(width, height, depth, rows, top_down=True)
    rows = [rng.randbytes(width * 2) for _ in range(height)]
    yield "rgb-565.bmp", bmp(width, height, 16, rows, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F), encoding=3)
    rows = [rng.randbytes(width * 4) for _ in range(height)]
    for name, masks in {"rgbx": (0xFF000000, 0xFF0000, 0xFF00, 0), "abgr": (0xFF, 0xFF00, 0xFF0000, 0xFF000000),
                        "bgra": (0xFF0000, 0xFF00, 0xFF, 0xFF000000)}.items():
        yield f"masks-{name}.bmp", bmp(width, height, 32, rows, header=124, masks=struct.pack("<IIII", *masks), encoding=3)


def netpbm():
    rng = random.Random(6)
    width, height = 13, 9
    for bits in ("text", "binary"):
        grid = [[rng.randint(0, 1) for _ in range(width)] for _ in range(height)]
        body = ("\n".join("".join(map(str, row)) for row in grid).encode() if bits == "text"
                else b"".join(packed(row, 1) for row in grid))
        yield f"bits-{bits}.pbm", f"P{1 if bits == 'text' else 4}\n# drawn here\n{width} {height}\n".encode() + body
    for channels, kind in ((1, "pgm"), (3, "ppm")):
        for top in (255, 15, 100) + ((65535,) if channels == 3 else ()):
            values = [rng.randint(0, top) for _ in range(width * height * channels)]
            yield (f"text-{top}.{kind}",
                   f"P{2 if channels == 1 else 3} {width} {height} #\n{top}\n{' '.join(map(str, values))}\n".encode())
            body = b"".join(struct.pack(">H" if top > 255 else "B", value) for value in values)
            yield f"binary-{top}.{kind}", f"P{5 if channels == 1 else 6}\n{width}\n{height} {top}\n".encode() + body


def gifs(drawing):
    def save(image, **options):
        buffer = io.BytesIO()
        image.save(buffer, "GIF", **options)
        return buffer.getvalue()

    for colours in (2, 4, 16, 64, 256):
        image = drawing(61, 47, colours).quantize(colours)
        yield f"palette-{colours}.gif", save(image, interlace=colours % 3 == 1)
    yield "interlaced.gif", save(drawing(30, 21, 1).quantize(32), interlace=True)
    yield "plain.gif", save(drawing(30, 21, 1).quantize(32), interlace=False)
    for height in (1, 2, 3, 4, 5, 9):
        yield f"interlaced-{height}.gif", save(drawing(7, height, 1).quantize(8), interlace=True)
    yield "clear.gif", save(drawing(30, 21, 2).quantize(16), transparency=3)
    yield "two-frames.gif", save(drawing(30, 21, 3).quantize(16), save_all=True,
                                 append_images=[drawing(30, 21, 4).quantize(16)], duration=100)
    rng = random.Random(7)
    noise = Image.frombytes("P", (120, 90), rng.randbytes(120 * 90))
    noise.putpalette(rng.randbytes(768))
    yield "noise.gif", save(noise)
    yield "flat.gif", save(Image.new("P", (300, 200), 5))
