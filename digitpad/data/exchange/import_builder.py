"""Build an imported dataset row by row: keep the good rows, describe the first bad ones."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Pictures
from digitpad.data.exchange.brightness import FULL, Brightness, drop_blanks, full_scale_of
from digitpad.data.exchange.classes import MAX_CLASSES, numbered, why_no_label
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.data.exchange.import_part import PICTURE_BYTES as PICTURE_BYTES
from digitpad.data.exchange.import_part import Part
from digitpad.data.exchange.paper import turn_white_paper
from digitpad.data.exchange.shaping import SIDE, shaped
from digitpad.errors import DigitpadError
from digitpad.translation import N_, _, ngettext

SHOWN_PROBLEMS = 5
MAX_PROBLEMS = 10_000
"""A file with more bad rows than this is not read to its end."""

TRAIN, TEST = 0, 1

# Labels from 10 on that so few rows have are slips of the pen, not further classes.
_SLIP_SHARE = 0.05
_KEPT_FOR_TEST = 10


class DatasetImportBuilder:
    """Takes what a reader finds, in blocks, and makes an offer of it.

    Args:
        path: the file or folder, for sentences.
        kind: what it is, such as `CSV`.
        room: how many pictures are taken at most.
        full_scale: the value of the brightest pixel that the format allows; None to find out from the first pictures
            whether values go from 0 to 1, to 255 or beyond. Pictures that stay far below it are made brighter.
        classes: labels are below this.
    """

    def __init__(
        self, path: Path, kind: str, room: int, full_scale: int | None = None, classes: int = MAX_CLASSES
    ) -> None:
        self._path = path
        self._kind = kind
        self._room = room
        self._full_scale = full_scale
        self._classes = classes
        self._parts = (Part(), Part())
        self._brightness = Brightness(self._parts)
        self._sizes: dict[tuple[int, int], None] = {}
        self._notes: list[str] = []
        self._problems: list[tuple[int, int, str]] = []
        self._bad = 0

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    @property
    def room(self) -> int:
        """How many more pictures are taken."""
        return max(0, self._room - len(self))

    @property
    def is_hopeless(self) -> bool:
        """Whether so many rows are bad that reading on would help nobody."""
        return self._bad >= MAX_PROBLEMS

    def note(self, sentence: str) -> None:
        """Keep a sentence about what was done to all pictures."""
        if sentence not in self._notes:
            self._notes.append(sentence)

    def reject(self, part: int, row: int, where: str, why: str) -> None:
        """Count a row that cannot be taken; the first ones by part and row are remembered."""
        self._bad += 1
        if len(self._problems) < SHOWN_PROBLEMS or (part, row) < self._problems[-1][:2]:
            sentence = _("{where}: {why}").format(where=where, why=why)
            self._problems = sorted([*self._problems, (part, row, sentence)])[:SHOWN_PROBLEMS]

    def add(
        self, part: int, place: Callable[[int], str], rows: Sequence[int], pictures: npt.NDArray[Any],
        labels: npt.NDArray[np.int64], size: tuple[int, int] | None = None,
    ) -> None:
        """Take the good ones of some pictures, as long as there is room.

        Args:
            part: `TRAIN` or `TEST`.
            place: what to call a row by its number, such as `row 5`.
            rows: the number of each, (n,).
            pictures: (n, rows, columns) or (n, rows, columns, 3), of any numbers.
            labels: (n,).
            size: rows and columns that they had before they were reduced; None where they were not.
        """
        if not self.room:
            return
        pictures, labels, rows = pictures[: self.room], labels[: self.room], rows[: self.room]
        good = np.ones(len(labels), bool)
        flat = pictures.reshape(len(pictures), -1)
        # In 64 bits, since the full scale may be more than half precision holds.
        low, high = (extreme(flat, axis=1).astype(np.float64) for extreme in (np.min, np.max))
        if self._full_scale is None:
            self._full_scale = full_scale_of(high.tolist())
        full = self._full_scale or FULL
        for index in np.flatnonzero(~((low >= 0) & (high <= full))).tolist():  # not a number is neither
            good[index] = False
            wrong = low[index] if low[index] < 0 else high[index]
            why = _("a pixel is {value:g}, expected 0 to {highest}").format(value=wrong, highest=full)
            self.reject(part, rows[index], place(rows[index]), why)
        for index in np.flatnonzero(good & ((labels < 0) | (labels >= self._classes))).tolist():
            good[index] = False
            self.reject(part, rows[index], place(rows[index]), why_no_label(labels[index], self._classes - 1))
        if not good.any():
            return
        self._sizes.setdefault(size or (pictures.shape[1], pictures.shape[2]))
        taken = self._brightness.to_bytes(pictures[good], float(high[good].max()), full)
        into = self._parts[part]
        into.add(shaped(taken), labels[good].astype(np.uint8), (rows[index] for index in np.flatnonzero(good).tolist()))
        into.place = place

    def counts(self) -> list[int]:
        """How many pictures have each label, 256 numbers."""
        train, test = (np.bincount(part.labels, minlength=256) for part in self._parts)
        return [int(count) for count in train + test]

    def relabel(self, new: Sequence[int | str]) -> None:
        """Give labels another meaning.

        Args:
            new: for each label so far the new one or, as a text, why rows with it cannot be taken.
        """
        table = np.array([label if isinstance(label, int) else 0 for label in new], np.uint8)
        is_bad = np.array([isinstance(label, str) for label in new], bool)
        for number, part in enumerate(self._parts):
            bad = is_bad[part.labels]
            for index in np.flatnonzero(bad).tolist():
                row = int(part.rows[index])
                self.reject(number, row, part.place(row), str(new[part.labels[index]]))
            if bad.any():
                part.keep(~bad)
            part.labels[:] = table[part.labels]

    def offer(self, names: Sequence[str] | None = None) -> ImportCandidate:
        """All that was gathered, made ready to be taken; the gathering is used up by it.

        Args:
            names: one a label, where the file brings names.

        Raises:
            DigitpadError: there is no good row, or too little to tell anything apart.
        """
        if names is None:
            self._drop_slips()
        self._require_something()
        paper = self._make_ink_bright()
        counts = self.counts()
        labels = [label for label, count in enumerate(counts) if count]
        classes = tuple(names) if names is not None else numbered(labels[-1])
        if len(labels) < 2:
            raise DigitpadError(
                N_("“{name}” has pictures of one class only, “{only}”; a network needs two to tell apart."),
                name=self._path.name, only=classes[labels[0]],
            )
        self._tell_sizes()
        train, test = (Pictures(part.images, part.labels) for part in self._parts)
        if not train or not test:
            train, test = self._cut(train or test)
        problems = tuple(sentence for *_row, sentence in self._problems)
        return ImportCandidate(
            self._path.name, self._kind, classes, train, test, paper, tuple(self._notes), problems, self._bad
        )

    def _make_ink_bright(self) -> str:
        """Light ink on black paper in all pictures, those without ink left out; a sentence about the paper."""
        if self._full_scale is not None and self._full_scale > FULL:
            found = _("Pixels go from 0 to {highest:,}; they are scaled to 0 to {full}.")
            self.note(found.format(highest=self._full_scale, full=FULL))
        scaled = self._brightness.stretch()
        paper = turn_white_paper(self._parts)
        # Ink that was pale on white paper is faint only now.
        for sentence in (scaled, self._brightness.stretch(), drop_blanks(self._parts)):
            if sentence is not None:
                self.note(sentence)
        if not len(self):
            raise DigitpadError(
                N_("“{name}” has blank pictures only, without any ink; choose another file or folder."),
                name=self._path.name,
            )
        return paper

    def _require_something(self) -> None:
        if len(self):
            return
        if self._problems:
            first = "; ".join(sentence for *_row, sentence in self._problems[:2])
            raise DigitpadError(
                N_("“{name}” has not one picture that can be taken; {first}."), name=self._path.name, first=first
            )
        raise DigitpadError(
            N_("“{name}” has no pictures with labels; choose another file or folder."), name=self._path.name
        )

    def _drop_slips(self) -> None:
        """Take a few labels from 10 on, in a set of digits, for mistakes."""
        beyond = sum(self.counts()[10:])
        if 0 < beyond <= _SLIP_SHARE * len(self):
            self.relabel([label if label < 10 else why_no_label(label, 9) for label in range(MAX_CLASSES)])

    def _tell_sizes(self) -> None:
        others = [f"{width} × {height}" for height, width in self._sizes if (height, width) != (SIDE, SIDE)]
        shown, more = ", ".join(others[:3]), len(others) - 3
        if more > 0:
            self.note(
                ngettext(
                    "Pictures of {sizes} pixels and of {count} more size are made 28 × 28 by averaging areas.",
                    "Pictures of {sizes} pixels and of {count} more sizes are made 28 × 28 by averaging areas.",
                    more,
                ).format(sizes=shown, count=more)
            )
        elif others:
            self.note(_("Pictures of {sizes} pixels are made 28 × 28 by averaging areas.").format(sizes=shown))

    def _cut(self, whole: Pictures) -> tuple[Pictures, Pictures]:
        """Keep every tenth picture of each class for the test; the last of a class with fewer."""
        kept = np.zeros(len(whole), bool)
        for label in np.unique(whole.labels):
            rows = np.flatnonzero(whole.labels == label)
            if len(rows) > 1:
                kept[rows[_KEPT_FOR_TEST - 1 :: _KEPT_FOR_TEST] if len(rows) >= _KEPT_FOR_TEST else rows[-1:]] = True
        if not kept.any():
            raise DigitpadError(
                N_("“{name}” has one picture of each class only; one to learn from and one for the test are due."),
                name=self._path.name,
            )
        lone = len(np.unique(whole.labels)) > len(np.unique(whole.labels[kept]))
        sentence = (
            _(
                "There is no part for the test, so {kept:,} of the {whole:,} pictures, some of each class that has "
                "more than one, are kept for it."
            )
            if lone
            else _(
                "There is no part for the test, so {kept:,} of the {whole:,} pictures, some of each class, are kept "
                "for it."
            )
        )
        self.note(sentence.format(kept=int(kept.sum()), whole=len(whole)))
        return whole.take(np.flatnonzero(~kept)), whole.take(np.flatnonzero(kept))


def too_much(taken: int, total: int) -> str:
    """The note for pictures that are left out since there is no room for them."""
    sentence = _("Of {total:,} pictures, the first {taken:,} are taken: more is too much.")
    return sentence.format(total=total, taken=taken)


def share_room(room: int, train: int, test: int) -> tuple[int, int]:
    """How many pictures of each part are taken where all of them would be too many: the same share of both."""
    total = train + test
    if total <= room:
        return train, test
    few = max(1, test * room // total) if test else 0
    return room - few, few

