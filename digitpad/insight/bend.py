"""Bend the strokes of a drawing a little, until a network takes it for a class that was chosen.

Every stroke is moved by a few slow waves along it (cosines), and an evolution strategy looks for the waves: a few
candidates around the best so far, drawn as the canvas draws, the best of them deciding where to look next and how far
(N. Hansen, "The CMA evolution strategy: a tutorial", of which this keeps the step lengths but no correlations).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.errors import CancelledError
from digitpad.ink.cleaning import drop_stray_dots
from digitpad.ink.raster import bounds, rasterize
from digitpad.ink.stroke import Ink, Points, densified
from digitpad.model.network import Network

WANTED = 0.9
"""A bend is found when the network gives so much to the class."""

ENOUGH = 0.85
"""What a found drawing has at least when it is read again."""

STEPS = 60

_AFTERWARDS = 20
"""Once a bend is found, so many steps look for a smaller one."""

_WAVES = 6
_CANDIDATES = 16
_BEST = 5
_FIRST_STEP = 0.15
"""How far the first candidates are from the drawing in the slowest wave, as a share of its size."""

_FASTER = 0.7
"""Faster waves begin smaller, by their number to the power of this."""

_LEARNING = 0.2
"""How much of the next step's length is what this step has shown."""

_STAY = 1.0
"""What bending costs, so that the drawing stays the pupil's; a fast wave costs more than a slow one of its height."""

_MISS = 5.0
"""What each e-th part that the probability is too small costs."""

_DENSITY = 0.04
"""Points are at most this share of the drawing's size apart, so that a straight line can be bent."""

_MOST_STROKES = 12
"""Drawings of more strokes have too many waves to look for."""

_Amounts = npt.NDArray[np.float64]


class Bend(NamedTuple):
    """A drawing and what became of it. Both have the same strokes with the same numbers of points.

    Attributes:
        before: the drawing as it was, with points added and stray dots left out.
        after: the drawing bent, in the same unit, place and size, with coordinates as `Ink.to_json` keeps them.
        probability: what the network gives to the class that was asked for when it reads `after`; at least `ENOUGH`.
        steps: how many it took.
    """

    before: Ink
    after: Ink
    probability: float
    steps: int

    def between(self, share: float) -> Ink:
        """The drawing on its way, 0 being before and 1 after."""
        return Ink(tuple(
            old + share * (new - old) for old, new in zip(self.before.strokes, self.after.strokes, strict=True)
        ))


