"""Folders as people have them: hidden files, what systems leave behind, and folders in folders."""

import os
import re
from itertools import islice
from pathlib import Path

from digitpad.errors import DigitpadError, reason_of
from digitpad.translation import N_

MOST_ENTRIES = 1_000
"""Folders that are looked at in a folder."""

# What systems put into folders by themselves, and into zips.
_LITTER = {"thumbs.db", "desktop.ini", "__macosx"}
_COPY = re.compile(r"(?: ?\(\d{1,3}\))+(?=$|\.)")


def visible(folder: Path, most: int = MOST_ENTRIES) -> list["os.DirEntry[str]"]:
    """What is in a folder, but for hidden files and those of the system, in order.

    Raises:
        DigitpadError: the folder cannot be read.
    """
    try:
        with os.scandir(folder) as entries:
            found = list(islice(entries, most))
    except OSError as error:
        raise DigitpadError(
            N_("“{name}” cannot be read ({reason}); choose another folder."), name=folder.name, reason=reason_of(error)
        ) from error
    shown = (entry for entry in found if not entry.name.startswith(".") and entry.name.lower() not in _LITTER)
    return sorted(shown, key=lambda entry: entry.name)


def folders_in(folder: Path) -> list[str]:
    """The names of the folders in a folder; links are not followed.

    Raises:
        DigitpadError: the folder cannot be read.
    """
    return [entry.name for entry in visible(folder) if entry.is_dir(follow_symlinks=False)]


def without_copy_mark(name: str) -> str:
    """A name without the “(1)” that a browser or a system gives to the second of that name."""
    return _COPY.sub("", name)
