"""The page where a network is trained: settings, what is happening, Train, Pause and Stop."""

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
from digitpad.model.network import Network
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome, Phase, Progress
from digitpad.training.runs import Run, Runs
from digitpad.training.runtime import why_not_trainable
from digitpad.training.worker import TrainingWorker
from digitpad.ui import theme
from digitpad.ui.continue_banner import ContinueBanner
from digitpad.ui.curves import Curves, import_plotting
from digitpad.ui.jobs import Jobs
from digitpad.ui.live import Latest
from digitpad.ui.plan_form import PlanForm
from digitpad.ui.run_controls import RunControls
from digitpad.ui.widgets import Note, mark, named
from digitpad.words import percent, time_left

_SIDE_BY_SIDE_EMS = 46
"""From this width on the curves stand beside the settings, not below them."""

_ONE_ROW_EMS = 26
"""From this width on the progress bars stand beside the buttons."""

_TRAIN_TIP = "Train a new network with these settings."

_NO_NETWORK_YET = (Phase.LOADING, Phase.IMPORTING, Phase.PREPARING, Phase.COMPILING)


class State(Enum):
    """What the page is doing."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
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

    def __init__(self, catalogue: Catalogue, jobs: Jobs, runs: Runs | None = None) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._jobs = jobs
        self._runs = runs
        self._worker: TrainingWorker | None = None
        self._threads: set[TrainingWorker] = set()  # the run's, and those of abandoned runs until they end
        self._newest_network: Network | None = None  # that the window has not been told about
        self._phase = Phase.LOADING
        self._cannot_train = why_not_trainable()
        self._state = State.IDLE
        self.form = PlanForm(catalogue, jobs)
        self.controls = RunControls()
        self.curves = Curves()
        self.banner = ContinueBanner()
        self.train_button = named(QPushButton("Train"), "trainButton", "Train", _TRAIN_TIP)
        mark(self.train_button, primary=True)
        self.pause_button = named(
            QPushButton("Pause"), "pauseButton", "Pause or resume", "Hold the run where it is, or let it go on."
        )
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
        self.pause_button.clicked.connect(self.pause_or_resume)
        self.stop_button.clicked.connect(self.stop)
        self.banner.continued.connect(self.go_on)
        self.banner.discarded.connect(self._discard)
        self._reset_bars()
        self._show_state()
        self._look_for_unfinished()

    def _lay_out(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(2 * theme.GRID)
        settings = QVBoxLayout()
        settings.setSpacing(2 * theme.GRID)
        settings.addWidget(self.controls)
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
            (buttons, self.pause_button),
            (buttons, self.stop_button),
            (bars, self.epoch_progress),
            (bars, self.run_progress),
        ):
            row.setSpacing(theme.GRID)
            row.addWidget(widget)
        for bar in (self.epoch_progress, self.run_progress):
            bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(theme.GRID)
        self._buttons.addLayout(buttons)
        self._buttons.addLayout(bars, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID // 2,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.banner)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.status_label)
        layout.addLayout(self._buttons)

    # Starting and ending

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""
        return self._state is not State.IDLE

    def train(self) -> None:
        """Start a run with the settings of the form, unless one is under way or something is wrong."""
        if not self.is_running and self.why_not() is None:
            self._begin(self.form.plan())

    def start(self, plan: TrainingPlan) -> bool:
        """Start a run with exactly this plan and show it in the form; whether it started."""
        if self.is_running or self._cannot_train is not None or self._catalogue.find(plan.dataset) is None:
            return False
        self.form.set_plan(plan)
        self._begin(plan)
        return True

    def go_on(self, run: Run, more_epochs: int = 0) -> bool:
        """Go on with a run from its checkpoint, for as long as planned or some epochs more; whether it started."""
        if self.is_running or self._cannot_train is not None:
            return False
        epochs = len(run.history) + more_epochs if more_epochs else run.plan.epochs
        plan = run.plan.replace(epochs=epochs)
        self.form.set_plan(plan)
        self._begin(plan, run)
        return True

    def _begin(self, plan: TrainingPlan, resume: Run | None = None) -> None:
        self.banner.hide()
        self.curves.clear()
        self._reset_bars()
        load = partial(self._catalogue.load, plan.dataset)
        self._worker = worker = TrainingWorker(plan, load, self._runs, resume)
        self._threads.add(worker)
        worker.progressed.connect(self._told)
        worker.succeeded.connect(self._succeeded)
        worker.failed.connect(self._failed)
        worker.abandoned.connect(self._abandoned)
        worker.warned.connect(self._warned)
        worker.finished.connect(partial(self._thread_ended, worker))
        self.controls.take(worker.control, plan)
        self._warning = ""
        self._set_state(State.RUNNING)
        self._show_progress(Progress(Phase.LOADING, epochs=plan.epochs))
        self.started.emit(plan)
        # One import after the other: two at once make the window wait twice as long for its turn. The job also starts
        # the jobs' thread before TensorFlow's libraries are loaded, which starting a thread would have to wait for.
        self._jobs.start(import_plotting, lambda _: self._launch(worker), self._failed)

    def _launch(self, worker: TrainingWorker) -> None:
        if worker is self._worker:  # not stopped meanwhile
            self.curves.prepare()
            worker.start()
        else:
            self._thread_ended(worker)

    def pause_or_resume(self) -> None:
        """Hold the run, or let it go on."""
        if self._worker is None:
            return
        if self._state is State.RUNNING:
            self._worker.control.pause()
            self._set_state(State.PAUSED)
        elif self._state is State.PAUSED:
            self._worker.control.resume()
            self._set_state(State.RUNNING)

    def stop(self) -> None:
        """End the run; the network as it is then is kept."""
        if self._worker is None or self._state not in (State.RUNNING, State.PAUSED):
            return
        self._worker.stop()
        if self._phase in _NO_NETWORK_YET:
            # Nothing can interrupt an import or a compiler: leave the thread to its end.
            for signal in (self._worker.progressed, self._worker.succeeded, self._worker.failed,
                           self._worker.abandoned, self._worker.warned):
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

    # A run that was cut off

    def _look_for_unfinished(self) -> None:
        if self._runs is not None:
            self._jobs.start(self._runs.unfinished, self._offer, lambda _: None)

    def _offer(self, run: Run | None) -> None:
        if run is not None and not self.is_running:
            self.banner.offer(run)

    def _discard(self, run: Run) -> None:
        if self._runs is not None:
            self._jobs.start(partial(self._runs.delete, run), lambda _: None, self._say)

    # What the worker says. All of it arrives in the window's thread.

    def _told(self, progress: Progress) -> None:
        if progress.network is not None:
            # Not every progress carries one; it must not get lost when a later progress takes this one's place.
            self._newest_network = progress.network
        self._coalesced.offer(progress)

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
        if self._state in (State.RUNNING, State.PAUSED):
            self._say(" ".join(filter(None, (_status_text(progress), self._warning))))
            self.status.emit(_short_status(progress))
        self.curves.show_progress(progress)
        self.progressed.emit(progress)
        network, self._newest_network = self._newest_network, None
        if network is not None:
            self.snapshot.emit(network)

    def _succeeded(self, outcome: Outcome) -> None:
        self._coalesced.flush()
        self._end()
        if not outcome.stopped:
            self.epoch_progress.setValue(1000)
            self.run_progress.setValue(1000)
        self.run_progress.setFormat("Stopped" if outcome.stopped else "Done")
        self._say(" ".join(filter(None, (outcome.sentence(), self._warning))))
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

    def _warned(self, sentence: str) -> None:
        self._warning = sentence

    def _end(self) -> None:
        assert QThread.currentThread() is self.thread()
        self._coalesced.drop()
        self._newest_network = None
        self.controls.release()
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
        idle, paused = self._state is State.IDLE, self._state is State.PAUSED
        reason = self.why_not()
        self.train_button.setEnabled(idle and reason is None)
        self.train_button.setToolTip(reason or _TRAIN_TIP)
        self.pause_button.setEnabled(self._state in (State.RUNNING, State.PAUSED))
        self.pause_button.setText("Resume" if paused else "Pause")
        self.stop_button.setEnabled(self._state in (State.RUNNING, State.PAUSED))
        self.form.setEnabled(idle)
        self.controls.setVisible(not idle)
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
        for layout, needed in ((self._columns, _SIDE_BY_SIDE_EMS), (self._buttons, _ONE_ROW_EMS)):
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
