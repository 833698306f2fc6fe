"""File > Export for Python: choose a folder and write the network with a script."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from digitpad.translation import _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.networks.session_networks import SessionNetworks
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.file_dialogs import choose_folder, folder_used_last

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from digitpad.ink.stroke import Ink
    from digitpad.model.network import Network


class PythonExport(QObject):
    """Writes the network in use for those who write Python.

    Args:
        document: whose network.
        jobs: writes the files.
        window: the dialogs' parent.
        ink: gives the drawing that goes with the network.
        say: tells the user where it is.
    """

    def __init__(
        self, document: SessionNetworks, jobs: Jobs, window: QWidget, ink: Callable[[], Ink], say: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._document = document
        self._jobs = jobs
        self._window = window
        self._ink = ink
        self._show_message = say

    def choose_and_write(self) -> None:
        """Ask for a folder and make one in it."""
        path = self._document.current.path
        start = path.parent if path is not None else folder_used_last()
        choose_folder(self._window, _("Export for Python: make a folder in"), start, self.write)

    def write(self, parent: Path) -> None:
        """Write network, script and drawing into a new folder, in the background."""
        entry = self._document.current
        self._jobs.start(
            partial(_write, entry.network, entry.title, self._ink(), parent),
            lambda folder: self._show_message(_("Exported: run recognize.py in “{folder}”.").format(folder=folder)),
            self._failed,
        )

    def _failed(self, sentence: str) -> None:
        show_problem(self._window, _("This network was not exported"), sentence)


def _write(network: Network, title: str, ink: Ink, parent: Path) -> Path:
    from digitpad.export_python import export_for_python

    return export_for_python(network, title, ink, parent)
