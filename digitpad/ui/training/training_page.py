"""The Train page: settings, curves, and the run under way."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.errors import DigitpadError
from digitpad.training.hints.hint import Hint
from digitpad.training.live_changes import CHANGEABLE
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome, Progress
from digitpad.training.run import Run
from digitpad.translation import _
from digitpad.ui.training.hint_row import HintRow
from digitpad.ui.training.hint_watch import HintWatch
from digitpad.ui.training.live_controls import RunControls
from digitpad.ui.training.live_curves import LiveCurves
from digitpad.ui.training.plan_form import PlanForm
from digitpad.ui.training.resume_banner import ResumeBanner
from digitpad.ui.training.run_bar import RunBar, status_text
from digitpad.ui.training.training_layout import TrainingLayout
from digitpad.ui.training.training_session import TrainingState
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import allow
from digitpad.ui.workbench import Workbench

_SIDE_BY_SIDE_EMS = 46
"""From this width on the curves stand beside the settings, not below them."""


@guarded
class TrainingPage(QWidget):
    """Builds a plan, has it trained, and shows how every run goes, also those that other pages start.

    Args:
        workbench: whose session trains.
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._catalogue, self._runs, self._jobs = workbench.catalogue, workbench.runs, workbench.jobs
        self._session = session = workbench.session
        self._locking = workbench.locking
        self._aside = ""
        self.form = PlanForm(self._catalogue, self._jobs)
        self.controls = RunControls()
        self.curves = LiveCurves("trainFirstButton", scrolls=True)
        self.hints = HintRow()
        self._watch = HintWatch(workbench, self)
        self.banner = ResumeBanner()
        self.bar = RunBar()
        right = QWidget()
        for each in (self.curves, right):
            each.setVisible(session.cannot_train is None)
        self._right = theme.spaced(QVBoxLayout(right))
        self._right.addWidget(self.curves, 1)
        self._right.addWidget(self.hints)
        self._columns = TrainingLayout(self.form, self.controls, right)
        self._lay_out()
        self.form.changed.connect(self._show_state)
        self.form.dataset.exchange.message.connect(self._show_aside)
        self.form.dataset.exchange.imported.connect(self._show_imported)
        self.bar.train_button.clicked.connect(self.train)
        self.curves.empty.begun.connect(self.train)
        self.curves.empty.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the button Train has the keys
        self.bar.pause_button.clicked.connect(session.pause_or_resume)
        self.bar.stop_button.clicked.connect(session.stop)
        self.controls.epochs_changed.connect(session.show_epochs)
        self._watch.found.connect(self.hints.show_hints)
        self.hints.pointed.connect(self.curves.point_at)
        self.hints.advice_taken.connect(self._take_advice)
        self.banner.continued.connect(session.resume)
        self.banner.discarded.connect(self._discard)
        session.started.connect(self._show_start)
        session.state_changed.connect(self._show_state)
        session.progressed.connect(self._show_progress)
        session.ended.connect(self._show_outcome)
        session.tested.connect(self._show_test)
        session.gave_up.connect(self._show_failure)
        self._locking.changed.connect(self._follow_lesson)
        self._show_state()
        self._look_for_unfinished()

    def _lay_out(self) -> None:
        layout = theme.spaced(QVBoxLayout(self), theme.PAGE_MARGIN)
        layout.addWidget(self.banner)
        layout.addWidget(self._columns, 1)
        layout.addWidget(self.bar)

    def train(self) -> None:
        """Start a run with the settings of the form, unless one is under way or something is wrong."""
        if self.why_not() is None:
            self._session.start(self._locking.fix(self.form.plan()))

    def put_below_curves(self, widget: QWidget) -> None:
        """Show something that belongs to the run below its curves."""
        self._right.addWidget(widget)

    def why_not(self) -> str | None:
        """Why Train does not work now, as one sentence, or None."""
        why = self._session.cannot_train or self._locking.why_not("train") or self.form.why_not()
        if why is None and self._locking.is_on:
            try:
                self._locking.fix(self.form.plan())
            except DigitpadError as error:  # what is fixed does not go with what is set beside it
                return str(error)
        return why

    def cancel(self) -> None:
        """Cancel what the page does in the background and can be cancelled."""
        self._watch.set_awake(False)
        self.form.dataset.cancel()

    def stop(self, milliseconds: int) -> bool:
        """End what the form does in the background, for closing the window; whether it has ended in time."""
        return self.form.dataset.stop(milliseconds)

    # A run that was cut off

    def _look_for_unfinished(self) -> None:
        self._jobs.start(self._runs.unfinished, self._offer, lambda __: None)

    def _offer(self, run: Run | None) -> None:
        if run is not None and not self._session.is_running and self._session.cannot_train is None:
            self.banner.offer(run)

    def _discard(self, run: Run) -> None:
        self._jobs.start(partial(self._runs.delete, run), lambda __: None, self.bar.say)

    def _follow_lesson(self) -> None:
        """Show what the lesson has fixed now; what it no longer fixes is looked at again."""
        self.form.fix(self._locking.of_plans)
        self._show_state()

    # Hints

    def _take_advice(self, hint: Hint) -> None:
        """Change the run that goes on, where it can be changed, or else the settings of the next one."""
        if why := next(filter(None, map(self._locking.why_not, hint.changes)), ""):
            self.hints.say(why)
            return
        if self._session.is_interruptible and set(hint.changes) <= set(CHANGEABLE):
            for setting, value in hint.changes.items():
                getattr(self.controls, setting).setValue(value)
            self.hints.done(hint, _("The run goes on with that."))
            return
        try:
            plan = self.form.plan()
        except DigitpadError as error:
            self.hints.say(str(error))
            return
        self.form.set_plan(plan.replace(**hint.changes))
        running = self._session.is_running
        self.hints.done(hint, _("It is set for the next run.") if running else _("It is set: press Train to try it."))

    # What the page shows

    def _show_start(self, plan: TrainingPlan) -> None:
        self.banner.hide()
        self.curves.clear()
        self.hints.forget()
        self.bar.reset()
        self._aside = ""
        if not self._session.is_fine_tuning:
            self.form.set_plan(plan)
        assert self._session.control is not None
        self.controls.take(self._session.control)

    def _show_progress(self, progress: Progress) -> None:
        self.bar.show_progress(progress)
        self._show_status()
        control = self._session.control
        self.curves.show_progress(progress, control.changes if control is not None else ())

    def _show_outcome(self, outcome: Outcome) -> None:
        self.bar.say(" ".join(filter(None, (str(outcome.message()), self._session.warning))))

    def _show_test(self, outcome: Outcome) -> None:
        if not self._session.is_running:
            self._show_outcome(outcome)

    def _show_failure(self, sentence: str) -> None:
        self.bar.reset()
        if sentence:
            self.bar.say(sentence, problem=True)
        else:
            self.bar.say(_("Stopped before training began; the network is unchanged."))
            self._look_for_unfinished()  # it may have been the one that was offered

    def _show_status(self) -> None:
        """Put sentences about the run side by side: how it goes, what went wrong, what an import says."""
        if self._session.is_interruptible:
            parts = status_text(self._session.progress), self._session.warning, self._aside
            self.bar.say(" ".join(filter(None, parts)))

    def _show_imported(self, name: str) -> None:
        title = self._catalogue.entry(name).title
        self._show_aside(_("“{title}” is in the list of datasets now.").format(title=title))

    def _show_aside(self, sentence: str) -> None:
        """Show what the menu's import and export say in the form, for as long as a run has folded it away."""
        self._aside = f"({sentence})" if sentence and self._columns.is_folded else ""
        self._show_status()  # a paused run makes no progress that would

    def _show_state(self) -> None:
        state, idle = self._session.state, not self._session.is_running
        self.bar.show_state(state, self.why_not())
        self.curves.empty.button.setVisible(idle)
        allow(self.curves.empty.button, self.why_not() or "")
        if state is TrainingState.STOPPING:
            self.bar.say(_("Stopping…"))
        if idle:
            self.controls.release()
        leaving, heir = (self.controls, self.bar.train_button) if idle else (self.form, self.bar.pause_button)
        if leaving.isAncestorOf(self.window().focusWidget()):
            heir.setFocus()
        self._columns.set_running(not idle)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for hints while somebody sees them."""
        super().showEvent(event)
        self._watch.set_awake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._watch.set_awake(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Settings left and curves right where there is room, one above the other where there is not."""
        self._columns.set_wide(event.size().width() >= _SIDE_BY_SIDE_EMS * self.fontMetrics().height())
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """The buttons and some of the form; the rest scrolls."""
        em = self.fontMetrics().height()
        return QSize(em * 11, em * 12)
