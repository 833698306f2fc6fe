"""Put lessons that were handed around (`.digitlesson` files) among the teacher's own, and show them."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.formatting import printable
from digitpad.translation import N_, _
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.file_dialogs import choose_file, folder_used_last

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from digitpad.data.catalogue import Catalogue
    from digitpad.ui.lessons.lesson_page import LessonPage
    from digitpad.ui.workbench import Workbench

_FILTER = N_("Lessons (*.digitlesson)")


class LessonArrival(QObject):
    """Reads each in the background; one that cannot be used is told in a sentence.

    Args:
        workbench: its jobs read and write, its datasets are those that plans may name.
        page: shows what has arrived.
        window: the main window.

    Signals:
        arrived: a lesson is on the page: a sentence.
    """

    arrived = Signal(str)

    def __init__(self, workbench: Workbench, page: LessonPage, window: QWidget) -> None:
        super().__init__(window)
        self._workbench, self._page, self._window = workbench, page, window

    def choose(self) -> None:
        """Ask for a file and open it."""
        choose_file(self._window, _("Open a lesson"), folder_used_last(), self.open, _(_FILTER))

    def open(self, path: Path) -> None:
        """Put a lesson into the data folder and show it."""
        bench = self._workbench
        bench.jobs.start(partial(_install, path, bench.data_dir, bench.catalogue), self._show, self._refuse)

    def _show(self, installed: tuple[Path, str]) -> None:
        file, title = installed
        self._page.read_and_show(file)
        self.arrived.emit(
            _("The lesson “{title}” is on the page Lessons, as {name}.").format(title=title, name=file.stem)
        )

    def _refuse(self, sentence: str) -> None:
        show_problem(self._window, _("This lesson cannot be opened"), sentence)


def _install(path: Path, data_dir: Path, catalogue: Catalogue) -> tuple[Path, str]:
    """The lesson's file in the data folder, and its title. In the jobs' thread."""
    from digitpad.lessons.package import read_package
    from digitpad.lessons.package_folder import install_lesson

    package = read_package(path, catalogue)
    return install_lesson(package, data_dir), printable(package.lesson.title, 60)
