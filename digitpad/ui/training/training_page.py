"""The Train page: settings, curves, and the run under way."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, QThread, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.data.catalogue import Catalogue
from digitpad.model.network import Network
from digitpad.training.finetune import FineTuning
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome, Phase, Progress
from digitpad.training.runs import Run, Runs
from digitpad.training.runtime import why_not_trainable
from digitpad.training.worker import TrainingWorker
from digitpad.translation import _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.background.throttle import Latest
from digitpad.ui.training.live_controls import RunControls
from digitpad.ui.training.live_curves import LiveCurves
from digitpad.ui.training.plan_form import PlanForm
from digitpad.ui.training.resume_banner import ResumeBanner
from digitpad.ui.training.run_bar import RunBar, State, short_status, status_text
from digitpad.ui.training.training_layout import TrainingLayout
from digitpad.ui.widgets import theme

_SIDE_BY_SIDE_EMS = 46
"""From this width on the curves stand beside the settings, not below them."""


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
        self._progress = Progress(Phase.LOADING)  # the last that was shown
        self._cannot_train = why_not_trainable()
        self._state = State.IDLE
        self._warning = self._aside = ""
        self.form = PlanForm(catalogue, jobs)
        self.controls = RunControls()
        self.curves = LiveCurves()
        self.curves.setVisible(self._cannot_train is None)
        self.banner = ResumeBanner()
        self.bar = RunBar()
        self._coalesced: Latest[Progress] = Latest(self._show_progress, parent=self)
        self._columns = TrainingLayout(self.form, self.controls, self.curves)
        self._lay_out()
        self.form.changed.connect(self._show_state)
        self.form.dataset.exchange.told.connect(self._heard)
        self.form.dataset.exchange.came.connect(
            lambda name: self._heard(f"“{catalogue.entry(name).title}” is in the list of datasets now.")
        )
        self.bar.train_button.clicked.connect(self.train)
        self.bar.pause_button.clicked.connect(self.pause_or_resume)
        self.bar.stop_button.clicked.connect(self.stop)
        self.controls.epochs_changed.connect(self._go_on_until)
        self.banner.continued.connect(self.go_on)
        self.banner.discarded.connect(self._discard)
        self._show_state()
        self._look_for_unfinished()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID // 2,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.banner)
        layout.addWidget(self._columns, 1)
        layout.addWidget(self.bar)

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

    def learn(self, tuning: FineTuning) -> bool:
        """Let a network go on learning; the form keeps its settings. Whether it started."""
        if self.is_running or self._cannot_train is not None:
            return False
        self._begin(tuning.plan, tuning=tuning)
        return True

    def _begin(self, plan: TrainingPlan, resume: Run | None = None, tuning: FineTuning | None = None) -> None:
        self.banner.hide()
        self.curves.clear()
        self.bar.reset()
        load = tuning.load if tuning is not None else partial(self._catalogue.load, plan.dataset)
        self._worker = worker = TrainingWorker(plan, load, self._runs, resume, tuning)
        self._threads.add(worker)
        worker.progressed.connect(self._told)
        worker.succeeded.connect(self._succeeded)
        worker.failed.connect(self._failed)
        worker.abandoned.connect(self._abandoned)
        worker.warned.connect(self._warned)
        worker.finished.connect(partial(self._thread_ended, worker))
        self.controls.take(worker.control)
        self._warning = self._aside = ""
        self._set_state(State.RUNNING)
        self._show_progress(Progress(Phase.LOADING, epochs=plan.epochs))
        self.started.emit(plan)
        worker.start()

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

    def _go_on_until(self, epochs: int) -> None:
        self._show_progress(replace(self._progress, epochs=epochs))  # at once: a paused run tells nothing

    def stop(self) -> None:
        """End the run; the network as it is then is kept, if anything was learnt."""
        if self._worker is None or self._state not in (State.RUNNING, State.PAUSED):
            return
        if self._worker.stop():
            self._set_state(State.STOPPING)
            self.bar.say(_("Stopping …"))
            return
        # Nothing can interrupt an import or a compiler: leave the thread to its end.
        for signal in (self._worker.progressed, self._worker.succeeded, self._worker.failed,
                       self._worker.abandoned, self._worker.warned):
            signal.disconnect()
        self._abandoned()

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
            self._jobs.start(self._runs.unfinished, self._offer, lambda __: None)

    def _offer(self, run: Run | None) -> None:
        if run is not None and not self.is_running and self._cannot_train is None:
            self.banner.offer(run)

    def _discard(self, run: Run) -> None:
        if self._runs is not None:
            self._jobs.start(partial(self._runs.delete, run), lambda __: None, self.bar.say)

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
        self._progress = progress
        self.bar.show_progress(progress)
        if self._state in (State.RUNNING, State.PAUSED):
            self._say_how_it_goes()
            self.status.emit(short_status(progress))
        self.curves.show_progress(progress)
        self.progressed.emit(progress)
        network, self._newest_network = self._newest_network, None
        if network is not None:
            self.snapshot.emit(network)

    def _succeeded(self, outcome: Outcome) -> None:
        self._coalesced.flush()
        self._end()
        self.bar.show_outcome(outcome)
        self.bar.say(" ".join(filter(None, (str(outcome.message()), self._warning))))
        self.ended.emit(outcome)

    def _failed(self, sentence: str) -> None:
        self._end()
        self.bar.reset()
        self.bar.say(sentence, problem=True)
        self.gave_up.emit()

    def _abandoned(self) -> None:
        self._end()
        self.bar.reset()
        self.bar.say(_("Stopped before training began; the network is unchanged."))
        self._look_for_unfinished()  # it may have been the one that was offered
        self.gave_up.emit()

    def _say_how_it_goes(self) -> None:
        self.bar.say(" ".join(filter(None, (status_text(self._progress), self._warning, self._aside))))

    def _warned(self, sentence: str) -> None:
        self._warning = sentence

    def _end(self) -> None:
        assert QThread.currentThread() is self.thread()
        self._coalesced.drop()
        self._newest_network = None
        self.controls.release()
        self._worker = None
        self._set_state(State.IDLE)

    def _heard(self, sentence: str) -> None:
        """What the menu's import and export say in the form, for as long as a run has folded it away."""
        self._aside = f"({sentence})" if sentence and self._columns.is_folded else ""
        if self._state in (State.RUNNING, State.PAUSED):
            self._say_how_it_goes()  # a paused run makes no progress that would

    def _thread_ended(self, worker: TrainingWorker) -> None:
        self._threads.discard(worker)
        worker.deleteLater()

    # What the page shows

    def _set_state(self, state: State) -> None:
        self._state = state
        self._show_state()

    def _show_state(self) -> None:
        idle = self._state is State.IDLE
        self.bar.show_state(self._state, self.why_not())
        leaving, heir = (self.controls, self.bar.train_button) if idle else (self.form, self.bar.pause_button)
        if leaving.isAncestorOf(self.window().focusWidget()):
            heir.setFocus()
        self._columns.set_running(not idle)
        if idle:
            self.status.emit("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Settings left and curves right where there is room, one above the other where there is not."""
        self._columns.set_wide(event.size().width() >= _SIDE_BY_SIDE_EMS * self.fontMetrics().height())
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """The buttons and some of the form; the rest scrolls."""
        em = self.fontMetrics().height()
        return QSize(em * 15, em * 14)
