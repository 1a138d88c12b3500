"""Draws lines over two logarithmic axes as an SVG, by matplotlib (Debian: python3-matplotlib)."""
import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator

# Text stays text; the salt makes equal plots equal files.
matplotlib.rcParams.update({
    "svg.fonttype": "none", "svg.hashsalt": "inkling", "font.sans-serif": ["DejaVu Sans"],
    "axes.grid": True, "grid.alpha": 0.4})


def draw(path, title, x_label, y_label, series):
    """series: name -> [(x, y)], all above 0. The first is measured and has dots, the others are dashed."""
    figure = Figure(figsize=(7.2, 4.4), layout="constrained")
    axes = figure.add_subplot(title=title, xlabel=x_label, ylabel=y_label, xscale="log", yscale="log")
    for i, (name, points) in enumerate(series.items()):
        axes.plot(*zip(*points), "--" if i else "o-", label=name, markersize=5)
    axes.xaxis.set_major_locator(FixedLocator(sorted({x for points in series.values() for x, _ in points})))
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
        axis.set_minor_locator(NullLocator())
    axes.legend()
    figure.savefig(path, metadata={"Date": None, "Creator": None})
