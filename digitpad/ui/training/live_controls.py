"""Controls for a run under way: learning rate, dropout, slow motion, one more epoch."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from digitpad.training.run_controls import RunControl
from digitpad.translation import N_, _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import Note, mark, named
from digitpad.ui.widgets.number_fields import choice_box, rate_box, share_box
from digitpad.ui.widgets.plain_text import PlainLabel

_SLOW_SECONDS = 0.25
"""How long a batch takes in slow motion: four steps a second can be followed by eye."""

_KEEP = {"last": N_("the last network"), "best": N_("the one with the best validation loss")}


class RunControls(QWidget):
    """Change a run under way: learning rate, dropout, slow motion, one more epoch, and what is kept at the end.

    Signals:
        epochs_changed: the run goes on for another number of epochs.
    """

    epochs_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._control: RunControl | None = None
        self.learning_rate = named(
            rate_box(0.001), "liveLearningRateBox", _("Learning rate from now on"),
            _("The size of a step from now on."),
        )
        self.dropout = named(
            share_box(0.0, 0.9), "liveDropoutBox", _("Dropout from now on"),
            _("The share of each hidden layer that is switched off from now on."),
        )
        self.slow = named(
            QCheckBox(_("Slow motion")), "slowMotionBox", _("Slow motion"),
            _("Four steps a second, so that every change of the bars can be followed."),
        )
        self.more = named(
            QPushButton(_("One more epoch")), "oneMoreEpochButton", _("One more epoch"),
            _("Let the run go on for one epoch longer than planned."),
        )
        self.keep = named(
            choice_box(_KEEP, "last"), "keepBox", _("Keep at the end"),
            _("Which network is kept when the run ends or is stopped."),
        )
        for box in (self.learning_rate, self.dropout):
            box.setKeyboardTracking(False)  # on the way to 1e-4 there is a 1, which would ruin the run
            box.edited.connect(self._show_problem)
        self._problem = mark(
            named(Note(), "liveProblem", _("Problem"), _("Which of the values has no effect, and what is expected.")),
            problem=True,
        )
        self._problem.hide()
        heading = PlainLabel(_("While it runs"))
        heading.setProperty("heading", True)
        form = QFormLayout()
        form.setSpacing(theme.GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Learning rate"), self.learning_rate)
        form.addRow(_("Dropout"), self.dropout)
        form.addRow(_("Keep"), self.keep)
        row = QHBoxLayout()
        row.addWidget(self.slow)
        row.addWidget(self.more)
        row.addStretch()
        layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(heading)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addLayout(row)
        self.learning_rate.valueChanged.connect(self._set_learning_rate)
        self.dropout.valueChanged.connect(self._set_dropout)
        self.slow.toggled.connect(self._set_slow)
        self.keep.currentIndexChanged.connect(self._set_keep)
        self.more.clicked.connect(self._add_epoch)

    def take(self, control: RunControl) -> None:
        """Change the run that starts from now on; slow motion and what is kept stay as they were chosen."""
        self._control = None
        self.learning_rate.setValue(control.learning_rate)
        self.dropout.setValue(control.dropout)
        self._control = control
        self._set_slow(self.slow.isChecked())
        self._set_keep()

    def release(self) -> None:
        """The run is over."""
        self._control = None

    def _show_problem(self) -> None:
        reason = self.learning_rate.why_not() or self.dropout.why_not()
        self._problem.setText(reason or "")
        self._problem.setVisible(reason is not None)

    def _set_learning_rate(self, value: float) -> None:
        if self._control is not None:
            self._control.learning_rate = value

    def _set_dropout(self, value: float) -> None:
        if self._control is not None:
            self._control.dropout = value

    def _set_slow(self, slow: bool) -> None:
        if self._control is not None:
            self._control.seconds_per_batch = _SLOW_SECONDS if slow else 0.0

    def _set_keep(self) -> None:
        if self._control is not None:
            self._control.keep_best = self.keep.currentData() == "best"

    def _add_epoch(self) -> None:
        if self._control is not None:
            self._control.epochs += 1
            self.epochs_changed.emit(self._control.epochs)
