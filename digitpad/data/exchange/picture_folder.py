"""A folder of pictures: one folder a class with its name, perhaps in folders `train`, `val` and `test`.

Digitpad writes dark ink on white paper, as people see digits and as picture viewers show them; it reads both.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import unquote

import numpy as np

from digitpad.data.digits import Dataset
from digitpad.data.exchange import picture_file
from digitpad.data.exchange.classes import DIGITS, MAX_CLASSES, ordered, tidy, why_no_name
from digitpad.data.exchange.folders import folders_in, visible, without_copy_mark
from digitpad.data.exchange.import_builder import PICTURE_BYTES, TEST, TRAIN, DatasetImportBuilder
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.data.fashion import replacing
from digitpad.data.untrusted_files import short
from digitpad.errors import DigitpadError, reason_of
from digitpad.system.file_names import is_device
from digitpad.translation import N_, N_plural, _

_VALIDATION = 2
_PARTS = {
    "train": TRAIN, "training": TRAIN, "test": TEST, "testing": TEST,
    "val": _VALIDATION, "valid": _VALIDATION, "validation": _VALIDATION, "dev": _VALIDATION,
}
_MOST_STRANGERS = 10_000  # files in a folder beyond the pictures that there is room for
_NUMBERED = re.compile(r"(\d\d) (.+)", re.DOTALL)
_PLAIN = re.compile(r"\w(?:[\w &+-]*[\w&+-])?")
_UNSAFE = re.compile(r"[^\w &+-]")


@dataclass(frozen=True)
class _Folder:
    """The pictures of one class in one part; `files` are names, in order."""

    part: int
    path: Path
    files: list[str]


def read(folder: Path, limit: int) -> ImportCandidate:
    """Pictures of a folder of class folders.

    Raises:
        DigitpadError: there are no class folders, or nothing in them that can be taken.
    """
    builder = DatasetImportBuilder(folder, _("folders of pictures"), limit // PICTURE_BYTES, full_scale=255)
    numbers = count(1)
    folders = list(_class_folders(folder, builder, numbers))
    names, by_folder = _names({each.path.name for each in folders})
    if not names:
        raise DigitpadError(
            N_("“{name}” has no folders of pictures in it; one folder of pictures for each class is expected."),
            name=folder.name,
        )
    if len(names) > MAX_CLASSES:
        raise DigitpadError(
            N_plural(
                "“{name}” has {count:,} folder of pictures; at most {most} classes are expected.",
                "“{name}” has {count:,} folders of pictures; at most {most} classes are expected.",
            ),
            name=folder.name, count=len(names), most=MAX_CLASSES,
        )
    total, room = sum(len(each.files) for each in folders), builder.room
    if total > room:
        sentence = _("Of {total:,} files, {taken:,} are taken, the first of each class: more is too much.")
        builder.note(sentence.format(total=total, taken=room))
    for each in folders:
        label = names.index(by_folder[each.path.name])
        for file in each.files[: len(each.files) if total <= room else max(1, len(each.files) * room // total)]:
            if builder.is_hopeless:
                builder.note(_("Not all files were read: too many are wrong."))
                return builder.offer(names)
            _take(each.path / file, label, next(numbers), builder, each.part)
    return builder.offer(names)


def write(folder: Path, dataset: Dataset) -> None:
    """Write a dataset as `train/CLASS/00001.png` and `test/CLASS/00001.png`, dark ink on white paper.

    Raises:
        DigitpadError: the folder cannot be written.
    """
    folders = folder_names(dataset.class_names)
    with replacing(folder) as staging:
        for part, pictures in (("train", dataset.train), ("test", dataset.test)):
            for label, name in enumerate(folders):
                place = staging / part / name
                place.mkdir(parents=True)
                for number, row in enumerate(np.flatnonzero(pictures.labels == label).tolist(), start=1):
                    (place / f"{number:05}.png").write_bytes(picture_file.encode(255 - pictures.images[row]))


def folder_names(names: Sequence[str]) -> tuple[str, ...]:
    """A folder for each class: its name where every system can tell these apart and their order is plain.

    Otherwise a number stands before each name, and signs that a system may refuse are written as in an address.
    """
    folded = {unicodedata.normalize("NFC", name).casefold() for name in names}
    plain = all(_PLAIN.fullmatch(name) and not is_device(name) for name in names)
    numbered = any(_NUMBERED.fullmatch(name) for name in names)
    if plain and not numbered and len(folded) == len(names) and ordered(names) == tuple(names):
        return tuple(names)
    return tuple(f"{label:02} {_UNSAFE.sub(_escaped, name)}" for label, name in enumerate(names))


def _escaped(sign: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in sign[0].encode())


def _names(folders: Collection[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The classes in the order of their labels, and the class of each folder."""
    matches = {name: _NUMBERED.fullmatch(name) for name in folders}
    if folders and all(matches.values()):
        found = {name: (int(match[1]), unquote(match[2])) for name, match in matches.items() if match is not None}
        if sorted({number for number, text in found.values()}) == list(range(len(found))):
            by_folder = {name: tidy(text) for name, (number, text) in found.items()}
            if len(set(by_folder.values())) == len(by_folder) and not any(map(why_no_name, by_folder.values())):
                return tuple(by_folder[name] for name in sorted(found, key=lambda name: found[name][0])), by_folder
    by_folder = {name: tidy(name) for name in folders}
    plain = {name: tidy(without_copy_mark(name)) or tidy(name) for name in folders}
    if set(plain.values()) <= set(DIGITS) or len(set(plain.values())) == len(set(by_folder.values())):
        by_folder = plain  # but “cat (1)” and “cat (2)” may be two classes
    names = set(by_folder.values())
    return ordered(sorted(names)) if names else (), by_folder


