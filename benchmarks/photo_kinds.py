"""Photos, scans and cut-outs made from pen drawings and from MNIST: each kind a recipe with a seed of its own."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from benchmarks.screen import SHARED

if TYPE_CHECKING:
    from digitpad.ink.stroke import Ink

Floats = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]

SEED = 20
SHEETS = 9
"""Photos of each kind, of ten digits each."""

CUT_OUTS = 40
"""Of each size, polarity and brush."""

MNIST = 1000
PAPER = np.array([222.0, 218, 208])
FELT, PENCIL = np.array([45.0, 45, 55]), np.array([150.0, 150, 152])
COLOURS = ([250.0, 225, 60], [255, 150, 40], [240, 130, 180], [110, 210, 235], [130, 215, 90], [220, 40, 40],
           [40, 70, 200], [120, 60, 160], [20, 120, 60], [40, 40, 40])  # fmt: skip
DESKS = {"dark": np.array([60.0, 58, 56]), "brown": np.array([150.0, 112, 78])}


@dataclass(frozen=True)
class Case:
    """A picture file and the digits on it in reading order."""

    content: bytes
    digits: str


@dataclass(frozen=True)
class Drawings:
    """Pen drawings of people whom the network has never seen, by their label, and MNIST's test digits."""

    pens: dict[int, "list[Ink]"]
    mnist: Pixels
    labels: Pixels


def drawings() -> Drawings:
    """What the photos are made from."""
    from digitpad.synthesis.pens import TEST_WRITERS, read_pens

    pens: dict[int, list[Ink]] = {label: [] for label in range(10)}
    for each in read_pens(SHARED / "pen-strokes.jsonl.gz"):
        if each.writer in TEST_WRITERS:
            pens[each.label].append(each.ink)
    with np.load(SHARED / "mnist.npz") as arrays:
        return Drawings(pens, arrays["x_test"], arrays["y_test"])


Kinds = dict[str, Callable[[Drawings], Iterator[Case]]]


def kinds() -> Kinds:
    """Each kind's name and what makes its pictures."""
    made: Kinds = {"plain paper": partial(_sheets, _plain)}
    for tone in DESKS:
        for way in ("straight", "turned", "perspective"):
            made[f"sheet on a {tone} desk, {way}"] = partial(_sheets, partial(_on_desk, tone=tone, way=way))
    made |= {
        "pencil beside felt tip": partial(_sheets, _two_pens),
        "coloured pens": partial(_sheets, _coloured),
        "ruled paper": partial(_sheets, _ruled),
        "uneven light": partial(_sheets, _uneven),
        "sideways": partial(_sheets, _sideways),
        "cut-outs, tight, dark on light": partial(_cut_outs, light=False, bold=False),
        "cut-outs, tight, light on dark": partial(_cut_outs, light=True, bold=False),
        "cut-outs, bold, dark on light": partial(_cut_outs, light=False, bold=True),
        "cut-outs, bold, light on dark": partial(_cut_outs, light=True, bold=True),
        "MNIST as PNG files": _mnist,
    }
    return made


def _sheets(make: Callable[[Floats, np.random.Generator], Floats], source: Drawings) -> Iterator[Case]:
    for number in range(SHEETS):
        rng = np.random.default_rng([SEED, number])
        labels = rng.integers(0, 10, 10).tolist()
        pen = 1.5 if make is _two_pens else 1.0
        yield Case(_jpeg(make(_sheet_of(source, labels, rng, pen), rng), rng), "".join(map(str, labels)))


