"""The entries of the menu Lesson, and the windows that they open."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.errors import DigitpadError
from digitpad.ui.lesson_controls import LessonControls
from digitpad.ui.lessons.lesson_arrival import LessonArrival
from digitpad.ui.lessons.lesson_windows import LessonWindows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from digitpad.training.plan import TrainingPlan
    from digitpad.ui.main_menu import MainMenu
    from digitpad.ui.page_tabs import PageTabs
    from digitpad.ui.wiring import PageWiring
    from digitpad.ui.workbench import Workbench

    Begin = Callable[[Callable[[], TrainingPlan], Mapping[str, str]], None]


class LessonMenu(QObject):
    """Lets the entries do what they say; begun with the pages.

    Args:
        workbench: what the windows share with the main window.
        pages: the page Lessons has the lesson in front, the page Train the settings for a new one.
        tabs: have the names and titles of the pages.
        menus: where the entries are.
        window: the main window.

    Attributes:
        arrival: puts lessons of others on their page.

    Signals:
        said: a sentence for the status bar.
    """

    said = Signal(str)

    def __init__(
        self, workbench: Workbench, pages: PageWiring, tabs: PageTabs, menus: MainMenu, window: QWidget
    ) -> None:
        super().__init__(window)
        self._pages, self._tabs = pages, tabs
        LessonControls(workbench.locking, window, menus)
        windows = LessonWindows(workbench, pages.lessons, window)
        self.arrival = LessonArrival(workbench, pages.lessons, window)
        self.arrival.arrived.connect(self.said)
        workbench.locking.refused.connect(self.said)
        windows.packing.packed.connect(self.said)
        menus.pack_lesson.triggered.connect(lambda: windows.pack_lesson())
        menus.lesson_report.triggered.connect(lambda: windows.show_report())
        menus.for_teachers.triggered.connect(lambda: windows.show_guide())
        menus.collect_reports.triggered.connect(lambda: windows.collect())
        menus.leave_lesson.triggered.connect(lambda: pages.lessons.leave())
        menus.make_lesson.triggered.connect(lambda: self._edit(windows.make_lesson))
        menus.change_lesson.triggered.connect(lambda: self._edit(windows.change_lesson))

    def _edit(self, begin: Begin) -> None:
        """Let the settings of the page Train become a lesson's step."""
        try:
            begin(self._pages.training.form.plan, dict(zip(self._tabs.names, self._tabs.titles, strict=True)))
        except DigitpadError as error:
            self.said.emit(str(error))
