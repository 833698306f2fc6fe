"""Find out what the columns of a CSV file are from its first rows, and read one row."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digitpad.data.exchange.classes import MAX_CLASSES
from digitpad.data.exchange.shaping import LARGEST, SMALLEST
from digitpad.errors import DigitpadError
from digitpad.translation import N_, N_plural

_LABEL_TITLES = {"label", "labels", "class", "target", "y", "digit", "letter", "character", "category"}
_MOST_CELLS = LARGEST**2 + 1


@dataclass(frozen=True)
class Layout:
    """Where things stand in a row.

    Attributes:
        delimiter: between two cells.
        has_header: whether the first row names the columns.
        is_label_last: whether the label stands after the pixels, rather than before them.
        side: pixels a side of a picture.
    """

    delimiter: str
    has_header: bool
    is_label_last: bool
    side: int

    @property
    def pixels(self) -> int:
        """How many pixels a row has."""
        return self.side * self.side

    def parted(self, line: str) -> tuple[str, list[str]]:
        """The label of a row and its pixels as they are written, however many there are."""
        row = cells(line, self.delimiter)
        return (row[-1], row[:-1]) if self.is_label_last else (row[0], row[1:])


class UnrecognisedLayoutError(DigitpadError):
    """The rows of a file are no labelled pictures."""


def find_layout(name: str, lines: Sequence[str]) -> Layout:
    """What the columns are.

    Args:
        name: what the file is called.
        lines: its first rows, at least one.

    Raises:
        UnrecognisedLayoutError: they are no labelled pictures.
    """
    delimiter = _delimiter("".join(lines))
    first, *rest = (cells(line, delimiter) for line in lines)
    titles = {first[0].strip().casefold(), first[-1].strip().casefold()}
    has_header = bool(titles & _LABEL_TITLES) or sum(map(is_number, map(with_point, first))) < len(first) / 2
    rows = rest if has_header else [first, *rest]
    if not rows:
        raise UnrecognisedLayoutError(N_("“{name}” has no rows; choose another file."), name=name)
    columns, _ = Counter(map(len, rows)).most_common(1)[0]
    rows = [row for row in rows if len(row) == columns]
    side = round((columns - 1) ** 0.5)
    if side * side != columns - 1 or not SMALLEST <= side <= LARGEST:
        bare = round(columns**0.5)
        if bare * bare == columns and bare >= SMALLEST:
            raise UnrecognisedLayoutError(
                N_(
                    "“{name}” has no labels: {columns:,} columns are pictures of {side} × {side} pixels alone; "
                    "choose the file with a column of labels, such as Kaggle's train.csv."
                ),
                name=name, columns=columns, side=bare,
            )
        raise UnrecognisedLayoutError(
            N_plural(
                "“{name}” has rows of {count:,} column; "
                "expected a label and 784 pixels, or those of another square picture.",
                "“{name}” has rows of {count:,} columns; "
                "expected a label and 784 pixels, or those of another square picture.",
            ),
            name=name, count=columns,
        )
    is_label_last = _is_label_last(first if has_header else [], rows)
    return Layout(delimiter, has_header, is_label_last, side)


def cells(line: str, delimiter: str) -> list[str]:
    """The cells of one row, as far as there may be any. A quote never reaches beyond its row to spoil others."""
    if '"' in line and line.count(delimiter) <= _MOST_CELLS:
        try:
            return next(csv.reader([line], delimiter=delimiter), [""])
        except csv.Error:
            pass  # a field of a size that no picture has
    return line.split(delimiter, _MOST_CELLS)


def is_number(text: str) -> bool:
    """Whether a cell is written as a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def with_point(text: str) -> str:
    """A number as Python writes it, where a comma stands in it."""
    return text.replace(",", ".")


def _delimiter(text: str) -> str:
    """What parts the cells. Between semicolons or tabs, commas may stand in numbers."""
    return next((sign for sign in ";\t" if text.count(sign) > text.count(",") / 2), ",")


def _is_label_last(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    if titles:
        first, last = (titles[place].strip().casefold() in _LABEL_TITLES for place in (0, -1))
        if first != last:
            return last
    # A pixel in a corner is paper, always the same; a column of labels is not.
    first_column, last_column = ([row[place].strip() for row in rows] for place in (0, -1))
    return len(set(first_column)) == 1 < len(set(last_column)) and all(map(_may_be_label, last_column))


def _may_be_label(text: str) -> bool:
    return not is_number(text) or (float(text).is_integer() and 0 <= float(text) < MAX_CLASSES)
