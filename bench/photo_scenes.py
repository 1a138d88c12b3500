"""Draws pictures of a digit on something that is within something else: a sheet on a desk, a canvas in a
window, a figure with axes. NumPy and Pillow only; it reads no picture. Levels are 0 to 1 in colour.
"""
import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

# The strokes of each digit, in a unit square.
STROKES = {
    0: [[(.5, 0), (.2, .12), (.08, .5), (.2, .88), (.5, 1), (.8, .88), (.9, .5), (.8, .12), (.5, 0)]],
    1: [[(.3, .2), (.52, 0), (.5, 1)]],
    2: [[(.15, .25), (.3, .05), (.6, 0), (.8, .2), (.7, .45), (.12, 1), (.9, .97)]],
    3: [[(.15, .12), (.5, 0), (.8, .2), (.45, .46), (.85, .7), (.6, .97), (.12, .9)]],
    4: [[(.5, 0), (.1, .62), (.92, .6)], [(.68, .35), (.62, 1)]],
    5: [[(.85, .02), (.25, 0), (.2, .42), (.6, .38), (.85, .65), (.6, .97), (.12, .92)]],
    6: [[(.7, 0), (.3, .35), (.15, .7), (.35, .98), (.7, .95), (.82, .7), (.55, .55), (.2, .7)]],
    7: [[(.1, .03), (.88, 0), (.4, 1)]],
    8: [[(.75, .15), (.45, 0), (.2, .2), (.5, .47), (.82, .75), (.5, 1), (.17, .78), (.5, .47), (.75, .15)]],
    9: [[(.8, .12), (.45, 0), (.2, .25), (.4, .48), (.78, .35), (.82, .1), (.75, .6), (.62, 1)]],
}


def smooth(rng, height, width, cells):
    """Clouds of 0 to 1 with so many cells across."""
    coarse = rng.uniform(0, 1, (max(2, round(cells[0])), max(2, round(cells[1])))).astype(np.float32)
    return np.asarray(Image.fromarray(coarse).resize((width, height), Image.BICUBIC))


def blurred(array, radius):
    if radius <= 0:
        return array
    levels = Image.fromarray((np.clip(array, 0, 1) * 255).astype(np.uint8))
    return np.asarray(levels.filter(ImageFilter.GaussianBlur(radius))).astype(np.float32) / 255


