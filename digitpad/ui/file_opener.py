"""Open what is handed over, dropped or chosen, each file as its menu entry would."""

from __future__ import annotations  # the types are for the reader, not for the start

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from digitpad.translation import _

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from digitpad.ui.background.jobs import Jobs
    from digitpad.ui.close_guard import CloseGuard
    from digitpad.ui.datasets.dataset_import_export import DatasetImportExport
    from digitpad.ui.lesson_locking import LessonLocking
    from digitpad.ui.lessons.lesson_arrival import LessonArrival
    from digitpad.ui.networks.network_files import NetworkFiles
    from digitpad.ui.photo.photo_opener import PhotoOpener
    from digitpad.ui.samples.sharing import Sharing

_PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif"}
"""What counts as a picture; which of them can be read, the page Photo says."""

_NETWORKS = {".keras", ".h5", ".hdf5", ".pkl", ".pickle", ".joblib"}
_LABELLED = {
    ".npz", ".npy", ".csv", ".tsv", ".gz", ".zip", ".tm", ".xls", ".xlsx", ".arff", ".libsvm", ".mat", ".parquet",
}  # fmt: skip
_LESSON = ".digitlesson"
_IDX = ("-ubyte", "-int")  # in the names of MNIST's and QMNIST's files, unpacked


class _HandedFiles(NamedTuple):
    """Files by what they are, each kind in its order.

    Attributes:
        networks: files that are networks by their names, readable or not.
        pictures: for the page Photo.
        samples: `.digits` files.
        lessons: `.digitlesson` files.
        labelled: many pictures with labels, to import; which of them can be read, the import says.
        others: whose names say nothing; a folder, perhaps.
    """

    networks: list[Path]
    pictures: list[Path]
    samples: list[Path]
    lessons: list[Path]
    labelled: list[Path]
    others: list[Path]

    @property
    def to_import(self) -> Path | None:
        """Of the files of one set, which are read together, the one that leads to all of them."""
        return min(self.labelled, key=lambda path: "train" not in path.name.lower(), default=None)


def _sort_files(files: Iterable[Path]) -> _HandedFiles:
    """Sort files by their names; no disk is asked."""
    sorted_files = _HandedFiles([], [], [], [], [], [])
    for path in files:
        suffix = path.suffix.lower()
        if suffix == ".digits":
            sorted_files.samples.append(path)
        elif suffix == _LESSON:
            sorted_files.lessons.append(path)
        elif suffix in _PICTURES:
            sorted_files.pictures.append(path)
        elif suffix in _NETWORKS:
            sorted_files.networks.append(path)
        elif suffix in _LABELLED or path.name.lower().endswith(_IDX):
            sorted_files.labelled.append(path)
        else:
            sorted_files.others.append(path)
    return sorted_files


class FileOpener:
    """Sends each file to what reads its kind.

    Args:
        jobs: what asks the disk in the background.
        close_guard: asks whether a run under way may be stopped.
        networks: reads networks.
        photos: reads pictures.
        sharing: bring the page Samples to the front, and give what reads samples of others.
        exchange: bring the datasets to the front, and give what imports labelled pictures.
        lessons: bring the page Lessons to the front, and give what puts lessons of others there.
        locking: what a lesson lets be opened, whichever way it comes.
    """

    def __init__(
        self,
        jobs: Jobs,
        close_guard: CloseGuard,
        networks: NetworkFiles,
        photos: PhotoOpener,
        sharing: Callable[[], Sharing],
        exchange: Callable[[], DatasetImportExport],
        lessons: Callable[[], LessonArrival],
        locking: LessonLocking,
    ) -> None:
        self._locking = locking
        self._jobs, self._close_guard = jobs, close_guard
        self._networks, self._photos = networks, photos
        self._sharing, self._exchange, self._lessons = sharing, exchange, lessons

    def open_files(self, files: Iterable[Path]) -> None:
        """Open each file as its menu entry would, refusals included.

        Networks are used one after the other, samples of others are shown together before they are merged, pictures
        are gone through on the page Photo, lessons are put on the page Lessons, and of labelled pictures one set is
        imported.
        """
        handed = _sort_files(files)
        for path in handed.networks:
            self.open_network(path)
        for path in handed.others:
            self._open_unknown(path, self.open_network)
        if handed.pictures and self._locking.asks("photo"):
            self._photos.open_all(handed.pictures)
        if handed.samples and self._locking.asks("samples_share"):
            self._sharing().look_into(handed.samples)
        if handed.lessons and self._locking.asks_lesson():
            arrival = self._lessons()
            for path in handed.lessons:
                arrival.open(path)
        if handed.to_import is not None:
            self._import(handed.to_import)

    def choose_picture(self) -> None:
        """Ask for pictures and open them."""
        if self._locking.asks("photo"):
            self._photos.choose()

    def choose_lesson(self) -> None:
        """Ask for a lesson that was handed around and open it."""
        if self._locking.asks_lesson():
            self._lessons().choose()

    def choose_to_import(self, *, folder: bool = False) -> None:
        """Ask for a file, or a folder, of labelled pictures and import them."""
        if self._locking.asks("datasets"):
            exchange = self._exchange()
            (exchange.choose_folder if folder else exchange.choose_file)()

    def paste(self) -> None:
        """Open the picture that is on the clipboard."""
        if self._locking.asks("photo"):
            self._photos.paste()

    def _import(self, path: Path) -> None:
        if self._locking.asks("datasets"):
            self._exchange().look_into(path)

    def open_network(self, path: Path | None = None) -> None:
        """Open a network, after asking whether a run under way may be stopped; without a path, ask for it."""
        if not self._locking.asks("networks"):
            return
        self._close_guard.stop_first(
            _("A network is being trained. Stop it before opening another? What it has learnt so far is kept."),
            _("Stop and open"),
            self._networks.choose_and_open if path is None else partial(self._networks.open, path),
        )

    def accepts(self, dropped: QMimeData) -> bool:
        """Whether it can be dropped: files of every kind, or a picture that need not be a file."""
        return self._photos.accepts(dropped)

    def take(self, dropped: QMimeData) -> None:
        """Open what was dropped; a single file that says nothing by its name is taken for a picture."""
        files = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
        handed = _sort_files(files)
        if handed.networks or handed.samples or handed.lessons or handed.labelled:
            self.open_files(files)
        elif len(files) == len(handed.others) == 1:
            self._open_unknown(files[0], self._open_picture)
        elif self._locking.asks("photo"):
            self._photos.take(dropped)

    def _open_picture(self, path: Path) -> None:
        if self._locking.asks("photo"):
            self._photos.open(path)

    def _open_unknown(self, path: Path, otherwise: Callable[[Path], None]) -> None:
        """Import a folder, or else open what it is taken for; the disk is asked in the background."""

        def found(is_folder: bool) -> None:
            if is_folder:
                self._import(path)
            else:
                otherwise(path)

        self._jobs.start(partial(os.path.isdir, path), found, lambda _sentence: otherwise(path))
