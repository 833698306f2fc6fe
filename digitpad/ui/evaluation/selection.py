"""Which pictures are selected: by number, so that they stay the same when another network answers."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np

from digitpad.evaluation.two_networks import Group, compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from digitpad.evaluation.confusion import Cell
    from digitpad.evaluation.evaluation import Evaluation
    from digitpad.ui.evaluation.examination import Examination

    _Numbers = npt.NDArray[np.intp]
    _Marked = tuple[frozenset[Cell], frozenset[Cell]]


def mistakes(examination: Examination) -> _Numbers:
    """The pictures that the first network gets wrong, or with two networks either of them; ascending."""
    first, second = examination.first, examination.second
    right = first.right if second is None else first.right & second.right
    return np.flatnonzero(~right)


def in_cells(examination: Examination, cells: Iterable[Cell], margin: float) -> _Numbers:
    """The pictures of some cells; with two networks those that only one of them has there. Ascending.

    Args:
        examination: of a set.
        cells: of the matrix.
        margin: how far the best class must be ahead of the second, 0..1.
    """
    wanted = np.zeros((examination.first.classes, examination.first.classes + 1), np.bool_)
    for cell in cells:
        wanted[cell] = True
    inside = wanted[examination.first.labels, examination.first.answers(margin)]
    if examination.second is not None:
        inside = inside != wanted[examination.second.labels, examination.second.answers(margin)]
    return np.flatnonzero(inside)


def in_group(examination: Examination, group: Group) -> _Numbers:
    """The pictures about which both, one or none of two networks is right; ascending."""
    assert examination.second is not None
    return compare(examination.first, examination.second).pictures_in(group)


def where(examination: Examination, numbers: _Numbers, margin: float) -> _Marked:
    """The cells of the first network's matrix that have only selected pictures, and those that have some.

    Args:
        examination: of a set.
        numbers: of the selected pictures.
        margin: how far the best class must be ahead of the second, 0..1.
    """
    evaluation = examination.first
    chosen, whole = (_counts(evaluation, margin, rows) for rows in (numbers, slice(None)))
    full, some = (chosen == whole) & (chosen > 0), (chosen > 0) & (chosen < whole)
    return _cells(full), _cells(some)


def _counts(evaluation: Evaluation, margin: float, rows: _Numbers | slice) -> npt.NDArray[np.intp]:
    columns = evaluation.classes + 1
    places = evaluation.labels[rows] * columns + evaluation.answers(margin)[rows]
    return np.bincount(places, minlength=evaluation.classes * columns).reshape(-1, columns)


def _cells(marked: npt.NDArray[np.bool_]) -> frozenset[Cell]:
    return frozenset((row, column) for row, column in np.argwhere(marked).tolist())
