"""IDX, the format of the original MNIST: files of pictures and of labels side by side.

The files of one set have the same name but for the words that say which part and what is in it:
`train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte`, `t10k-labels-idx1-ubyte`, gzipped or
not, perhaps with a name before them; QMNIST's labels are `qmnist-train-labels-idx2-int`. Class names are in
`class-names.txt`, one a line, or in EMNIST's mapping.
"""

import gzip
import re
import struct
import zlib
from itertools import islice
from pathlib import Path

import numpy as np

from digitpad.data.digits import Dataset, Pictures
from digitpad.data.exchange.classes import MAX_CLASSES, tidy, why_no_name
from digitpad.data.exchange.emnist import EMNIST_TURNED, is_emnist, mapping_beside, named
from digitpad.data.exchange.folders import without_copy_mark
from digitpad.data.exchange.idx_labels import QMNIST, count_labels, read_labels
from digitpad.data.exchange.import_builder import PICTURE_BYTES, TEST, TRAIN, DatasetImportBuilder, share_room, too_much
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.data.exchange.shaping import LARGEST, SMALLEST, fits
from digitpad.data.fashion import FILES, replacing
from digitpad.data.idx import GZIP, opened_idx
from digitpad.data.untrusted_files import BLOCK, read_up_to, reject_incomplete, reject_longer, short
from digitpad.errors import DigitpadError, reason_of
from digitpad.translation import N_, N_plural, _

NAMES = "class-names.txt"

_LARGEST_NAMES = 1 << 16
_FILES_LOOKED_AT = 1_000
_WORDS = re.compile(r"(train|t10k|test|images|labels|idx[123]|ubyte|(?<=idx2-)int|gz)")
_TEST_WORDS = re.compile(r"t10k|test")

_Pair = tuple[Path, Path]


def dimensions(start: bytes) -> int | None:
    """What the first bytes of a file, gzipped or not, make of it: 3 for pictures, 1 for labels, None for neither."""
    if start[:4] == QMNIST:
        return 1
    return start[3] if len(start) >= 4 and start[:3] == b"\0\0\x08" and start[3] in (1, 3) else None


