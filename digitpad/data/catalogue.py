"""The datasets that Digitpad knows by name, and where they are found."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from digitpad.data import fashion
from digitpad.data.dataset_info import (
    OWN,
    SOURCES,
    DatasetInfo,
    imported_entry,
    mix_name,
    own_dataset_info,
    published_entries,
)
from digitpad.data.download_source import DownloadSource
from digitpad.data.imported import Imported
from digitpad.errors import DigitpadError, reason_of
from digitpad.system import paths, policy
from digitpad.system.files import write_atomically
from digitpad.translation import N_

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset, Pictures
    from digitpad.data.exchange.import_candidate import ImportCandidate

# What reads datasets is imported by those who read one, not at every start.


class Catalogue:
    """The datasets by name.

    Args:
        data_dir: the user's data folder; datasets are added to `datasets` in it, imported ones to `imported` in that.
        sources: where datasets can be downloaded from, by name; none counts where downloads are switched off.

    Attributes:
        published: the datasets that everybody has or can have; no file is looked at for them.
    """

    def __init__(self, data_dir: Path, sources: Mapping[str, tuple[DownloadSource, ...]] = SOURCES) -> None:
        self._data_dir = data_dir
        self._folder = data_dir / "datasets"
        self._imported = Imported(self._folder / "imported")
        self._keras_home = _keras_home()  # now, since the variable that it goes by is another while Keras is imported
        self._refreshed = 0
        self._found: tuple[int, tuple[DatasetInfo, ...], tuple[str, ...]] | None = None  # and after how many refreshes
        if not policy.current().downloads:
            sources = {}
        self.published = published_entries(sources)

    def entries(self) -> tuple[DatasetInfo, ...]:
        """All datasets, whether their data are here or not; a bundled one comes before the one it is part of.

        Imported ones come last. Which there are is looked up once, and again after `refresh`.
        """
        return self.published + self._looked()[0]

    def problems(self) -> tuple[str, ...]:
        """One sentence for each imported dataset that is damaged and therefore left out."""
        return self._looked()[1]

    def refresh(self) -> None:
        """Forget which imported datasets there are; whoever asks next looks again."""
        self._refreshed += 1

    def entry(self, name: str) -> DatasetInfo:
        """The dataset of that name.

        Raises:
            DigitpadError: there is none.
        """
        # Imported ones are looked up on the disk, so they come last.
        if (own := own_dataset_info(name)) is not None:
            return own
        for entry in self.published:
            if entry.name == name:
                return entry
        for entry in self.entries():
            if entry.name == name:
                return entry
        known = ", ".join([*(entry.name for entry in self.entries()), OWN, mix_name(0.5)])
        raise DigitpadError(N_("There is no dataset “{name}”; choose one of: {known}."), name=name, known=known)

    def find(self, name: str) -> Path | None:
        """The file or folder that holds the dataset now, or None when its data have yet to be added or downloaded.

        Raises:
            DigitpadError: there is no dataset of that name.
        """
        return self._find(self.entry(name))

    def closest(self, name: str, class_names: tuple[str, ...]) -> str | None:
        """The dataset to examine a network on, of those that are on this computer.

        Args:
            name: the dataset that it was trained on; taken if it is here and has as many classes.
            class_names: the network's; the next best is a dataset with the same ones, then one with as many.
        """
        own = own_dataset_info(name)
        here = [
            entry for entry in (*self.entries(), *([own] if own is not None else []))
            if len(entry.class_names) == len(class_names) and self._find(entry) is not None
        ]
        here.sort(key=lambda entry: (entry.name != name, entry.class_names != class_names))
        return here[0].name if here else None

    def load(self, name: str) -> "Dataset":
        """Read a dataset from this computer; nothing is ever downloaded here.

        Raises:
            DigitpadError: there is no dataset of that name, its data are not here, or its file is not right.
        """
        entry = self.entry(name)
        path = self._find(entry)
        if path is None and entry.is_bundled:
            raise DigitpadError(
                N_("{title}: {name}.npz is missing; install Digitpad again."), title=entry.title, name=name
            )
        if entry.is_own:
            from digitpad.samples import own_digits

            return own_digits.load(self, self._data_dir, entry)
        if path is None and entry.is_imported:
            raise DigitpadError(
                N_("{title}: {name}.npz is missing; import the pictures again."), title=entry.title, name=name
            )
        if path is None:
            put = f"its four files into “{self._folder / name}”" if entry.in_folder else (
                f"{name}.npz into “{self._folder}”"
            )
            way = "download it in the window, or put" if entry.download else "put"
            raise DigitpadError(
                N_("{title}: not on this computer yet; {way} {put}."), title=entry.title, way=way, put=put
            )
        from digitpad.data.digits import Dataset

        train, test = _read(entry, path)
        return Dataset(entry.name, entry.title, entry.class_names, train, test)

    def has_enough_of_ours(self) -> bool:
        """Whether the pupils' own digits are enough to train a network on; reads their database.

        Raises:
            DigitpadError: it cannot be read.
        """
        from digitpad.samples import own_digits

        return own_digits.has_enough_own_samples(self._data_dir)

    def add_file(self, name: str, path: Path) -> None:
        """Take over what the user picked: it is checked completely and then copied, or nothing happens.

        Args:
            name: the dataset.
            path: its file; for one whose data are in a folder, that folder or one of the files in it.

        Raises:
            DigitpadError: the dataset needs no file, or the file is not right or cannot be copied.
        """
        entry = self.entry(name)
        target = self._target(entry)
        if entry.in_folder:
            fashion.store(fashion.folder_of(path), target)
            return
        _read(entry, path)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DigitpadError(
                N_("“{name}” cannot be read ({reason}); copy it again."), name=path.name, reason=reason_of(error)
            ) from error
        write_atomically(target, content)

    def import_offer(self, offer: "ImportCandidate", title: str) -> DatasetInfo:
        """Keep what was read by `data.exchange.reading.read_labelled`; it becomes a dataset like any other.

        Args:
            offer: the pictures.
            title: what people call them; the name is made from it, with a number where that is taken.

        Raises:
            DigitpadError: no name can be made, or the files cannot be written; nothing is kept then.
        """
        names = {entry.name for entry in self.entries()}
        name = self._imported.add(offer, title, lambda name: name in names or own_dataset_info(name) is not None)
        self.refresh()
        return self.entry(name)

    def remove(self, name: str) -> None:
        """Delete an imported dataset.

        Raises:
            DigitpadError: there is none of that name, it was not imported, or its files cannot be deleted.
        """
        entry = self.entry(name)
        if not entry.is_imported:
            raise DigitpadError(N_("{title}: only imported datasets can be removed."), title=entry.title)
        self._imported.remove(name)
        self.refresh()

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
        if not entry.download:
            raise DigitpadError(N_("{title} cannot be downloaded; add a file of it instead."), title=entry.title)
        # The libraries for the network are loaded by those who use it, not at every start.
        from digitpad.data.download import fetch

        if not entry.in_folder:
            fetch(entry.download[0], target, report, is_cancelled)
            return
        before = 0
        with fashion.replacing(target) as staging:
            for file, source in zip(fashion.FILES, entry.download, strict=True):

                def report_all(got: int, _: int, before: int = before) -> None:
                    report(before + got, entry.download_size)

                fetch(source, staging / f"{file}.gz", report_all, is_cancelled)
                before += source.size

    def _looked(self) -> tuple[tuple[DatasetInfo, ...], tuple[str, ...]]:
        """The imported datasets and what is wrong with others."""
        # Another thread may refresh at any moment, also while this one looks: then the next one looks again.
        refreshed, found = self._refreshed, self._found
        if found is None or found[0] != refreshed:
            names = {entry.name for entry in self.published}
            sets, problems = self._imported.look()
            found = refreshed, tuple(imported_entry(each) for each in sets if each.name not in names), problems
            self._found = found
        return found[1:]

    def _find(self, entry: DatasetInfo) -> Path | None:
        is_there = fashion.is_complete if entry.in_folder else Path.is_file
        return next((path for path in self._places(entry) if is_there(path)), None)

    def _target(self, entry: DatasetInfo) -> Path:
        """Where the user's copy of a dataset goes."""
        if entry.is_own:
            raise DigitpadError(N_("{title}: made of what is drawn; nothing is to be added."), title=entry.title)
        if entry.is_bundled:
            raise DigitpadError(N_("{title}: they come with Digitpad; nothing is to be added."), title=entry.title)
        if entry.is_imported:
            raise DigitpadError(
                N_("{title}: imported already; import a file to have another dataset."), title=entry.title
            )
        return self._folder / _file_name(entry)

    def _places(self, entry: DatasetInfo) -> Iterator[Path]:
        """Where a dataset may be, the best place first."""
        if entry.is_bundled:
            yield paths.assets() / "datasets" / _file_name(entry)
            return
        if entry.is_own:
            yield self._data_dir / "samples.db"
            return
        if entry.is_imported:
            yield self._imported.path(entry.name)
            return
        # The user's own copy comes first: it was checked, and it stands in for a Keras cache that is damaged.
        yield self._target(entry)
        yield paths.assets() / "datasets" / _file_name(entry)  # an installer may bring all of MNIST
        if self._keras_home is not None:
            yield self._keras_home / "datasets" / _file_name(entry)
        if entry.in_folder:
            yield fashion.DEBIAN


def _file_name(entry: DatasetInfo) -> str:
    return entry.name if entry.in_folder else f"{entry.name}.npz"


def _read(entry: DatasetInfo, path: Path) -> tuple["Pictures", "Pictures"]:
    if entry.in_folder:
        return fashion.read(path)
    from digitpad.data.formats import read_npz

    return read_npz(path, len(entry.class_names))


def _keras_home() -> Path | None:
    """Keras' folder by Keras' own rule; None for an account without a home folder."""
    chosen = os.environ.get("KERAS_HOME")
    try:
        return Path(chosen) if chosen else Path.home() / ".keras"
    except RuntimeError:
        return None
