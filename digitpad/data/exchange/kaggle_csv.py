"""CSV as Kaggle lays it out: a label and the pixels of a picture in each row, row by row from the top.

The label is a number, or the name of the class. What `write` writes comes in two files, as `mnist_train.csv` and
`mnist_test.csv` are known; a file with `train` at the end of its name is read with its sister. Either may be gzipped.
"""

import gzip
import io
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Dataset, Pictures
from digitpad.data.exchange.classes import MAX_CLASSES
from digitpad.data.exchange.csv_labels import MOST_LABELS, Labels
from digitpad.data.exchange.csv_layout import Layout, UnrecognisedLayoutError, find_layout, is_number, with_point
from digitpad.data.exchange.emnist import EMNIST_TURNED, is_emnist, mapping_beside, named
from digitpad.data.exchange.import_builder import PICTURE_BYTES, TEST, TRAIN, DatasetImportBuilder
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.data.idx import GZIP
from digitpad.data.untrusted_files import open_untrusted, short
from digitpad.errors import DigitpadError, reason_of
from digitpad.system.files import require_writable, write_atomically
from digitpad.translation import N_, _, ngettext

_LONGEST_LINE = 1 << 20  # characters; 256 × 256 pixels with a few digits each need less
_ROWS_LOOKED_AT, _LENGTH_LOOKED_AT = 100, 500_000
_PIXELS_AT_ONCE = 131_072
_MOST_BLANK_LINES = 100_000
_TRAIN_NAME = re.compile(r"(.*?)train( ?\(\d{1,3}\))?((?:\.csv)?(?:\.gz)?)", re.IGNORECASE | re.DOTALL)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read(path: Path, limit: int) -> ImportCandidate:
    """Pictures of a CSV file, and of its sister for the test where there is one.

    Raises:
        DigitpadError: it is something else, or has nothing that can be taken.
    """
    builder = DatasetImportBuilder(path, "CSV", limit // PICTURE_BYTES, classes=MOST_LABELS)
    labels = Labels()
    sister = _sister(path)
    # Should both be too many, the test gets a seventh, as MNIST's has.
    first_room = builder.room * 6 // 7 if sister is not None else builder.room
    _gather(path, builder, labels, TRAIN, first_room, lambda row: _("row {row}").format(row=row))
    if sister is not None:
        name = sister.name

        def place(row: int) -> str:
            return _("{file}, row {row}").format(file=short(name), row=row)

        try:
            _gather(sister, builder, labels, TEST, builder.room, place)
            builder.note(_("The part for the test is in “{name}”.").format(name=name))
        except UnrecognisedLayoutError as error:
            builder.note(_("“{name}” is left out. {reason}").format(name=name, reason=error))
    new, names = labels.meaning(builder.counts())
    if names is None and (mapping := mapping_beside(path)) is not None:
        places = named(MAX_CLASSES, mapping)
        new = [places[label] if isinstance(label, int) else label for label in new]
        names = tuple(mapping[label] for label in sorted(mapping))
    builder.relabel(new)
    return builder.offer(names)


def write(path: Path, dataset: Dataset) -> tuple[Path, Path]:
    """Write a dataset as two files, `NAME_train.csv` and `NAME_test.csv` for `NAME.csv`.

    Classes that have no other names than their numbers are written as numbers, others by name.

    Returns:
        The two files.

    Raises:
        DigitpadError: one of them cannot be written; the sentence says whether the other one was.
    """
    train, test = files_of(path)
    for file in (train, test):
        require_writable(file)
    contents = [_to_bytes(part, dataset.class_names) for part in (dataset.train, dataset.test)]
    write_atomically(train, contents[0])
    try:
        write_atomically(test, contents[1])
    except DigitpadError as error:
        raise DigitpadError(
            N_("“{name}” could not be saved in “{parent}” ({reason}), but “{name_2}” was; make room and export again."),
            name=test.name,
            parent=test.parent,
            reason=reason_of(error.__cause__),
            name_2=train.name,
        ) from error
    return train, test


def files_of(path: Path) -> tuple[Path, Path]:
    """The two files that `write` makes for a path."""
    stem = path.stem if path.suffix.lower() == ".csv" else path.name
    return path.with_name(f"{stem}_train.csv"), path.with_name(f"{stem}_test.csv")


def _to_bytes(part: Pictures, names: Sequence[str]) -> bytes:
    file = io.BytesIO()
    file.write((",".join(["label", *(f"pixel{index}" for index in range(PICTURE_BYTES))]) + "\n").encode())
    values = [str(value) for value in range(256)]
    labels = [_quoted(name) for name in names]
    for image, label in zip(part.images, part.labels.tolist(), strict=True):
        row = [labels[label], *map(values.__getitem__, image.tobytes())]
        file.write((",".join(row) + "\n").encode())
    return file.getvalue()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if re.search(r'[",;\s]', name) else name


def _gather(
    path: Path, builder: DatasetImportBuilder, labels: Labels, part: int, room: int, place: Callable[[int], str]
) -> None:
    """Take up to `room` pictures of one file.

    Raises:
        UnrecognisedLayoutError: its columns are no labelled pictures.
        DigitpadError: it is no text.
    """
    with _lines(path) as lines:
        first = _first(lines)
        if not first:
            raise DigitpadError(N_("“{name}” is empty; choose another file."), name=path.name)
        layout = find_layout(path.name, [line for number, line in first])
        _tell_layout(layout, builder)
        is_turned = is_emnist(path)
        if is_turned:
            builder.note(_(EMNIST_TURNED))
        rows = islice(chain(first, lines), int(layout.has_header), None)
        block = _Block(layout.side, is_turned)
        end = len(builder) + room
        for number, line in rows:
            if len(builder) + len(block) >= end:
                sentence = ngettext(
                    "Only the first row of “{name}” is taken: more is too much.",
                    "Only the first {count:,} rows of “{name}” are taken: more is too much.",
                    room,
                )
                builder.note(sentence.format(count=room, name=path.name))
                break
            if builder.is_hopeless:
                sentence = _("“{name}” is read to row {row:,} only: too much of it is wrong.")
                builder.note(sentence.format(name=path.name, row=number))
                break
            try:
                label, pixels = _values(layout, labels, line)
            except ValueError as error:
                builder.reject(part, number, place(number), str(error))
                continue
            block.add(number, label, pixels)
            if len(block) * layout.pixels >= _PIXELS_AT_ONCE:
                block.hand_over(builder, part, place)
                block = _Block(layout.side, is_turned)
        block.hand_over(builder, part, place)


def _tell_layout(layout: Layout, builder: DatasetImportBuilder) -> None:
    if layout.index is not None:
        builder.note(
            _("Column {column:,} numbers the rows and is not taken for a pixel.").format(column=layout.index + 1)
        )
    if layout.label == -1:
        builder.note(_("The labels are in the last column."))
    elif layout.label:
        column = layout.label + 1 + (layout.index is not None and layout.index <= layout.label)
        builder.note(_("The labels are in column {column:,}.").format(column=column))


def _first(lines: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    """Enough rows to find out what the columns are."""
    first: list[tuple[int, str]] = []
    length = 0
    for number, line in lines:
        first.append((number, line))
        length += len(line)
        if len(first) == _ROWS_LOOKED_AT or (len(first) > 2 and length > _LENGTH_LOOKED_AT):
            break
    return first


def _values(layout: Layout, labels: Labels, line: str) -> tuple[int, npt.NDArray[np.float32]]:
    """The label and the pixels of a row.

    Raises:
        ValueError: what is wrong with it.
    """
    text, written = layout.parted(line)
    if len(written) != layout.pixels:
        count = len(written)
        sentence = ngettext("{count:,} pixel, expected {pixels:,}", "{count:,} pixels, expected {pixels:,}", count)
        raise ValueError(sentence.format(count=count, pixels=layout.pixels))
    try:
        pixels = list(map(float, written))
    except ValueError:
        if layout.delimiter != ",":
            written = list(map(with_point, written))
        for index, cell in enumerate(written):
            if not is_number(cell):
                wrong = _("pixel {pixel} is “{value}”, not a number") if cell.strip() else _("pixel {pixel} is empty")
                raise ValueError(wrong.format(pixel=index, value=short(cell))) from None
        pixels = list(map(float, written))
    with np.errstate(over="ignore"):  # too big is found to be wrong later
        return labels.key(text), np.array(pixels, np.float32)


class _Block:
    """Rows on their way to the builder: square pictures, perhaps with rows and columns changed over."""

    def __init__(self, side: int, is_turned: bool) -> None:
        self._side = side
        self._is_turned = is_turned
        self._numbers = array("Q")
        self._labels = array("q")
        self._pixels: list[npt.NDArray[np.float32]] = []

    def __len__(self) -> int:
        return len(self._labels)

    def add(self, number: int, label: int, pixels: npt.NDArray[np.float32]) -> None:
        self._numbers.append(number)
        self._labels.append(label)
        self._pixels.append(pixels)

    def hand_over(self, builder: DatasetImportBuilder, part: int, place: Callable[[int], str]) -> None:
        if self._labels:
            pictures = np.stack(self._pixels).reshape(-1, self._side, self._side)
            if self._is_turned:
                pictures = pictures.swapaxes(1, 2)
            builder.add(part, place, self._numbers, pictures, np.array(self._labels, np.int64))


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[tuple[int, str]]]:
    """The lines that are not blank, with their numbers from 1; a file is never held as a whole."""
    with open_untrusted(path) as file:
        packed = file.read(2) == GZIP
        file.seek(0)
        stream = gzip.GzipFile(fileobj=file) if packed else file
        encoding = "utf-16" if stream.read(2) in UTF_16 else "utf-8-sig"
        stream.seek(0)
        text = io.TextIOWrapper(stream, encoding, errors="replace", newline=None)
        try:
            yield _numbered_lines(path, text)
        finally:
            text.detach()


def _numbered_lines(path: Path, text: io.TextIOWrapper) -> Iterator[tuple[int, str]]:
    number = blank = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise DigitpadError(
                N_("“{name}” has a row {row:,} that is longer than any picture's; choose another file."),
                name=path.name, row=number,
            )
        if "\0" in line:
            raise DigitpadError(
                N_("“{name}” is not text: row {row:,} has a zero in it; choose a CSV file."), name=path.name, row=number
            )
        if line.strip("\r\n ,;\t"):
            yield number, line.rstrip("\r\n")
        elif (blank := blank + 1) > _MOST_BLANK_LINES:  # a small gzipped file could go on like this for hours
            raise DigitpadError(N_("“{name}” consists of empty rows; choose another file."), name=path.name)


def _sister(path: Path) -> Path | None:
    """The file for the test that belongs to one for the training, if it is there."""
    match = _TRAIN_NAME.fullmatch(path.name)
    if match is None:
        return None
    for word in ("test", "Test", "TEST"):  # untranslated: parts of file names
        for copy in (match[2] or "", ""):
            file = path.with_name(f"{match[1]}{word}{copy}{match[3]}")
            if file.is_file():
                return file
    return None


