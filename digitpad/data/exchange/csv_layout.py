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
_INDEX_TITLES = {"", "unnamed: 0", "id", "index", "imageid", "image_id", "row", "rowid", "row_id"}
_MOST_CELLS = LARGEST**2 + 2
_ROWS_THAT_SHOW = 20  # different numbers in so many rows are no labels


@dataclass(frozen=True)
class Layout:
    """Where things stand in a row.

    Attributes:
        delimiter: between two cells.
        has_header: whether the first row names the columns.
        label: where the label stands, when the index is gone; -1 at the end.
        side: pixels a side of a picture.
        index: where a number of the row stands, which is dropped; None where there is none.
    """

    delimiter: str
    has_header: bool
    label: int
    side: int
    index: int | None = None

    @property
    def pixels(self) -> int:
        """How many pixels a row has."""
        return self.side * self.side

    def parted(self, line: str) -> tuple[str, list[str]]:
        """The label of a row and its pixels as they are written, however many there are."""
        row = cells(line, self.delimiter)
        if self.index is not None and self.index < len(row):
            del row[self.index]
        return (row.pop(self.label) if self.label < len(row) else ""), row


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
    titles = [title.strip().casefold() for title in first] if _is_header(first) else []
    rows = rest if titles else [first, *rest]
    if not rows:
        raise UnrecognisedLayoutError(N_("“{name}” has no rows; choose another file."), name=name)
    columns, _ = Counter(map(len, rows)).most_common(1)[0]
    rows = [row for row in rows if len(row) == columns]
    index = None
    if (side := _side(columns - 1)) is None and (side := _side(columns - 2)) is not None:
        index = _index(titles, rows)
    if side is None or (columns - 2 == side * side and index is None):
        raise _unknown(name, columns)
    if index is not None:
        rows = [row[:index] + row[index + 1 :] for row in rows]
        titles = titles[:index] + titles[index + 1 :]
    label = _label(titles, rows)
    if not (titles and titles[label] in _LABEL_TITLES) and _numbers_rows(titles, rows, label):
        raise UnrecognisedLayoutError(
            N_(
                "“{name}” has no labels: the column beside the pixels numbers the rows; choose the file with a column "
                "of labels, such as Kaggle's train.csv."
            ),
            name=name,
        )
    return Layout(delimiter, bool(titles), label, side, index)


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


def _unknown(name: str, columns: int) -> UnrecognisedLayoutError:
    bare = round(columns**0.5)
    if bare * bare == columns and bare >= SMALLEST:
        return UnrecognisedLayoutError(
            N_(
                "“{name}” has no labels: {columns:,} columns are pictures of {side} × {side} pixels alone; "
                "choose the file with a column of labels, such as Kaggle's train.csv."
            ),
            name=name, columns=columns, side=bare,
        )
    return UnrecognisedLayoutError(
        N_plural(
            "“{name}” has rows of {count:,} column; "
            "expected a label and 784 pixels, or those of another square picture.",
            "“{name}” has rows of {count:,} columns; "
            "expected a label and 784 pixels, or those of another square picture.",
        ),
        name=name, count=columns,
    )


def _is_header(row: Sequence[str]) -> bool:
    titles = {title.strip().casefold() for title in row}
    if titles & _LABEL_TITLES or _counts_up(row if row[0].strip() else row[1:]):
        return True
    return sum(map(is_number, map(with_point, row))) < len(row) / 2


def _side(pixels: int) -> int | None:
    """Pixels a side of a square picture of so many, if it has a size that is taken."""
    side = round(max(0, pixels) ** 0.5)
    return side if side * side == pixels and SMALLEST <= side <= LARGEST else None


def _index(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """The column that numbers the rows, by its title or else the first one by what is in it."""
    titled = [place for place, title in enumerate(titles) if title in _INDEX_TITLES]
    if titled:
        return titled[0] if len(titled) == 1 else None
    return 0 if len(rows) > 1 and _counts_up([row[0] for row in rows]) else None


def _label(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Where the label stands: where a title says so, or else at the beginning or the end."""
    titled = [place for place, title in enumerate(titles) if title in _LABEL_TITLES]
    if len(titled) == 1:
        return -1 if titled[0] == len(titles) - 1 else titled[0]
    # A pixel in a corner is paper, always the same; a column of labels is not.
    first_column, last_column = ([row[place].strip() for row in rows] for place in (0, -1))
    is_last = len(set(first_column)) == 1 < len(set(last_column)) and all(map(_may_be_label, last_column))
    return -1 if is_last else 0


def _numbers_rows(titles: Sequence[str], rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column tells rows apart rather than classes: by its title, or as no number comes twice."""
    if titles and titles[column] in _INDEX_TITLES - {""}:
        return True
    texts = [row[column].strip() for row in rows]
    if len(texts) < _ROWS_THAT_SHOW or len(set(texts)) < len(texts) or not all(map(_is_whole, texts)):
        return False
    return _counts_up(texts) or max(map(float, texts)) >= MAX_CLASSES


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether these are whole numbers, each one more than the one before."""
    if len(texts) < 2 or not all(map(_is_whole, texts)):
        return False
    start = float(texts[0])
    return all(float(text) == start + place for place, text in enumerate(texts))


def _is_whole(text: str) -> bool:
    return is_number(text) and float(text).is_integer()


def _may_be_label(text: str) -> bool:
    return not is_number(text) or (float(text).is_integer() and 0 <= float(text) < MAX_CLASSES)
