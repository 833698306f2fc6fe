"""The page where a network is trained: settings, what is happening, Train and Stop."""

from enum import Enum
from functools import partial

from PySide6.QtCore import QSize, Qt, QThread, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from digitpad.data.catalogue import Catalogue
from digitpad.training.plan import Outcome, Phase, Progress
from digitpad.training.runtime import why_not_trainable
from digitpad.training.worker import TrainingWorker
from digitpad.ui import theme
from digitpad.ui.curves import Curves, import_plotting
from digitpad.ui.jobs import Jobs
from digitpad.ui.live import Latest
from digitpad.ui.plan_form import PlanForm
from digitpad.ui.widgets import Note, mark, named
from digitpad.words import percent, time_left

_SIDE_BY_SIDE_EMS = 46
"""From this width on the curves stand beside the settings, not below them."""


_ONE_ROW_EMS = 22
"""From this width on the progress bars stand beside the buttons."""

_TRAIN_TIP = "Train a new network with these settings."


class State(Enum):
    """What the page is doing."""

    IDLE = "idle"
    RUNNING = "running"
    STOPPING = "stopping"


class TrainingPage(QWidget):
    """Builds a plan, gives it to a worker, and shows how it goes.

    Signals:
        started: a run began (its plan).
        progressed: how far it is (a `Progress`), at most 30 times a second.
        snapshot: the network as it is now, in mid-run (a `Network`).
        ended: the run is over (its `Outcome`), whether by itself or stopped.
        gave_up: the run is over without a network.
        status: one line for the status bar.
    """

    started = Signal(object)
    progressed = Signal(object)
    snapshot = Signal(object)
    ended = Signal(object)
    gave_up = Signal()
    status = Signal(str)

    def __init__(self, catalogue: Catalogue, jobs: Jobs) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._jobs = jobs
        self._worker: TrainingWorker | None = None
        self._threads: set[TrainingWorker] = set()  # the run's, and those of abandoned runs until they end
        self._phase = Phase.LOADING
        self._cannot_train = why_not_trainable()
        self._state = State.IDLE
        self.form = PlanForm(catalogue, jobs)
        self.curves = Curves()
        self.train_button = named(QPushButton("Train"), "trainButton", "Train", _TRAIN_TIP)
        mark(self.train_button, primary=True)
        self.stop_button = named(
            QPushButton("Stop"), "stopButton", "Stop", "End the run now and keep the network as it is."
        )
        self.epoch_progress = named(QProgressBar(), "epochProgress", "This epoch", "How much of this epoch is done.")
        self.run_progress = named(
            QProgressBar(), "trainingProgress", "The whole run", "How much of the whole run is done."
        )
        self.status_label = named(Note(), "trainingStatus", "Training status", "What the training is doing.")
        self.status_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._coalesced: Latest[Progress] = Latest(self._show_progress, parent=self)
        self._lay_out()
        self.form.changed.connect(self._show_state)
        self.train_button.clicked.connect(self.train)
        self.stop_button.clicked.connect(self.stop)
        self._reset_bars()
        self._show_state()

    def _lay_out(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(2 * theme.GRID)
        settings = QVBoxLayout()
        settings.addWidget(self.form)
        settings.addStretch()
        self._columns.addLayout(settings, 2)
        self._columns.addWidget(self.curves, 3)
        content = QWidget()
        content.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, theme.GRID, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        for widget in (scroll, content):
            widget.setBackgroundRole(QPalette.ColorRole.Base)  # as the page around it
        buttons, bars = QHBoxLayout(), QHBoxLayout()
        for row, widget in (
            (buttons, self.train_button),
            (buttons, self.stop_button),
            (bars, self.epoch_progress),
            (bars, self.run_progress),
        ):
            row.setSpacing(theme.GRID)
            row.addWidget(widget)
        for bar in (self.epoch_progress, self.run_progress):
            bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._controls = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._controls.setSpacing(theme.GRID)
        self._controls.addLayout(buttons)
        self._controls.addLayout(bars, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID // 2,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.status_label)
        layout.addLayout(self._controls)

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""
        return self._state is not State.IDLE

    def train(self) -> None:
        """Start a run with the settings of the form, unless one is under way or something is wrong."""
        if self.is_running or self.why_not() is not None:
            return
        plan = self.form.plan()
        self._jobs.start(import_plotting, lambda _: None, self.status.emit)
        self.curves.clear()
        self._reset_bars()
        self._worker = worker = TrainingWorker(plan, partial(self._catalogue.load, plan.dataset))
        self._threads.add(worker)
        worker.progressed.connect(self._coalesced.offer)
        worker.succeeded.connect(self._succeeded)
        worker.failed.connect(self._failed)
        worker.abandoned.connect(self._abandoned)
        worker.finished.connect(partial(self._thread_ended, worker))
        self._set_state(State.RUNNING)
        self._show_progress(Progress(Phase.LOADING, epochs=plan.epochs))
        self.started.emit(plan)
        worker.start()

    def stop(self) -> None:
        """End the run; the network as it is then is kept."""
        if self._worker is None or self._state is not State.RUNNING:
            return
        self._worker.stop()
        if self._phase in (Phase.LOADING, Phase.IMPORTING, Phase.PREPARING, Phase.COMPILING):
            # There is no network yet, and nothing can interrupt an import or a compiler: leave the thread to its end.
            for signal in (self._worker.progressed, self._worker.succeeded, self._worker.failed,
                           self._worker.abandoned):
                signal.disconnect()
            self._abandoned()
        else:
            self._set_state(State.STOPPING)
            self._say("Stopping …")

    def wait(self, milliseconds: int) -> bool:
        """Wait for all threads to end, for closing the window; whether they did."""
        self.form.dataset.stop()
        for thread in self._threads:
            thread.stop()
        return all(thread.wait(milliseconds) for thread in list(self._threads))

    def why_not(self) -> str | None:
        """Why Train does not work now, as one sentence, or None."""
        return self._cannot_train or self.form.why_not()

    # What the worker says. All of it arrives in the window's thread.

    def _show_progress(self, progress: Progress) -> None:
        assert QThread.currentThread() is self.thread()
        if self._state is State.IDLE:
            return
        self._phase = progress.phase
        if progress.batches:
            self.epoch_progress.setValue(round(1000 * progress.epoch_share))
            self.epoch_progress.setFormat(f"Epoch {max(progress.epoch, 1)} of {progress.epochs}")
            self.run_progress.setValue(round(1000 * progress.run_share))
            if progress.seconds_left is not None:
                self.run_progress.setFormat(f"{time_left(progress.seconds_left)} left")
        if self._state is State.RUNNING:
            self._say(_status_text(progress))
            self.status.emit(_short_status(progress))
        self.curves.show_progress(progress)
        self.progressed.emit(progress)
        if progress.network is not None:
            self.snapshot.emit(progress.network)

    def _succeeded(self, outcome: Outcome) -> None:
        self._coalesced.flush()
        self._end()
        if not outcome.stopped:
            self.epoch_progress.setValue(1000)
            self.run_progress.setValue(1000)
        self.run_progress.setFormat("Stopped" if outcome.stopped else "Done")
        self._say(outcome.sentence())
        self.ended.emit(outcome)

    def _failed(self, sentence: str) -> None:
        self._end()
        self._reset_bars()
        self._say(sentence, problem=True)
        self.gave_up.emit()

    def _abandoned(self) -> None:
        self._end()
        self._reset_bars()
        self._say("Stopped before training began; the network is unchanged.")
        self.gave_up.emit()

    def _end(self) -> None:
        assert QThread.currentThread() is self.thread()
        self._coalesced.drop()
        self._worker = None
        self._set_state(State.IDLE)

    def _thread_ended(self, worker: TrainingWorker) -> None:
        self._threads.discard(worker)
        worker.deleteLater()

    # What the page shows

    def _set_state(self, state: State) -> None:
        self._state = state
        self._show_state()

    def _show_state(self) -> None:
        idle = self._state is State.IDLE
        reason = self.why_not()
        self.train_button.setEnabled(idle and reason is None)
        self.train_button.setToolTip(reason or _TRAIN_TIP)
        self.stop_button.setEnabled(self._state is State.RUNNING)
        self.form.setEnabled(idle)
        if idle and reason is not None:
            self._say(reason, problem=True)
        elif idle and self.status_label.property("problem"):
            self._say("Ready to train.")

    def _reset_bars(self) -> None:
        for bar in (self.epoch_progress, self.run_progress):
            bar.setRange(0, 1000)
            bar.setValue(0)
            bar.setFormat("")
        self._say("Ready to train.")

    def _say(self, text: str, *, problem: bool = False) -> None:
        if bool(self.status_label.property("problem")) is not problem:
            mark(self.status_label, problem=problem)
        self.status_label.setText(text)
        if not self.is_running:
            self.status.emit("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Settings left and curves right where there is room, one above the other where there is not."""
        ems = event.size().width() / self.fontMetrics().height()
        for layout, needed in ((self._columns, _SIDE_BY_SIDE_EMS), (self._controls, _ONE_ROW_EMS)):
            layout.setDirection(
                QBoxLayout.Direction.LeftToRight if ems >= needed else QBoxLayout.Direction.TopToBottom
            )
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """The buttons and some of the form; the rest scrolls."""
        em = self.fontMetrics().height()
        return QSize(em * 15, em * 14)


def _short_status(progress: Progress) -> str:
    """For the status bar, beside the name of the network."""
    left = f", {time_left(progress.seconds_left)} left" if progress.seconds_left is not None else ""
    return progress.sentence() + left


def _status_text(progress: Progress) -> str:
    text = progress.sentence()
    if progress.training is not None and progress.phase is Phase.TRAINING:
        text += f", loss {progress.training.loss:.3f}, {percent(progress.training.accuracy)} right"
    if progress.history and (validation := progress.history[-1].validation) is not None:
        text += f"; validation {percent(validation.accuracy)}"
    return text
