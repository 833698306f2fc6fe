"""Tell apart the files that the system hands over: networks, pictures, and samples of others."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif"}
"""What counts as a picture; which of them can be read, the page Photo says."""


class HandedFiles(NamedTuple):
    """Files by what they are, each kind in its order.

    Attributes:
        networks: also what nobody knows: to open it as a network says why it is none.
        pictures: for the page Photo.
        samples: `.digits` files.
    """

    networks: list[Path]
    pictures: list[Path]
    samples: list[Path]


def sort_files(files: Iterable[Path]) -> HandedFiles:
    """Sort files by their suffix."""
    sorted_files = HandedFiles([], [], [])
    for path in files:
        suffix = path.suffix.lower()
        if suffix == ".digits":
            sorted_files.samples.append(path)
        elif suffix in PICTURES:
            sorted_files.pictures.append(path)
        else:
            sorted_files.networks.append(path)
    return sorted_files


def is_ours(path: Path) -> bool:
    """Whether the suffix is one that only Digitpad's files have."""
    return path.suffix.lower() in (".keras", ".digits")