def _class_folders(folder: Path, builder: DatasetImportBuilder, numbers: Iterator[int]) -> Iterator[_Folder]:
    """The folders that have files in them; what else there is becomes a problem."""
    roots = [(TRAIN, folder)]
    if is_in_parts(folder):
        roots = _parts([folder / name for name in folders_in(folder)], builder)
    for part, root in roots:
        for entry in visible(root):
            if not entry.is_dir(follow_symlinks=False):
                builder.reject(part, next(numbers), short(entry.name), _("is in no folder of a class"))
            elif (reason := why_no_name(tidy(entry.name))) is not None:
                builder.reject(part, next(numbers), short(entry.name), reason)
            elif files := [each.name for each in visible(root / entry.name, builder.room + _MOST_STRANGERS)]:
                yield _Folder(part, root / entry.name, files)


def is_in_parts(folder: Path) -> bool:
    """Whether all folders of a folder are called as the parts of a set are."""
    inner = folders_in(folder)
    return bool(inner) and all(_part(name) is not None for name in inner)


def _part(name: str) -> int | None:
    return _PARTS.get(without_copy_mark(name).lower())


def _parts(folders: Sequence[Path], builder: DatasetImportBuilder) -> list[tuple[int, Path]]:
    """Which part each folder is: pictures for the validation are for the test where there are no others for it."""
    kinds = [_part(folder.name) for folder in folders]
    instead = TRAIN if TEST in kinds else TEST
    for folder, kind in zip(folders, kinds, strict=True):
        if kind == _VALIDATION:
            sentence = (
                _("The pictures in “{name}” are added to those to learn from, a share of which is for the validation.")
                if instead == TRAIN
                else _("The pictures in “{name}” are the part for the test, since there is no other.")
            )
            builder.note(sentence.format(name=short(folder.name)))
    return [
        (TEST if kind == TEST else instead if kind == _VALIDATION else TRAIN, folder)
        for folder, kind in zip(folders, kinds, strict=True)
    ]


def _take(path: Path, label: int, number: int, builder: DatasetImportBuilder, part: int) -> None:
    where = short(f"{path.parent.name}/{path.name}")
    try:
        if path.is_symlink() or not path.is_file():
            builder.reject(part, number, where, _("is not a file; folders in a class are not looked into"))
            return
        with path.open("rb") as file:
            content = file.read(picture_file.MAX_BYTES + 1)
        if len(content) > picture_file.MAX_BYTES:
            limit = picture_file.MAX_BYTES >> 20
            builder.reject(part, number, where, _("has more than {limit} MB").format(limit=limit))
            return
        picture = picture_file.decode(content)
    except (OSError, picture_file.UnreadablePictureError) as error:
        builder.reject(part, number, where, reason_of(error))
        return
    builder.add(part, lambda number: where, [number], picture[None], np.array([label]), picture_file.size(content))
