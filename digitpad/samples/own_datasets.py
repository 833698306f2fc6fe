"""The datasets made of the pupils' own digits, alone or mixed with MNIST's, as kinds of dataset for the catalogue."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import SOURCES, DatasetInfo
from digitpad.data.dataset_kinds import CatalogueDataset
from digitpad.data.download_source import DownloadSource
from digitpad.system.files import is_file

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset

# What reads the collection is imported by those who read it: a catalogue is made at every start.


class OwnDigits(CatalogueDataset):
    """The pupils' own digits, or a mix of them with MNIST's; its share is `info.own_share`."""

    def __init__(self, catalogue: Catalogue, data_dir: Path, info: DatasetInfo) -> None:
        super().__init__(info)
        self._catalogue = catalogue
        self._data_dir = data_dir

    def find(self) -> Path | None:
        """Where the data are now, or None."""
        path = self._data_dir / "samples.db"
        return path if is_file(path) else None

    def load(self) -> "Dataset":
        """Read it from this computer."""
        from digitpad.samples import own_digits

        return own_digits.load(self._catalogue, self._data_dir, self.info)


class OwnDigitsFactory:
    """Makes the catalogue's datasets of the pupils' own digits."""

    def dataset(self, catalogue: Catalogue, data_dir: Path, info: DatasetInfo) -> CatalogueDataset:
        """The dataset of these facts."""
        return OwnDigits(catalogue, data_dir, info)

    def has_enough(self, data_dir: Path) -> bool:
        """Whether the collection has enough digits to train a network on.

        Raises:
            DigitpadError: it is damaged, or the system does not let it be read.
        """
        from digitpad.samples import own_digits

        return own_digits.has_enough_own_samples(data_dir)


def full_catalogue(data_dir: Path, sources: Mapping[str, tuple[DownloadSource, ...]] = SOURCES) -> Catalogue:
    """The catalogue of a data folder, with the datasets made of its own digits."""
    return Catalogue(data_dir, sources, OwnDigitsFactory())
