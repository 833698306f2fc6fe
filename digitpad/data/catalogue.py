"""The datasets that Digitpad knows by name, and where they are found."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digitpad import paths, policy
from digitpad.data import fashion
from digitpad.data.imported import Imported, ImportedSet
from digitpad.data.source import Source
from digitpad.errors import DigitpadError
from digitpad.files import write_atomically

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset, Pictures
    from digitpad.data.exchange.offer import Offer

# What reads datasets is imported by those who read one, not at every start.

BUNDLED = "mnist-5k"
"""The dataset to begin with."""

DIGIT_NAMES = tuple("0123456789")

OWN = "our-digits"
_MIX = re.compile(r"mnist-and-ours-(\d\d?)", re.ASCII)
_OWN_TEST = "Whole seats are kept out for the test."

SOURCES: Mapping[str, tuple[Source, ...]] = {
    # Address and hash as in keras.datasets.mnist.
    "mnist": (
        Source(
            url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
            sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
            size=11_490_434,
        ),
    ),
    "fashion-mnist": fashion.SOURCES,
}


@dataclass(frozen=True)
class Entry:
    """What is known about a dataset before it is read.

    Attributes:
        name: its key, such as `mnist`.
        title: what people call it.
        class_names: one name a class, in the order of the labels.
        description: one sentence for people.
        download: the files it is published as; empty for one that comes with Digitpad.
        in_folder: whether its data are the files of a folder rather than one file.
        part_of: the dataset from whose training part all its pictures are, or an empty text. One with such a name
            comes with Digitpad.
        is_imported: whether the user imported it from other programs' files.
        is_own: whether it is made of the pupils' own collection, each time it is read.
    """

    name: str
    title: str
    class_names: tuple[str, ...]
    description: str
    download: tuple[Source, ...] = ()
    in_folder: bool = False
    part_of: str = ""
    is_imported: bool = False
    is_own: bool = False

    @property
    def is_bundled(self) -> bool:
        """Whether it comes with Digitpad."""
        return bool(self.part_of)

    @property
    def download_size(self) -> int:
        """How many bytes a download would take."""
        return sum(source.size for source in self.download)


class Catalogue:
    """The datasets by name.

    Args:
        data_dir: the user's data folder; datasets are added to `datasets` in it, imported ones to `imported` in that.
        sources: where datasets can be downloaded from, by name; none counts where downloads are switched off.

    Attributes:
        published: the datasets that everybody has or can have; no file is looked at for them.
    """

    def __init__(self, data_dir: Path, sources: Mapping[str, tuple[Source, ...]] = SOURCES) -> None:
        self._data_dir = data_dir
        self._folder = data_dir / "datasets"
        self._imported = Imported(self._folder / "imported")
        self._keras_home = _keras_home()  # now, since the variable that it goes by is another while Keras is imported
        self._found: tuple[tuple[Entry, ...], tuple[str, ...]] | None = None
        if not policy.current().downloads:
            sources = {}
        few, all_of_them = "4,000 to learn from, 1,000 for the test", "60,000 to learn from, 10,000 for the test"
        self.published: tuple[Entry, ...] = (
            Entry(BUNDLED, "MNIST, 5,000 digits", DIGIT_NAMES, f"{few}; on board.", part_of="mnist"),
            Entry("mnist", "MNIST, all 70,000 digits", DIGIT_NAMES, f"{all_of_them}.", sources.get("mnist", ())),
            Entry(
                "fashion-5k",
                "Fashion-MNIST, 5,000 clothes",
                fashion.CLASS_NAMES,
                f"{few}; on board.",
                part_of="fashion-mnist",
            ),
            Entry(
                "fashion-mnist",
                "Fashion-MNIST, all 70,000 clothes",
                fashion.CLASS_NAMES,
                f"{all_of_them}.",
                sources.get("fashion-mnist", ()),
                in_folder=True,
            ),
        )

    def entries(self) -> tuple[Entry, ...]:
        """All datasets, whether their data are here or not; a bundled one comes before the one it is part of.

        Imported ones come last. Which there are is looked up once, and again after `refresh`.
        """
        return self.published + self._looked()[0]

    def problems(self) -> tuple[str, ...]:
        """One sentence for each imported dataset that is damaged and therefore left out."""
        return self._looked()[1]

    def refresh(self) -> None:
        """Forget which imported datasets there are; whoever asks next looks again."""
        self._found = None

    def entry(self, name: str) -> Entry:
        """The dataset of that name.

        Raises:
            DigitpadError: there is none.
        """
        # Imported ones are looked up on the disk, so they come last.
        if (own := own_entry(name)) is not None:
            return own
        for entry in self.published:
            if entry.name == name:
                return entry
        for entry in self.entries():
            if entry.name == name:
                return entry
        known = ", ".join(entry.name for entry in self.entries())
        raise DigitpadError(f"There is no dataset “{name}”; choose one of: {known}.")

    def find(self, name: str) -> Path | None:
        """The file or folder that holds the dataset now, or None when its data have yet to be added or downloaded.

        Raises:
            DigitpadError: there is no dataset of that name.
        """
        entry = self.entry(name)
        is_there = fashion.is_complete if entry.in_folder else Path.is_file
        return next((path for path in self._places(entry) if is_there(path)), None)

    def closest(self, name: str, class_names: tuple[str, ...]) -> str | None:
        """The dataset to examine a network on, of those that are on this computer.

        Args:
            name: the dataset that it was trained on; taken if it is here and has as many classes.
            class_names: the network's; the next best is a dataset with the same ones, then one with as many.
        """
        own = own_entry(name)
        here = [
            entry for entry in (*self.entries(), *([own] if own is not None else []))
            if len(entry.class_names) == len(class_names) and self.find(entry.name) is not None
        ]
        here.sort(key=lambda entry: (entry.name != name, entry.class_names != class_names))
        return here[0].name if here else None

    def load(self, name: str) -> "Dataset":
        """Read a dataset from this computer; nothing is ever downloaded here.

        Raises:
            DigitpadError: there is no dataset of that name, its data are not here, or its file is not right.
        """
        entry = self.entry(name)
        path = self.find(name)
        if path is None and entry.is_bundled:
            raise DigitpadError(f"{entry.title}: {name}.npz is missing; install Digitpad again.")
        if entry.is_own:
            from digitpad.data import own_digits

            return own_digits.load(self, self._data_dir, entry)
        if path is None and entry.is_imported:
            raise DigitpadError(f"{entry.title}: {name}.npz is missing; import the pictures again.")
        if path is None:
            put = f"its four files into “{self._folder / name}”" if entry.in_folder else (
                f"{name}.npz into “{self._folder}”"
            )
            way = "download it in the window, or put" if entry.download else "put"
            raise DigitpadError(f"{entry.title}: not on this computer yet; {way} {put}.")
        from digitpad.data.digits import Dataset

        train, test = _read(entry, path)
        return Dataset(entry.name, entry.title, entry.class_names, train, test)

    def has_enough_of_ours(self) -> bool:
        """Whether the pupils' own digits are enough to train a network on; reads their database.

        Raises:
            DigitpadError: it cannot be read.
        """
        from digitpad.data import own_digits

        return own_digits.is_enough(self._data_dir)

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
            raise DigitpadError(f"“{path.name}” cannot be read ({error.strerror}); copy it again.") from error
        write_atomically(target, content)

    def import_offer(self, offer: "Offer", title: str) -> Entry:
        """Keep what was read by `data.exchange.reading.read_labelled`; it becomes a dataset like any other.

        Args:
            offer: the pictures.
            title: what people call them; the name is made from it, with a number where that is taken.

        Raises:
            DigitpadError: no name can be made, or the files cannot be written; nothing is kept then.
        """
        names = {entry.name for entry in self.entries()}
        name = self._imported.add(offer, title, lambda name: name in names or own_entry(name) is not None)
        self.refresh()
        return self.entry(name)

    def remove(self, name: str) -> None:
        """Delete an imported dataset.

        Raises:
            DigitpadError: there is none of that name, it was not imported, or its files cannot be deleted.
        """
        entry = self.entry(name)
        if not entry.is_imported:
            raise DigitpadError(f"{entry.title}: only imported datasets can be removed.")
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
            raise DigitpadError(f"{entry.title} cannot be downloaded; add a file of it instead.")
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

    def _looked(self) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """The imported datasets and what is wrong with others."""
        if self._found is None:
            names = {entry.name for entry in self.published}
            sets, problems = self._imported.look()
            self._found = tuple(_entry(each) for each in sets if each.name not in names), problems
        return self._found

    def _target(self, entry: Entry) -> Path:
        """Where the user's copy of a dataset goes."""
        if entry.is_own:
            raise DigitpadError(f"{entry.title}: made of what is drawn; nothing is to be added.")
        if entry.is_bundled:
            raise DigitpadError(f"{entry.title}: they come with Digitpad; nothing is to be added.")
        if entry.is_imported:
            raise DigitpadError(f"{entry.title}: imported already; import a file to have another dataset.")
        return self._folder / _file_name(entry)

    def _places(self, entry: Entry) -> Iterator[Path]:
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
        yield self._keras_home / "datasets" / _file_name(entry)
        if entry.in_folder:
            yield fashion.DEBIAN


