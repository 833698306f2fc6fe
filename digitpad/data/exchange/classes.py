"""Class names of imported pictures: which are allowed, and in which order they stand."""

import re
import string
import unicodedata
from collections.abc import Sequence

from digitpad.data.fashion import CLASS_NAMES
from digitpad.limits import MAX_CLASSES as MAX_CLASSES
from digitpad.translation import _

MAX_NAME = 40
"""Characters of a class name."""

DIGITS = tuple("0123456789")


def why_no_name(name: str) -> str | None:
    """What is wrong with a class name, to be said after a colon, or None."""
    if not name:
        return _("the class has no name")
    if len(name) > MAX_NAME:
        return _("the class name has {length:,} characters, expected at most {most}").format(
            length=len(name), most=MAX_NAME
        )
    if not is_shown(name):
        return _("the class name has signs that cannot be shown; save the file as UTF-8")
    return None


def why_no_label(label: object, highest: int) -> str:
    """What is wrong with a label that is not from 0 to `highest`, to be said after a colon."""
    return _("the label is {label}, expected 0 to {highest}").format(label=label, highest=highest)


def is_shown(name: str) -> bool:
    """Whether every sign of a name can be shown."""
    return name.isprintable() and "\ufffd" not in name


def tidy(name: str) -> str:
    """The same name however a system writes accents, and without blanks around it."""
    return unicodedata.normalize("NFC", name).strip()


def ordered(names: Sequence[str]) -> tuple[str, ...]:
    """Names in the order of labels: that of digits or clothes where they are such, numbers by size, then the rest.

    A set of a few digits is a set of digits: the classes that it has no pictures of are classes all the same.
    """
    for known in (DIGITS, CLASS_NAMES):
        if set(names) <= set(known):
            return known
    return tuple(sorted(names, key=_natural))


def numbered(highest: int) -> tuple[str, ...]:
    """Names for labels from 0 to `highest` that bring none: the ten digits, or as many numbers as there are."""
    return tuple(str(label) for label in range(max(10, highest + 1)))


def _natural(name: str) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    # Other scripts' digits and small raised ones are letters here; int() refuses thousands of digits.
    pieces = re.findall(r"[0-9]{1,18}|[^0-9]+", name)
    keys = ((False, int(piece), piece) if piece[0] in string.digits else (True, 0, piece) for piece in pieces)
    return tuple(keys), name
