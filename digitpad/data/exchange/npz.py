"""Pictures in an .npz file: Keras' layout, and others that are common."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Dataset
from digitpad.data.exchange.classes import MAX_CLASSES, MAX_NAME, tidy, why_no_name
from digitpad.data.exchange.import_builder import PICTURE_BYTES, TEST, TRAIN, DatasetImportBuilder, share_room, too_much
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.data.exchange.npz_labels import read_labels, unexpected
from digitpad.data.exchange.other_formats import advice_on_zip
from digitpad.data.exchange.shaping import LARGEST, fits
from digitpad.data.formats import KEYS
from digitpad.data.npy import Header, check_end, check_size, opened_array, opened_npz, read_exactly
from digitpad.data.untrusted_files import BLOCK, listed, reject_size
from digitpad.errors import DigitpadError
from digitpad.system.files import write_atomically
from digitpad.translation import N_, N_plural, _

NAMES = "class_names"

# In small letters; those of a file may be large ones.
_TRAIN_KEYS = (
    ("x_train", "y_train"), ("train_images", "train_labels"), ("train_x", "train_y"), ("xtrain", "ytrain"), ("x", "y"),
    ("images", "labels"), ("images", "targets"), ("data", "target"), ("data", "targets"), ("data", "labels"),
    ("features", "labels"), ("arr_0", "arr_1"),
)
_VALIDATION_KEYS = (("x_val", "y_val"), ("x_valid", "y_valid"), ("val_images", "val_labels"), ("val_x", "val_y"))
_TEST_KEYS = (("x_test", "y_test"), ("test_images", "test_labels"), ("test_x", "test_y"), ("xtest", "ytest"),
              ("arr_2", "arr_3"))  # fmt: skip

_Members = dict[str, zipfile.ZipInfo]


def read(path: Path, limit: int) -> ImportCandidate:
    """Pictures of an .npz file: numbers (n, rows, columns), (n, rows, columns, 1 or 3) or (n, rows × columns).

    `class_names`, an array of text, may be in it.

    Raises:
        DigitpadError: it is something else, damaged, or has nothing that can be taken.
    """
    with opened_npz(path) as (archive, found):
        members = {name.lower(): member for name, member in reversed(found.items())}
        train, validation, test = (
            next((pair for pair in pairs if set(pair) <= members.keys()), None)
            for pairs in (_TRAIN_KEYS, _VALIDATION_KEYS, _TEST_KEYS)
        )
        if train is None:
            if (sentence := advice_on_zip(path, list(found))) is not None:
                raise DigitpadError(sentence, name=path.name)
            raise DigitpadError(
                N_(
                    "“{name}” has no pictures and labels that Digitpad knows, only {members}; "
                    "expected arrays called {keys}."
                ),
                name=path.name, members=listed(list(found)), keys=", ".join(KEYS),
            )
        names = _names(path, archive, members[NAMES]) if NAMES in members else None
        classes = len(names) if names else MAX_CLASSES
        builder = DatasetImportBuilder(path, _("NumPy arrays (npz)"), limit // PICTURE_BYTES, classes=classes)
        pairs = [(TRAIN, train)] + ([(TEST, test)] if test else [])
        if validation:
            pairs.append((TRAIN if test else TEST, validation))
            builder.note(
                _("The pictures in {key} are added to those to learn from, a share of which is for the validation.")
                .format(key=validation[0]) if test else
                _("The pictures in {key} are the part for the test, since there is no other.").format(key=validation[0])
            )  # fmt: skip
        counts = [_count(path, archive, members, pair) for part, pair in pairs]
        totals = [sum(count for (part, _pair), count in zip(pairs, counts, strict=True) if part == each)
                  for each in (TRAIN, TEST)]  # fmt: skip
        rooms = list(share_room(builder.room, *totals))
        if sum(rooms) < sum(totals):
            builder.note(too_much(sum(rooms), sum(totals)))
        for (part, pair), count in zip(pairs, counts, strict=True):
            share = min(count, rooms[part])
            rooms[part] -= share
            if share:
                _gather(path, archive, members, pair, builder, part, share, limit)
    return builder.offer(names)


def to_bytes(dataset: Dataset) -> bytes:
    """A dataset in Keras' layout with its class names."""
    file = io.BytesIO()
    arrays: dict[str, Any] = {
        "x_train": dataset.train.images, "y_train": dataset.train.labels,
        "x_test": dataset.test.images, "y_test": dataset.test.labels,
        NAMES: np.array(dataset.class_names),
    }
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def write(path: Path, dataset: Dataset) -> None:
    """Write a dataset in Keras' layout; `class_names` are in it too.

    Raises:
        DigitpadError: the file cannot be written.
    """
    write_atomically(path, to_bytes(dataset))


def _count(path: Path, archive: zipfile.ZipFile, members: _Members, pair: tuple[str, str]) -> int:
    """How many pictures a part claims; its two arrays must agree."""
    counts = []
    for key in pair:
        with opened_array(path, archive, members[key], key) as (header, _stream):
            counts.append(header.shape[0] if header.shape else 0)
    if counts[0] != counts[1]:
        raise DigitpadError(
            N_plural(
                "“{name}” has {count:,} picture in {images} for {labels:,} labels in {key}; choose another file.",
                "“{name}” has {count:,} pictures in {images} for {labels:,} labels in {key}; choose another file.",
            ),
            name=path.name, count=counts[0], images=pair[0], labels=counts[1], key=pair[1],
        )
    return counts[0]


