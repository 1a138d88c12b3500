"""Draws lines over two logarithmic axes as an SVG: no library, no script, no style sheet; text stays text."""
import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 440
LEFT, RIGHT, TOP, BOTTOM = 76, 28, 66, 60
INKS = ["#0b5fa5", "#c2410c", "#3f7d20", "#7a3b8f", "#5b6470"]
FONT = "system-ui, sans-serif"


def text(x, y, content, size=13, anchor="middle", ink="#222", turn=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size}" text-anchor="{anchor}" '
            f'fill="{ink}"{turn}>{escape(content)}</text>')


def line(points, ink, width=1.0, more=""):
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="{width}"{more}/>'


def steps(low, high):
    """1, 2 and 5 of each power of ten, from the last below the lowest value to the first above the highest."""
    marks = [base * 10.0 ** power for power in range(-9, 10) for base in (1, 2, 5)]
    within = [mark for mark in marks if low / 2.6 < mark < high * 2.6]
    first = max([mark for mark in within if mark <= low * 1.0001], default=within[0])
    last = min([mark for mark in within if mark >= high * 0.9999], default=within[-1])
    return [mark for mark in within if first <= mark <= last]


class Axes:
    """Where a value stands on the sheet."""

    def __init__(self, xs, ys):
        self.xs, self.ys = sorted(set(xs)), steps(min(ys), max(ys))

    def x(self, value):
        return self.between(value, self.xs, LEFT, WIDTH - RIGHT)

    def y(self, value):
        return self.between(value, self.ys, HEIGHT - BOTTOM, TOP)

    @staticmethod
    def between(value, marks, start, end):
        span = math.log(marks[-1] / marks[0]) or 1
        return start + (end - start) * math.log(value / marks[0]) / span


def grid(axes, x_label, y_label):
    for mark in axes.xs:
        yield line([(axes.x(mark), TOP), (axes.x(mark), HEIGHT - BOTTOM)], "#e3e3e0")
        yield text(axes.x(mark), HEIGHT - BOTTOM + 18, f"{mark:,g}", 12)
    for mark in axes.ys:
        yield line([(LEFT, axes.y(mark)), (WIDTH - RIGHT, axes.y(mark))], "#e3e3e0")
        yield text(LEFT - 8, axes.y(mark) + 4, f"{mark:g}", 12, "end")
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, x_label)
    middle = (TOP + HEIGHT - BOTTOM) / 2
    yield text(20, middle, y_label, turn=f' transform="rotate(-90 20 {middle:.1f})"')


def curves(axes, series):
    for i, (name, points) in enumerate(series.items()):
        ink, dashes = INKS[i % len(INKS)], ' stroke-dasharray="6 5"' if i else ""
        places = [(axes.x(x), axes.y(y)) for x, y in points]
        yield line(places, ink, 2, dashes)
        if not i:
            yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{ink}"/>' for x, y in places)
        legend = LEFT + min(200, (WIDTH - LEFT - RIGHT) // len(series)) * i
        yield line([(legend, TOP - 16), (legend + 28, TOP - 16)], ink, 2, dashes)
        yield text(legend + 36, TOP - 12, name, 12, "start")


def draw(path, title, x_label, y_label, series):
    """series: name -> [(x, y)], all above 0. The first is measured and has dots, the others are dashed."""
    points = [point for line_of in series.values() for point in line_of]
    axes = Axes([x for x, _ in points], [y for _, y in points])
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    path.write_text("\n".join([
        f'{head} aria-label="{escape(title)}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fdfdfb"/>',
        text(WIDTH / 2, 28, title, 16),
        *grid(axes, x_label, y_label),
        *curves(axes, series),
        "</svg>", ""]), encoding="utf-8")
