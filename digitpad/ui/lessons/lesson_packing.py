"""Pack a lesson that is on this computer into one file to hand around."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.lessons.package import SUFFIX
from digitpad.lessons.package_folder import pack_lesson
from digitpad.system.files import write_atomically
from digitpad.translation import N_, _
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.file_dialogs import choose_target, folder_used_last

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from digitpad.ui.workbench import Workbench

_FILTER = N_("Lessons (*.digitlesson)")


class LessonPacking(QObject):
    """Reads and checks everything first, and only then asks where the file goes.

    Args:
        workbench: its jobs read and write.
        window: the main window.

    Signals:
        packed: a lesson is in its file now: a sentence.
    """

    packed = Signal(str)

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._workbench, self._window = workbench, window

    def pack(self, name: str) -> None:
        """Pack the lesson of that name with the pictures, networks and digits beside it."""
        bench = self._workbench
        if bench.locking.is_on:
            self._refuse(_("The file has the answers: leave the lesson under way first."))
            return
        work = partial(pack_lesson, name, bench.data_dir, bench.catalogue)
        bench.jobs.start(work, partial(self._ask, name), self._refuse)

    def _ask(self, name: str, content: bytes) -> None:
        start = folder_used_last() / f"{name}{SUFFIX}"
        choose_target(
            self._window, _("Pack a lesson"), start, partial(self._write, content), _(_FILTER), SUFFIX.removeprefix(".")
        )

    def _write(self, content: bytes, path: Path) -> None:
        work = partial(write_atomically, path, content)
        self._workbench.jobs.start(work, partial(self._tell, path), self._refuse)

    def _tell(self, path: Path, __: object) -> None:
        self.packed.emit(_("The lesson is packed as {file}.").format(file=path))

    def _refuse(self, sentence: str) -> None:
        show_problem(self._window, _("This lesson cannot be packed"), sentence)
