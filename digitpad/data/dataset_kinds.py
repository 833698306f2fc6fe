"""The kinds of dataset: where each is found, how it is loaded, added, downloaded and removed.

Datasets made of the pupils' own digits are kinds too; they are in `digitpad.samples.own_datasets`.
"""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NoReturn

from digitpad.data import fashion
from digitpad.data.dataset_info import DatasetInfo, imported_entry
from digitpad.data.imported import Imported, ImportedSet
from digitpad.errors import DigitpadError, reason_of
from digitpad.system import assets
from digitpad.system.files import is_file, write_atomically
from digitpad.translation import N_

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset, Pictures

# What reads datasets is imported by those who read one, not at every start.


class CatalogueDataset(ABC):
    """A dataset by name, whether its data are on this computer or not.

    Attributes:
        info: what is known about it before it is read.
    """

    _NOTHING_TO_ADD: ClassVar[str] = N_("{title}: made of what is drawn; nothing is to be added.")

    def __init__(self, info: DatasetInfo) -> None:
        self.info = info

    @abstractmethod
    def find(self) -> Path | None:
        """The file or folder that holds the data now, or None."""

    @abstractmethod
    def load(self) -> "Dataset":
        """Read the dataset from this computer.

        Raises:
            DigitpadError: its data are not here, or are not right.
        """

    def add(self, path: Path) -> None:
        """Check a file completely and then copy it, or change nothing.

        Raises:
            DigitpadError: the dataset needs no file, or the file is not right or cannot be copied.
        """
        self._refuse_to_add()

    def download(self, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]) -> None:
        """Download the data; see `Catalogue.download`.

        Raises:
            CancelledError: `is_cancelled` said so; nothing is left behind.
            DigitpadError: the download did not work, or there is nothing to download; nothing is left behind.
        """
        self._refuse_to_add()

    def remove(self) -> None:
        """Delete the data for good.

        Raises:
            DigitpadError: it was not imported, or its files cannot be deleted.
        """
        raise DigitpadError(N_("{title}: only imported datasets can be removed."), title=self.info.title)

    def _refuse_to_add(self) -> NoReturn:
        raise DigitpadError(self._NOTHING_TO_ADD, title=self.info.title)

    def _dataset(self, parts: tuple["Pictures", "Pictures"]) -> "Dataset":
        from digitpad.data.digits import Dataset

        return Dataset(self.info.name, self.info.title, self.info.class_names, *parts)

    def _read_npz(self, path: Path) -> tuple["Pictures", "Pictures"]:
        from digitpad.data.formats import read_npz

        return read_npz(path, len(self.info.class_names))


class BundledDataset(CatalogueDataset):
    """A dataset that comes with the program, as an .npz file."""

    _NOTHING_TO_ADD = N_("{title}: they come with Digitpad; nothing is to be added.")

    def find(self) -> Path | None:
        """Where the data are now, or None."""
        path = bundled_folder() / f"{self.info.name}.npz"
        return path if is_file(path) else None

    def load(self) -> "Dataset":
        """Read it from this computer."""
        return self._dataset(self._read_npz(self._file()))

    def _file(self) -> Path:
        if (path := self.find()) is None:
            raise DigitpadError(
                N_("{title}: {file} is missing; install Digitpad again."),
                title=self.info.title, file=f"{self.info.name}.npz",
            )
        return path


class UnseenTestDataset(BundledDataset):
    """A bundled dataset with test pictures of the whole's own test part, which no network has learnt from.

    Args:
        info: what is known about it.
        few: the bundled dataset whose training part it has; that one's test pictures are of the whole's training part.
    """

    def __init__(self, info: DatasetInfo, few: BundledDataset) -> None:
        super().__init__(info)
        self._few = few

    def load(self) -> "Dataset":
        """Read both files."""
        from digitpad.data.formats import read_test_npz

        test = read_test_npz(self._file(), len(self.info.class_names))
        return self._dataset((self._few.load().train, test))


class ImportedDataset(CatalogueDataset):
    """A dataset that the user imported from another program's file."""

    _NOTHING_TO_ADD = N_("{title}: imported already; import a file to have another dataset.")

    def __init__(self, imported: Imported, known: ImportedSet) -> None:
        super().__init__(imported_entry(known))
        self._imported = imported

    def find(self) -> Path | None:
        """Where the data are now, or None."""
        path = self._imported.path(self.info.name)
        return path if is_file(path) else None

    def load(self) -> "Dataset":
        """Read it from this computer."""
        if (path := self.find()) is None:
            raise DigitpadError(
                N_("{title}: {file} is missing; import the pictures again."),
                title=self.info.title, file=f"{self.info.name}.npz",
            )
        return self._dataset(self._read_npz(path))

    def remove(self) -> None:
        """Delete its files."""
        self._imported.remove(self.info.name)


