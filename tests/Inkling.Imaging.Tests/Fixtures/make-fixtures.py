"""Makes the test pictures and records what Pillow reads from them. Run by hand; its output is committed.

    /usr/bin/python3 make-fixtures.py        (Pillow 9.4.0 on libjpeg-turbo 2.1.5 made the committed files)

Everything is drawn here: gradients, noise and strokes. Beside pictures/ stands pixels.zip with one entry per
picture: width, height and channels as three little-endian int32, then the samples.
"""
import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from coefficient_jpeg import encode

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


def jpegs():
    """(name, bytes) of each JPEG."""
    def save(image, **options):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", **options)
        return buffer.getvalue()

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


def png(width, height, depth, colour, rows, chunks=b"", interlaced=False, filters=range(5), pieces=1):
    """A PNG of packed rows [pass][row], each row with the next of the filters."""
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    step = max(1, {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour] * depth // 8)
    filters, data = list(filters), b""
    for one_pass in rows:
        above = bytes(len(one_pass[0])) if one_pass else b""
        for y, row in enumerate(one_pass):
            kind = filters[y % len(filters)]
            data += bytes([kind])
            for i, value in enumerate(row):
                a, b, c = (row[i - step] if i >= step else 0), above[i], (above[i - step] if i >= step else 0)
                nearest = min((a, b, c), key=lambda v: abs(a + b - c - v))
                data += bytes([value - (0, a, b, (a + b) // 2, nearest)[kind] & 255])
            above = row
    packed, head = zlib.compress(data), struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    cut = -(-len(packed) // pieces)
    data = b"".join(chunk(b"IDAT", packed[i:i + cut]) for i in range(0, len(packed), cut))
    text = chunk(b"tEXt", b"Comment\x00drawn for a test")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + text + chunks + data + chunk(b"IEND", b"")


def pack(samples, depth):
    """Samples of one row, most significant bit first."""
    bits = "".join(format(sample, f"0{depth}b") for sample in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def passes(grid, depth, interlaced):
    """[height][width] lists of samples to packed rows of each pass that is not empty."""
    steps = ([(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
             if interlaced else [(0, 0, 1, 1)])
    for left, top, across, down in steps:
        rows = [[sample for pixel in row[left::across] for sample in pixel] for row in grid[top::down]]
        yield [pack(row, depth) for row in rows] if rows and rows[0] else []


def pngs():
    """(name, bytes) of each PNG."""
    rng = random.Random(11)
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
    names = {0: "grey", 2: "rgb", 3: "palette", 4: "grey-alpha", 6: "rgba"}

    def grid(width, height, depth, colour):
        top = (1 << depth) - 1
        return [[[(x * top // width + y + rng.randint(0, 1 + top // 8) + 40 * channel) & top
                  for channel in range(channels[colour])] for x in range(width)] for y in range(height)]

    def body(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    for colour, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
        for depth in depths:
            for interlaced in (False, True):
                for width, height in ((21, 13), (1, 1), (3, 2)):
                    palette = body(b"PLTE", rng.randbytes(3 << min(depth, 8))) if colour == 3 else b""
                    packed = list(passes(grid(width, height, depth, colour), depth, interlaced))
                    yield (f"{names[colour]}-{depth}-{width}x{height}{'-adam7' * interlaced}.png",
                           png(width, height, depth, colour, packed, palette, interlaced, pieces=3))
    for kind in range(5):
        packed = list(passes(grid(21, 13, 8, 2), 8, False))
        yield f"rgb-filter-{kind}.png", png(21, 13, 8, 2, packed, filters=[kind])
    palette = body(b"PLTE", rng.randbytes(48)) + body(b"tRNS", bytes(range(0, 200, 25)))
    yield "palette-alpha.png", png(21, 13, 4, 3, list(passes(grid(21, 13, 4, 3), 4, False)), palette)
    flat = [[[60, 70, 80] if (x + y) % 3 else [10, 20, 30] for x in range(9)] for y in range(7)]
    key = body(b"tRNS", struct.pack(">HHH", 60, 70, 80))
    yield "rgb-clear-colour.png", png(9, 7, 8, 2, list(passes(flat, 8, False)), key)
    flat = [[[(x + y) % 5 * 20] for x in range(9)] for y in range(7)]
    key = body(b"tRNS", struct.pack(">H", 40))
    yield "grey-clear-level.png", png(9, 7, 8, 0, list(passes(flat, 8, False)), key)


def pixels(name, data):
    """What Pillow reads: (width, height, channels, samples)."""
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    clear = "transparency" in image.info
    if image.mode.startswith("I"):
        # Pillow keeps 16-bit grey; its own way to 8 bits would clip, so take the upper byte as it does in colour.
        wide = image.convert("I").getdata()
        return image.width, image.height, 1, bytes(value >> 8 for value in wide)
    if name.startswith("grey-alpha"):
        # Of 16 bits Pillow makes RGBA.
        image = Image.merge("LA", (image.getchannel(0), image.getchannel("A")))
    elif image.mode == "P":
        image = image.convert("RGBA" if clear else "RGB")
    elif image.mode == "1":
        image = image.convert("L")
    elif clear:
        image = image.convert("LA" if image.mode == "L" else "RGBA")
    return image.width, image.height, len(image.getbands()), image.tobytes()


def main():
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.iterdir():
        old.unlink()
    with zipfile.ZipFile(HERE / "pixels.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*jpegs(), *pngs()]:
            (PICTURES / name).write_bytes(data)
            width, height, channels, samples = pixels(name, data)
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, struct.pack("<iii", width, height, channels) + samples)


main()