def of_set(rng, digit, height):
    """How much ink covers each pixel of an MNIST digit that is enlarged to so many pixels, cut closely."""
    rows, columns = np.where(digit > 60)
    close = digit[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
    padded = np.pad(close, 2)
    by = height / close.shape[0]
    size = (max(1, round(padded.shape[1] * by)), max(1, round(padded.shape[0] * by)))
    large = np.asarray(Image.fromarray(padded).resize(size, Image.BICUBIC)).astype(np.float32) / 255
    large = blurred(large, 0.25 * by)
    steep = max(2, by) * rng.uniform(1, 2)
    return np.clip((large - rng.uniform(0.4, 0.55)) * steep + 0.5, 0, 1)


def of_strokes(rng, label, height):
    """How much ink covers each pixel of a digit that a round pen draws."""
    scale, width = 4, rng.uniform(0.5, 0.85)
    pen = rng.uniform(0.06, 0.14) * height
    margin = pen
    sides = (width * height + 2 * margin, height + 2 * margin)
    page = Image.new("L", tuple(round(scale * side) for side in sides))
    draw = ImageDraw.Draw(page)
    slant = rng.uniform(-0.1, 0.2)
    for stroke in STROKES[label]:
        points = [(x + rng.normal(0, 0.02), y + rng.normal(0, 0.02)) for x, y in stroke]
        curve = []
        for i in range(len(points) - 1):
            around = [points[max(0, i - 1)], points[i], points[i + 1], points[min(len(points) - 1, i + 2)]]
            curve += [spline(around, t) for t in np.linspace(0, 1, 12)]
        places = [(scale * (margin + width * height * x + slant * height * (0.5 - y) / 2),
                   scale * (margin + height * y)) for x, y in curve]
        draw.line(places, fill=255, width=round(scale * pen), joint="curve")
        for x, y in (places[0], places[-1]):
            r = scale * pen / 2
            draw.ellipse((x - r, y - r, x + r, y + r), fill=255)
    small = page.resize((page.width // scale, page.height // scale), Image.BOX)
    return np.asarray(small).astype(np.float32) / 255


def spline(p, t):
    """Catmull and Rom 1974."""
    return tuple(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t
                        + (3 * b - 3 * c + d - a) * t ** 3) for a, b, c, d in zip(*p))


def paper(rng, height, width, blank=False):
    """A sheet without a digit, ruled or not."""
    kind = "blank" if blank else rng.choice(["blank", "lined", "squared"], p=[0.5, 0.25, 0.25])
    tint = np.array([rng.uniform(0.8, 1), rng.uniform(0.8, 1), rng.uniform(0.7, 1)])
    if rng.uniform() < 0.7:
        tint = np.full(3, rng.uniform(0.82, 0.98)) + rng.normal(0, 0.01, 3)
    sheet = np.empty((height, width, 3), np.float32)
    sheet[:] = tint
    sheet *= 1 + 0.02 * (smooth(rng, height, width, (12, 12)) - 0.5)[..., None]
    if kind != "blank":
        apart = rng.uniform(0.05, 0.12) * height
        thick = max(1, round(rng.uniform(0.0015, 0.004) * height))
        colour = np.array([[0.55, 0.7, 0.9], [0.7, 0.7, 0.75], [0.9, 0.7, 0.7]][rng.integers(3)])
        for y in np.arange(rng.uniform(0, apart), height, apart).astype(int):
            sheet[y:y + thick] *= colour
        if kind == "squared":
            for x in np.arange(rng.uniform(0, apart), width, apart).astype(int):
                sheet[:, x:x + thick] *= colour
    return sheet


def pen_colour(rng):
    """Black, blue or red ink, or a pencil's grey."""
    inks = [(0.1, 0.1, 0.12), (0.1, 0.15, 0.5), (0.6, 0.1, 0.12), (0.35, 0.35, 0.37), (0.05, 0.3, 0.15)]
    return np.array(inks[rng.choice(5, p=[0.4, 0.3, 0.1, 0.15, 0.05])])


def put(sheet, ink, colour, left, top, strength=1.0):
    """Lays ink of a colour on a sheet, within it."""
    height, width = min(ink.shape[0], sheet.shape[0] - top), min(ink.shape[1], sheet.shape[1] - left)
    cover = strength * ink[:height, :width, None]
    part = sheet[top:top + height, left:left + width]
    part[:] = part * (1 - cover) + colour * cover


def place(rng, sheet, ink, edge=0.06, around=1.0):
    """Where ink may lie: off the middle, but off the edges too."""
    spans = []
    for room, need in ((sheet.shape[1], ink.shape[1]), (sheet.shape[0], ink.shape[0])):
        free = max(0, room * (1 - 2 * edge) - need)
        spans.append(int(room * edge + free * (0.5 + around * rng.uniform(-0.5, 0.5))))
    return spans


def desk(rng, height, width):
    """Wood, one colour dark or light, a pattern, or a carpet."""
    kind = rng.choice(["wood", "dark", "light", "pattern", "carpet"])
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    ground = np.empty((height, width, 3), np.float32)
    if kind == "wood":
        colour = np.array([[0.55, 0.36, 0.2], [0.35, 0.2, 0.1], [0.72, 0.55, 0.36]][rng.integers(3)])
        along = rng.uniform() < 0.5
        grain = smooth(rng, height, width, (60, 4) if along else (4, 60))
        wide = smooth(rng, height, width, (10, 2) if along else (2, 10))
        ground[:] = colour
        ground *= (0.75 + 0.25 * grain + 0.25 * wide)[..., None]
    elif kind in ("dark", "light"):
        level = rng.uniform(0.05, 0.3) if kind == "dark" else rng.uniform(0.5, 0.7)
        ground[:] = level * (1 + rng.normal(0, 0.1, 3))
        ground *= (0.95 + 0.1 * smooth(rng, height, width, (5, 5)))[..., None]
    elif kind == "pattern":
        period = rng.uniform(0.03, 0.12) * max(height, width)
        first, second = rng.uniform(0.05, 0.6, 3), rng.uniform(0.05, 0.6, 3)
        turn = rng.uniform(0, np.pi)
        u, v = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
        wave = np.sin(2 * np.pi * u / period)
        if rng.uniform() < 0.6:
            wave = wave * np.sin(2 * np.pi * v / period)
        share = np.clip(0.5 + 3 * wave, 0, 1)[..., None]
        ground[:] = first * share + second * (1 - share)
    else:
        ground[:] = rng.uniform(0.1, 0.55) * (1 + rng.normal(0, 0.15, 3))
        ground *= (0.6 + 0.8 * smooth(rng, height, width, (height / 4, width / 4)))[..., None]
    return np.clip(ground, 0, 1)


def warp(sheet, corners, height, width):
    """The sheet brought to four corners (from the left upper one, clockwise), and how much it covers."""
    h, w = sheet.shape[:2]
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (w, 0), (w, h), (0, h)]):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    coefficients = np.linalg.solve(np.array(rows), np.array(right))
    layers = np.dstack([np.clip(sheet, 0, 1) * 255, np.full((h, w), 255)]).astype(np.uint8)
    scale = 2
    double = coefficients / np.array([scale, scale, 1, scale, scale, 1, scale, scale])
    seen = Image.fromarray(layers, "RGBA").transform(
        (width * scale, height * scale), Image.PERSPECTIVE, double, Image.BILINEAR)
    seen = np.asarray(seen.resize((width, height), Image.BOX)).astype(np.float32) / 255
    return seen[..., :3], seen[..., 3:]


