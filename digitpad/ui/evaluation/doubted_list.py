"""The pictures of a set whose labels somebody thinks are wrong, read and written in the background."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from digitpad.evaluation.picture_sets import PictureSet
    from digitpad.ui.background.jobs import Jobs


class DoubtedList(QObject):
    """Nothing else heeds it: no figure, and no training.

    Signals:
        changed: other pictures are in it now.
        failed: it could not be read or written; a sentence says why.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, data_dir: Path, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._jobs = jobs
        self._pictures: PictureSet | None = None
        self._numbers: frozenset[int] = frozenset()

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the pictures in the set."""
        return self._numbers

    def set_pictures(self, pictures: PictureSet | None) -> None:
        """Look up the list of another set."""
        if pictures is self._pictures:
            return
        self._pictures = pictures
        self._show(frozenset())
        if pictures is not None:
            self._start(partial(_read, self._data_dir, pictures), pictures)

    def change(self, number: int, doubted: bool) -> None:
        """Add a picture to the list, or take it off."""
        if self._pictures is not None:
            self._start(partial(_change, self._data_dir, self._pictures, number, doubted), self._pictures)

    def _start(self, work: partial[frozenset[int]], pictures: PictureSet) -> None:
        def done(numbers: frozenset[int]) -> None:
            if pictures is self._pictures:
                self._show(numbers)

        def failed(sentence: str) -> None:
            self.changed.emit()  # the button is as it was
            self.failed.emit(sentence)

        self._jobs.start(work, done, failed)

    def _show(self, numbers: frozenset[int]) -> None:
        self._numbers = numbers
        self.changed.emit()


def _read(data_dir: Path, pictures: PictureSet) -> frozenset[int]:
    from digitpad.evaluation.doubted_labels import read_doubts
    from digitpad.evaluation.picture_sets import numbers_of

    return frozenset(numbers_of(pictures, read_doubts(data_dir, pictures.name)).tolist())


def _change(data_dir: Path, pictures: PictureSet, number: int, doubted: bool) -> frozenset[int]:
    from digitpad.evaluation.doubted_labels import change_doubt
    from digitpad.evaluation.picture_sets import numbers_of

    keys = change_doubt(data_dir, pictures.name, pictures.key(number), doubted)
    return frozenset(numbers_of(pictures, keys).tolist())