def start_of(path: Path, length: int = 4) -> bytes:
    """The first bytes of a file, unpacked if it is gzipped; fewer if it is shorter, none where there are no more."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            start = file.read(length)
            if start[:2] != GZIP:
                return start
            file.seek(0)
            return gzip.GzipFile(fileobj=file).read(length)
    except (OSError, EOFError, ValueError, zlib.error):
        return b""


def has_set(folder: Path) -> bool:
    """Whether a folder has IDX files in it."""
    return bool(_found(folder))


def read(path: Path, limit: int) -> ImportCandidate:
    """The set that a file belongs to, or the one set of a folder.

    Raises:
        DigitpadError: the file that belongs to it is missing, there are several sets, or one is damaged.
    """
    sets = _found(path if path.is_dir() else path.parent)
    if path.is_dir() and len(sets) > 1:
        raise DigitpadError(
            N_plural(
                "“{name}” has the files of {count} set; choose one file of the set that you mean.",
                "“{name}” has the files of {count} sets; choose one file of the set that you mean.",
            ),
            name=path.name, count=len(sets),
        )
    files = next(iter(sets.values()), {}) if path.is_dir() else _with(path, sets.get(_set_of(path), {}))
    train, test = (_pair(files, part) for part in (TRAIN, TEST))
    if not files and path.is_file():
        with opened_idx(path, 3):  # says what it is instead
            pass
    if train is None and test is None:
        raise DigitpadError(
            N_("“{name}” lacks its other half; pictures and labels lie side by side, called as {pictures}, {labels}."),
            name=path.name, pictures=FILES[0], labels=FILES[1],
        )
    some = next(iter(files.values()))
    mapping = _names(some.parent) or mapping_beside(some)
    labels = max(mapping) + 1 if mapping else MAX_CLASSES
    builder = DatasetImportBuilder(path, _("IDX files"), limit // PICTURE_BYTES, classes=labels)
    pairs = [(part, pair) for part, pair in ((TRAIN, train), (TEST, test)) if pair is not None]
    counts = [_count(pair) for part, pair in pairs]
    shares = share_room(builder.room, counts[0], sum(counts[1:]))
    if sum(shares) < sum(counts):
        builder.note(too_much(sum(shares), sum(counts)))
    for (part, pair), share in zip(pairs, shares, strict=False):
        _gather(pair, builder, part, share)
    if mapping is None:
        return builder.offer()
    builder.relabel(named(labels, mapping))
    return builder.offer([mapping[label] for label in sorted(mapping)])


def write(folder: Path, dataset: Dataset) -> None:
    """Write a dataset as the four gzipped files of MNIST, and its class names.

    Raises:
        DigitpadError: the folder cannot be written.
    """
    contents: list[bytes] = []
    for part in (dataset.train, dataset.test):
        contents += _part_bytes(part)
    with replacing(folder) as staging:
        for name, content in zip(FILES, contents, strict=True):
            # No time in the header: the same pictures give the same file.
            (staging / f"{name}.gz").write_bytes(gzip.compress(content, 6, mtime=0))
        (staging / NAMES).write_text("".join(f"{name}\n" for name in dataset.class_names), encoding="utf-8")


def _part_bytes(part: Pictures) -> tuple[bytes, bytes]:
    images = struct.pack(">4B3I", 0, 0, 8, 3, *part.images.shape) + part.images.tobytes()
    return images, struct.pack(">4BI", 0, 0, 8, 1, len(part)) + part.labels.tobytes()


def _found(folder: Path) -> dict[str, dict[tuple[int, int], Path]]:
    """The IDX files of a folder by set, and in it by part and dimensions."""
    sets: dict[str, dict[tuple[int, int], Path]] = {}
    try:
        files = sorted(islice(folder.iterdir(), _FILES_LOOKED_AT))
    except OSError as error:
        raise DigitpadError(
            N_("“{name}” cannot be read ({reason}); choose another folder."), name=folder.name, reason=reason_of(error)
        ) from error
    for file in files:
        if (kind := dimensions(start_of(file))) is not None:
            sets.setdefault(_set_of(file), {}).setdefault((_part_of(file), kind), file)
    return sets


def _set_of(file: Path) -> str:
    """What the names of the files of one set have in common."""
    return _WORDS.sub("", without_copy_mark(file.name.lower())).strip("-._ ")


def _part_of(file: Path) -> int:
    return TEST if _TEST_WORDS.search(file.name.lower()) else TRAIN


def _with(file: Path, files: dict[tuple[int, int], Path]) -> dict[tuple[int, int], Path]:
    """The files of a set, this one rather than another copy of it; none where it is no such file."""
    kind = dimensions(start_of(file))
    return {} if kind is None else {**files, (_part_of(file), kind): file}


def _pair(files: dict[tuple[int, int], Path], part: int) -> _Pair | None:
    images, labels = files.get((part, 3)), files.get((part, 1))
    return None if images is None or labels is None else (images, labels)


def _count(pair: _Pair) -> int:
    with opened_idx(pair[0], 3) as (shape, _stream):
        counts = (shape[0], count_labels(pair[1]))
    if counts[0] != counts[1]:
        raise DigitpadError(
            N_plural(
                "“{name}” has {count:,} picture for {labels:,} labels in “{file}”; copy both again.",
                "“{name}” has {count:,} pictures for {labels:,} labels in “{file}”; copy both again.",
            ),
            name=pair[0].name, count=counts[0], labels=counts[1], file=pair[1].name,
        )
    return counts[0]


def _gather(pair: _Pair, builder: DatasetImportBuilder, part: int, share: int) -> None:
    images, labels = pair
    y = read_labels(labels, share)
    is_turned = is_emnist(images)
    if is_turned:
        builder.note(_(EMNIST_TURNED))
    with opened_idx(images, 3) as (shape, stream):
        count, height, width = shape
        if not fits(height, width):
            raise DigitpadError(
                N_("“{name}” has pictures of {size} pixels; expected {smallest} to {largest} pixels a side."),
                name=images.name, size=f"{width:,} × {height:,}", smallest=SMALLEST, largest=LARGEST,
            )
        row, file = height * width, short(images.name)
        for start in range(0, share, max(1, BLOCK // row)):
            rows = range(start, min(start + max(1, BLOCK // row), share))
            content = read_up_to(stream, len(rows) * row)
            if len(content) < len(rows) * row:
                reject_incomplete(images, start * row + len(content), count * row)
            pictures = np.frombuffer(content, np.uint8).reshape(-1, height, width)
            builder.add(
                part, lambda number: _("{file}, picture {number}").format(file=file, number=number),
                [number + 1 for number in rows], pictures.swapaxes(1, 2) if is_turned else pictures,
                y[start : rows.stop],
            )
        if share == count and stream.read(1):
            reject_longer(images)


def _names(folder: Path) -> dict[int, str] | None:
    """The class names in a folder's own file, by their labels; None where there is none or they are not right."""
    try:
        with (folder / NAMES).open("rb") as stream:
            lines = stream.read(_LARGEST_NAMES).decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    names = [tidy(line) for line in lines if line.strip()]
    is_right = 2 <= len(names) == len(set(names)) <= MAX_CLASSES and not any(map(why_no_name, names))
    return dict(enumerate(names)) if is_right else None
