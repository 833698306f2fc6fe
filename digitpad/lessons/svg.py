"""Drawings, curves and histograms as SVG inside of a page: no address, no script."""

import math
from collections.abc import Sequence

from digitpad.ink.stroke import Ink
from digitpad.lessons.markup import element, text
from digitpad.training.epoch import Epoch
from digitpad.translation import N_, _

_INK, _GRID, _COLOURS = "#1a1a1a", "#bbbbbb", ("#1f5fa8", "#8a4b00", "#0b6b2e")
_PARTS = (N_("training"), N_("validation"), N_("test"))
_MOST_POINTS = 200
"""Of a curve: more are not seen."""


def ink_svg(ink: Ink, size: int = 140) -> str:
    """A drawing in a square."""
    points = [point for stroke in ink.strokes for point in stroke.tolist()]
    if not points:
        return ""
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    extent = max(*(max(point[axis] for point in points) - low for axis, low in ((0, left), (1, top))), 1e-6)
    scale, edge = size * 0.76 / extent, size * 0.12
    lines = "".join(
        _line([(edge + (x - left) * scale, edge + (y - top) * scale) for x, y in stroke.tolist()], _INK, size / 16)
        for stroke in ink.strokes
    )
    return _picture(size, size, _box(0, 0, size, size) + lines)


def box_svg(size: int = 190) -> str:
    """Room to draw in."""
    return _picture(size, size, _box(1, 1, size - 2, size - 2))


def curves_svg(title: str, history: Sequence[Epoch], width: int = 340, height: int = 190) -> str:
    """The accuracies of a run, epoch by epoch, each line with its name, below a title.

    Args:
        title: above all, in the picture, so that no page ends between them.
        history: at least one epoch.
        width: of the picture.
        height: of the picture.
    """
    left, top, bottom, right = 48, 26, height - 26, width - 84
    series = (
        [(epoch.number, epoch.training.accuracy) for epoch in history],
        [(epoch.number, epoch.validation.accuracy) for epoch in history if epoch.validation is not None],
        [(epoch.number, epoch.test.accuracy) for epoch in history if epoch.test is not None],
    )
    least = min(value for points in series for __, value in points)
    low = math.floor(least * 10) / 10 if least < 1 else 0.9
    last = max(2, len(history))

    def place(number: float, value: float) -> tuple[float, float]:
        return left + (right - left) * (number - 1) / (last - 1), top + (bottom - top) * (1 - (value - low) / (1 - low))

    inner = _words(left, 16, title, "start") + _box(left, top, right - left, bottom - top)
    for value in (low, 1.0):
        inner += _words(left - 4, place(1, value)[1] + 4, f"{100 * value:.0f}\N{NO-BREAK SPACE}%", "end")
    for number in sorted({1, last}):
        inner += _words(place(number, low)[0], height - 10, str(number), "middle")
    for points, colour, name in zip(series, _COLOURS, _PARTS, strict=True):
        if not points:
            continue
        step = -(-len(points) // _MOST_POINTS)
        shown = [*points[:-1:step], points[-1]]
        inner += _line([place(*point) for point in shown], colour, 2)
        x, y = place(*shown[-1])
        inner += _dot(x, y, colour)
        # Lines that end close together would have their names one upon the other.
        inner += _words(right + 8, top + 10 + 16 * _PARTS.index(name), _(name), "start", colour)
    return _picture(width, height, inner)


def bars_svg(bars: Sequence[tuple[str, int]], width: int = 520, mark: str = "") -> str:
    """A histogram with a bar for each of some words, one below the other; that of the right answer is green.

    Args:
        bars: the words and how many.
        width: of the picture.
        mark: the words of the right one.
    """
    most = max((count for __, count in bars), default=0) or 1
    inner, row, left = "", 22, width * 0.4
    for place, (words, count) in enumerate(bars):
        y = place * row + 4
        colour = _COLOURS[2] if words == mark else _COLOURS[0]
        length = (width - left - 40) * count / most
        inner += _words(left - 8, y + 13, words if len(words) <= 28 else f"{words[:27]}…", "end")
        inner += f'<rect x="{left:.1f}" y="{y}" width="{length:.1f}" height="{row - 6}" fill="{colour}"/>'
        inner += _words(left + length + 6, y + 13, str(count), "start")
    return _picture(width, len(bars) * row + 8, inner)


def _picture(width: float, height: float, inner: str) -> str:
    size = {"width": f"{width:g}", "height": f"{height:g}", "viewBox": f"0 0 {width:g} {height:g}"}
    return element("svg", inner, **size, role="img")


def _box(x: float, y: float, width: float, height: float) -> str:
    size = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    return f'<rect {size} fill="none" stroke="{_GRID}"/>'


def _line(points: Sequence[tuple[float, float]], colour: str, width: float) -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in (points if len(points) > 1 else (*points, *points)))
    look = f'stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<polyline points="{places}" fill="none" {look}/>'


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'


def _words(x: float, y: float, written: str, anchor: str, colour: str = _INK) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="12" font-family="sans-serif" fill="{colour}">{text(written)}</text>'
