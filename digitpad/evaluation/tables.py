"""Figures as tables for a spreadsheet: shares as 0..1, nothing where there is nothing to take a share of."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from digitpad.evaluation.confusion import Confusion
from digitpad.evaluation.coverage import CoverageCurve
from digitpad.evaluation.endurance import EndurancePoint
from digitpad.system.spreadsheet import cell

Row = Sequence[Any]


def to_csv(rows: Iterable[Row]) -> bytes:
    """The file, UTF-8. Numbers are in full; a text that a spreadsheet would compute begins with an apostrophe."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([cell(value) for value in row] for row in rows)
    # A lone surrogate is legal in the name of a class, but not in UTF-8.
    return text.getvalue().encode("utf-8", errors="replace")


def confusion_rows(tables: Mapping[str, Confusion]) -> Iterator[Row]:
    """A row for each class of each network, with its recall, and below them a row with the precisions.

    Args:
        tables: of the networks, by their titles; all of the same classes.
    """
    names = next(iter(tables.values())).class_names
    yield ("network", "class", *names, "?", "recall")
    for title, table in tables.items():
        for name, counts, recall in zip(names, table.counts.tolist(), table.recall, strict=True):
            yield (title, name, *counts, recall.value)
        yield (title, "precision", *(share.value for share in table.precision), None, table.accuracy.value)


def endurance_rows(titles: Sequence[str], points: Iterable[EndurancePoint]) -> Iterator[Row]:
    """A row for each point and network.

    Args:
        titles: of the networks.
        points: of curves of these.
    """
    yield ("network", "damage", "amount", "right", "pictures", "accuracy")
    for point in points:
        for title, share in zip(titles, point.accuracies, strict=False):
            yield (title, point.damage.value, point.amount, share.part, share.whole, share.value)


def coverage_rows(curve: CoverageCurve) -> Iterator[Row]:
    """A row for each lead."""
    yield ("lead", "answered", "right", "pictures")
    for lead, answered, right in zip(
        curve.margins.tolist(), curve.answered.tolist(), curve.right.tolist(), strict=True
    ):
        yield (lead, answered, right, curve.pictures)