class PublishedFile(CatalogueDataset):
    """A dataset that is published as one .npz file, which the user downloads or adds.

    Args:
        info: what is known about it.
        folder: where the user's copy goes.
        keras_home: Keras' folder, where a copy may be as well.
    """

    _PUT = N_("{title}: not on this computer yet; put {file} into “{folder}”.")
    _DOWNLOAD_OR_PUT = N_(
        "{title}: not on this computer yet; download it in the window, or put {file} into “{folder}”."
    )

    def __init__(self, info: DatasetInfo, folder: Path, keras_home: Path | None) -> None:
        super().__init__(info)
        self._folder = folder
        self._keras_home = keras_home

    def find(self) -> Path | None:
        """Where the data are now, or None."""
        return next(filter(self._is_there, self._places()), None)

    def load(self) -> "Dataset":
        """Read it from this computer."""
        if (path := self.find()) is None:
            raise DigitpadError(
                self._DOWNLOAD_OR_PUT if self.info.download else self._PUT,
                title=self.info.title, file=self._file_name, folder=self._wanted_in,
            )
        return self._dataset(self._read(path))

    def add(self, path: Path) -> None:
        """Check a file and copy it."""
        self._read(path)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DigitpadError(
                N_("“{name}” cannot be read ({reason}); copy it again."), name=path.name, reason=reason_of(error)
            ) from error
        write_atomically(self._target, content)

    def download(self, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]) -> None:
        """Fetch the data from where they are published."""
        if not self.info.download:
            raise DigitpadError(
                N_("{title} cannot be downloaded; add a file of it instead."), title=self.info.title
            )
        self._fetch(report, is_cancelled)

    def _fetch(self, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]) -> None:
        from digitpad.data import download  # the libraries for the network are loaded by those who use it

        download.fetch(self.info.download[0], self._target, report, is_cancelled)

    @property
    def _file_name(self) -> str:
        return f"{self.info.name}.npz"

    @property
    def _target(self) -> Path:
        """Where the user's copy goes."""
        return self._folder / self._file_name

    @property
    def _wanted_in(self) -> Path:
        """The folder into which the user may put the data."""
        return self._folder

    def _places(self) -> Iterator[Path]:
        """Where the data may be, the best place first."""
        # The user's own copy comes first: it was checked, and it stands in for a Keras cache that is damaged.
        yield self._target
        yield bundled_folder() / self._file_name  # an installer may bring all of MNIST
        if self._keras_home is not None:
            yield self._keras_home / "datasets" / self._file_name

    def _is_there(self, path: Path) -> bool:
        return is_file(path)

    def _read(self, path: Path) -> tuple["Pictures", "Pictures"]:
        return self._read_npz(path)


class PublishedFolder(PublishedFile):
    """A dataset that is published as the four files of a folder, as Fashion-MNIST is."""

    _PUT = N_("{title}: not on this computer yet; put its four files into “{folder}”.")
    _DOWNLOAD_OR_PUT = N_(
        "{title}: not on this computer yet; download it in the window, or put its four files into “{folder}”."
    )

    def add(self, path: Path) -> None:
        """Copy the folder, or the one that holds the file."""
        fashion.store(fashion.folder_of(path), self._target)

    def _fetch(self, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]) -> None:
        from digitpad.data import download

        before = 0
        with fashion.replacing(self._target) as staging:
            for file, source in zip(fashion.FILES, self.info.download, strict=True):

                def report_all(got: int, _: int, before: int = before) -> None:
                    report(before + got, self.info.download_size)

                download.fetch(source, staging / f"{file}.gz", report_all, is_cancelled)
                before += source.size

    @property
    def _file_name(self) -> str:
        return self.info.name

    @property
    def _wanted_in(self) -> Path:
        return self._target

    def _places(self) -> Iterator[Path]:
        yield from super()._places()
        yield fashion.DEBIAN

    def _is_there(self, path: Path) -> bool:
        return fashion.is_complete(path)

    def _read(self, path: Path) -> tuple["Pictures", "Pictures"]:
        return fashion.read(path)


def bundled_folder() -> Path:
    """Where the datasets are that come with the program."""
    return assets.folder() / "datasets"


def keras_home() -> Path | None:
    """Keras' folder by Keras' own rule; None for an account without a home folder."""
    chosen = os.environ.get("KERAS_HOME")
    try:
        return Path(chosen) if chosen else Path.home() / ".keras"
    except RuntimeError:
        return None
