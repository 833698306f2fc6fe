"""Where the bundled assets and the user's own data live."""

import os
import sys
from pathlib import Path

from digitpad import policy


def assets() -> Path:
    """The folder with bundled models, datasets, drawings and icons.

    It is `digitpad/assets` in a wheel and in the frozen program, `assets` beside the package in a checkout.
    """
    package = Path(__file__).resolve().parent
    installed = package / "assets"
    return installed if installed.is_dir() else package.parent / "assets"


def user_data_dir() -> Path:
    """The user's data folder, by what was decided for this computer or the rules of the system.

    It need not exist yet.
    """
    if (decided := policy.current().data_dir) is not None:
        return decided
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Digitpad"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Digitpad"
    chosen = Path(os.environ.get("XDG_DATA_HOME", ""))
    # The XDG specification: a relative path is to be ignored.
    return (chosen if chosen.is_absolute() else Path.home() / ".local" / "share") / "digitpad"
