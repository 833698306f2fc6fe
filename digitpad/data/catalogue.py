"""The datasets that Digitpad knows by name, and where they are found."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from digitpad.data.dataset_info import (
    OWN,
    SOURCES,
    DatasetInfo,
    mix_name,
    own_dataset_info,
    published_entries,
    unseen_entry,
)
from digitpad.data.dataset_kinds import (
    BundledDataset,
    CatalogueDataset,
    ImportedDataset,
    PublishedFile,
    PublishedFolder,
    UnseenTestDataset,
    keras_home,
)
from digitpad.data.download_source import DownloadSource
from digitpad.data.imported import Imported
from digitpad.errors import DigitpadError
from digitpad.system import policy
from digitpad.translation import N_

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset
    from digitpad.data.exchange.import_candidate import ImportCandidate

# What reads datasets is imported by those who read one, not at every start.


class OwnDatasets(Protocol):
    """What makes datasets of the pupils' own digits; `samples.own_datasets` has it."""

    def dataset(self, catalogue: "Catalogue", data_dir: Path, info: DatasetInfo) -> CatalogueDataset:
        """The dataset of which `own_dataset_info` gave the facts."""

    def has_enough(self, data_dir: Path) -> bool:
        """Whether there are enough own digits to train a network on; reads their database.

        Raises:
            DigitpadError: it cannot be read.
        """


class Catalogue:
    """The datasets by name.

    Args:
        data_dir: the user's data folder; datasets are added to `datasets` in it, imported ones to `imported` in that.
        sources: where datasets can be downloaded from, by name; none counts where downloads are switched off.
        own: what makes datasets of the pupils' own digits; without it there are none.

    Attributes:
        published: the datasets that everybody has or can have; no file is looked at for them.
    """

    def __init__(
        self,
        data_dir: Path,
        sources: Mapping[str, tuple[DownloadSource, ...]] = SOURCES,
        own: OwnDatasets | None = None,
    ) -> None:
        self._data_dir = data_dir
        self._own = own
        folder = data_dir / "datasets"
        self._imported = Imported(folder / "imported")
        self._refreshed = 0
        # And after how many refreshes.
        self._found: tuple[int, dict[str, CatalogueDataset], tuple[str, ...]] | None = None
        if not policy.current().downloads:
            sources = {}
        home = keras_home()  # now, since the variable that it goes by is another while Keras is imported
        self.published = published_entries(sources)
        self._published: dict[str, CatalogueDataset] = {
            info.name: BundledDataset(info) if info.is_bundled else (
                PublishedFolder if info.in_folder else PublishedFile
            )(info, folder, home)
            for info in self.published
        }

        for few in list(self._published.values()):
            if isinstance(few, BundledDataset):
                info = unseen_entry(few.info)
                self._published[info.name] = UnseenTestDataset(info, few)

    def entries(self) -> tuple[DatasetInfo, ...]:
        """All datasets, whether their data are here or not; a bundled one comes before the one it is part of.

        Imported ones come last. Which there are is looked up once, and again after `refresh`.
        """
        return (*self.published, *(each.info for each in self._looked()[0].values()))

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
        return self._dataset(name).info

    def find(self, name: str) -> Path | None:
        """The file or folder that holds the dataset now, or None when its data have yet to be added or downloaded.

        Raises:
            DigitpadError: there is no dataset of that name.
        """
        return self._dataset(name).find()

    def closest(self, name: str, class_names: tuple[str, ...]) -> str | None:
        """The dataset to examine a network on, of those that are on this computer.

        Args:
            name: the dataset that it was trained on; taken if it is here and has as many classes. The next best has
                test pictures that such a network has never seen.
            class_names: the network's; then comes a dataset with the same ones, then one with as many.
        """
        own = self._own_dataset(name)
        known = (*self._published.values(), *self._looked()[0].values(), *([own] if own is not None else []))
        here = [
            each.info for each in known
            if len(each.info.class_names) == len(class_names) and each.find() is not None
        ]
        here.sort(key=lambda entry: (
            entry.name != name, name not in entry.unseen_by, entry.class_names != class_names
        ))
        return here[0].name if here else None

    def load(self, name: str) -> "Dataset":
        """Read a dataset from this computer; nothing is ever downloaded here.

        Raises:
            DigitpadError: there is no dataset of that name, its data are not here, or its file is not right.
        """
        return self._dataset(name).load()

    def has_enough_own_samples(self) -> bool:
        """Whether the pupils' own digits are enough to train a network on; reads their database.

        Raises:
            DigitpadError: it cannot be read.
        """
        return self._own is not None and self._own.has_enough(self._data_dir)

    def add_file(self, name: str, path: Path) -> None:
        """Take over what the user picked: it is checked completely and then copied, or nothing happens.

        Args:
            name: the dataset.
            path: its file; for one whose data are in a folder, that folder or one of the files in it.

        Raises:
            DigitpadError: the dataset needs no file, or the file is not right or cannot be copied.
        """
        self._dataset(name).add(path)

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
        self._dataset(name).remove()
        self.refresh()

    def download(self, name: str, report: Callable[[int, int], None], is_cancelled: Callable[[], bool]) -> None:
        """Download a dataset into the user's data folder. Call it only when the user has said so.

        Args:
            name: the dataset.
            report: called with the bytes received so far and the bytes in all.
            is_cancelled: asked about ten times a second.

        Raises:
            CancelledError: `is_cancelled` said so; nothing is left behind.
            DigitpadError: the download did not work, or there is nothing to download; nothing is left behind.
        """
        self._dataset(name).download(report, is_cancelled)

    def _dataset(self, name: str) -> CatalogueDataset:
        # Imported ones are looked up on the disk, so they come last.
        found = self._own_dataset(name) or self._published.get(name) or self._looked()[0].get(name)
        if found is None:
            own = (OWN, mix_name(0.5)) if self._own is not None else ()
            known = ", ".join((*(entry.name for entry in self.entries()), *own))
            raise DigitpadError(N_("There is no dataset “{name}”; choose one of: {known}."), name=name, known=known)
        return found

    def _own_dataset(self, name: str) -> CatalogueDataset | None:
        info = own_dataset_info(name)
        if info is None or self._own is None:
            return None
        return self._own.dataset(self, self._data_dir, info)

    def _looked(self) -> tuple[dict[str, CatalogueDataset], tuple[str, ...]]:
        """The imported datasets by name, and what is wrong with others."""
        # Another thread may refresh at any moment, also while this one looks: then the next one looks again.
        refreshed, found = self._refreshed, self._found
        if found is None or found[0] != refreshed:
            sets, problems = self._imported.look()
            datasets: dict[str, CatalogueDataset] = {
                each.name: ImportedDataset(self._imported, each) for each in sets if each.name not in self._published
            }
            self._found = found = refreshed, datasets, problems
        return found[1:]
