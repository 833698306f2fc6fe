"""The main window: canvas and answer always visible, the pages beside them."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from digitpad.formatting import percent
from digitpad.model.network import Network
from digitpad.translation import _
from digitpad.ui.answer.answer_panel import AnswerPanel
from digitpad.ui.answer.recognizer import Recognition, Recognizer
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.close_guard import CloseGuard
from digitpad.ui.drawing.drawing_column import DrawingColumn
from digitpad.ui.help.help_windows import HelpWindows
from digitpad.ui.main_menu import MainMenu
from digitpad.ui.networks.comparison import Comparison
from digitpad.ui.networks.network_files import NetworkFiles
from digitpad.ui.networks.python_export import PythonExport
from digitpad.ui.networks.session_networks import SessionNetworks
from digitpad.ui.page_tabs import PageTabs
from digitpad.ui.photo.photo_opener import PhotoOpener
from digitpad.ui.samples.recorder import SampleRecorder
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.settings.settings import ZOOMS, Settings
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named

_STOP_MILLISECONDS = 10_000
"""Closing waits this long for the trainer to end, with the window already hidden. An import may take longer."""

_NOTICE_MILLISECONDS = 15_000
"""How long the status bar says that something was done."""


if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent

    from digitpad.data.catalogue import Catalogue
    from digitpad.photo.photo import Photo
    from digitpad.training.progress import Outcome
    from digitpad.training.run import Run
    from digitpad.training.runs import Runs
    from digitpad.ui.datasets.dataset_chooser import DatasetChooser

_PROJECTOR_ZOOM = 1.8
"""How much larger the answer and the bars are when they are alone with the pen."""

_WAY_BACK = "F11 or Esc brings everything back."


class MainWindow(QMainWindow):
    """Wires the columns together: ink to picture to network to bars; plan to trainer to progress to page.

    Args:
        network: the network to begin with.
        title: what people call it.
        settings: the user's choices.
        stores: makes what the pages need when they are built: the datasets, and what was trained before.

    Attributes:
        has_threads_left: whether a thread that nothing can end goes on now that the window is closed.

    Signals:
        ready: the pages are there.
    """

    ready = Signal()

    def __init__(
        self, network: Network, title: str, settings: Settings, stores: Callable[[], tuple[Catalogue, Runs]]
    ) -> None:
        super().__init__()
        self._settings = settings
        self._alone = False  # whether only the pen and the bars are shown
        self.has_threads_left = False
        self._apply_theme()  # first, so that everything is dressed only once
        self._jobs = Jobs(self)
        self.document = SessionNetworks(network, title, self)
        self.recognizer = Recognizer(network, self)
        self.pad = DrawingColumn()
        self.answer = AnswerPanel(network.info.class_names)
        self.comparison = Comparison(self.document, self.recognizer, self.answer, self)
        self.files = NetworkFiles(self.document, self._jobs, self)
        self.python_export = PythonExport(
            self.document, self._jobs, self, lambda: self.pad.canvas.ink,
            lambda sentence: self.statusBar().showMessage(sentence, _NOTICE_MILLISECONDS),
        )
        self.photos = PhotoOpener(self._jobs, self)
        self.desk = SampleStore(settings.data_dir, self)
        self.keeper = SampleRecorder(self.pad.canvas, self.recognizer.digit_of, self.pad.labels, self.desk, self)
        self._closing = CloseGuard(self)
        self.help = HelpWindows(settings.data_dir, self._jobs, self)
        self._pages = named(PageTabs(), "pages", _("Pages"), "")
        self._stores = stores
        self._lay_out()
        self.menus = MainMenu(self)
        self._network_label = QLabel()
        self.statusBar().addWidget(self._network_label, 1)
        self._training_label = QLabel()
        self.statusBar().addPermanentWidget(self._training_label)
        for label in (self._network_label, self._training_label):
            label.setTextFormat(Qt.TextFormat.PlainText)  # the names of networks come from files
        self._connect()
        self._apply_lead()
        self._show_document()
        self.setAcceptDrops(True)

    def add_pages(self) -> None:
        """Build the pages beside the pen; a start that is in a hurry does this after the first paint."""
        if self._has_pages:
            return
        from digitpad.system.files import remove_parts
        from digitpad.ui.wiring import PageWiring

        built = PageWiring(self, self._pages, self._jobs, self._settings, *self._stores())
        self.training, self.lessons, self.runs = built.training, built.lessons, built.runs
        self.samples, self.learning = built.samples, built.learning
        self.pictures, self.photo, self.preparation = built.pictures, built.photo, built.preparation
        self.runs.continue_requested.connect(self._go_on)
        for training, signal in (
            (True, self.training.started), (False, self.training.ended), (False, self.training.gave_up)
        ):
            signal.connect(partial(self._training_changed, training))
        self.training.snapshot.connect(self._use_snapshot)
        self.training.ended.connect(self._run_ended)
        self.training.gave_up.connect(self._show_document)
        self.training.status.connect(self._training_label.setText)
        self.menus.train.triggered.connect(self.training.train)
        self.menus.stop.triggered.connect(self.training.stop)
        for folder in ("runs", "datasets"):
            self._jobs.start(partial(remove_parts, self._settings.data_dir / folder), lambda __: None, lambda __: None)
        self.ready.emit()

    @property
    def _has_pages(self) -> bool:
        return self._pages.count() > 0

    @property
    def is_training(self) -> bool:
        """Whether a run is under way."""
        return self._has_pages and self.training.is_running

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(2 * theme.GRID)
        for widget, stretch in ((self.pad, 34), (self.answer, 25), (self._pages, 43)):
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setSizes([328, 230, 452])
        holder = QWidget()
        self.setCentralWidget(holder)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(3 * theme.GRID // 2, theme.GRID, 3 * theme.GRID // 2, theme.GRID)
        layout.addWidget(self._splitter)
        self.resize(1100, 680)
        self.restoreGeometry(self._settings.layout("window"))
        self._splitter.restoreState(self._settings.layout("splitter"))

    def _connect(self) -> None:
        self.pad.canvas.ink_changed.connect(self.recognizer.set_ink)
        self.recognizer.recognized.connect(self._show_recognition)
        self.answer.digit_chosen.connect(self.recognizer.select)
        self.photos.photo_ready.connect(self._show_photo)
        self.document.changed.connect(self._show_document)
        self._settings.changed.connect(self._apply_theme)
        self._settings.changed.connect(self._apply_lead)
        QApplication.styleHints().colorSchemeChanged.connect(self._apply_theme)

    # The network under the pen

    def _use(self, network: Network) -> None:
        self.answer.set_class_names(network.info.class_names)
        self.pad.canvas.set_class_names(network.info.class_names)
        self.pad.labels.set_class_names(network.info.class_names)
        self.recognizer.set_network(network)
        if self._has_pages:
            self.samples.set_class_names(network.info.class_names)
            self.pictures.set_network(network)

    def _use_snapshot(self, network: Network) -> None:
        self._use(network)
        self._network_label.setText(_("Network: the one in training"))

    def _show_recognition(self, recognition: Recognition) -> None:
        self.pad.preview.set_picture(self.recognizer.network.prepare(recognition.picture))
        self.answer.show_recognition(recognition)
        several = recognition.digits
        self.pad.canvas.set_frame(several[recognition.selected].frame if several else None)

    def _show_photo(self, name: str, photo: Photo) -> None:
        self.add_pages()
        self._pages.setCurrentWidget(self.photo)
        self.photo.show_photo(name, photo)

    def merge_digits(self, files: Sequence[Path]) -> None:
        """Show what others have shared, before it is taken in."""
        self.add_pages()
        self._pages.setCurrentWidget(self.samples)
        self.samples.sharing.look_into(files)

    def datasets(self) -> DatasetChooser:
        """The list of datasets, where everybody sees it."""
        self.add_pages()
        self._pages.setCurrentWidget(self.training)
        return self.training.form.dataset

    def _training_changed(self, training: bool, *__: object) -> None:
        self.comparison.set_training(training)
        self.runs.set_training(training)

    def _go_on(self, run: Run) -> None:
        if not self.training.go_on(run, more_epochs=1):
            self._pages.setCurrentWidget(self.training)  # whose foot says why

    def _run_ended(self, outcome: Outcome) -> None:
        self.document.trained(outcome.network, outcome.run)

    def _show_document(self) -> None:
        """Put the document's network under the pen and its name everywhere."""
        entry = self.document.current
        if not self.is_training:
            self._use(entry.network)
        self.setWindowTitle(_("{title}[*] – Digitpad").format(title=entry.title))
        self.setWindowModified(entry.unsaved)
        info = entry.network.info
        accuracy = ""
        if info.test_accuracy is not None:
            # Of all test pictures of its dataset, while the page Test may have a thousand.
            accuracy = f", {percent(info.test_accuracy)} right in its own test"
        self._network_label.setText(_("Network: {title}{accuracy}").format(title=entry.title, accuracy=accuracy))
        self.menus.show_networks(self.document)

    def open_network(self, path: Path | None = None) -> None:
        """Open a network, after asking whether a run under way may be stopped."""

        def proceed() -> None:
            if path is None:
                self.files.choose_and_open()
            else:
                self.files.open(path)

        self._closing.stop_first(
            _("A network is being trained. Stop it before opening another? What it has learnt so far is kept."),
            _("Stop and open"),
            proceed,
        )

    # Appearance

    def _apply_theme(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self._settings.appearance, self._settings.zoom)
        if self._alone:
            self.answer.set_enlarged(_PROJECTOR_ZOOM)

    def _apply_lead(self) -> None:
        self.recognizer.set_lead(self._settings.lead)
        self.comparison.set_lead(self._settings.lead)

    def change_zoom(self, step: int) -> None:
        """Larger or smaller text, by so many steps."""
        place = ZOOMS.index(self._settings.zoom) + step
        self._settings.zoom = ZOOMS[min(len(ZOOMS) - 1, max(0, place))]

    def show_alone(self) -> None:
        """Pen and bars alone on the whole screen, or everything again."""
        self._alone = alone = self._pages.isVisible()
        self.menus.show_alone(alone)
        for widget in (self._pages, self.menuBar(), self.statusBar()):
            widget.setVisible(not alone)
        for column in (self.pad, self.answer):
            column.set_enlarged(_PROJECTOR_ZOOM if alone else 1)
        self.pad.show_hint(_WAY_BACK if alone else "")
        if alone:
            self.showFullScreen()
        else:
            self.showNormal()

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint shows pen and bars; pages that are not built yet follow at once."""
        super().paintEvent(event)
        if not self._has_pages:
            QTimer.singleShot(0, self.add_pages)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, after a question for a run under way and for each network that would be lost."""
        if not self._closing.may_close():
            event.ignore()
            return
        self._settings.set_layout("window", self.saveGeometry())
        self._settings.set_layout("splitter", self._splitter.saveState())
        self.hide()
        ended = self.help.close()
        if self._has_pages:
            self.pictures.stop()
            self.learning.stop()
            ended = self.training.wait(_STOP_MILLISECONDS) and ended
        self.has_threads_left = not ended
        self._jobs.close()
        self.desk.close()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures, networks and digits may be dropped anywhere on the window."""
        if self.photos.accepts(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        from digitpad.ui.open_files import open_dropped

        event.acceptProposedAction()
        open_dropped(self, event.mimeData())
