"""`digitpad data list`, `export` and `merge` for the pupils' own samples; each returns text to print."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from digitpad.cli.lesson import aligned
from digitpad.data.exchange.writing import FORMATS
from digitpad.errors import DigitpadError
from digitpad.samples import digits_file
from digitpad.samples.collection import SampleCollection
from digitpad.samples.merge import merge as take_in
from digitpad.samples.merge import preview
from digitpad.system.data_lock import DataFolderInUseError, DataLock
from digitpad.translation import N_, N_plural, Plural, _, ngettext, sentence

_ONLY_READ = N_("The command line only looks at the samples here.")


def list_samples(data_dir: Path, __: argparse.Namespace) -> str:
    """The class sets with how many samples each class has."""
    with SampleCollection.open_read_only(data_dir, _ONLY_READ) as samples:
        if not len(samples):
            return _("There are no samples in “{folder}” yet.").format(folder=data_dir)
        lines = []
        for number, names in enumerate(samples.class_sets(), start=1):
            counts = samples.counts(names)
            heading = ngettext(
                "Set {number}: {count:,} sample of {classes} classes",
                "Set {number}: {count:,} samples of {classes} classes",
                sum(counts),
            )
            lines.append(heading.format(number=number, count=sum(counts), classes=len(names)))
            lines.append(_table(names, counts))
        lines.append(_where_and_when(len(samples.seats()), samples.days()))
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
    text = ngettext("{count:,} sample saved as {out}.", "{count:,} samples saved as {out}.", len(ids))
    return text.format(count=len(ids), out=options.out)


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
        lines = [_("Left out: {problem}").format(problem=problem) for problem in found.problems]
        for names in found.class_sets():
            lines.append(_table(names, found.counts(names)))
        files, new, known = len(found.files), len(found.samples), found.known
        lines.append(" ".join((
            ngettext("{count} file is read.", "{count} files are read.", files).format(count=files),
            ngettext("{count:,} sample is new.", "{count:,} samples are new.", new).format(count=new),
            ngettext("{count:,} is here already.", "{count:,} are here already.", known).format(count=known),
        )))
        if not found.samples:
            lines.append(_("There is nothing to add."))
        elif options.yes:
            count = take_in(samples, found, seat_for_each_file=options.seats)
            text = ngettext("{count:,} sample added.", "{count:,} samples added.", count)
            lines.append(text.format(count=count))
        else:
            lines.append(_("Nothing was changed; say --yes to take them in."))
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


def _where_and_when(seats: int, days: Sequence[str]) -> str:
    one_day = len(days) == 1
    key: str | Plural
    if not seats:
        key = N_("Drawn on {first}.") if one_day else N_("Drawn from {first} to {last}.")
    elif one_day:
        key = N_plural("Drawn at {count} seat, on {first}.", "Drawn at {count} seats, on {first}.")
    else:
        key = N_plural(
            "Drawn at {count} seat, from {first} to {last}.", "Drawn at {count} seats, from {first} to {last}."
        )
    return sentence(key, {"count": seats, "first": days[0], "last": days[-1]})
