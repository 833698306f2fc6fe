"""`digitpad data list`, `export` and `merge` for the pupils' own samples; each returns text to print."""

import argparse
from pathlib import Path

from digitpad.cli.lesson import aligned
from digitpad.data.exchange.writing import FORMATS
from digitpad.errors import DigitpadError
from digitpad.samples import digits_file
from digitpad.samples.collection import SampleCollection
from digitpad.samples.merge import merge as take_in
from digitpad.samples.merge import preview
from digitpad.system.data_lock import DataFolderInUseError, DataLock
from digitpad.translation import N_

_ONLY_READ = "The command line only looks at the samples here."


def list_samples(data_dir: Path, _: argparse.Namespace) -> str:
    """The class sets with how many samples each class has."""
    with SampleCollection.open_read_only(data_dir, _ONLY_READ) as samples:
        if not len(samples):
            return f"There are no samples in “{data_dir}” yet."
        lines = []
        for number, names in enumerate(samples.class_sets(), start=1):
            counts = samples.counts(names)
            lines.append(f"Set {number}: {_many(sum(counts), 'sample')} of {len(names)} classes")
            lines.append(_table(names, counts))
        seats, days = samples.seats(), samples.days()
        where = f"at {_many(len(seats), 'seat')}, " if seats else ""
        lines.append(f"Drawn {where}{f'on {days[0]}' if len(days) == 1 else f'from {days[0]} to {days[-1]}'}.")
        return "\n".join(lines)


def export(data_dir: Path, options: argparse.Namespace) -> str:
    """Write the samples of one class set into a `.digits` file.

    Raises:
        DigitpadError: there are none, it is not said which set, or the file cannot be written.
    """
    if options.out.suffix.lower() != digits_file.SUFFIX:
        raise DigitpadError(
            N_(
                "“{out}” does not end in {suffix}, by which others know a file of samples; to write a "
                "dataset for other programs, name it and say --format {formats} or {formats_2}."
            ),
            out=options.out,
            suffix=digits_file.SUFFIX,
            formats=", ".join(FORMATS[:-1]),
            formats_2=FORMATS[-1],
        )
    with SampleCollection.open_read_only(data_dir, _ONLY_READ) as samples:
        names = _chosen_set(samples, options.set)
        ids = samples.collection(names).ids
        digits_file.write(options.out, names, samples.samples(ids))
    return f"{_many(len(ids), 'sample')} saved as {options.out}."


def merge(data_dir: Path, options: argparse.Namespace) -> str:
    """Say what would be taken in from files, and with `--yes` take it in.

    Raises:
        DigitpadError: no file is right, a window is open on the data folder, or nothing can be written.
    """
    try:
        lock = DataLock.take(data_dir)
    except DataFolderInUseError as error:
        raise error.for_terminal from error
    with lock, SampleCollection.open(data_dir) as samples:
        if samples.why_read_only:
            raise DigitpadError(samples.why_read_only)
        found = preview(samples, options.paths)
        lines = [f"Left out: {problem}" for problem in found.problems]
        for names in found.class_sets():
            lines.append(_table(names, found.counts(names)))
        known = f"{_many(found.known, 'sample')} {'is' if found.known == 1 else 'are'} here already"
        lines.append(f"{_many(len(found.samples), 'new sample')} in {_many(len(found.files), 'file')}; {known}.")
        if not found.samples:
            lines.append("There is nothing to take in.")
        elif options.yes:
            count = take_in(samples, found, seat_for_each_file=options.seats)
            lines.append(f"{_many(count, 'sample')} taken in.")
        else:
            lines.append("Nothing was changed; say --yes to take them in.")
        return "\n".join(lines)


def _chosen_set(samples: SampleCollection, number: int | None) -> tuple[str, ...]:
    sets = samples.class_sets()
    if not sets:
        raise DigitpadError(N_("There are no samples to export."))
    if number is None and len(sets) > 1:
        raise DigitpadError(
            N_("There are {count} class sets; say which with --set N, as “data list” numbers them."), count=len(sets)
        )
    if number is not None and not 1 <= number <= len(sets):
        raise DigitpadError(
            N_("There is no class set {number}; choose one from 1 to {count}."), number=number, count=len(sets)
        )
    return sets[(number or 1) - 1]


def _table(names: tuple[str, ...], counts: tuple[int, ...]) -> str:
    return aligned([(f"  {name}", f"{count:,}") for name, count in zip(names, counts, strict=True)])


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