def _entry(imported: ImportedSet) -> Entry:
    parts = f"{imported.train:,} to learn from, {imported.test:,} for the test"
    description = f"{parts}; imported from “{imported.source}”."
    return Entry(imported.name, imported.title, imported.class_names, description, is_imported=True)


def own_entry(name: str) -> Entry | None:
    """A dataset that is made of the pupils' own digits: `our-digits`, or `mnist-and-ours-50` with that share of ours.

    A share is 5 to 95 hundredths.
    """
    if name == OWN:
        return Entry(OWN, "Our digits", DIGIT_NAMES, _OWN_TEST, is_own=True)
    if (found := _MIX.fullmatch(name)) is not None and 5 <= int(found[1]) <= 95:
        return Entry(name, "MNIST and ours", DIGIT_NAMES, f"{found[1]} of 100 are our digits. {_OWN_TEST}", is_own=True)
    return None


def mix_name(share: float) -> str:
    """The name of the mix of MNIST and our digits with that share, 0.05..0.95, of ours."""
    return f"mnist-and-ours-{round(100 * share)}"


def _file_name(entry: Entry) -> str:
    return entry.name if entry.in_folder else f"{entry.name}.npz"


def _read(entry: Entry, path: Path) -> tuple["Pictures", "Pictures"]:
    if entry.in_folder:
        return fashion.read(path)
    from digitpad.data.formats import read_npz

    return read_npz(path, len(entry.class_names))


def _keras_home() -> Path:
    """Keras' folder by Keras' own rule."""
    chosen = os.environ.get("KERAS_HOME")
    return Path(chosen) if chosen else Path.home() / ".keras"
