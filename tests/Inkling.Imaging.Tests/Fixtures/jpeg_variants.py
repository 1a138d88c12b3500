"""JPEGs that Pillow's encoder cannot write, made from others: by jpegtran (Debian: libjpeg-turbo-progs), which moves
coefficients from one kind of file to another, and by changing bytes."""
import io
import struct
import subprocess
import tempfile

from PIL import Image

from coefficient_jpeg import encode


def transcoded(data, *options, script=None):
    """What jpegtran makes of a file; a script lists the scans of a progressive one."""
    with tempfile.NamedTemporaryFile("w", encoding="ascii") as scans:
        if script:
            scans.write(script)
            scans.flush()
            options += ("-scans", scans.name)
        return subprocess.run(["jpegtran", *options], input=data, check=True, capture_output=True).stdout


def segment(data, marker):
    """Offset of the first such marker."""
    return data.index(b"\xff" + bytes([marker]))


def with_wide_steps(data):
    """Quantisation tables of 16 bits a step, which ask for SOF1."""
    while True:
        at = data.find(b"\xff\xdb\x00\x43")
        if at < 0:
            return data.replace(b"\xff\xc0", b"\xff\xc1", 1)
        wide = b"".join(bytes([0, step]) for step in data[at + 5:at + 69])
        data = data[:at] + b"\xff\xdb\x00\x83" + bytes([0x10 | data[at + 4]]) + wide + data[at + 69:]


def with_height_behind(data):
    """The height in a DNL segment behind the scan instead of the frame header."""
    frame = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc1"))
    height = data[frame + 5:frame + 7]
    data = data[:frame + 5] + b"\x00\x00" + data[frame + 7:]
    return data[:-2] + b"\xff\xdc\x00\x04" + height + data[-2:]


def variants(drawing, save):
    """(name, bytes) of each, or (name, bytes, bytes that have the same pixels)."""
    for quality, size in ((30, (28, 28)), (75, (65, 33)), (95, (7, 5))):
        yield f"grey-progressive-q{quality}.jpg", save(drawing(*size, quality, "L"), quality=quality, progressive=True)
    for subsampling, name in enumerate(("444", "422", "420")):
        for size in ((33, 31), (65, 33), (1, 1)):
            yield (f"colour-progressive-{name}-{size[0]}x{size[1]}.jpg",
                   save(drawing(*size, subsampling), quality=88, subsampling=subsampling, progressive=True))
    plain = encode(20, 61, 45, [(2, 2), (1, 1), (1, 1)])
    yield "random-420-progressive-restart.jpg", transcoded(plain, "-progressive", "-restart", "3B")
    yield "random-420-progressive-bits.jpg", transcoded(plain, script=(
        "0,1,2: 0-0, 0, 3;\n0: 1-63, 0, 2;\n0,1,2: 0-0, 3, 2;\n0: 1-5, 2, 1;\n0: 6-63, 2, 1;\n1: 1-63, 0, 1;\n"
        "2: 1-63, 0, 1;\n0: 1-63, 1, 0;\n0,1,2: 0-0, 2, 1;\n1: 1-63, 1, 0;\n2: 1-63, 1, 0;\n0,1,2: 0-0, 1, 0;\n"))
    yield "random-422-progressive-spectral.jpg", transcoded(
        encode(21, 37, 29, [(2, 1), (1, 1), (1, 1)]),
        script="".join(
            f"{part}, 0, 0;\n" for part in ("0: 0-0", "1,2: 0-0", "0: 1-2", "2: 1-63", "1: 1-63", "0: 3-20", "0: 21-63")))
    yield "random-411-progressive.jpg", transcoded(encode(22, 70, 19, [(4, 1), (1, 1), (1, 1)]), "-progressive")
    yield "random-grey-progressive-dense.jpg", transcoded(
        save(drawing(90, 70, 9, "L"), quality=98), "-progressive", "-restart", "1")
    yield "random-44-sampling.jpg", encode(23, 70, 50, [(4, 4), (1, 1), (1, 1)], interleaved=False)
    yield "random-44-22-sampling.jpg", encode(24, 70, 50, [(4, 4), (2, 2), (1, 1)], interleaved=False)
    yield "random-31-sampling.jpg", encode(25, 70, 50, [(3, 1), (1, 1), (1, 1)])
    yield "random-13-sampling.jpg", encode(26, 70, 50, [(1, 3), (1, 1), (1, 1)])

    for quality, size in ((60, (33, 31)), (90, (9, 16))):
        yield f"colour-cmyk-{size[0]}x{size[1]}.jpg", save(drawing(*size, quality).convert("CMYK"), quality=quality)
    inks = [(1, 1)] * 4
    yield "random-cmyk.jpg", encode(30, 37, 29, inks, adobe=0)
    yield "random-ycck.jpg", encode(31, 37, 29, inks, adobe=2)
    yield "random-ycck-420.jpg", encode(32, 37, 29, [(2, 2), (1, 1), (1, 1), (2, 2)], adobe=2)
    yield "random-ycck-progressive.jpg", transcoded(encode(33, 37, 29, [(2, 2), (1, 1), (1, 1), (2, 2)], adobe=2), "-progressive")
    yield "random-cmyk-progressive.jpg", transcoded(encode(34, 37, 29, inks, adobe=0), "-progressive")

    yield "grey-wide-steps.jpg", with_wide_steps(save(drawing(28, 28, 3, "L"), quality=20))
    yield "colour-wide-steps.jpg", with_wide_steps(save(drawing(28, 28, 4), quality=5))
    plain = save(drawing(40, 29, 5, "L"), quality=80)
    yield "grey-height-behind.jpg", with_height_behind(plain), plain
    plain = encode(35, 61, 45, [(2, 2), (1, 1), (1, 1)], restart=2)
    yield "random-420-height-behind.jpg", with_height_behind(plain), plain
    plain = save(drawing(40, 29, 6), quality=80)
    frame, scan = segment(plain, 0xC0), segment(plain, 0xDA)
    yield "colour-fill-bytes.jpg", plain[:frame] + b"\xff\xff\xff" + plain[frame:scan] + b"\xff" + plain[scan:]
    buffer = io.BytesIO()
    drawing(30, 20, 7).save(buffer, "MPO", save_all=True, append_images=[drawing(40, 30, 8)], quality=85)
    yield "colour-mpo.jpg", buffer.getvalue()
