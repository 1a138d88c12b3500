"""Makes the test pictures and records what libpng and Pillow read from them. Run by hand; its output is committed.

    apt install python3-pil libjpeg-turbo-progs && /usr/bin/python3 make-fixtures.py

(libpng 1.6.39, and Pillow 9.4.0 on libjpeg-turbo 2.1.5, made the committed files.) Everything is drawn here:
gradients, noise and strokes. Beside pictures/ stands pixels.zip with one entry per picture: width, height and channels
as three little-endian int32, then the samples. JPEGs have five: NAME in colour, NAME@grey, NAME@2, @4 and @8.
"""
import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image, ImageDraw

from coefficient_jpeg import encode
from jpeg_variants import variants
from libpng import read
from other_pictures import bitmaps, gifs, netpbm
from pillow import in_grey, of_pillow, opened
from png_suite import ADAM7, CHANNELS, SIGNATURE, chunk, filtered, pack, suite

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
SIZES = [(1, 1), (2, 3), (7, 5), (8, 8), (9, 16), (17, 8), (28, 28), (33, 31), (65, 33)]


def drawing(width, height, seed, mode="RGB"):
    """A gradient with a stroke, a disc and some noise."""
    rng = random.Random(seed)
    image = Image.new("RGB", (width, height))
    image.putdata([
        tuple(min(255, max(0, int(value + rng.gauss(0, 6)))) for value in
              (255 * x / width, 255 * y / height, 255 - 127 * (x / width + y / height)))
        for y in range(height) for x in range(width)])
    draw = ImageDraw.Draw(image)
    draw.line([(width * 0.2, height * 0.9), (width * 0.5, height * 0.1), (width * 0.8, height * 0.7)],
              fill=(20, 20, 60), width=max(1, width // 12))
    draw.ellipse([width * 0.1, height * 0.1, width * 0.4, height * 0.5], outline=(250, 240, 30))
    return image.convert(mode)


def save(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **options)
    return buffer.getvalue()


def jpegs():
    """(name, bytes) of each JPEG."""
    for i, (width, height) in enumerate(SIZES):
        quality = [10, 25, 50, 75, 85, 90, 95, 98, 100][i]
        yield f"grey-{width}x{height}-q{quality}.jpg", save(drawing(width, height, i, "L"), quality=quality)
        for subsampling, name in enumerate(("444", "422", "420")):
            yield (f"colour-{name}-{width}x{height}.jpg",
                   save(drawing(width, height, i), quality=60 + 5 * i, subsampling=subsampling))
    for quality in (10, 30, 60, 92, 100):
        yield f"grey-28x28-q{quality}.jpg", save(drawing(28, 28, quality, "L"), quality=quality)
    yield "grey-optimised.jpg", save(drawing(65, 33, 5, "L"), quality=70, optimize=True)
    yield "colour-optimised.jpg", save(drawing(65, 33, 6), quality=80, optimize=True)

    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x010F], exif[0x0112] = "a pen", orientation
        mode = "L" if orientation % 2 else "RGB"
        yield (f"{'grey' if mode == 'L' else 'colour'}-orientation-{orientation}.jpg",
               save(drawing(23, 11, orientation, mode), quality=90, exif=exif))

    colour = {"440": (1, 2), "411": (4, 1), "410": (4, 2), "441": (1, 4),
              "420": (2, 2), "422": (2, 1), "444": (1, 1)}
    for name, luma in colour.items():
        for width, height in ((3, 3), (40, 27)):
            yield f"random-{name}-{width}x{height}.jpg", encode(name, width, height, [luma, (1, 1), (1, 1)])
    yield "random-mixed-sampling.jpg", encode(1, 45, 37, [(2, 2), (2, 1), (1, 2)])
    yield "random-sharper-chroma.jpg", encode(2, 45, 37, [(1, 1), (2, 2), (2, 2)])
    yield "random-grey-sampled-22.jpg", encode(3, 45, 37, [(2, 2)])
    yield "random-grey-restart-1.jpg", encode(4, 61, 29, [(1, 1)], restart=1)
    yield "random-grey-restart-3.jpg", encode(5, 61, 29, [(1, 1)], restart=3)
    yield "random-420-restart-2.jpg", encode(6, 61, 45, [(2, 2), (1, 1), (1, 1)], restart=2)
    yield "random-420-scans.jpg", encode(7, 37, 29, [(2, 2), (1, 1), (1, 1)], interleaved=False)
    yield ("random-422-scans-restart.jpg",
           encode(8, 37, 29, [(2, 1), (1, 1), (1, 1)], restart=4, interleaved=False))
    yield "random-extended.jpg", encode(9, 37, 29, [(2, 1), (1, 1), (1, 1)], sof=0xC1)
    yield "random-rgb.jpg", encode(10, 37, 29, [(1, 1), (1, 1), (1, 1)], adobe=0)


def png(width, height, depth, colour, rows, chunks=b"", interlaced=False, filters=range(5), pieces=1, behind=b""):
    """A PNG of packed rows [pass][row], each row with the next of the filters; chunks before the data and behind."""
    step = max(1, CHANNELS[colour] * depth // 8)
    data = b"".join(filtered(one_pass, step, list(filters)) for one_pass in rows if one_pass)
    packed, head = zlib.compress(data), struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    cut = -(-len(packed) // pieces)
    data = b"".join(chunk(b"IDAT", packed[i:i + cut]) for i in range(0, len(packed), cut))
    text = chunk(b"tEXt", b"Comment\x00drawn for a test")
    return SIGNATURE + chunk(b"IHDR", head) + text + chunks + data + behind + chunk(b"IEND", b"")


def passes(grid, depth, interlaced):
    """[height][width] lists of samples to packed rows of each pass that is not empty."""
    for left, top, across, down in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        rows = [[sample for pixel in row[left::across] for sample in pixel] for row in grid[top::down]]
        yield [pack(row, depth) for row in rows] if rows and rows[0] else []


def pngs():
    """(name, bytes) of each PNG."""
    rng = random.Random(11)
    names = {0: "grey", 2: "rgb", 3: "palette", 4: "grey-alpha", 6: "rgba"}

    def grid(width, height, depth, colour):
        top = (1 << depth) - 1
        return [[[(x * top // width + y + rng.randint(0, 1 + top // 8) + 40 * channel) & top
                  for channel in range(CHANNELS[colour])] for x in range(width)] for y in range(height)]

    for colour, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
        for depth in depths:
            for interlaced in (False, True):
                for width, height in ((21, 13), (1, 1), (3, 2)):
                    palette = chunk(b"PLTE", rng.randbytes(3 << min(depth, 8))) if colour == 3 else b""
                    packed = list(passes(grid(width, height, depth, colour), depth, interlaced))
                    yield (f"{names[colour]}-{depth}-{width}x{height}{'-adam7' * interlaced}.png",
                           png(width, height, depth, colour, packed, palette, interlaced, pieces=3))
    for kind in range(5):
        packed = list(passes(grid(21, 13, 8, 2), 8, False))
        yield f"rgb-filter-{kind}.png", png(21, 13, 8, 2, packed, filters=[kind])
    palette = chunk(b"PLTE", rng.randbytes(48)) + chunk(b"tRNS", bytes(range(0, 200, 25)))
    yield "palette-alpha.png", png(21, 13, 4, 3, list(passes(grid(21, 13, 4, 3), 4, False)), palette)
    flat = [[[60, 70, 80] if (x + y) % 3 else [10, 20, 30] for x in range(9)] for y in range(7)]
    key = chunk(b"tRNS", struct.pack(">HHH", 60, 70, 80))
    yield "rgb-clear-colour.png", png(9, 7, 8, 2, list(passes(flat, 8, False)), key)
    flat = [[[(x + y) % 5 * 20] for x in range(9)] for y in range(7)]
    key = chunk(b"tRNS", struct.pack(">H", 40))
    yield "grey-clear-level.png", png(9, 7, 8, 0, list(passes(flat, 8, False)), key)
    yield from disordered(grid)


def disordered(grid):
    """(name, bytes) of PNGs whose palette or clear colour stands where it may not, or does not suit."""
    sixteen, three = chunk(b"PLTE", bytes(range(48))), bytes([9, 80, 200])
    places, rgb = list(passes(grid(21, 13, 4, 3), 4, False)), list(passes(grid(21, 13, 8, 2), 8, False))
    few, grey = list(passes(grid(21, 13, 2, 3), 2, False)), list(passes(grid(21, 13, 8, 0), 8, False))
    rgba = list(passes(grid(21, 13, 8, 6), 8, False))
    clear, key = chunk(b"tRNS", three), chunk(b"tRNS", struct.pack(">HHH", 60, 70, 80))
    yield "order-clear-palette.png", png(21, 13, 4, 3, places, clear + sixteen)
    yield "order-palette-data-clear.png", png(21, 13, 4, 3, places, sixteen, behind=clear)
    yield "order-palette-clear-clear.png", png(21, 13, 4, 3, places, sixteen + clear + chunk(b"tRNS", three[:2]))
    yield "order-rgb-clear-palette.png", png(21, 13, 8, 2, rgb, key + sixteen)
    yield "order-rgb-data-palette.png", png(21, 13, 8, 2, rgb, behind=sixteen)
    yield "palette-too-short.png", png(21, 13, 4, 3, places, chunk(b"PLTE", bytes(range(15))) + clear)
    yield "palette-too-long.png", png(21, 13, 2, 3, few, sixteen)
    yield "palette-clear-too-long.png", png(21, 13, 2, 3, few, chunk(b"PLTE", bytes(range(12))) + chunk(b"tRNS", bytes(5)))
    yield "palette-in-rgb-odd.png", png(21, 13, 8, 2, rgb, chunk(b"PLTE", bytes(7)))
    yield "palette-in-grey.png", png(21, 13, 8, 0, grey, sixteen)
    yield "clear-in-rgba.png", png(21, 13, 8, 6, rgba, clear)


def records(name, data, same=None):
    """(entry, pixels) of everything that is compared: the picture, and of JPEGs its grey."""
    if name.endswith(".png"):
        yield name, read(data)
        return
    data = same or data
    result = of_pillow(opened(data))
    if name.endswith((".bmp", ".gif")) and result[2] == 1:
        # We keep a palette's colours even where all are grey.
        result = *result[:2], 3, bytes(value for value in result[3] for _ in range(3))
    yield name, result
    if name.endswith(".jpg"):
        yield f"{name}@grey", of_pillow(in_grey(data))


def main():
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.iterdir():
        old.unlink()
    with zipfile.ZipFile(HERE / "pixels.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        others = [*bitmaps(), *netpbm(), *gifs(drawing)]
        for name, data, *same in [*jpegs(), *variants(drawing, save), *pngs(), *others]:
            (PICTURES / name).write_bytes(data)
            for entry, (width, height, channels, samples) in records(name, data, *same):
                record(archive, entry, struct.pack("<iii", width, height, channels) + samples)
        for name, data in suite():
            (PICTURES / f"suite-{name}.png").write_bytes(data)
            if not name.startswith("x"):
                width, height, channels, samples = read(data)
                record(archive, f"suite-{name}.png", struct.pack("<iii", width, height, channels) + samples)


def record(archive, name, content):
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


main()
