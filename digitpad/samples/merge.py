"""Merge samples from other computers: preview first, then all of them or none."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from digitpad.errors import DigitpadError, reason_of
from digitpad.samples import digits_file
from digitpad.samples.collection import SampleCollection
from digitpad.samples.sample import MAX_SEAT, Sample
from digitpad.translation import N_

MAX_FILES = 500
"""The most files that are read from one folder; a class has thirty."""


@dataclass(frozen=True)
class File:
    """One `.digits` file that can be taken in.

    Attributes:
        path: where it is.
        class_names: its class set.
        new: the samples that are not here yet.
        known: how many are here already, or came in a file before this one, or twice in this one.
        seatless: the ids of all its samples that have no seat, new or known.
    """

    path: Path
    class_names: tuple[str, ...]
    new: tuple[Sample, ...]
    known: int
    seatless: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MergePreview:
    """What would be taken in.

    Attributes:
        files: the files that are right, in the order of their names.
        problems: one sentence for each file that is not; nothing of it is taken.
    """

    files: tuple[File, ...]
    problems: tuple[DigitpadError, ...] = ()

    @property
    def samples(self) -> tuple[Sample, ...]:
        """All new samples."""
        return tuple(sample for file in self.files for sample in file.new)

    @property
    def known(self) -> int:
        """How many samples are left out because they are here already."""
        return sum(file.known for file in self.files)

    def class_sets(self) -> tuple[tuple[str, ...], ...]:
        """The class sets of the new samples."""
        return tuple(dict.fromkeys(file.class_names for file in self.files if file.new))

    def counts(self, class_names: tuple[str, ...]) -> tuple[int, ...]:
        """How many new samples each class of a set would get."""
        labels = [sample.label for sample in self.samples if sample.class_names == class_names]
        return tuple(labels.count(label) for label in range(len(class_names)))

    def first(self, count: int) -> tuple[Sample, ...]:
        """A few of the new samples to be shown, as many of each file as can be."""
        turns = max((len(file.new) for file in self.files), default=0)
        in_turn = (file.new[turn] for turn in range(turns) for file in self.files if turn < len(file.new))
        return tuple(sample for sample, _ in zip(in_turn, range(count), strict=False))


def preview(samples: SampleCollection, paths: Iterable[Path]) -> MergePreview:
    """Look at files before they are taken in; nothing is changed.

    Args:
        samples: the collection.
        paths: `.digits` files, and folders (or sticks) with such files in them, not in folders of theirs.

    Raises:
        DigitpadError: there are no such files, or none of them is right.
    """
    known, files, problems = set(samples.ids()), [], []
    room = digits_file.MAX_UNPACKED  # for all files together, since they are in memory together
    chosen = _files(paths)
    for path in chosen:
        try:
            content = digits_file.read(path, room)
        except DigitpadError as error:
            if len(chosen) == 1:
                raise
            problems.append(error)
            continue
        room -= sum(len(sample.ink_json) for sample in content.samples)
        new = tuple(sample for sample in content.samples if sample.id not in known)
        known.update(sample.id for sample in new)
        seatless = frozenset(sample.id for sample in content.samples if sample.seat is None)
        twice = content.twice + len(content.samples) - len(new)
        files.append(File(path, content.class_names, new, twice, seatless))
    if not files:
        raise DigitpadError(
            N_("None of these {count} files can be added. {problems}"), count=len(problems), problems=problems[0]
        )
    return MergePreview(tuple(files), tuple(problems))


def merge(samples: SampleCollection, preview: MergePreview, *, seat_for_each_file: bool = False) -> int:
    """Take in what was looked at, after a backup: everything, or nothing if anything goes wrong.

    Args:
        samples: the collection.
        preview: what `preview` gave.
        seat_for_each_file: whether drawings that come without a seat get one, so that each pupil's file can be told
            from the others; a pupil whose drawings are here already keeps the seat.

    Returns:
        How many samples were new.

    Raises:
        DigitpadError: no backup can be made, or the disk is full or read-only; nothing was taken in.
    """
    samples.back_up()
    if not seat_for_each_file:
        return samples.add_many(preview.samples)
    return samples.add_many(_seated(samples, preview))


def _seated(samples: SampleCollection, preview: MergePreview) -> Iterator[Sample]:
    """The new samples, each with a seat."""
    taken = {*samples.seats(), *(sample.seat for sample in preview.samples if sample.seat is not None)}
    given: dict[str, int] = {}
    for file in preview.files:
        here = (sample.seat for sample in samples.samples(sorted(file.seatless - given.keys())))
        earlier = (*(given[each] for each in file.seatless & given.keys()), *here)
        seat = next((seat for seat in earlier if seat is not None), None) or _free(taken)
        if file.seatless:
            taken.add(seat)
        given |= dict.fromkeys(file.seatless, seat)
        for sample in file.new:
            yield dataclasses.replace(sample, seat=sample.seat or seat)


def _files(paths: Iterable[Path]) -> Sequence[Path]:
    found: list[Path] = []
    for path in paths:
        try:
            inside = sorted(each for each in path.iterdir() if each.suffix.lower() == digits_file.SUFFIX) if (
                path.is_dir()
            ) else [path]
        except OSError as error:
            raise DigitpadError(
                N_("The folder “{name}” cannot be read ({reason})."), name=path.name, reason=reason_of(error)
            ) from error
        if not inside:
            raise DigitpadError(
                N_("There is no {suffix} file in the folder “{path}”; choose another one."),
                suffix=digits_file.SUFFIX,
                path=path,
            )
        found += inside
    if len(found) > MAX_FILES:
        raise DigitpadError(
            N_("These are {count:,} files; add at most {limit} at a time."), count=len(found), limit=MAX_FILES
        )
    return list(dict.fromkeys(found))


def _free(taken: set[int]) -> int:
    """The lowest seat that nobody has."""
    seat = next((seat for seat in range(1, MAX_SEAT + 1) if seat not in taken), None)
    if seat is None:
        raise DigitpadError(
            N_("All seats from 1 to {limit} are taken; take these files in without seats."), limit=MAX_SEAT
        )
    return seat
