"""Take the values of a lesson's file one by one: each is of the kind that is expected, or refused with its place."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from digitpad.errors import DigitpadError
from digitpad.formatting import visible
from digitpad.translation import N_, Plural

MAX_TITLE = 80

Place = tuple[str | int, ...]
"""Where in the file something is, such as ("steps", 0, "plan", "epochs")."""

_Each = TypeVar("_Each")

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class PlacedError(DigitpadError):
    """Something in the file is wrong, at a place."""

    def __init__(self, key: str | Plural, place: Place, /, **facts: object) -> None:
        super().__init__(key, **facts)
        self.place = place


def table(
    place: Place, values: object, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A table that has all required keys and no unknown ones."""
    if not isinstance(values, dict):
        raise not_a_table(place)
    known = {*required, *optional}
    for key in values:
        if key not in known:
            raise PlacedError(
                N_("“{name}” is not known here; expected one of {known}."),
                (*place, key),
                name=key,
                known=", ".join(sorted(known)),
            )
    if missing := ", ".join(f"“{key}”" for key in required if key not in values):
        match place:
            case ():
                raise PlacedError(N_("The lesson lacks {missing}."), place, missing=missing)
            case ("steps", int()):
                raise PlacedError(N_("The step lacks {missing}."), place, missing=missing)
            case (*_, name, int()):
                raise PlacedError(N_("An entry of “{name}” lacks {missing}."), place, name=name, missing=missing)
        raise PlacedError(N_("“{name}” lacks {missing}."), place, name=place[-1], missing=missing)
    return values


def not_a_table(place: Place) -> PlacedError:
    """What is said where a table is expected."""
    if isinstance(place[-1], int):
        return PlacedError(N_("An entry of “{name}” is not a table."), place, name=place[-2])
    return PlacedError(N_("“{name}” is not a table."), place, name=place[-1])


def several(
    place: Place, values: object, most: int, take: Callable[[Place, object], _Each], least: int = 1
) -> tuple[_Each, ...]:
    """A list of values of one kind."""
    if not isinstance(values, list) or not least <= len(values) <= most:
        raise PlacedError(
            N_("“{name}” is not a list of {least} to {most}."), place, name=place[-1], least=least, most=most
        )
    return tuple(take((*place, index), value) for index, value in enumerate(values))


def names(place: Place, values: object, known: tuple[str, ...] | Mapping[str, object]) -> frozenset[str]:
    """Some of a number of names; an empty list is none of them."""
    def name(place: Place, value: object) -> str:
        return one_of(place[:-1], value, known)

    return frozenset(several(place, values, len(known), name, least=0))


def one_of(place: Place, value: object, known: tuple[str, ...] | Mapping[str, object]) -> str:
    """One of a number of names."""
    if not isinstance(value, str) or value not in known:
        raise PlacedError(
            N_("“{value}” is not known in “{name}”; expected one of {known}."),
            place, value=str(value)[:MAX_TITLE], name=place[-1], known=", ".join(known),
        )
    return value


def identifier(place: Place, value: object) -> str:
    """What the program calls something."""
    if not isinstance(value, str) or _NAME.fullmatch(value) is None:
        raise PlacedError(
            N_("“{name}” is no name of small letters, digits and hyphens, such as “first-guess”."),
            place, name=place[-1],
        )
    return value


def text(place: Place, value: object) -> str:
    """A text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise PlacedError(N_("“{name}” is not a text, or it is empty."), place, name=_named(place))
    return visible(value)


def line(place: Place, value: object, most: int = MAX_TITLE) -> str:
    """A text of one line."""
    title = " ".join(text(place, value).split())
    if len(title) > most:
        raise PlacedError(N_("“{name}” is too long: at most {most} characters."), place, name=_named(place), most=most)
    return title


def paragraphs(place: Place, value: object) -> tuple[str, ...]:
    """Paragraphs are parted by empty lines; line breaks inside of one are the file's, not the reader's."""
    blocks = "\n".join(line.strip() for line in text(place, value).splitlines()).split("\n\n")
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def whole_number(place: Place, value: object, low: int, high: int) -> int:
    """A whole number of a range."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise PlacedError(
            N_("“{name}” is not a whole number from {low} to {most}."), place, name=place[-1], low=low, most=high
        )
    return value


def any_number(place: Place, value: object, low: float, high: float) -> float:
    """A number of a range."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        raise PlacedError(
            N_("“{name}” is not a number from {low:g} to {high:g}."), place, name=place[-1], low=low, high=high
        )
    return float(value)


def accuracy(place: Place, value: object) -> float:
    """A share of right answers."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise PlacedError(N_("“{name}” is not an accuracy; expected a number from 0 to 1."), place, name=place[-1])
    return float(value)


def switch(place: Place, value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise PlacedError(N_("“{name}” is neither true nor false."), place, name=place[-1])
    return value


def class_name(place: Place, value: object) -> str:
    """A class of pictures: digits may be written as numbers."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9:
        return str(value)
    return line(place, value)


def _named(place: Place) -> str | int:
    """What an entry of a list is called: as the list."""
    return place[-2] if isinstance(place[-1], int) else place[-1]