def _sheet_of(source: Drawings, labels: Sequence[int], rng: np.random.Generator, pen: float) -> Floats:
    """(10, 750, 1000): how much of each pixel each digit inks, 0..1; two rows of five."""
    inks = []
    for place, label in enumerate(labels):
        ink = source.pens[label][rng.integers(len(source.pens[label]))]
        height = rng.uniform(95, 150)
        x, y = 100 + 190 * (place % 5) + rng.uniform(-15, 15), 210 + 330 * (place // 5) + rng.uniform(-25, 25)
        inks.append(painted([(ink, x, y, height)], rng.uniform(6, 12) if pen == 1 else (11 if place < 5 else 4)))
    return np.stack(inks)


def painted(
    inks: "Sequence[tuple[Ink, float, float, float]]", pen: float, size: tuple[int, int] = (1000, 750)
) -> Floats:
    """How much of each pixel is inked, 0..1; each drawing with its middle and height in pixels."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

    image = QImage(*size, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.GlobalColor.white, pen, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                        Qt.PenJoinStyle.RoundJoin))  # fmt: skip
    for ink, x, y, height in inks:
        points = np.concatenate(ink.strokes)
        low, high = points.min(axis=0), points.max(axis=0)
        scale = height / max(float((high - low).max()), 1)
        for stroke in ink.strokes:
            placed = (stroke - (low + high) / 2) * scale + [x, y]
            painter.drawPolyline(QPolygonF([QPointF(*place) for place in placed.tolist()]))
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(size[1], image.bytesPerLine())
    return rows[:, : size[0]] / 255


def _with_ink(digits: Floats, colours: Sequence[object], paper: Floats | None = None) -> Floats:
    """(rows, columns, 3) 0..255: paper with digits, each in its colour; ink is a filter before the paper."""
    page = np.broadcast_to(PAPER, (*digits.shape[1:], 3)).copy() if paper is None else paper
    for coverage, colour in zip(digits, colours, strict=True):
        page *= 1 - coverage[..., None] * (1 - np.asarray(colour, float) / 255)
    return page


def _lit(page: Floats, rng: np.random.Generator, fall: float) -> Floats:
    """Light that falls off by this share to one corner."""
    rows, columns = np.indices(page.shape[:2]) / np.array(page.shape[:2])[:, None, None]
    ways = rng.random(2) < 0.5
    way = (rows if ways[0] else 1 - rows) + (columns if ways[1] else 1 - columns)
    result: Floats = page * (1 - fall * way / 2)[..., None]
    return result


def _plain(digits: Floats, rng: np.random.Generator) -> Floats:
    return _lit(_with_ink(digits, [FELT] * 10), rng, 0.15)


def _two_pens(digits: Floats, rng: np.random.Generator) -> Floats:
    return _lit(_with_ink(digits, [FELT] * 5 + [PENCIL] * 5), rng, 0.4)


def _coloured(digits: Floats, rng: np.random.Generator) -> Floats:
    return _lit(_with_ink(digits, rng.permutation(np.array(COLOURS))), rng, 0.2)  # type: ignore[arg-type] # an array


def _ruled(digits: Floats, rng: np.random.Generator) -> Floats:
    paper = np.broadcast_to(PAPER, (*digits.shape[1:], 3)).copy()
    slope = rng.uniform(-0.02, 0.02)
    rows, columns = np.indices(paper.shape[:2])
    paper[(rows + slope * columns) % 48 < 2] *= np.array([0.68, 0.8, 0.92])
    return _lit(_with_ink(digits, [FELT] * 10, paper), rng, 0.2)


def _uneven(digits: Floats, rng: np.random.Generator) -> Floats:
    """A lamp at one side, and the soft shadow of a hand over a part."""
    page = _lit(_with_ink(digits, [FELT] * 10), rng, 0.6)
    rows, columns = np.indices(page.shape[:2])
    x, y = rng.uniform(200, 800), rng.uniform(450, 750)
    far = np.hypot(columns - x, (rows - y) * 0.8)
    result: Floats = page * (1 - 0.35 / (1 + np.exp((far - 230) / 18)))[..., None]
    return result


def _sideways(digits: Floats, rng: np.random.Generator) -> Floats:
    return np.rot90(_plain(digits, rng), int(rng.integers(1, 4)))


def _on_desk(digits: Floats, rng: np.random.Generator, *, tone: str, way: str) -> Floats:
    """A sheet somewhere on a desk, with a soft shadow at its edge and grain in the wood."""
    page = _with_ink(digits, [FELT] * 10)
    rows = len(page)
    share = rng.uniform(0.58, 0.72)
    corners = np.array([[-1, -0.75], [1, -0.75], [1, 0.75], [-1, 0.75]]) * share
    if way == "perspective":
        corners *= np.array([[rng.uniform(0.75, 0.9)], [rng.uniform(0.75, 0.9)], [1], [1]])
    angle = 0.0 if way == "straight" else np.radians(rng.choice([-1, 1]) * rng.uniform(6, 20))
    cos, sin = np.cos(angle), np.sin(angle)
    corners = (corners @ np.array([[cos, sin], [-sin, cos]])) * 500 + [500, 375] + rng.uniform(-20, 20, 2)
    desk = np.broadcast_to(DESKS[tone], page.shape).copy()
    grain = np.cumsum(rng.normal(0, 1, rows))
    desk *= 1 + 0.05 * ((grain - grain.mean()) / np.ptp(grain))[:, None, None]
    there, inside = _warped(page, corners)
    return _lit(np.where(inside[..., None], there, desk), rng, 0.25)


def _warped(page: Floats, corners: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """The page with its corners (clockwise from the top left) at these places, and where it is."""
    rows, columns = page.shape[:2]
    own = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], float)
    system = []
    for (x, y), (u, v) in zip(corners, own, strict=True):
        system += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    h = np.append(np.linalg.solve(np.array(system), own.ravel()), 1).reshape(3, 3)
    y, x = np.indices((rows, columns)) + 0.5
    u, v, w = np.einsum("ij,jrc->irc", h, np.stack([x, y, np.ones_like(x)]))
    u, v = u / w - 0.5, v / w - 0.5
    inside = (u >= 0) & (v >= 0) & (u < columns - 1) & (v < rows - 1)
    left, top = np.where(inside, u, 0).astype(int), np.where(inside, v, 0).astype(int)
    du, dv = (np.where(inside, u, 0) - left)[..., None], (np.where(inside, v, 0) - top)[..., None]
    upper = page[top, left] * (1 - du) + page[top, left + 1] * du
    return upper * (1 - dv) + (page[top + 1, left] * (1 - du) + page[top + 1, left + 1] * du) * dv, inside


def _jpeg(page: Floats, rng: np.random.Generator) -> bytes:
    """What a camera makes of it: a little blurred, with noise, as JPEG."""
    for axis in (0, 1):
        page = (np.roll(page, 1, axis) + 2 * page + np.roll(page, -1, axis)) / 4
    noise = rng.normal(0, 2.5, page.shape[:2])[..., None] + rng.normal(0, 1.5, page.shape)
    return _file(page + noise, "JPEG", quality=88)


def _file(page: Floats, form: str, **how: object) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(np.clip(np.rint(page), 0, 255).astype(np.uint8)).save(file, form, **how)
    return file.getvalue()


def _cut_outs(source: Drawings, *, light: bool, bold: bool) -> Iterator[Case]:
    """One digit that fills its picture of 28 to 64 pixels."""
    rng = np.random.default_rng([SEED, 2 * light + bold])
    for side in (28, 32, 48, 64):
        for number in range(CUT_OUTS):
            ink = source.pens[number % 10][rng.integers(len(source.pens[number % 10]))]
            pen = side * (rng.uniform(0.16, 0.2) if bold else rng.uniform(0.07, 0.12))
            margin = 0.0 if number % 2 else 1.0
            coverage = painted([(ink, side, side, side - pen - 2 * margin)], pen, (2 * side, 2 * side))
            seen = coverage > 0.2
            rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
            edge = int(margin)
            coverage = coverage[rows[0] - edge : rows[-1] + 1 + edge, columns[0] - edge : columns[-1] + 1 + edge]
            if number % 4 > 1:
                coverage = (coverage > 0.5).astype(float)
            greys = coverage if light else 1 - coverage
            yield Case(_file(greys * 255, "PNG"), str(number % 10))


def _mnist(source: Drawings) -> Iterator[Case]:
    for picture, label in zip(source.mnist[:MNIST], source.labels[:MNIST], strict=True):
        yield Case(_file(picture, "PNG"), str(label))