def _gather(
    path: Path, archive: zipfile.ZipFile, members: _Members, pair: tuple[str, str],
    builder: DatasetImportBuilder, part: int, share: int, limit: int,
) -> None:
    images, labels = pair
    with _opened(path, archive, members[labels], labels) as (header, stream):
        y = read_labels(path, stream, header, labels, share)
    with _opened(path, archive, members[images], images) as (header, stream):
        sides = _sides(path, header, images)
        row = header.nbytes // header.shape[0]
        if header.fortran and header.nbytes > limit:
            reject_size(path, header.nbytes)
        if header.fortran:
            content = read_exactly(path, stream, header.nbytes, images)
            array = np.frombuffer(content, header.dtype).reshape(header.shape, order="F")
        step = max(1, BLOCK // max(1, row))
        for start in range(0, share, step):
            rows = range(start, min(start + step, share))
            if header.fortran:
                some = array[rows.start : rows.stop]
            else:
                some = np.frombuffer(read_exactly(path, stream, len(rows) * row, images), header.dtype)
            numbers = [number + 1 for number in rows]
            builder.add(
                part, lambda number: _("{file}, picture {number}").format(file=images, number=number), numbers,
                _channels_last(some, header.shape, sides), y[rows.start : rows.stop],
            )
        if share == header.shape[0]:
            check_end(path, stream, images)


def _names(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[str, ...]:
    with _opened(path, archive, member, NAMES) as (header, stream):
        if header.dtype.kind != "U" or len(header.shape) != 1:
            raise unexpected(
                N_("“{name}” has {type} of shape {shape} as {key}; expected text of shape (n,)."), path, header, NAMES
            )
        length = header.dtype.itemsize // 4
        if not 2 <= header.shape[0] <= MAX_CLASSES or not 1 <= length <= 4 * MAX_NAME:
            raise DigitpadError(
                N_plural(
                    "“{name}” has {count:,} class name of up to {length} characters; "
                    "expected 2 to {most} of at most {longest}.",
                    "“{name}” has {count:,} class names of up to {length} characters; "
                    "expected 2 to {most} of at most {longest}.",
                ),
                name=path.name, count=header.shape[0], length=length, most=MAX_CLASSES, longest=MAX_NAME,
            )
        content = read_exactly(path, stream, header.nbytes, NAMES)
    names = tuple(tidy(str(name)) for name in np.frombuffer(content, header.dtype))
    for name in names:
        if (reason := why_no_name(name)) is not None:
            raise DigitpadError(
                N_("“{name}” has a class name that cannot be taken: {reason}; name the classes otherwise."),
                name=path.name, reason=reason,
            )
    if len(set(names)) < len(names):
        raise DigitpadError(
            N_("“{name}” gives two classes the same name; name the classes otherwise."), name=path.name
        )
    return names


@contextmanager
def _opened(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, key: str
) -> Iterator[tuple[Header, IO[bytes]]]:
    """An array whose size is what its header says; only numbers or text."""
    with opened_array(path, archive, member, key) as (header, stream):
        if header.dtype.kind == "b":  # whatever its bytes are
            header = replace(header, dtype=np.dtype(np.uint8))
        if header.dtype.kind not in "iufU" or (header.dtype.kind == "f" and header.dtype.itemsize > 8):
            raise unexpected(
                N_("“{name}” has {type} of shape {shape} as {key}; expected plain numbers."), path, header, key
            )
        check_size(path, member, header, key)
        yield header, stream


def _sides(path: Path, header: Header, key: str) -> tuple[int, ...]:
    """Rows and columns of the pictures, and 3 after them for colours."""
    sides = header.shape[1:]
    if len(sides) == 1:
        side = round(min(sides[0], (2 * LARGEST) ** 2) ** 0.5)
        sides = (side, side) if side * side == sides[0] else ()
    elif len(sides) == 3 and sides[2] == 1:
        sides = sides[:2]
    elif len(sides) == 3 and sides[0] in (1, 3) and sides[2] != 3:  # as PyTorch has them
        sides = (*sides[1:], 3) if sides[0] == 3 else sides[1:]
    if len(sides) not in (2, 3) or sides[2:] not in ((), (3,)) or not fits(*sides[:2]):
        raise unexpected(
            N_(
                "“{name}” has {type} of shape {shape} as {key}; expected pictures of {smallest} to {largest} pixels "
                "a side, grey or in three colours."
            ),
            path, header, key,
        )
    return sides


def _channels_last(
    pictures: npt.NDArray[Any], shape: tuple[int, ...], sides: tuple[int, ...]
) -> npt.NDArray[Any]:
    if len(sides) == 3 and shape[1:] != sides:
        return pictures.reshape(-1, 3, *sides[:2]).transpose(0, 2, 3, 1)
    return pictures.reshape(-1, *sides)
