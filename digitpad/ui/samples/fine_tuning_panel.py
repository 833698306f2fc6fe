"""Fine-tune the network in use on the collection, show what it reads before and after, and undo it."""

import threading
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.evaluation.learning import FineTuningFigures
from digitpad.model.answer import has_digit_classes
from digitpad.model.network import Network
from digitpad.training.finetune import FineTuning, plan_for
from digitpad.training.progress import Outcome, Phase, Progress
from digitpad.translation import N_, _
from digitpad.ui.networks.session_networks import SessionNetwork
from digitpad.ui.samples.fine_tuning_inputs import (
    FineTuningInputs,
    add_examples,
    dataset_for,
    fine_tuning_inputs,
    learnt_title,
    what_happens,
    whose,
)
from digitpad.ui.samples.fine_tuning_results import FineTuningResults, FineTuningRow
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.empty_page import EmptyPage
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, allow, faint_label, mark, named
from digitpad.ui.widgets.progress_line import ProgressLine
from digitpad.ui.workbench import Workbench

_WAIT = N_("Wait until the run under way has ended.")

_NO_FIGURES = FineTuningFigures(None, None, None, None)


@guarded
class FineTuningPanel(QWidget):
    """Lets the network in use continue training on the collection, and undoes that.

    Args:
        workbench: its datasets are replayed, its networks learn, its session trains; the collection is opened only to
            look at it, in the background.
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("learningPanel")
        self.setAccessibleName(_("Learn from your digits"))
        self._store = workbench.samples
        self._catalogue, self._jobs, self._data_dir = workbench.catalogue, workbench.jobs, workbench.data_dir
        self._networks = workbench.networks
        self._session = session = workbench.session
        self._material: FineTuningInputs | None = None
        self._trouble = ""  # why there is no material, as a sentence
        self._looking = False
        self._again = False  # whether something changed while a job was looking
        self._over = threading.Event()
        self._mine = False  # whether the run under way is this panel's
        self._before: SessionNetwork | None = None
        self._figures_before = _NO_FIGURES
        self._after: Network | None = None
        self._make()
        self._lay_out()
        workbench.networks.changed.connect(self._network_changed)
        session.state_changed.connect(self._show_state)
        session.progressed.connect(self._show_progress)
        session.ended.connect(self._show_outcome)
        session.gave_up.connect(self._show_failure)
        self._show_message("")
        self._show_state()

    def _make(self) -> None:
        self._plan = named(Note(), "learnPlan", _("What will happen"), _("What learning from your digits does."))
        self._whose = named(
            faint_label(""), "learnWhose", _("Whose handwriting is it?"), _("Which seats are kept out.")
        )
        self.learn_button = named(
            QPushButton(_("Learn from your digits")),
            "learnButton",
            _("Learn from your digits"),
            _("Continues training the network in use on your digits, without forgetting the old ones."),
        )
        mark(self.learn_button, primary=True)
        self.stop_button = named(
            QPushButton(_("Stop")),
            "learnStopButton",
            _("Stop learning"),
            _("Ends the learning; what was learnt so far is saved."),
        )
        self.take_back_button = named(
            QPushButton(_("Undo training")), "takeBackButton", _("Undo training"),
            _("Uses the network again as it was before; the new one stays in the list of networks."),
        )
        self._bar = named(ProgressLine(), "learnProgress", _("Learning"), _("How much of the learning is done."))
        self._status = named(Note(), "learnStatus", _("How it goes"), _("How the learning goes, and what came of it."))
        self.table = FineTuningResults()
        self._empty = EmptyPage(
            "samples",
            _("Here the network learns from your digits. Draw one and say what it is, or add the ten included ones."),
            _("Add ten digits to try"), "addExamplesButton",
            _("Adds one drawing of each digit to yours; the gallery deletes them again."),
        )
        self._empty.begun.connect(self._add_examples)

    def _lay_out(self) -> None:
        buttons = FlowRow()
        for button in (self.learn_button, self.stop_button, self.take_back_button):
            buttons.add(button)
        self._full = QWidget()
        layout = theme.spaced(QVBoxLayout(self._full), theme.GRID)
        for widget in (self._plan, self._whose, buttons, self._bar, self._status, self.table):
            layout.addWidget(widget)
        layout.addStretch()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._full)
        around.addWidget(self._empty)
        self.learn_button.clicked.connect(self.learn)
        self.stop_button.clicked.connect(self._session.stop)
        self.take_back_button.clicked.connect(self.take_back)

    # What there is to learn from

    def refresh(self) -> None:
        """Look at the collection and the network again, in the background; call it when samples came or went.

        What nobody sees is not counted: a panel that is hidden looks when it is shown.
        """
        if not self.isVisible():
            return
        if self._looking:
            self._again = True
            return
        self._looking = True
        network, present = self._networks.current.network, self._material
        look = partial(fine_tuning_inputs, self._data_dir, self._catalogue, network, present, self._over.is_set)
        self._jobs.start(look, self._found, self._failed)

    def stop(self) -> None:
        """End what is counted in the background, for closing the window."""
        self._over.set()

    def showEvent(self, event: QShowEvent) -> None:
        """Samples may have come since it was last seen."""
        super().showEvent(event)
        self.refresh()

    def _network_changed(self) -> None:
        if not self._is_after(self._networks.current.network) and not self._mine:
            self._after, self._figures_before = None, _NO_FIGURES
            self._show_state()
        self.refresh()

    def _found(self, material: FineTuningInputs) -> None:
        self._looking = False
        if self._once_more():
            return
        self._material = material
        self._show_state()

    def _failed(self, sentence: str) -> None:
        self._looking = False
        if not self._once_more() and sentence:
            self._material, self._trouble = None, sentence
            self._show_state()

    def _once_more(self) -> bool:
        again, self._again = self._again, False
        if again:
            self.refresh()
        return again

    def _add_examples(self) -> None:
        self._empty.button.setEnabled(False)  # once is enough
        add = partial(add_examples, self._networks.current.network.info.class_names)
        self._store.change(add, lambda __: None, self._not_added)

    def _not_added(self, sentence: str) -> None:
        self._empty.button.setEnabled(True)
        self._empty.say(sentence)

    # Learning, and the way back

    def learn(self) -> None:
        """Let the network in use go on learning, if that is possible now."""
        material, entry = self._material, self._networks.current
        if self._why_not() or material is None:
            return
        load = partial(dataset_for, self._data_dir, self._catalogue, material.network)
        tuning = FineTuning(plan_for(entry.network), entry.network, load, learnt_title(entry.title))
        self._mine = True
        self._before, self._figures_before, self._after = entry, material.figures, None
        if not self._session.fine_tune(tuning):
            self._mine = False
            self._show_message(_("This cannot be run now; the page Train says why."), problem=True)
        self._show_state()

    def take_back(self) -> None:
        """Use the network before again."""
        before, self._after = self._before, None
        if before is not None:
            self._networks.select(before)
            self._show_message(_("Training undone: “{title}” is in use again.").format(title=before.title))

    def _show_progress(self, progress: Progress) -> None:
        if self._mine:
            busy = progress.phase in (Phase.TRAINING, Phase.PAUSED, Phase.VALIDATING, Phase.TESTING)
            self._bar.setRange(0, 1000 if busy else 0)
            self._bar.setValue(round(1000 * progress.run_share))
            self._show_message(str(progress.message()))

    def _show_outcome(self, outcome: Outcome) -> None:
        if self._mine:
            self._mine = False
            self._after = outcome.network
            stopped = _("Stopped early: the new network is in use. Draw, and see whether it reads you better.")
            done = _("Done: the new network is in use. Draw, and see whether it reads you better.")
            self._show_message(stopped if outcome.stopped else done)
        self._show_state()

    def _show_failure(self) -> None:
        if self._mine:
            self._mine = False
            self._show_message(
                _("Nothing was learnt, and the network is as it was; the page Train says why."), problem=True
            )
        self._show_state()

    # What is shown

    def _why_not(self) -> str:
        """Why nothing can be learnt now, as one sentence; empty when nothing is in the way."""
        material = self._material
        if self._session.is_running:
            return _(_WAIT)
        if material is None and self._trouble:
            return self._trouble
        if material is None or not material.network.has_weights_of(self._networks.current.network):
            return _("Wait until your digits have been counted.")
        nothing = "" if len(material.split.learnt) else _("There are no digits of yours to learn from yet.")
        return material.problem or nothing

    def _show_message(self, text: str, *, problem: bool = False) -> None:
        if bool(self._status.property("problem")) is not problem:
            mark(self._status, problem=problem)
        self._status.setText(text)
        self._status.setVisible(bool(text))

    def _show_state(self) -> None:
        allow(self.learn_button, self._why_not())
        allow(self.stop_button, "" if self._mine else _("Nothing is being learnt now."))
        self._bar.setVisible(self._mine)
        learnt = self._is_after(self._networks.current.network)
        nothing = "" if learnt else _("The network in use has not just been trained here.")
        allow(self.take_back_button, nothing or (_(_WAIT) if self._session.is_running else ""))
        material = self._material
        nothing_yet = material is not None and not material.problem and not len(material.split)
        is_empty = nothing_yet and has_digit_classes(self._networks.current.network.info.class_names) and not self._mine
        self._full.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._empty.button.setEnabled(True)
        self._whose.setVisible(material is not None)
        self.table.setVisible(material is not None)
        problem = self._trouble if material is None else material.problem
        mark(self._plan, problem=bool(problem))
        if material is None:
            self._plan.setText(problem or _("Counting your digits…"))
            return
        title = self._networks.current.title
        self._plan.setText(problem or what_happens(title, material.split, material.title))
        self._whose.setText(whose(material.split))
        self._show_figures(material)

    def _is_after(self, network: Network) -> bool:
        """Whether it is what came of the learning, tested meanwhile or not."""
        return self._after is not None and network.has_weights_of(self._after)

    def _show_figures(self, material: FineTuningInputs) -> None:
        """The network in use stands under Before until it has learnt, then under After."""
        before, after = material.figures, _NO_FIGURES
        if self._is_after(material.network) or self._mine:
            before, after = self._figures_before, (_NO_FIGURES if self._mine else material.figures)
        split = material.split
        known = _("{title}’s test pictures").format(title=material.title)
        self.table.show_rows(
            [
                FineTuningRow(_("Your digits that it learns from"), len(split.learnt), before.learnt, after.learnt),
                FineTuningRow(_("Your digits set aside"), len(split.holdout), before.holdout, after.holdout),
                FineTuningRow(_("Other people’s digits"), len(split.unseen), before.unseen, after.unseen),
                FineTuningRow(known, len(material.test), before.known, after.known),
            ]
        )