def bend(
    network: Network,
    ink: Ink,
    target: int,
    seed: int = 0,
    steps: int = STEPS,
    report: Callable[[int, float], None] = lambda step, probability: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Bend | None:
    """Bend a drawing until the network takes it for another class.

    Args:
        network: is asked about `_CANDIDATES` drawings a step.
        ink: the drawing, in any unit.
        target: the class that it is to become, 0..classes - 1.
        seed: of the search; the same seed finds the same.
        steps: at most so many.
        report: told after each step its number and the highest probability in it.
        is_cancelled: asked before each step.

    Returns:
        What was found, or None: nothing is drawn, there are too many strokes, or no bend does it in that many steps.

    Raises:
        CancelledError: `is_cancelled` said so.
    """
    ink = drop_stray_dots(ink)
    if not ink or len(ink.strokes) > _MOST_STROKES:
        return None
    low, high = bounds(ink)
    size = float((high - low).max()) or 1.0
    before = Ink(tuple(densified(stroke, _DENSITY * size) for stroke in ink.strokes))
    waves = [_waves(stroke, size) for stroke in before.strokes]
    best, taken = None, 0
    for step, (amounts, found) in enumerate(_search(network, before, waves, target, seed), start=1):
        if is_cancelled():
            raise CancelledError
        report(step, float(found.max()))
        candidates = [*amounts[found >= WANTED], *([] if best is None else [best])]
        if candidates:
            best = min(candidates, key=_amount)
            taken = taken or step
        if step >= min(steps, taken + _AFTERWARDS if taken else steps):
            break
    return None if best is None else _finished(network, before, waves, best, target, taken)


def _search(
    network: Network, before: Ink, waves: list[Points], target: int, seed: int
) -> Iterator[tuple[_Amounts, npt.NDArray[np.float32]]]:
    """Step after step without end: candidates (n, strokes, waves, 2), and (n,) what the network gives to the class."""
    rng = np.random.default_rng(seed)
    shape = (len(waves), _WAVES, 2)
    middle, spread = np.zeros(shape), np.full(shape, _FIRST_STEP) / (1 + np.arange(_WAVES)[:, None]) ** _FASTER
    shares = np.log(_BEST + 0.5) - np.log(np.arange(1, _BEST + 1))
    shares /= shares.sum()
    while True:
        candidates = middle + spread * rng.standard_normal((_CANDIDATES, *shape))
        found = _probabilities(network, before, waves, candidates, target)
        yield candidates, found
        misses = np.log(WANTED) - np.log(np.clip(found, 1e-30, WANTED))
        cost = _STAY * np.array([_amount(each) for each in candidates]) + _MISS * misses
        best = candidates[np.argsort(cost, kind="stable")[:_BEST]]
        # How far the good ones are from where one looked is how far to look next.
        off = np.tensordot(shares, (best - middle) ** 2, axes=1)
        middle, spread = np.tensordot(shares, best, axes=1), np.sqrt((1 - _LEARNING) * spread**2 + _LEARNING * off)


def _amount(amounts: _Amounts) -> float:
    """How much a drawing is bent, (strokes, waves, 2)."""
    return float((amounts**2 * (1 + np.arange(_WAVES))[:, None]).sum())


def _waves(stroke: Points, size: float) -> Points:
    """(points, waves) the cosines along a stroke, in its unit: wave k has k half turns from beginning to end."""
    lengths = np.hypot(*np.diff(stroke, axis=0).T)
    travelled = np.concatenate(([0.0], np.cumsum(lengths)))
    along = travelled / max(float(travelled[-1]), 1e-9)
    result: Points = size * np.cos(np.pi * along[:, None] * np.arange(_WAVES))
    return result


def _bent(before: Ink, waves: list[Points], amounts: _Amounts) -> Ink:
    return Ink(tuple(
        stroke + wave @ amount for stroke, wave, amount in zip(before.strokes, waves, amounts, strict=True)
    ))


def _probabilities(
    network: Network, before: Ink, waves: list[Points], candidates: _Amounts, target: int
) -> npt.NDArray[np.float32]:
    pictures = np.stack([rasterize(_bent(before, waves, amounts)) for amounts in candidates])
    found: npt.NDArray[np.float32] = network.probabilities(pictures)[:, target]
    return found


def _finished(
    network: Network, before: Ink, waves: list[Points], amounts: _Amounts, target: int, steps: int
) -> Bend | None:
    """The earliest part of the way there that does it, read as the canvas will read it."""
    shares = np.linspace(0.4, 1.0, 13)
    found = _probabilities(network, before, waves, shares[:, None, None, None] * amounts, target)
    for share in shares[found >= ENOUGH]:
        after = _in_place(before, _bent(before, waves, share * amounts))
        probability = float(network.probabilities(rasterize(after)[None])[0, target])
        if probability >= ENOUGH:
            return Bend(before, after, probability, steps)
    return None


def _in_place(before: Ink, bent: Ink) -> Ink:
    """The bent drawing where the drawing was and as large, with the coordinates that are kept."""
    low, high = bounds(before)
    new_low, new_high = bounds(bent)
    scale = float((high - low).max()) / (float((new_high - new_low).max()) or 1.0)
    shift = (low + high) / 2 - scale * (new_low + new_high) / 2
    return Ink(tuple(np.round(stroke * scale + shift, 2) for stroke in bent.strokes))
