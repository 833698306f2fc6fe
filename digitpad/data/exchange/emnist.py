"""What is special about EMNIST, as IDX and as CSV: rows and columns are swapped, and a file names the classes."""

import re
from collections.abc import Mapping
from pathlib import Path

from digitpad.data.exchange.classes import MAX_CLASSES, tidy, why_no_name
from digitpad.data.exchange.folders import without_copy_mark
from digitpad.translation import N_, _

EMNIST_TURNED = N_("EMNIST's files have rows and columns changed over; they are changed back.")

_LARGEST_MAPPING, _LARGEST_LABEL = 1 << 16, 255


def is_emnist(path: Path) -> bool:
    """Whether a file is one of EMNIST's, by its name: nothing in it says so."""
    return path.name.lower().startswith("emnist-")


def mapping_beside(path: Path) -> dict[int, str] | None:
    """The names of the classes by their labels, from the mapping beside a file; None where none is there or is right.

    Beside `emnist-letters-train.csv` it is called `emnist-letters-mapping.txt`. In each line are a label and the codes
    of its signs, such as `1 65 97`, the first of which is taken.
    """
    before = re.split(r"-(?:train|test)(?![a-z])", without_copy_mark(path.name), flags=re.IGNORECASE)[0]
    try:
        with (path.parent / f"{before}-mapping.txt").open("rb") as stream:
            lines = stream.read(_LARGEST_MAPPING).decode("utf-8-sig").split("\n")
    except (OSError, ValueError):
        return None
    names: dict[int, str] = {}
    for line in filter(None, map(str.strip, lines)):
        match = re.fullmatch(r"(\d{1,3})\s+(\d{1,6})(?:\s+\d{1,6})*", line, re.ASCII)
        if match is None or int(match[1]) > _LARGEST_LABEL or int(match[1]) in names or int(match[2]) > 0x10FFFF:
            return None
        names[int(match[1])] = tidy(chr(int(match[2])))
    is_right = 2 <= len(names) == len(set(names.values())) <= MAX_CLASSES and not any(map(why_no_name, names.values()))
    return names if is_right else None


def named(labels: int, names: Mapping[int, str]) -> list[int | str]:
    """For each label below `labels` its place among the names, or why rows with it cannot be taken.

    EMNIST's letters have labels from 1 to 26.
    """
    places = {label: place for place, label in enumerate(sorted(names))}
    why = _("the label is {label}, which has no name in the mapping")
    return [places.get(label, why.format(label=label)) for label in range(labels)]
