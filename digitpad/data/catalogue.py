"""The datasets that Digitpad knows by name, and where they are found."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digitpad import paths
from digitpad.data.source import Source
from digitpad.errors import DigitpadError
from digitpad.files import write_atomically

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset

# What reads datasets is imported by those who read one, not at every start.

BUNDLED = "mnist-5k"
DIGIT_NAMES = tuple("0123456789")

SOURCES: Mapping[str, Source] = {
    # Address and hash as in keras.datasets.mnist.
    "mnist": Source(
        url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
        sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
        size=11_490_434,
    ),
}


@dataclass(frozen=True)
class Entry:
    """What is known about a dataset before it is read.

    Attributes:
        name: its key, such as `mnist`.
        title: what people call it.
        class_names: one name a class, in the order of the labels.
        description: one sentence for people.
        download: where it is published; None for one that comes with Digitpad.
    """

    name: str
    title: str
    class_names: tuple[str, ...]
    description: str
    download: Source | None = None


class Catalogue:
    """The datasets by name.

    Args:
        data_dir: the user's data folder; datasets are added to `datasets` in it.
        sources: where datasets can be downloaded from, by name.
    """

    def __init__(self, data_dir: Path, sources: Mapping[str, Source] = SOURCES) -> None:
        self._folder = data_dir / "datasets"
        self._entries = (
            Entry(
                BUNDLED,
                "MNIST, 5,000 digits",
                DIGIT_NAMES,
                "4,000 to learn from, 1,000 for the test; on board.",
            ),
            Entry(
                "mnist",
                "MNIST, all 70,000 digits",
                DIGIT_NAMES,
                "60,000 to learn from, 10,000 for the test.",
                sources.get("mnist"),
            ),
        )

    def entries(self) -> tuple[Entry, ...]:
        """All datasets, whether their data are here or not; the bundled one comes first."""
        return self._entries

    def entry(self, name: str) -> Entry:
        """The dataset of that name.

        Raises:
            DigitpadError: there is none.
        """
        for entry in self._entries:
            if entry.name == name:
                return entry
        known = ", ".join(entry.name for entry in self._entries)
        raise DigitpadError(f"There is no dataset “{name}”; choose one of: {known}.")

    def find(self, name: str) -> Path | None:
        """The file that holds the dataset now, or None when its data have yet to be added or downloaded.

        Raises:
            DigitpadError: there is no dataset of that name.
        """
        return next((path for path in self._places(self.entry(name)) if path.is_file()), None)

    def load(self, name: str) -> "Dataset":
        """Read a dataset from this computer; nothing is ever downloaded here.

        Raises:
            DigitpadError: there is no dataset of that name, its data are not here, or its file is not right.
        """
        entry = self.entry(name)
        path = self.find(name)
        if path is None and name == BUNDLED:
            raise DigitpadError(f"{entry.title}: {name}.npz is missing; install Digitpad again.")
        if path is None:
            raise DigitpadError(
                f"{entry.title}: not on this computer yet; download it in the window, or put {name}.npz "
                f"into “{self._folder}”."
            )
        from digitpad.data.digits import Dataset
        from digitpad.data.formats import read_npz

        train, test = read_npz(path, len(entry.class_names))
        return Dataset(entry.name, entry.title, entry.class_names, train, test)

    def add_file(self, name: str, path: Path) -> None:
        """Take over a file that the user picked: it is checked completely and then copied, or nothing happens.

        Raises:
            DigitpadError: the dataset needs no file, or the file is not right or cannot be copied.
        """
        entry = self.entry(name)
        target = self._target(entry)
        from digitpad.data.formats import read_npz

        read_npz(path, len(entry.class_names))
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DigitpadError(f"“{path.name}” cannot be read ({error.strerror}); copy it again.") from error
        write_atomically(target, content)

    def download(self, name: str, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]) -> None:
        """Download a dataset into the user's data folder. Call it only when the user has said so.

        Args:
            name: the dataset.
            report: called with the bytes received so far and the bytes in all.
            is_cancelled: asked about ten times a second.

        Raises:
            Cancelled: `is_cancelled` said so; nothing is left behind.
            DigitpadError: the download did not work, or there is nothing to download; nothing is left behind.
        """
        entry = self.entry(name)
        target = self._target(entry)
        if entry.download is None:
            raise DigitpadError(f"{entry.title} cannot be downloaded; add a file of it instead.")
        # The libraries for the network are loaded by those who use it, not at every start.
        from digitpad.data.download import fetch

        fetch(entry.download, target, report, is_cancelled)

    def _target(self, entry: Entry) -> Path:
        """Where the user's copy of a dataset goes."""
        if entry.name == BUNDLED:
            raise DigitpadError(f"{entry.title}: they come with Digitpad; nothing is to be added.")
        return self._folder / f"{entry.name}.npz"

    def _places(self, entry: Entry) -> Iterator[Path]:
        """Where a dataset may be, the best place first."""
        if entry.name == BUNDLED:
            yield paths.assets() / "datasets" / f"{BUNDLED}.npz"
            return
        # The user's own copy comes first: it was checked, and it stands in for a Keras cache that is damaged.
        yield self._target(entry)
        yield _keras_home() / "datasets" / f"{entry.name}.npz"


def _keras_home() -> Path:
    """Keras' folder by Keras' own rule."""
    chosen = os.environ.get("KERAS_HOME")
    return Path(chosen) if chosen else Path.home() / ".keras"