def finger(rng, photo, corners):
    """A finger or a thumb from the photo's edge over a corner or an edge of the sheet."""
    height, width = photo.shape[:2]
    i = rng.integers(4)
    a, b = np.array(corners[i]), np.array(corners[(i + 1) % 4])
    tip = a + (b - a) * rng.choice([rng.uniform(0, 0.12), rng.uniform(0.2, 0.8)])
    middle = np.mean(corners, axis=0)
    tip = tip + (middle - tip) * rng.uniform(0.04, 0.14)
    away = (tip - middle) / np.linalg.norm(tip - middle)
    thick = rng.uniform(0.04, 0.08) * max(height, width)
    layer = Image.new("L", (width, height))
    draw = ImageDraw.Draw(layer)
    root = tip + away * 2 * max(height, width)
    draw.line([tuple(tip), tuple(root)], fill=255, width=round(2 * thick))
    draw.ellipse([*(tip - thick), *(tip + thick)], fill=255)
    cover = blurred(np.asarray(layer).astype(np.float32) / 255, 1.5)[..., None]
    skin = np.array([[0.85, 0.65, 0.52], [0.6, 0.42, 0.3], [0.35, 0.22, 0.15]][rng.integers(3)])
    shade = 0.85 + 0.25 * smooth(rng, height, width, (5, 5))[..., None]
    return photo * (1 - cover) + np.clip(skin * shade, 0, 1) * cover


def light(rng, photo):
    """A gradient, often a shadow across, and a lens's corners."""
    height, width = photo.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width - 0.5, y / height - 0.5
    turn = rng.uniform(0, 2 * np.pi)
    across = x * np.cos(turn) + y * np.sin(turn)
    shade = 1 - rng.uniform(0, 0.3) * (across + 0.5)
    if rng.uniform() < 0.4:
        soft = rng.uniform(0.02, 0.2)
        depth = rng.uniform(0.15, 0.45)
        shade = shade * (1 - depth * (0.5 + 0.5 * np.tanh((across - rng.uniform(-0.3, 0.3)) * 2 / soft)))
    if rng.uniform() < 0.4:
        shade = shade * (1 - rng.uniform(0.1, 0.4) * 2 * (x * x + y * y))
    return photo * shade[..., None] * rng.uniform(0.75, 1)


def camera(rng, photo):
    """Blur, grain and JPEG's marks; levels as bytes."""
    photo = blurred(photo, rng.uniform(0, 0.0018) * max(photo.shape))
    photo = photo + rng.normal(0, rng.uniform(0.002, 0.03), photo.shape)
    levels = (np.clip(photo, 0, 1) * 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(levels).save(buffer, "JPEG", quality=int(rng.integers(60, 96)))
    return buffer.getvalue()


def quadrilateral(rng, height, width, aspect, share, turn=10):
    """Corners of a sheet that covers a share of the photo, turned and in a little perspective."""
    for _ in range(1000):
        area = share * height * width
        h = np.sqrt(area / aspect)
        w = area / h
        angle = np.radians(rng.uniform(-turn, turn))
        corners = np.array([(-w, -h), (w, -h), (w, h), (-w, h)]) / 2
        corners = corners * (1 + rng.uniform(-0.04, 0.04, (4, 1)))
        rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        corners = corners @ rotation
        low, high = corners.min(0), corners.max(0)
        room = np.array([width, height]) - (high - low)
        if (room > 4).all():
            return corners - low + 2 + (room - 4) * rng.uniform(0, 1, 2)
        # A sheet that fills nearly all of its photo has its form and hardly a turn.
        aspect, turn = aspect + (width / height - aspect) * 0.2, turn * 0.9
    raise ValueError(f"a sheet of {share:.0%} does not fit")
