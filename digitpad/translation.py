"""Sentences in the language of whoever reads them, by gettext of the standard library.

Every sentence that a person reads is written in English where it is said, whole, with named placeholders:

    label.setText(_("Save “{name}”?").format(name=name))
    label.setText(ngettext("{count} sample", "{count} samples", count).format(count=count))
    raise DigitpadError(N_("“{name}” is not a picture; choose a PNG or JPEG file."), name=path.name)

`N_` only marks what is translated later: a constant of a module, the key of an error. Why it is not Qt's `tr`:
docs/decisions/0007-gettext.md. This is imported at every start, so it imports gettext only for another language.
"""

from __future__ import annotations  # catalogues and paths are named in signatures but imported only when needed

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from operator import index
from typing import TYPE_CHECKING, NamedTuple, SupportsIndex, cast

if TYPE_CHECKING:
    from gettext import NullTranslations
    from pathlib import Path

DOMAIN = "digitpad"
"""What the catalogues are called: `<code>/LC_MESSAGES/digitpad.mo`."""

LANGUAGE = "DIGITPAD_LANGUAGE"
"""The environment variable that chooses the language of this program alone."""

_VARIABLES = (LANGUAGE, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_AS_WRITTEN = ("C", "POSIX", "en")


class Plural(NamedTuple):
    """A sentence that depends on a number, as it is written in English."""

    singular: str
    plural: str


class _State:
    """What the process speaks.

    Attributes:
        catalogue: the language's sentences; None for English as it is written.
        chosen: whether somebody has said so already.
    """

    catalogue: NullTranslations | None = None
    chosen = False


def _(message: str) -> str:
    """The sentence in the reader's language."""
    catalogue = _State.catalogue
    # The empty text is where a catalogue keeps the notes about itself.
    return message if catalogue is None or not message else catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The sentence in the reader's language, in the form that it has for this number."""
    if _State.catalogue is None:
        return singular if count == 1 else plural
    return _State.catalogue.ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - the name that the tools of gettext know
    """Mark a sentence that is translated later; it comes back as it is."""
    return message


def N_plural(singular: str, plural: str) -> Plural:  # noqa: N802 - as N_
    """Mark a sentence that depends on a number and is translated later."""
    return Plural(singular, plural)


def sentence(key: str | Plural, facts: Mapping[str, object]) -> str:
    """What a key and its facts say in the reader's language.

    Without facts the key is only translated, not formatted, as `_` does: braces in it stand for themselves. For a
    `Plural` the fact `count` chooses the form.
    """
    if isinstance(key, Plural):
        count = index(cast("SupportsIndex", facts["count"]))  # NumPy's whole numbers too
        text, written = ngettext(*key, count), key.singular if count == 1 else key.plural
    else:
        text, written = _(key), key
    if not facts:
        return text
    try:
        return text.format(**facts)
    except (AttributeError, LookupError, ValueError):
        # A translator's slip in a placeholder; the reader still learns what is the matter.
        return written.format(**facts)


class Message:
    """A sentence that is translated when it is shown: `str(message)`.

    Attributes:
        key: the English sentence with named placeholders, from `N_` or `N_plural`.
        facts: what stands for the placeholders: anything, also another message or an error.
    """

    __slots__ = ("facts", "key")

    def __init__(self, key: str | Plural, /, **facts: object) -> None:
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return sentence(self.key, self.facts)

    def __format__(self, form: str) -> str:
        return format(str(self), form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.key, self.facts) == (other.key, other.facts)

    def __hash__(self) -> int:
        return hash((self.key, frozenset(self.facts)))  # the names alone: not every fact can be hashed

    def __repr__(self) -> str:
        facts = "".join(f", {name}={fact!r}" for name, fact in self.facts.items())
        return f"Message({self.key!r}{facts})"


def use_language(code: str | None = None, folder: Path | None = None) -> None:
    """Speak a language from now on; a process does that once, before anything is said.

    Args:
        code: `de`, `pt_BR`, or several with colons between them, the best first. By default what the environment says:
            DIGITPAD_LANGUAGE, then what gettext looks at. By default, too, a language that was chosen before stays.
        folder: where the catalogues are, by default `locale` in the assets. If there is none of that language or it
            cannot be read, English as it is written is spoken, as it is in a system that says nothing.
    """
    if code is None and _State.chosen:
        return
    wanted = code or next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    _State.catalogue, _State.chosen = _load(wanted.split(":"), folder), True


@contextmanager
def speaking(catalogue: NullTranslations | None) -> Iterator[None]:
    """While this lasts, say everything with this catalogue, or in English as it is written; then as before."""
    before = _State.catalogue, _State.chosen
    _State.catalogue, _State.chosen = catalogue, True
    try:
        yield
    finally:
        _State.catalogue, _State.chosen = before


def _load(codes: list[str], folder: Path | None) -> NullTranslations | None:
    """The first catalogue there is. A reader who prefers English to it gets English, which has no catalogue."""
    for code in filter(None, codes):
        language = code.partition(".")[0].partition("@")[0].partition("_")[0]
        if language in _AS_WRITTEN:
            return None
        if folder is None:
            from digitpad.system import assets

            folder = assets.folder() / "locale"
        if not folder.is_dir():
            return None

        import gettext
        import struct

        # A code is a name, not a way to somewhere else.
        if (path := gettext.find(DOMAIN, folder, [code.replace("/", "").replace(os.sep, "")])) is None:
            continue
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - a text, as gettext gives it
                return gettext.GNUTranslations(file)
        except (OSError, ValueError, struct.error):
            continue  # damaged
    return None
