"""The datasets that a user imported: pictures in NAME.npz, and what they are in NAME.json beside it.

    {"title": "Our letters", "class_names": ["a", "b"], "train": 90, "test": 10, "source": "letters.csv", "bytes": 5120}

The JSON file is written last and removed first, so that a set is listed only when all of it is there.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digitpad.data.exchange.classes import MAX_CLASSES, MAX_NAME, is_shown, why_no_name
from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import printable
from digitpad.system.file_names import is_device
from digitpad.system.files import write_atomically
from digitpad.translation import N_, _

if TYPE_CHECKING:
    from digitpad.data.exchange.import_candidate import ImportCandidate

# What reads or writes pictures is imported by those who do: the catalogue looks in here at every start.

_LARGEST_FACTS = 1 << 16
_MOST_FILES = 2_000


@dataclass(frozen=True)
class ImportedSet:
    """What is known about an imported dataset before it is read.

    Attributes:
        name: its key, and its files' name.
        title: what people call it.
        class_names: one name a class, in the order of the labels.
        train: pictures to learn from.
        test: pictures for the test.
        source: the name of the file or folder that it was imported from.
    """

    name: str
    title: str
    class_names: tuple[str, ...]
    train: int
    test: int
    source: str


class Imported:
    """A folder of imported datasets; it need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Where the pictures of a set are."""
        return self._folder / f"{name}.npz"

    def look(self) -> tuple[tuple[ImportedSet, ...], tuple[str, ...]]:
        """The sets by title, and one sentence for each that is damaged and left out."""
        sets, problems = [], []
        try:
            files = sorted(path for path in islice(self._folder.iterdir(), _MOST_FILES) if path.suffix == ".json")
        except FileNotFoundError:
            return (), ()
        except OSError as error:
            if isinstance(error, NotADirectoryError) and not self._folder.exists():
                return (), ()  # there is no data folder at all, which is told where it is looked for
            sentence = _("Imported datasets in “{folder}” cannot be read ({reason}).")
            return (), (sentence.format(folder=self._folder, reason=reason_of(error)),)
        for file in files:
            try:
                sets.append(self._read(file))
            except DigitpadError as error:
                problems.append(str(error))
        return tuple(sorted(sets, key=lambda each: (each.title.casefold(), each.name))), tuple(problems)

    def add(self, offer: "ImportCandidate", title: str, is_taken: Callable[[str], bool]) -> str:
        """Keep what was offered.

        Args:
            offer: the pictures.
            title: what people call them; the name is made from it.
            is_taken: whether another dataset has a name.

        Returns:
            The name.

        Raises:
            DigitpadError: the title has no letter or digit, or the files cannot be written; nothing is kept then.
        """
        from digitpad.data.exchange import npz

        title = " ".join(title.split())[:MAX_NAME].strip()
        if not title:
            raise DigitpadError(N_("The dataset has no title; use letters or digits."))
        if not is_shown(title):
            raise DigitpadError(
                N_("The dataset cannot be called “{title}”; some of its signs cannot be shown."), title=_shown(title)
            )
        name, number = self._free_name(title, is_taken)
        if number > 1:  # people must be able to tell them apart, too
            title = f"{title[: MAX_NAME - 6].strip()} ({number})"
        content = npz.to_bytes(offer.dataset(name, title))
        facts = {
            "title": title,
            "class_names": list(offer.class_names),
            "train": len(offer.train),
            "test": len(offer.test),
            "source": _shown(offer.source),
            "bytes": len(content),
        }
        write_atomically(self.path(name), content)
        try:
            write_atomically(self._facts(name), (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode())
        except DigitpadError:
            self.path(name).unlink(missing_ok=True)
            raise
        return name

    def remove(self, name: str) -> None:
        """Delete a set for good.

        Raises:
            DigitpadError: the files cannot be deleted.
        """
        try:
            self._facts(name).unlink(missing_ok=True)
            self.path(name).unlink(missing_ok=True)
        except OSError as error:
            raise DigitpadError(
                N_("“{name}” could not be deleted ({reason})."), name=name, reason=reason_of(error)
            ) from error

    def _facts(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _free_name(self, title: str, is_taken: Callable[[str], bool]) -> tuple[str, int]:
        """A name from a title that every file system takes and that nothing else has, and which of that title it is."""
        words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", title.lower()))
        if not words:
            raise DigitpadError(N_("The dataset cannot be called “{title}”; use letters or digits."), title=title)
        base = "-".join(words)[:MAX_NAME].strip("-")
        if is_device(base):
            base = f"{base}-set"
        name, number = base, 1
        while is_taken(name) or self.path(name).exists() or self._facts(name).exists():
            number += 1
            name = f"{base}-{number}"
        return name, number

    def _read(self, file: Path) -> ImportedSet:
        try:
            with file.open("rb") as stream:
                facts = json.loads(stream.read(_LARGEST_FACTS))
            size = file.with_suffix(".npz").stat().st_size
        except (OSError, ValueError, RecursionError) as error:
            raise _damaged(file) from error
        match facts:
            case {
                "title": str(title), "class_names": list(names), "source": str(source),
                "train": int(train), "test": int(test), "bytes": int(expected),
            } if size == expected and min(train, test) > 0 and _are_names([title]) and _are_names(names):
                return ImportedSet(file.stem, title, tuple(names), train, test, _shown(source))
        raise _damaged(file)


def _are_names(names: list[Any]) -> bool:
    texts = all(isinstance(name, str) and why_no_name(name) is None for name in names)
    return texts and 0 < len(set(names)) == len(names) <= MAX_CLASSES


def _damaged(file: Path) -> DigitpadError:
    return DigitpadError(N_("The imported dataset “{stem}” is damaged and left out; import it again."), stem=file.stem)


def _shown(text: str) -> str:
    return printable(text, 80)
