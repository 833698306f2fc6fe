"""Find the line of an error or a key in a TOML text, which `tomllib` does not tell."""

import re
from collections.abc import Iterator

_Place = tuple[str | int, ...]

_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = re.compile(r"\s*(\[\[?)([^\[\]#]+)\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_LONG_QUOTES = re.compile(r'"""|\'\'\'')


def line_of_error(message: str, text: str) -> tuple[int, str]:
    """The line that `tomllib` complains about, and the complaint without the place."""
    found = _WHERE.search(message)
    last = max(1, len(text.rstrip().split("\n")))
    line = int(found[1]) if found is not None and found[1] else last
    return line, message[: found.start()] if found is not None else message


def lines_of_keys(text: str) -> dict[_Place, int]:
    """The lines, from 1, of tables and keys that stand at the beginning of a line; the first of equals.

    A place is a path such as ("steps", 0, "plan", "epochs"). What stands inside of brackets has no place of its own.
    """
    lines: dict[_Place, int] = {}
    counts: dict[_Place, int] = {}
    here: _Place = ()
    for number, line in _outside_of_long_texts(text):
        if (header := _HEADER.match(line)) is not None:
            here = _inner(_parts(header[2]), counts)
            if header[1] == "[[":
                counts[here] = counts.get(here, 0) + 1
                lines.setdefault(here, number)
                here = (*here, counts[here] - 1)
            lines.setdefault(here, number)
        elif (key := _KEY.match(line)) is not None:
            parts = _parts(key[1])
            for length in range(1, len(parts) + 1):  # a dotted key also begins the tables that it goes through
                lines.setdefault((*here, *parts[:length]), number)
    return lines


def _inner(parts: _Place, counts: dict[_Place, int]) -> _Place:
    """The path of a header: below a list of tables, it means the newest of them."""
    here: _Place = ()
    for part in parts[:-1]:
        here = (*here, part)
        if here in counts:
            here = (*here, counts[here] - 1)
    return (*here, *parts[-1:])


def _parts(dotted: str) -> _Place:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _outside_of_long_texts(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines, without those that lie between triple quotes."""
    closing: str | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if closing is None:
            yield number, line
        for quotes in _LONG_QUOTES.findall(line):
            if closing is None:
                closing = quotes
            elif quotes == closing:
                closing = None
