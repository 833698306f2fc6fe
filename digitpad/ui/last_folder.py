"""Let file dialogs begin where something was chosen before the restart, if that folder is still there."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from digitpad.ui.background.jobs import Jobs
from digitpad.ui.widgets.file_dialogs import LastUse

if TYPE_CHECKING:
    from digitpad.ui.settings.settings import Settings

_WAIT_MILLISECONDS = 500


class LastFolder(QObject):
    """Keeps the folder used last from one start to the next.

    It may be on a share that does not answer: it is looked for in a thread of its own, so that nothing else waits, and
    until it is found dialogs begin as at the first start.

    Args:
        settings: where it is kept.
        parent: whose life it has.
    """

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._jobs = Jobs(self)

    def look(self) -> None:
        """Look for the folder in the background."""
        if (folder := self._settings.last_folder) is not None and LastUse.folder is None:
            self._jobs.start(partial(_existing, folder), self._found, lambda __: None)

    def close(self) -> bool:
        """Keep what was used last, for closing the window; whether nothing looks any more."""
        folder = LastUse.folder
        if folder is not None and folder.is_absolute() and _can_be_kept(folder):
            self._settings.last_folder = folder
        return self._jobs.close(_WAIT_MILLISECONDS)

    def _found(self, folder: Path | None) -> None:
        if folder is not None and LastUse.folder is None:  # else something was chosen meanwhile
            LastUse.folder = folder


def _existing(folder: Path) -> Path | None:
    try:
        return folder if folder.is_dir() else None
    except (OSError, ValueError):
        return None


def _can_be_kept(folder: Path) -> bool:
    """Whether its name is text; on Linux it may be any bytes."""
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        return False
    return True
