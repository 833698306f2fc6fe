"""Fashion-MNIST as it is published: four IDX files in one folder."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from digitpad.data.download_source import DownloadSource
from digitpad.errors import DigitpadError, reason_of
from digitpad.system.files import is_file, replace, sync_folder, write_atomically
from digitpad.translation import N_, _

if TYPE_CHECKING:
    from digitpad.data.digits import Pictures

# What reads pictures is imported by those who read some: the catalogue is made at every start.

CLASS_NAMES = (  # untranslated: class names stand in networks and files
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)

FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
"""Pictures and labels to learn from, pictures and labels for the test; each may be gzipped, with `.gz` after it."""

DEBIAN = Path("/usr/share/datasets/fashion-mnist")
"""Where Debian's package `dataset-fashion-mnist` puts them; it is the same on every computer that has it."""

# The addresses are those of keras.datasets.fashion_mnist, which names no hashes. These hashes are of the files as
# their authors published them. Debian's package holds the same pictures and labels packed again without the names
# in the gzip headers, so its files are 23 or 24 bytes shorter and have other hashes; the MD5 sums in its README are
# those of the files below.
_KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
SOURCES = tuple(
    DownloadSource(f"{_KERAS}{name}.gz", sha256, size)
    for name, sha256, size in zip(
        FILES,
        (
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        ),
        (26_421_880, 29_515, 4_422_102, 5_148),
        strict=True,
    )
)


def is_complete(folder: Path) -> bool:
    """Whether all four files are in a folder, whatever is in them."""
    return not any(path is None for path in _files(folder))


def read(folder: Path) -> tuple["Pictures", "Pictures"]:
    """Read the four files.

    Returns:
        The part to train on and the part to test on.

    Raises:
        DigitpadError: one is missing, is something else, or belongs to another dataset.
    """
    from digitpad.data.formats import read_idx

    train_images, train_labels, test_images, test_labels = _required(folder)
    train = read_idx(train_images, train_labels, len(CLASS_NAMES))
    test = read_idx(test_images, test_labels, len(CLASS_NAMES))
    if len(train) < len(test):
        raise DigitpadError(
            N_(
                "“{name}” has {count:,} pictures to learn from and {count_2:,} for the test; it seems that "
                "the files train-… and t10k-… have changed places."
            ),
            name=folder.name,
            count=len(train),
            count_2=len(test),
        )
    # MNIST's files have the very same names, and nothing would tell that the clothes are digits.
    if not all(_is_even(part) for part in (train, test)):
        raise DigitpadError(
            N_(
                "“{name}” does not hold as many pictures of each class, as Fashion-MNIST does, so it is "
                "something else; MNIST's files have the same names."
            ),
            name=folder.name,
        )
    return train, test


def store(folder: Path, target: Path) -> None:
    """Copy the four files of a folder; they are checked completely first.

    Raises:
        DigitpadError: the files are not right or cannot be copied; nothing has changed then.
    """
    read(folder)
    with replacing(target) as staging:
        for path in _required(folder):
            write_atomically(staging / path.name, path.read_bytes())


def folder_of(path: Path) -> Path:
    """The folder that is meant by one of the four files in it, or by itself.

    Raises:
        DigitpadError: it is another file.
    """
    if path.is_dir():
        return path
    if path.name.removesuffix(".gz") in FILES:
        return path.parent
    raise DigitpadError(
        N_("“{name}” is none of the four files of Fashion-MNIST; choose the folder with {listed}."),
        name=path.name,
        listed=_listed(),
    )


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """An empty folder to fill, which takes the place of `target` when that has succeeded.

    A crash or an error at any moment leaves the old folder or the new one, or none where it came between the two;
    never a mixture. Where the name is a link, the folder that it leads to is replaced.

    Raises:
        DigitpadError: the disk is full or read-only.
    """
    target = Path(os.path.realpath(target))
    staging = target.parent / f".digitpad-{secrets.token_hex(8)}.part"
    try:
        staging.mkdir(parents=True)
        yield staging
        _sync(staging)
        _swap(staging, target)
        sync_folder(target.parent)
    except OSError as error:
        raise DigitpadError(
            N_(
                "“{name}” could not be saved in “{parent}” ({reason}). Nothing was changed; make room or "
                "choose another place."
            ),
            name=target.name,
            parent=target.parent,
            reason=reason_of(error),
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Flush every file in a folder to the disk, so that a power cut after the swap does not leave empty ones."""
    for place, _folders, names in os.walk(folder):
        for name in names:
            with Path(place, name).open("r+b") as file:
                os.fsync(file.fileno())
        sync_folder(Path(place))


def _swap(new: Path, target: Path) -> None:
    if not target.exists():
        replace(new, target)
        return
    old = new.with_suffix(".old")
    replace(target, old)
    try:
        replace(new, target)
    except OSError:
        replace(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _files(folder: Path) -> tuple[Path | None, ...]:
    """The four files in the order of `FILES`; None for a missing one."""
    return tuple(
        next((path for path in (folder / f"{name}.gz", folder / name) if is_file(path)), None) for name in FILES
    )


def _required(folder: Path) -> tuple[Path, ...]:
    found = _files(folder)
    missing = [name for name, path in zip(FILES, found, strict=True) if path is None]
    if missing:
        sentence = (
            N_("“{name}” has none of Fashion-MNIST's files; choose the folder with {listed}, gzipped or not.")
            if len(missing) == len(FILES)
            else N_("“{name}” has no {missing}; choose the folder with {listed}, gzipped or not.")
        )
        raise DigitpadError(sentence, name=folder.name, missing=", ".join(missing), listed=_listed())
    return tuple(path for path in found if path is not None)


def _listed() -> str:
    return _("{names} and {last}").format(names=", ".join(FILES[:-1]), last=FILES[-1])


def _is_even(part: "Pictures") -> bool:
    import numpy as np

    counts = np.bincount(part.labels, minlength=len(CLASS_NAMES))
    return bool((counts == counts[0]).all())
