"""Writes tiff/*.tif, one of each kind of TIFF, and beside each what Pillow reads from it, as PNG.

Run with Debian's python3-pil (9.4, libtiff 4.5): python3 make_tiffs.py
"""

import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

FOLDER = Path(__file__).parent / "tiff"
WIDTH, HEIGHT = 19, 17

WIDTH_TAG, HEIGHT_TAG, BITS, COMPRESSION, COLOURS, STARTS, SAMPLES, ROWS, LENGTHS = (
    256, 257, 258, 259, 262, 273, 277, 278, 279)
ORIENTATION, PLANAR, MAP, TILE_WIDTH, TILE_HEIGHT, TILE_STARTS, TILE_LENGTHS, EXTRA = (
    274, 284, 320, 322, 323, 324, 325, 338)
WHITE_IS_0, BLACK_IS_0, RGB, PALETTE = 0, 1, 2, 3
DEFLATE = 8


def ramp(channels):
    """[HEIGHT, WIDTH, channels] levels in which every row, column and channel differs."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    planes = [(x * 7 + y * 5, y * 13 + x, x * y, 255 - x * 6)[c] for c in range(channels)]
    return (np.stack(planes, axis=2) & 255).astype(np.uint8)


def packed(levels, bits):
    """Rows of samples of some bits, each row from a byte on."""
    rows = levels.reshape(levels.shape[0], -1).astype(np.uint32)
    if bits >= 8:
        return rows.astype(">u2" if bits == 16 else "u1").tobytes()
    each = (rows[..., None] >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(each.reshape(rows.shape[0], -1).astype(np.uint8), axis=1).tobytes()


def write(name, tags, segments, is_tiled=False):
    """Writes a big-endian TIFF of one directory; Pillow can't write tiles, planes or few bits."""
    segments = [zlib.compress(segment, 9) for segment in segments]
    tags = {WIDTH_TAG: WIDTH, HEIGHT_TAG: HEIGHT, COMPRESSION: DEFLATE, **tags}
    starts = np.cumsum([8] + [len(segment) for segment in segments])
    tags[TILE_STARTS if is_tiled else STARTS] = [int(start) for start in starts[:-1]]
    tags[TILE_LENGTHS if is_tiled else LENGTHS] = [len(segment) for segment in segments]
    directory = int(starts[-1] + starts[-1] % 2)
    values_at, entries, values = directory + 2 + 12 * len(tags) + 4, b"", b""
    for tag, value in sorted(tags.items()):
        numbers = value if isinstance(value, list) else [value]
        kind = (4, "I") if tag in (STARTS, LENGTHS, TILE_STARTS, TILE_LENGTHS) else (3, "H")
        data = struct.pack(f">{len(numbers)}{kind[1]}", *numbers)
        if len(data) > 4:
            data, values = struct.pack(">I", values_at + len(values)), values + data
        entries += struct.pack(">HHI", tag, kind[0], len(numbers)) + data.ljust(4, b"\0")
    body = b"".join(segments).ljust(directory - 8, b"\0")
    (FOLDER / name).write_bytes(
        struct.pack(">2sHI", b"MM", 42, directory) + body
        + struct.pack(">H", len(tags)) + entries + bytes(4) + values)


def tiles(levels, side, bits=8):
    """Tiles of side x side pixels, row by row; those that stand over are filled with 9."""
    for top in range(0, HEIGHT, side):
        for left in range(0, WIDTH, side):
            tile = np.full((side, side, levels.shape[2]), 9, np.uint32)
            part = levels[top:top + side, left:left + side]
            tile[:part.shape[0], :part.shape[1]] = part
            yield packed(tile, bits)


def write_by_pillow():
    grey, rgb = Image.fromarray(ramp(1)[..., 0]), Image.fromarray(ramp(3))
    rgba = Image.fromarray(ramp(4), "RGBA")
    black_and_white = grey.convert("1")
    black_and_white.save(FOLDER / "bits-g4.tif", compression="group4")
    black_and_white.save(FOLDER / "bits-g3.tif", compression="group3")
    black_and_white.save(FOLDER / "bits-packbits-white-is-0.tif", compression="packbits",
                         tiffinfo={COLOURS: WHITE_IS_0})
    grey.save(FOLDER / "grey-lzw.tif", compression="tiff_lzw", tiffinfo={ROWS: 4})
    grey.save(FOLDER / "grey-jpeg.tif", compression="jpeg", quality=80)
    rgb.save(FOLDER / "rgb-jpeg-420.tif", compression="jpeg", quality=60)
    rgb.save(FOLDER / "two-pages.tif", compression="tiff_adobe_deflate", save_all=True, append_images=[grey])
    rgb.save(FOLDER / "turned-6.tif", compression="tiff_lzw", tiffinfo={ORIENTATION: 6, 317: 2})
    rgba.save(FOLDER / "rgba.tif", compression="tiff_lzw")
    rgba.convert("LA").save(FOLDER / "grey-alpha.tif", compression="tiff_adobe_deflate")
    rgb.convert("P", palette=Image.ADAPTIVE, colors=16).save(FOLDER / "palette-8.tif", compression="packbits")
    Image.fromarray(ramp(4), "CMYK").save(FOLDER / "cmyk.tif", compression="tiff_lzw")
    Image.fromarray(ramp(1)[..., 0].astype("<u2") * 131, "I;16").save(FOLDER / "grey-16.tif")


def write_by_hand():
    write("grey-2-white-is-0.tif", {BITS: 2, COLOURS: WHITE_IS_0, SAMPLES: 1, ROWS: HEIGHT},
          [packed(ramp(1) >> 6, 2)])
    colours = [(i * 977) % 65536 for i in range(48)]
    write("palette-4-tiles.tif", {BITS: 4, COLOURS: PALETTE, SAMPLES: 1, MAP: colours, TILE_WIDTH: 16,
                                  TILE_HEIGHT: 16}, tiles(ramp(1) >> 4, 16, 4), is_tiled=True)
    write("rgb-tiles.tif", {BITS: [8] * 3, COLOURS: RGB, SAMPLES: 3, TILE_WIDTH: 16, TILE_HEIGHT: 16},
          tiles(ramp(3), 16), is_tiled=True)
    planes = [packed(ramp(3)[..., c], 8) for c in range(3)]
    write("rgb-planes.tif", {BITS: [8] * 3, COLOURS: RGB, SAMPLES: 3, PLANAR: 2, ROWS: HEIGHT}, planes)
    write("rgb-16.tif", {BITS: [16] * 3, COLOURS: RGB, SAMPLES: 3, ROWS: HEIGHT},
          [packed(ramp(3).astype(np.uint32) * 257 - ramp(3) // 2, 16)])
    alpha = ramp(4)
    alpha[..., :3] = alpha[..., :3] * (alpha[..., 3:] / 255)
    write("rgba-multiplied.tif", {BITS: [8] * 4, COLOURS: RGB, SAMPLES: 4, EXTRA: 1, ROWS: HEIGHT},
          [packed(alpha, 8)])


def record(file):
    """What Pillow reads: the first page, upright, 16 bits of grey by the high byte."""
    with Image.open(file) as picture:
        picture.load()  # turns it, too
        if picture.mode.startswith("I;16"):
            picture = Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
        mode = {"1": "L", "P": "RGB", "CMYK": "RGB"}.get(picture.mode, picture.mode)
        picture.convert(mode).save(file.with_suffix(".png"), exif=b"", optimize=True)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write_by_pillow()
    write_by_hand()
    for path in sorted(FOLDER.glob("*.tif")):
        record(path)
