"""Tell apart the files that are handed over or dropped: networks, pictures, labelled pictures, samples of others."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif"}
"""What counts as a picture; which of them can be read, the page Photo says."""

_NETWORKS = {".keras", ".h5", ".hdf5", ".pkl", ".pickle", ".joblib"}
_LABELLED = {
    ".npz", ".npy", ".csv", ".tsv", ".gz", ".zip", ".tm", ".xls", ".xlsx", ".arff", ".libsvm", ".mat", ".parquet",
}  # fmt: skip
_IDX = ("-ubyte", "-int")  # in the names of MNIST's and QMNIST's files, unpacked


class HandedFiles(NamedTuple):
    """Files by what they are, each kind in its order.

    Attributes:
        networks: files that are networks by their names, readable or not.
        pictures: for the page Photo.
        samples: `.digits` files.
        labelled: many pictures with labels, to import; which of them can be read, the import says.
        others: whose names say nothing; a folder, perhaps.
    """

    networks: list[Path]
    pictures: list[Path]
    samples: list[Path]
    labelled: list[Path]
    others: list[Path]

    @property
    def to_import(self) -> Path | None:
        """Of the files of one set, which are read together, the one that leads to all of them."""
        return min(self.labelled, key=lambda path: "train" not in path.name.lower(), default=None)


def sort_files(files: Iterable[Path]) -> HandedFiles:
    """Sort files by their names; no disk is asked."""
    sorted_files = HandedFiles([], [], [], [], [])
    for path in files:
        suffix = path.suffix.lower()
        if suffix == ".digits":
            sorted_files.samples.append(path)
        elif suffix in PICTURES:
            sorted_files.pictures.append(path)
        elif suffix in _NETWORKS:
            sorted_files.networks.append(path)
        elif suffix in _LABELLED or path.name.lower().endswith(_IDX):
            sorted_files.labelled.append(path)
        else:
            sorted_files.others.append(path)
    return sorted_files
