"""The main window: canvas and answer always visible, the pages beside them."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from digitpad.formatting import visible
from digitpad.translation import _
from digitpad.ui.answer.answer_panel import AnswerPanel
from digitpad.ui.answer.network_box import NetworkBox
from digitpad.ui.answering import Answering
from digitpad.ui.appearance import Appearance
from digitpad.ui.close_guard import CloseGuard
from digitpad.ui.drawing.drawing_column import DrawingColumn
from digitpad.ui.file_opener import FileOpener
from digitpad.ui.help.help_windows import HelpWindows
from digitpad.ui.main_menu import MainMenu
from digitpad.ui.network_title import NetworkTitle
from digitpad.ui.networks.comparison import Comparison
from digitpad.ui.networks.network_files import NetworkFiles
from digitpad.ui.networks.python_export import PythonExport
from digitpad.ui.page_tabs import PageTabs
from digitpad.ui.photo.photo_arrival import PhotoArrival
from digitpad.ui.photo.photo_opener import PhotoOpener
from digitpad.ui.projecting import Projecting
from digitpad.ui.samples.recorder import SampleRecorder
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.window_layout import WindowLayout, first_size
from digitpad.ui.workbench import Workbench

_STOP_MILLISECONDS = 10_000
"""Closing waits at most this long for each thread, with the window already hidden; before, it has said what it does."""

_NOTICE_MILLISECONDS = 15_000
"""How long the status bar says that something was done."""


if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent

    from digitpad.ui.datasets.dataset_chooser import DatasetChooser
    from digitpad.ui.lessons.lesson_arrival import LessonArrival
    from digitpad.ui.samples.sharing import Sharing
    from digitpad.ui.wiring import PageWiring


@guarded
class MainWindow(QMainWindow):
    """Wires the columns together: ink to picture to network to bars; the pages follow after the first paint.

    Args:
        workbench: what the window and its pages share; it belongs to the window from now on.

    Attributes:
        pages: the pages; there are none before `ready`.
        has_threads_left: whether a thread that nothing can end goes on now that the window is closed.

    Signals:
        ready: the pages are there.
    """

    ready = Signal()
    pages: PageWiring

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.workbench = workbench
        workbench.setParent(self)
        self.has_threads_left = False
        self._appearance = Appearance(workbench.settings, self)  # first, so that everything is dressed only once
        networks, jobs = workbench.networks, workbench.jobs
        self.drawing = DrawingColumn()
        self.answer = AnswerPanel(workbench.recognizer.network.info.class_names)
        self.network_box = NetworkBox()
        self.answer.put_on_top(self.network_box)
        self.comparison = Comparison(networks, workbench.recognizer, self.answer, self)
        self.files = NetworkFiles(networks, jobs, self)
        self.python_export = PythonExport(networks, jobs, self, lambda: self.drawing.canvas.ink, self._notice)
        self.photos = PhotoOpener(jobs, self)
        self.recorder = SampleRecorder(
            self.drawing.canvas, workbench.recognizer.digit_of, self.drawing.labels, workbench.samples, self
        )
        self.help = HelpWindows(workbench.data_dir, jobs, self)
        self._close_guard = CloseGuard(self, workbench, self.files, self._cancel)
        self.opener = FileOpener(
            jobs, self._close_guard, self.files, self.photos, self._sharing, lambda: self._datasets().exchange,
            self._lessons, workbench.locking,
        )
        self.tabs = named(PageTabs(workbench.locking), "pages", _("Pages"), "")
        self._lay_out()
        self.menus = MainMenu(self, (self.drawing.undo, self.drawing.redo, self.drawing.clear))
        self._network_title = NetworkTitle(self, workbench, self.network_box, self.menus)
        self.projecting = Projecting(self, workbench, self.drawing, self.answer, self._layout, self.menus)
        self._training_label = PlainLabel()
        self.statusBar().addPermanentWidget(self._training_label)
        self._connect()
        self._connect_menus()
        Answering(workbench, self.drawing, self.answer, self.comparison, self._layout)
        self.setAcceptDrops(True)

    # The pages

    def add_pages(self) -> None:
        """Build the pages beside the pen; a start that is in a hurry does this after the first paint."""
        if self._has_pages:
            return
        from digitpad.ui.lesson_menu import LessonMenu
        from digitpad.ui.settings.preferences_dialog import PreferencesDialog
        from digitpad.ui.under_bars import UnderBars
        from digitpad.ui.wiring import PageWiring

        workbench, session = self.workbench, self.workbench.session
        self.pages = PageWiring(workbench, self.tabs, self.drawing, self.recorder, self.photos, self.comparison)
        session.snapshot.connect(self._network_title.show_training)
        session.gave_up.connect(self._network_title.show)
        self.pages.status_changed.connect(self._training_label.setText)
        self.preferences = PreferencesDialog(workbench.settings, self)
        self.menus.preferences.triggered.connect(partial(_call, self.preferences.bring))
        self.under_bars = UnderBars(workbench, self.answer, self.menus.network_strip)
        self.under_bars.neuron_chosen.connect(self.pages.show_neuron)
        self.pages.inside.save_wanted.connect(partial(_call, self.files.save_as))
        self.menus.show_pages(self.tabs)
        self.menus.add_page_entries(self.pages, self.tabs, self.show_page)
        self._lesson_menu = LessonMenu(workbench, self.pages, self.tabs, self.menus, self)
        self._lesson_menu.said.connect(self._notice)
        workbench.locking.changed.connect(self._follow_lesson)
        if workbench.locking.is_on:
            workbench.locking.changed.emit()  # there was nothing to hide yet
        workbench.remove_parts()
        workbench.last_folder.look()
        self.ready.emit()

    @property
    def _has_pages(self) -> bool:
        return self.tabs.count() > 0

    def show_page(self, name: str) -> None:
        """Bring a page to the front, by the name that `PageWiring` gives it: `training`, `runs`, `photo` ..."""
        self.add_pages()
        self.tabs.show_page(name)

    def _lay_out(self) -> None:
        self._layout = WindowLayout(self.drawing, self.answer, self.tabs, self)
        self.setCentralWidget(self._layout)
        self.resize(first_size(self.screen().availableSize()))
        self.restoreGeometry(self.workbench.settings.layout("window"))
        self._layout.restore(self.workbench.settings.layout("columns"))

    def _connect(self) -> None:
        PhotoArrival(
            self.photos, lambda: self.tabs.current_name, self.show_page, lambda: self.pages.photo, self._notice
        )
        self._appearance.scale(self.projecting.zoom, self.projecting.changed)
        self.comparison.changed.connect(self.projecting.arrange)

    def _connect_menus(self) -> None:
        menus = self.menus
        for action, slot in (
            (menus.open, self.opener.open_network),
            (menus.open_picture, self.opener.choose_picture),
            (menus.open_lesson, self.opener.choose_lesson),
            (menus.save, self.files.save),
            (menus.save_as, self.files.save_as),
            (menus.export_python, self.python_export.choose_and_write),
            (menus.import_file, self.opener.choose_to_import),
            (menus.import_folder, partial(self.opener.choose_to_import, folder=True)),
            (menus.export_pictures, lambda: self._datasets().export()),
            (menus.quit, self.close),
            (menus.paste, self.opener.paste),
            (menus.next_page, partial(self.tabs.turn, 1)),
            (menus.previous_page, partial(self.tabs.turn, -1)),
            (menus.larger, partial(self._appearance.zoom, 1)),
            (menus.smaller, partial(self._appearance.zoom, -1)),
            (menus.projector, self.show_projector),
            (menus.help, lambda: self.help.show_help(self.tabs.current_name, menus.keys)),
            (menus.tour, self.start_tour),
            (menus.check_computer, self.help.check_computer),
            (menus.show_log, self.help.show_log),
            (menus.show_licences, self.help.show_licences),
        ):
            action.triggered.connect(partial(_call, slot))

    # Lessons

    def _follow_lesson(self) -> None:
        """Show which pages there are now; what the lesson no longer fixes is looked at again."""
        self.menus.hide_pages(self.tabs)
        locking, stack = self.workbench.locking, self.drawing.canvas.undo_stack
        self.menus.leave_lesson.setEnabled(locking.is_on)
        self.menus.open_lesson.setEnabled(not locking.is_on)
        self._network_title.show()
        if locking.why_not("preferences"):
            self.preferences.close()
        if not locking.why_not("undo"):
            self.drawing.undo.setEnabled(stack.canUndo())
            self.drawing.redo.setEnabled(stack.canRedo())

    def _notice(self, sentence: str) -> None:
        """Say something in the status bar for a while."""
        self.statusBar().showMessage(visible(sentence), _NOTICE_MILLISECONDS)

    # What pages show

    def _sharing(self) -> Sharing:
        """What reads the samples of others, where everybody sees it."""
        self.show_page("samples")
        return self.pages.samples.sharing

    def _datasets(self) -> DatasetChooser:
        """The list of datasets, where everybody sees it."""
        self.show_page("training")
        return self.pages.training.form.dataset

    def _lessons(self) -> LessonArrival:
        """What puts lessons of others on their page, where everybody sees it."""
        self.show_page("lessons")
        return self._lesson_menu.arrival

    # Help

    def greet(self) -> None:
        """At the first start, show what is where."""
        if not self.workbench.settings.tour_seen:
            self.start_tour()

    def start_tour(self) -> None:
        """Point at the parts of the window, one after the other."""
        from digitpad.ui.help.tour import Stop

        self.add_pages()
        self.workbench.settings.tour_seen = True
        if self.projecting.is_on:
            self.show_projector()
        stops = (
            Stop("canvas", self.drawing.canvas), Stop("bars", self.answer.bars), Stop("network", self.network_box),
            Stop("pages", self.tabs.bar),
            Stop("train", self.pages.training.bar.train_button, partial(self.show_page, "training")),
        )
        self.help.start_tour(stops, self.drawing.canvas, self.answer)

    def show_projector(self) -> None:
        """Show the projector view, or everything again."""
        self.add_pages()
        self.help.end_tour()
        self.projecting.toggle()

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint shows pen and bars; pages that are not built yet follow at once."""
        super().paintEvent(event)
        if not self._has_pages:
            QTimer.singleShot(0, self.add_pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text of the projector view grows with the screen."""
        super().resizeEvent(event)
        self.projecting.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, after a question for a run under way and for each network that would be lost."""
        if not self._close_guard.may_close():
            event.ignore()
            return
        self.workbench.settings.set_layout("window", self.projecting.geometry())
        self.workbench.settings.set_layout("columns", self._layout.state())
        self.projecting.show_second(False)
        self.hide()
        limit = 0 if self._close_guard.is_forced else _STOP_MILLISECONDS
        ended = [self.help.close(limit)]
        if self._has_pages:
            ended += [self.pages.stop(limit), self.workbench.session.close(limit)]
        ended.append(self.workbench.close(limit))
        self.has_threads_left = not all(ended)
        event.accept()

    def _cancel(self) -> None:
        if self._has_pages:
            self.pages.cancel()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Whatever may be opened may be dropped anywhere on the window."""
        if self.opener.accepts(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        event.acceptProposedAction()
        self.opener.take(event.mimeData())


def _call(slot: Callable[[], object], *_checked: object) -> None:
    """Call a slot without what Qt adds to a signal, which would take the place of an optional argument."""
    slot()
