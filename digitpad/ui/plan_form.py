"""The settings of a training run as a form."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.training.plan import MAX_BATCH_SIZE, MAX_EPOCHS, TrainingPlan, parse_hidden
from digitpad.ui import theme
from digitpad.ui.dataset_chooser import DatasetChooser
from digitpad.ui.jobs import Jobs
from digitpad.ui.widgets import faint_label, mark, named

_ACTIVATIONS = {"relu": "ReLU", "sigmoid": "Sigmoid", "tanh": "Tanh", "leaky_relu": "Leaky ReLU"}
_OPTIMIZERS = {"adam": "Adam", "sgd": "SGD", "momentum": "SGD with momentum", "rmsprop": "RMSprop"}


class RateBox(QDoubleSpinBox):
    """A number with as many decimals as it needs, stepping by a tenth of its size."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(6)
        self.setRange(0.000001, 10.0)
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)

    def textFromValue(self, value: float) -> str:
        """Without the trailing zeros."""
        whole, _, decimals = super().textFromValue(value).rpartition(self.locale().decimalPoint())
        return f"{whole}{self.locale().decimalPoint()}{decimals.rstrip('0')}" if decimals.rstrip("0") else whole


class PlanForm(QWidget):
    """Every setting with a label, a tooltip and a key; a wrong one marks itself and says what it expects.

    Signals:
        changed: the plan, or whether there is one, may be another now.
    """

    changed = Signal()

    def __init__(self, catalogue: Catalogue, jobs: Jobs) -> None:
        super().__init__()
        self._catalogue = catalogue
        plan = TrainingPlan()
        self.dataset = DatasetChooser(catalogue, jobs)
        self.hidden = named(
            QLineEdit(", ".join(map(str, plan.hidden))), "hiddenLayersEdit", "Hidden layers",
            "Units of each hidden layer, separated by commas: 500, 500, 500 makes three layers.",
        )
        self._network_note = faint_label("")
        self.activation = named(
            _choices(_ACTIVATIONS, plan.activation), "activationBox", "Activation",
            "What each hidden unit does with the sum of its inputs before it passes it on.",
        )
        self.optimizer = named(
            _choices(_OPTIMIZERS, plan.optimizer), "optimizerBox", "Optimizer",
            "The rule that turns the slope of the loss into a step of the weights.",
        )
        self.learning_rate = named(
            RateBox(), "learningRateBox", "Learning rate",
            "How big a step is: too small learns slowly, too big never settles.",
        )
        self.learning_rate.setValue(plan.learning_rate)
        self.batch_size = named(
            _whole(plan.batch_size, MAX_BATCH_SIZE), "batchSizeBox", "Batch size",
            "How many pictures are looked at before each step of the weights.",
        )
        self.epochs = named(
            _whole(plan.epochs, MAX_EPOCHS), "epochsBox", "Epochs", "How many times the network sees every picture."
        )
        self._lay_out()
        self.dataset.changed.connect(self._edited)
        self.hidden.textChanged.connect(self._edited)
        for box in (self.activation, self.optimizer):
            box.currentIndexChanged.connect(self._edited)
        for number in (self.learning_rate, self.batch_size, self.epochs):
            number.valueChanged.connect(self._edited)
        self._edited()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for text, widget, buddy in (
            ("&Dataset", self.dataset, self.dataset.box),
            ("&Hidden layers", self.hidden, self.hidden),
            ("", self._network_note, None),
            ("&Activation", self.activation, self.activation),
            ("&Optimizer", self.optimizer, self.optimizer),
            ("&Learning rate", self.learning_rate, self.learning_rate),
            ("&Batch size", self.batch_size, self.batch_size),
            ("&Epochs", self.epochs, self.epochs),
        ):
            label = QLabel(text)
            if buddy is not None:
                label.setBuddy(buddy)
            form.addRow(label, widget)
        self._dress()

    def _dress(self) -> None:
        """All fields equally high, whatever the style thinks of each kind."""
        height = round(self.fontMetrics().height() * 1.6)
        for field in (self.dataset.box, self.hidden, self.activation, self.optimizer, self.learning_rate,
                      self.batch_size, self.epochs):
            field.setMinimumHeight(height)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        if event.type() is QEvent.Type.FontChange:
            self._dress()
        super().changeEvent(event)

    def plan(self) -> TrainingPlan:
        """What the form says.

        Raises:
            DigitpadError: something in it is wrong; the sentence says what is expected.
        """
        return TrainingPlan(
            dataset=self.dataset.name,
            hidden=parse_hidden(self.hidden.text()),
            activation=str(self.activation.currentData()),
            optimizer=str(self.optimizer.currentData()),
            learning_rate=self.learning_rate.value(),
            batch_size=self.batch_size.value(),
            epochs=self.epochs.value(),
        )

    def why_not(self) -> str | None:
        """Why there is nothing to train yet, as one sentence, or None."""
        try:
            plan = self.plan()
            plan.spec(self._classes())
        except DigitpadError as error:
            return str(error)
        if not self.dataset.is_available:
            return "The pictures of this dataset are not on this computer yet: download them or open a file."
        return None

    def _classes(self) -> int:
        return len(self._catalogue.entry(self.dataset.name).class_names)

    def _edited(self) -> None:
        """Say how big the network is, or what is wrong with its layers."""
        try:
            spec = TrainingPlan(hidden=parse_hidden(self.hidden.text())).spec(self._classes())
        except DigitpadError as error:
            mark(self.hidden, wrong=True)
            mark(self._network_note, problem=True).setText(str(error))
        else:
            mark(self.hidden, wrong=False)
            mark(self._network_note, problem=False).setText(f"{spec}: {spec.parameter_count:,} parameters")
        self.changed.emit()


def _choices(names: dict[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    for key, title in names.items():
        box.addItem(title, key)
    box.setCurrentIndex(box.findData(chosen))
    return box


def _whole(value: int, highest: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, highest)
    box.setValue(value)
    return box
