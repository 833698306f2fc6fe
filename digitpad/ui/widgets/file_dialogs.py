"""Non-blocking file dialogs: choose files or a folder to open, or a file to write."""

from __future__ import annotations  # dialogs are imported when they are shown, not at the start

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from digitpad.system import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QWidget


class LastUse:
    """Where somebody chose something last, in whichever dialog and also before the start; None at first."""

    folder: Path | None = None


def folder_used_last() -> Path:
    """Where a dialog begins: around what was chosen last, and at first in the user's home folder."""
    return LastUse.folder or paths.where_dialogs_begin()


def _remember(names: list[str]) -> None:
    if names:
        LastUse.folder = Path(names[0]).parent


def choose_file(
    parent: QWidget, title: str, start: Path, then: Callable[[Path], None], filters: str = ""
) -> None:
    """Ask for one file that exists.

    Args:
        parent: the window.
        title: of the dialog.
        start: the folder that it shows first.
        then: gets the file; it is not called when nothing is chosen.
        filters: kinds of files with two semicolons between them: `Pictures (*.png *.jpg);;All files (*)`.
    """
    dialog = _dialog(parent, title, start, filters)
    dialog.setFileMode(dialog.FileMode.ExistingFile)
    open_dialog(dialog, then)


def choose_files(
    parent: QWidget, title: str, start: Path, then: Callable[[list[Path]], None], filters: str = ""
) -> None:
    """Ask for one or more files that exist; otherwise as `choose_file`."""
    dialog = _dialog(parent, title, start, filters)
    dialog.setFileMode(dialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def choose_folder(parent: QWidget, title: str, start: Path, then: Callable[[Path], None]) -> None:
    """Ask for a folder that exists; otherwise as `choose_file`."""
    dialog = _dialog(parent, title, start, "")
    dialog.setFileMode(dialog.FileMode.Directory)
    open_dialog(dialog, then)


def choose_target(
    parent: QWidget, title: str, start: Path, then: Callable[[Path], None], filters: str, suffix: str
) -> None:
    """Ask for a file to write; the dialog itself asks before one is replaced.

    Args:
        parent: the window.
        title: of the dialog.
        start: the folder that it shows first, with the name that it proposes.
        then: gets the file.
        filters: as in `choose_file`.
        suffix: added to a name without one, before the question about the file of that name.
    """
    dialog = target_dialog(parent, title, start, filters)
    dialog.setDefaultSuffix(suffix)
    open_dialog(dialog, then)


def target_dialog(parent: QWidget, title: str, start: Path, filters: str) -> QFileDialog:
    """The dialog of `choose_target`, for one with formats to choose from; `open_dialog` shows it."""
    dialog = _dialog(parent, title, start, filters)
    dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
    return dialog


def open_dialog(dialog: QFileDialog, then: Callable[[Path], None]) -> None:
    """Show a dialog for one file, and give what is chosen to `then`."""
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def _dialog(parent: QWidget, title: str, start: Path, filters: str) -> QFileDialog:
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, str(start), filters)
    dialog.filesSelected.connect(_remember)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
