"""Samples that are quick to make: lines of three points, no two the same."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink
from digitpad.samples.collection import SampleCollection
from digitpad.samples.sample import Sample

DIGITS = tuple("0123456789")
LETTERS = ("a", "b", "c")
TODAY = date(2026, 11, 21)
"""As the tests' clocks say it."""


def sample(number: int, label: int = 0, names: tuple[str, ...] = DIGITS, seat: int | None = None,
           day: str = "2026-11-21") -> Sample:
    """The sample of that number; its id follows from the number."""
    ink = Ink.of([[(0, 0), (10, 20 + number % 7), (number % 50 + 3.25, 100)], [(1, 1)]])
    return Sample(f"{number:032x}", ink.to_json(), label, names, seat, day)


def some(count: int, start: int = 0, names: tuple[str, ...] = DIGITS) -> list[Sample]:
    """That many samples; label after label, from seats 1 to 3."""
    return [sample(number, number % len(names), names, number % 3 + 1) for number in range(start, start + count)]


def everything(samples: SampleCollection) -> list[Sample]:
    """All samples of a collection, oldest first."""
    return list(samples.samples(samples.ids()))


def stored(data_dir: Path) -> list[Sample]:
    """What a collection on disk holds."""
    with SampleCollection.open(data_dir) as samples:
        assert samples.why_read_only == ""
        return everything(samples)


def fill(data_dir: Path, count: int = 20) -> None:
    """Put samples into a collection that nobody has open."""
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(count))


def stored_beside(data_dir: Path) -> list[Sample]:
    """What a collection on disk holds while somebody else has it open."""
    with SampleCollection.open_read_only(data_dir, "a look") as samples:
        return everything(samples)


def ids(samples: Iterable[Sample]) -> list[str]:
    return [each.id for each in samples]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def sentence(use: Callable[[], object]) -> DigitpadError | None:
    """What is said when something cannot be done, or None when it can."""
    try:
        use()
    except DigitpadError as error:
        return error
    return None
