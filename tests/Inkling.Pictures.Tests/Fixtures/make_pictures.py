"""Draws the test pictures and records what Pillow reads from them. Run by hand; its output is committed.

    apt install python3-pil libjpeg-turbo-progs && /usr/bin/python3 make_pictures.py

Pillow 9.4.0 on libjpeg-turbo 2.1.5 and libwebp 1.2.4 made the committed files. Beside pictures/ stands
pixels.zip with an entry for each picture: width and height as little-endian int32, then upright RGBA.
A clear pixel has no colour there.
"""
import io
import random
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

HERE = Path(__file__).parent
WIDTH, HEIGHT = 29, 19
ORIENTATION = 0x0112
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6  # PNG's colour types
CHANNELS = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def drawing(mode="RGB", seed=0):
    """A gradient with a stroke and an ellipse, clear in one corner if the mode has alpha."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    image.putdata([(255 * x // WIDTH, 255 * y // HEIGHT, (200 + 50 * seed - 3 * x - 5 * y) % 256)
                   for y in range(HEIGHT) for x in range(WIDTH)])
    draw = ImageDraw.Draw(image)
    draw.line([(5 + seed, 17), (15, 2), (23, 13)], fill=(20, 20, 60), width=3)
    draw.ellipse([3, 2 + seed, 11, 9], outline=(250, 240, 30))
    if mode in ("RGBA", "LA"):
        image.putalpha(Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda v: max(0, v - 30)))
    return image.convert(mode)


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def turned(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif


def jpegs():
    yield "grey.jpg", saved(drawing("L"), "JPEG", quality=90)
    for name, subsampling in {"444": 0, "422": 1, "420": 2}.items():
        yield f"colour-{name}.jpg", saved(drawing(), "JPEG", quality=85, subsampling=subsampling)
    yield "progressive.jpg", saved(drawing(), "JPEG", quality=85, progressive=True)
    yield "cmyk.jpg", saved(drawing("CMYK"), "JPEG", quality=90)  # inverted, with Adobe's marker
    yield "restart.jpg", subprocess.run(
        ["cjpeg", "-quality", "80", "-restart", "1B"], input=saved(drawing(), "PPM"), capture_output=True,
        check=True).stdout
    for turn in range(2, 9):
        yield f"orientation-{turn}.jpg", saved(drawing("L"), "JPEG", quality=60, exif=turned(turn))


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def packed(row, depth):
    """Samples as bits, the first highest, the last byte filled up with zeros."""
    bits = "".join(format(value, f"0{depth}b") for value in row)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def png(colour, depth, chunks=b"", interlaced=False):
    """Of a kind that Pillow doesn't write: rows without filters."""
    rng, top = random.Random(depth), (1 << depth) - 1
    grid = [[[(x * top // WIDTH + y + rng.randint(0, top // 8) + 40 * channel) & top
              for channel in range(CHANNELS[colour])] for x in range(WIDTH)] for y in range(HEIGHT)]
    rows = b"".join(b"\0" + packed([sample for pixel in row[left::across] for sample in pixel], depth)
                    for left, top_row, across, down in (ADAM7 if interlaced else [(0, 0, 1, 1)])
                    for row in grid[top_row::down])
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, interlaced)
    data = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks + data + chunk(b"IEND", b"")


def pngs():
    palette = chunk(b"PLTE", random.Random(1).randbytes(48))
    for depth in (1, 2, 4, 16):
        yield f"grey-{depth}.png", png(GREY, depth)
    yield "grey-interlaced.png", png(GREY, 8, interlaced=True)
    yield "rgb-16.png", png(RGB, 16)
    yield "palette-4-clear.png", png(PALETTE, 4, palette + chunk(b"tRNS", bytes(range(0, 200, 25))))
    yield "palette-8.png", saved(drawing().quantize(200), "PNG")
    yield "colour-key.png", saved(drawing().quantize(8).convert("RGB"), "PNG", transparency=(20, 20, 60))
    yield "rgba.png", saved(drawing("RGBA"), "PNG")
    yield "grey-alpha.png", saved(drawing("LA"), "PNG")
    yield "orientation-6.png", saved(drawing(), "PNG", exif=turned(6))


