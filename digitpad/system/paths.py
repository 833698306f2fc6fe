"""The folders of the user's data, and where dialogs begin."""

import os
import sys
from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.system import policy
from digitpad.translation import N_

PORTABLE = "digitpad-data"
"""A folder of this name beside the frozen program, on a stick for instance, has the user's data go with the program."""


def user_data_dir() -> Path:
    """The user's data folder: the portable one, or what was decided for this computer, or by the rules of the system.

    It need not exist yet.

    Raises:
        DigitpadError: nothing says where; the account has no home folder.
    """
    if getattr(sys, "frozen", False) and (portable := Path(sys.executable).parent / PORTABLE).is_dir():
        return portable
    if (decided := policy.current().data_dir) is not None:
        return decided
    try:
        return _by_the_rules_of_the_system()
    except RuntimeError as error:
        raise DigitpadError(
            N_("This account has no home folder; say with --data-dir DIR where everything is to be kept.")
        ) from error


def where_dialogs_begin() -> Path:
    """The user's home folder, or the top of the disk where the account has none."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.sep)


def _by_the_rules_of_the_system() -> Path:
    if sys.platform == "win32":
        chosen = os.environ.get("LOCALAPPDATA")
        return (Path(chosen) if chosen else Path.home() / "AppData" / "Local") / "Digitpad"  # untranslated: a folder
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Digitpad"  # untranslated: a folder
    folder = Path(os.environ.get("XDG_DATA_HOME", ""))
    # The XDG specification: a relative path is to be ignored.
    return (folder if folder.is_absolute() else Path.home() / ".local" / "share") / "digitpad"
