"""The folders of the user's data, and where dialogs begin."""

import os
import sys
from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.system import policy
from digitpad.translation import N_

PORTABLE = "digitpad-data"
"""A folder of this name beside the frozen program, on a stick for instance, has the user's data go with the program."""

NOWHERE = Path(os.devnull) / "digitpad"
"""A folder that nobody can make: nothing is read from it and nothing written to it."""


def user_data_dir() -> Path:
    """The user's data folder: the portable one, or what was decided for this computer, or by the rules of the system.

    It need not exist yet.

    Raises:
        DigitpadError: nothing says where: the account has no home folder, or what was decided is no folder.
    """
    if getattr(sys, "frozen", False) and (portable := Path(sys.executable).parent / PORTABLE).is_dir():
        return portable
    decided = policy.current()
    if decided.data_dir is not None:
        return decided.data_dir
    if decided.folder_problem:
        raise DigitpadError(
            N_("There is no data folder. Correct “{path}”, or give a folder with --data-dir DIR."), path=decided.path
        )
    try:
        return _by_the_rules_of_the_system()
    except RuntimeError as error:
        raise DigitpadError(
            N_("This account has no home folder; say with --data-dir DIR where everything is to be kept.")
        ) from error


def window_data_dir() -> Path:
    """The same for a window, which works without a data folder and says so: `NOWHERE` if what was decided is none.

    Raises:
        DigitpadError: the account has no home folder.
    """
    try:
        return user_data_dir()
    except DigitpadError:
        if policy.current().folder_problem:
            return NOWHERE
        raise


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