def gifs():
    frames = [drawing(seed=seed).quantize(16) for seed in range(3)]
    yield "clear-interlaced.gif", saved(frames[0], "GIF", transparency=3, interlace=True)
    yield "animated.gif", saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    small = bytearray(saved(frames[1], "GIF", transparency=3, interlace=False))
    small[6:10] = struct.pack("<HH", WIDTH + 9, HEIGHT + 7)
    at = small.index(b"\x2c\0\0\0\0")
    small[at + 1:at + 5] = struct.pack("<HH", 6, 4)
    yield "small-frame.gif", bytes(small)


def bmp(depth, data, palette=b"", header=40, top_down=False, encoding=0, masks=b""):
    info = struct.pack("<IiiHHIIiiII", header, WIDTH, -HEIGHT if top_down else HEIGHT, 1, depth, encoding,
                       0, 2835, 2835, 0, 0) + masks
    info += bytes(header - len(info))
    offset = 14 + header + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + palette + data


def palette_of(colours):
    return b"".join(random.Random(i).randbytes(3) + b"\0" for i in range(colours))


def rows_of(image, pack):
    """Rows of a bitmap, each filled up to four bytes."""
    rows = (pack(image.crop((0, y, WIDTH, y + 1))) for y in range(HEIGHT))
    return b"".join(row + bytes(-len(row) % 4) for row in rows)


def bmps():
    for depth in (1, 4):
        rows = rows_of(drawing("L"), lambda row: packed([v >> (8 - depth) for v in row.tobytes()], depth))
        yield f"palette-{depth}.bmp", bmp(depth, rows, palette_of(1 << depth))
    yield "palette-8.bmp", saved(drawing().quantize(256), "BMP")
    runs = bytes([8, 5, 0, 4, 1, 2, 3, 4, 17, 200, 0, 0]) * HEIGHT + b"\0\1"  # 8 + 4 + 17 pixels a row
    yield "runs-8.bmp", bmp(8, runs, palette_of(256), encoding=1)
    top_down = rows_of(drawing(), lambda row: row.tobytes("raw", "BGR"))
    yield "rgb-24-top-down.bmp", bmp(24, top_down, top_down=True)
    without_alpha = drawing().tobytes("raw", "BGRX")
    yield "rgb-32.bmp", bmp(32, without_alpha)
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    with_alpha = drawing("RGBA").tobytes("raw", "BGRA")
    yield "masks-alpha.bmp", bmp(32, with_alpha, header=124, encoding=3, masks=masks)
    yield "masks-alpha-zero.bmp", bmp(32, without_alpha, header=124, encoding=3, masks=masks)


def webps():
    yield "lossy-orientation-6.webp", saved(drawing(), "WEBP", quality=80, exif=turned(6))
    yield "lossless-alpha.webp", saved(drawing("RGBA"), "WEBP", lossless=True, exact=True)
    frames = [drawing(seed=1)]
    yield "animated.webp", saved(drawing(), "WEBP", save_all=True, append_images=frames, lossless=True)


def upright(data):
    """Pillow's pixels; of 16 bits the high byte, as libpng has it. A bitmap that is all clear is solid."""
    image = Image.open(io.BytesIO(data))
    is_bitmap = image.format == "BMP"
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    image = ImageOps.exif_transpose(image).convert("RGBA")
    if is_bitmap and not image.getchannel("A").getbbox():
        image.putalpha(255)
    image.paste((0, 0, 0, 0), mask=image.getchannel("A").point(lambda alpha: 255 * (alpha == 0)))
    return image


def main():
    (HERE / "pictures").mkdir(exist_ok=True)
    for old in (HERE / "pictures").iterdir():
        old.unlink()
    with zipfile.ZipFile(HERE / "pixels.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in [*jpegs(), *pngs(), *gifs(), *bmps(), *webps()]:
            (HERE / "pictures" / name).write_bytes(data)
            image = upright(data)
            content = struct.pack("<ii", *image.size) + image.tobytes()
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
