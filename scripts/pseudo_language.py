"""The sentences of the program for its translators, and a language nobody speaks to test with.

`make pseudo-language` collects every sentence into `build/locale/digitpad.pot`, the template that translators begin
with, and makes the language `xx` of it: longer by 40 % and more, as German and Finnish are, with accents, and in
brackets. What is cut off in the window or has no brackets will be wrong in every real language.
`python -m scripts.pseudo_language --window` opens the window in it.
"""

import argparse
import math
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from digitpad import __version__
from digitpad.translation import DOMAIN

ROOT = Path(__file__).resolve().parent.parent
CODE = "xx"
LONGER = 0.4

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2), "N_plural": (1, 2)}
COMMENT = "Translators:"
"""Begins a comment above a sentence that is meant for its translators."""

_ACCENTS = str.maketrans("aeiouyAEIOUY", "äéîöûýÄÉÎÖÛÝ")
_KEPT = re.compile(
    r"\{\{|\}\}|\{[^{}]*\}"  # placeholders
    r"|</?[A-Za-z][^<>]*>|&\w+;"  # markup
    r"|&\w"  # mnemonics
    r"|%\([^)]*\)\w|%\w|%%"  # placeholders of argparse and of Qt's progress bars
    r"|--[\w-]+|\w+://\S+"
)
# The files that a dialog shows: Qt reads them out of the end of each filter.
_PATTERN = re.compile(r" ?\(\*[^()]*\)$")
_WORD = 6


def template(folder: Path = ROOT / "digitpad") -> Catalog:
    """Every sentence of the program."""
    catalogue = Catalog(
        project="Digitpad", version=__version__, charset="utf-8",
        creation_date=datetime(2000, 1, 1, tzinfo=UTC),  # the same sentences are the same file
    )
    found = extract_from_dir(
        folder, [("**.py", "python")], keywords=KEYWORDS, comment_tags=(COMMENT,), strip_comment_tags=True
    )
    for name, line, message, comments, _context in found:
        add(catalogue, message, locations=[(f"{folder.name}/{name}", line)], auto_comments=comments)
    return catalogue


def add(
    catalogue: Catalog,
    message: str | tuple[str, ...],
    string: str | tuple[str, ...] | None = None,
    locations: Sequence[tuple[str, int]] = (),
    auto_comments: Sequence[str] = (),
) -> None:
    """Add a sentence. None is one for `%`: "50 % of {name}" would be taken for an octal number."""
    entry = catalogue.add(message, string, locations, auto_comments=auto_comments)
    entry.flags.discard("python-format")
    entry.flags.add("no-python-format")


def pseudo(text: str) -> str:
    """A sentence of nobody's language: everything for the machine is in it as it was."""
    pattern = _PATTERN.search(text)
    body = text if pattern is None else text[: pattern.start()]
    parts, end = [], 0
    for kept in _KEPT.finditer(body):
        parts += [body[end : kept.start()].translate(_ACCENTS), kept[0]]
        end = kept.end()
    parts.append(body[end:].translate(_ACCENTS))
    more = math.ceil(LONGER * len(text))
    # In words, so that there are places to wrap it; the last sign is none of them.
    filler = "".join("~" if place % _WORD else " " for place in range(more)) + "~"
    return f"⟦{''.join(parts)}{filler}⟧{'' if pattern is None else pattern[0]}"


def translated(sentences: Catalog) -> Catalog:
    """The sentences of a template in the pseudo-language."""
    catalogue = Catalog(locale=CODE, project="Digitpad", version=__version__, charset="utf-8")
    for entry in sentences:
        if isinstance(entry.id, str):
            if entry.id:  # the empty one has the notes about the catalogue
                add(catalogue, entry.id, pseudo(entry.id))
        else:
            add(catalogue, tuple(entry.id), tuple(pseudo(text) for text in entry.id))
    return catalogue


def build(folder: Path, source: Path = ROOT / "digitpad") -> Path:
    """Write the template and the pseudo-language into a folder of catalogues; gives the compiled file."""
    sentences = template(source)
    place = folder / CODE / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    with (folder / f"{DOMAIN}.pot").open("wb") as file:
        write_po(file, sentences)
    compiled = place / f"{DOMAIN}.mo"
    with compiled.open("wb") as file:
        write_mo(file, translated(sentences))
    return compiled


def main(arguments: list[str]) -> int:
    """Build it, and show it if that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m scripts.pseudo_language", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "locale")
    parser.add_argument("--window", action="store_true", help="open the window in it")
    options = parser.parse_args(arguments)
    compiled = build(options.folder)
    if not options.window:
        print(f"{compiled} and {options.folder / DOMAIN}.pot are written.")
        return 0

    from digitpad.app import run
    from digitpad.translation import use_language

    use_language(CODE, options.folder)
    return run(None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
