"""Open the windows of the Help menu, each made when it is first asked for."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from digitpad.ui.background.jobs import CLOSE_MILLISECONDS
from digitpad.ui.widgets.dialogs import bring_to_front

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from digitpad.ui.background.jobs import Jobs
    from digitpad.ui.help.computer_dialog import ComputerDialog
    from digitpad.ui.help.help_window import HelpWindow, Keys
    from digitpad.ui.help.licences_dialog import LicencesDialog
    from digitpad.ui.help.log_window import LogWindow
    from digitpad.ui.help.tour import Stop, Tour


class HelpWindows:
    """Opens and closes them.

    Args:
        data_dir: the user's data folder.
        jobs: looks and reads in the background.
        window: the main window.
    """

    def __init__(self, data_dir: Path, jobs: Jobs, window: QWidget) -> None:
        self._data_dir = data_dir
        self._jobs = jobs
        self._window = window
        self._help: HelpWindow | None = None
        self._computer: ComputerDialog | None = None
        self._licences: LicencesDialog | None = None
        self._log: LogWindow | None = None
        self._tour: Tour | None = None

    def show_help(self, topic: str, keys: Callable[[], Iterable[Keys]]) -> None:
        """Show the help.

        Args:
            topic: what to begin with, such as the name of a page.
            keys: gives the menus with the keys of their entries.
        """
        if self._help is None:
            from digitpad.ui.help.help_window import HelpWindow

            self._help = HelpWindow(keys, self._window)
        self._help.show_topic(topic)
        bring_to_front(self._help)

    def start_tour(self, stops: Sequence[Stop], canvas: QWidget, answer: QWidget) -> None:
        """Show the parts of the window, from the first stop on."""
        from digitpad.ui.help.tour import Tour

        self.end_tour()
        self._tour = Tour(self._window, stops, canvas, answer)

    def end_tour(self) -> None:
        """End the tour, if it is under way."""
        if self._tour is not None and not self._tour.is_over:
            self._tour.end()
        self._tour = None

    def check_computer(self) -> None:
        """Show whether Digitpad will work here."""
        if self._computer is None:
            from digitpad.ui.help.computer_dialog import ComputerDialog

            self._computer = ComputerDialog(self._data_dir, self._jobs, self._window)
        bring_to_front(self._computer)
        self._computer.look()

    def show_licences(self) -> None:
        """Show under which licences everything is."""
        if self._licences is None:
            from digitpad.ui.help.licences_dialog import LicencesDialog

            self._licences = LicencesDialog(self._jobs, self._window)
        bring_to_front(self._licences)

    def show_log(self) -> None:
        """Show the newest part of the log."""
        if self._log is None:
            from digitpad.ui.help.log_window import LogWindow

            self._log = LogWindow(self._data_dir, self._jobs, self._window)
        bring_to_front(self._log)
        self._log.read()

    def close(self, milliseconds: int = CLOSE_MILLISECONDS) -> bool:
        """Close them all, for closing the window; whether nothing of theirs goes on after so long."""
        self.end_tour()
        for window in (self._help, self._licences, self._log):
            if window is not None:
                window.close()
        if self._computer is None:
            return True
        self._computer.close()
        return self._computer.stop(milliseconds)
