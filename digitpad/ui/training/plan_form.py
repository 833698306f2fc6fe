"""The form for a training plan: dataset, layers, activation, optimizer and more."""

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QToolButton, QWidget

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.training.plan import MAX_BATCH_SIZE, MAX_EPOCHS, MAX_PICTURES, TrainingPlan, parse_hidden
from digitpad.translation import N_, _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.datasets.dataset_chooser import DatasetChooser
from digitpad.ui.training.augmentation_form import AugmentationForm
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.following import FollowsTheme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, mark, named
from digitpad.ui.widgets.number_fields import (
    NumberBox,
    WholeBox,
    choice_box,
    choose,
    rate_box,
    refuse_wrong,
    share_box,
    whole_box,
)
from digitpad.ui.widgets.plain_text import PlainLabel, set_tip

_ACTIVATIONS = {"relu": "ReLU", "sigmoid": N_("Sigmoid"), "tanh": N_("Tanh"), "leaky_relu": N_("Leaky ReLU")}
_OPTIMIZERS = {"adam": "Adam", "sgd": "SGD", "momentum": N_("SGD with momentum"), "rmsprop": "RMSprop"}
_SCHEDULES = {"constant": N_("Constant"), "cosine": N_("Cosine, down to nearly 0")}
_INITIALIZERS = {
    "glorot_uniform": N_("Glorot uniform"), "he_normal": N_("He normal"), "normal": N_("Normal"),
    "truncated_normal": N_("Truncated normal"),
}
_PIXELS = {"grey": N_("Grey"), "black and white": N_("Black and white")}
_LABELS = {"integer": N_("Integer"), "one-hot": "One-hot"}

_Field = QComboBox | QLineEdit | NumberBox | WholeBox


@guarded
class PlanForm(FollowsTheme, QWidget):
    """Every setting with a label, an explanation and a key; a wrong one marks itself and says what it expects.

    Signals:
        changed: the plan, or whether there is one, may be another now.
    """

    changed = Signal()

    def __init__(self, catalogue: Catalogue, jobs: Jobs) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._fixed: dict[str, Any] = {}
        self._fields: list[_Field] = []
        self._form = theme.spaced(QFormLayout(self))
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._add_basics(TrainingPlan(), jobs)
        self._more = named(
            QToolButton(),
            "moreSettingsButton",
            _("More settings"),
            _("Show or hide the settings that are seldom changed."),
        )
        self._more.setText(_("More settings"))
        self._more.setCheckable(True)
        self._form.addRow("", self._more)
        first_hidden = self._form.rowCount()
        self._add_more(TrainingPlan(), jobs)
        self._hidden_rows = range(first_hidden, self._form.rowCount())
        self._explanation = faint_label("")
        self._form.addRow(self._explanation)
        self._more.toggled.connect(self._show_more)
        self._show_more(False)
        self._apply_style()
        self._edited()

    # Fields

    def _add_basics(self, plan: TrainingPlan, jobs: Jobs) -> None:
        self.dataset = DatasetChooser(self._catalogue, jobs)
        label = PlainLabel(_("&Dataset"))
        label.setBuddy(self.dataset.box)
        self._form.addRow(label, self.dataset)
        self._fields += [self.dataset.box, self.dataset.share]
        self.dataset.box.installEventFilter(self)
        self.dataset.changed.connect(self._edited)
        self.hidden = self._add(
            _("Hidden la&yers"), QLineEdit(", ".join(map(str, plan.hidden))), "hiddenLayersEdit",
            _("Units of each hidden layer, separated by commas: 500, 500, 500 makes three layers."),
        )
        self._network_note = faint_label("")
        self._form.addRow("", self._network_note)
        self.activation = self._add(
            _("&Activation"), choice_box(_ACTIVATIONS, plan.activation), "activationBox",
            _("What each hidden unit does with the sum of its inputs before it passes it on."),
        )
        self.optimizer = self._add(
            _("&Optimizer"), choice_box(_OPTIMIZERS, plan.optimizer), "optimizerBox",
            _("The rule that turns the slope of the loss into a step of the weights."),
        )
        self.learning_rate = self._add(
            _("&Learning rate"), rate_box(plan.learning_rate), "learningRateBox",
            _("How big a step is: too small learns slowly, too big never settles."),
        )
        self.batch_size = self._add(
            _("&Batch size"), whole_box(plan.batch_size, 1, MAX_BATCH_SIZE), "batchSizeBox",
            _("How many pictures are looked at before each step of the weights."),
        )
        self.epochs = self._add(
            _("E&pochs"), whole_box(plan.epochs, 1, MAX_EPOCHS), "epochsBox",
            _("How many times the network sees every picture."),
        )

    def _add_more(self, plan: TrainingPlan, jobs: Jobs) -> None:
        self.schedule = self._add(
            _("S&chedule"), choice_box(_SCHEDULES, plan.schedule), "scheduleBox",
            _("Whether the learning rate stays, or shrinks along a cosine so that the last steps are small."),
        )
        self.initializer = self._add(
            _("&Initializer"), choice_box(_INITIALIZERS, plan.initializer), "initializerBox",
            _("How the first weights are drawn; a bad start can make learning slow or impossible."),
        )
        self.initializer_scale = self._add(
            _("Spread of &weights"), NumberBox(plan.initializer_scale, 0.0, 100.0), "initializerScaleBox",
            _("Standard deviation of the first weights, for the two normal initializers."),
        )
        self.bias_scale = self._add(
            _("&Spread of biases"), NumberBox(plan.bias_scale, 0.0, 100.0), "biasScaleBox",
            _("Standard deviation of the first biases; 0 starts them all at 0."),
        )
        self.dropout = self._add(
            _("D&ropout"), share_box(plan.dropout, 0.9), "dropoutBox",
            _("Share of each hidden layer that is switched off at random at every step, against learning by heart."),
        )
        self.l2 = self._add(
            "L&2", NumberBox(plan.l2, 0.0, 1.0), "l2Box",
            _("How much large weights add to the loss, which keeps them small."),
        )
        self.early_stopping = self._add(
            _("Early stoppin&g"), whole_box(plan.early_stopping, 0, MAX_EPOCHS), "earlyStoppingBox",
            _("End after so many epochs without a better validation loss; 0 never ends early."),
        )
        self.validation_share = self._add(
            _("Validatio&n share"), share_box(plan.validation_share, 0.5), "validationShareBox",
            _("Share of the training pictures that is kept aside and tried after every epoch."),
        )
        self.pictures = self._add(
            _("Training pict&ures"), whole_box(plan.pictures, 0, MAX_PICTURES), "picturesBox",
            _("How many of the training pictures are used, as many of each class as can be; 0 uses all of them."),
        )
        self.pixels = self._add(
            _("Pi&xels"), choice_box(_PIXELS, plan.pixels), "pixelsBox",
            _("Pixels as they are, or cut at half ink into black and white, for training and drawing alike."),
        )
        self.labels = self._add(
            _("&Kind of labels"),
            choice_box(_LABELS, plan.labels),
            "labelsBox",
            _(
                "How classes are written; the loss follows (sparse or categorical cross-entropy), "
                "the numbers are equal."
            ),
        )
        self.seed = self._add(
            _("Rando&m seed"), whole_box(plan.seed, 0, 2**31 - 1), "seedBox",
            _("Where the random numbers start: the same settings and seed give the same network."),
        )
        self.augmentation = AugmentationForm(self._catalogue, jobs, lambda: self.dataset.name)
        self._form.addRow(self.augmentation)
        self.augmentation.changed.connect(self._edited)
        self._fields.extend(self.augmentation.boxes())

    def _add(self, text: str, field: Any, object_name: str, tip: str) -> Any:
        named(field, object_name, text.replace("&", ""), tip)
        label = PlainLabel(text)
        label.setBuddy(field)
        set_tip(label, tip)
        self._form.addRow(label, field)
        self._fields.append(field)
        field.installEventFilter(self)
        edited = (
            field.textChanged if isinstance(field, QLineEdit)
            else field.currentIndexChanged if isinstance(field, QComboBox)
            else field.edited
        )
        edited.connect(self._edited)
        return field

    # The plan

    def plan(self) -> TrainingPlan:
        """What the form says.

        Raises:
            DigitpadError: something in it is wrong; the sentence says what is expected.
        """
        refuse_wrong(self, (field for field in self._fields if isinstance(field, NumberBox | WholeBox)))
        values: dict[str, Any] = {"dataset": self.dataset.name, "hidden": parse_hidden(self.hidden.text())}
        for name, (read, __) in self._simple_fields().items():
            values[name] = read()
        return TrainingPlan(**values, augmentation=self.augmentation.augmentation())

    def set_plan(self, plan: TrainingPlan) -> None:
        """Show a plan, but for what a lesson fixes; what has no field takes its default when it is read back."""
        self._show_values({field.name: getattr(plan, field.name) for field in dataclasses.fields(plan)} | self._fixed)

    def fix(self, values: Mapping[str, Any]) -> None:
        """From now on these settings have these values, whatever plan is shown; their fields are greyed elsewhere."""
        self._fixed = dict(values)
        self._show_values(self._fixed)
        self.dataset.show_state()
        self._edited()

    def _show_values(self, values: Mapping[str, Any]) -> None:
        writers = {name: write for name, (__, write) in self._simple_fields().items()}
        writers["dataset"] = self.dataset.set_name
        writers["hidden"] = lambda units: self.hidden.setText(", ".join(map(str, units)))
        writers["augmentation"] = self.augmentation.set_augmentation
        for name, value in values.items():
            if name in writers:
                writers[name](value)

    def _simple_fields(self) -> dict[str, tuple[Callable[[], Any], Callable[[Any], None]]]:
        """How to read and write each field that is a setting of the same name."""
        fields: dict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = {}
        for name in ("activation", "optimizer", "schedule", "initializer", "pixels", "labels"):
            box: QComboBox = getattr(self, name)
            fields[name] = (box.currentData, partial(choose, box))
        for name in (
            "learning_rate", "batch_size", "epochs", "initializer_scale", "bias_scale", "dropout", "l2",
            "early_stopping", "validation_share", "pictures", "seed",
        ):
            number: NumberBox | WholeBox = getattr(self, name)
            fields[name] = (number.value, number.setValue)
        return fields

    def why_not(self) -> str | None:
        """Why there is nothing to train yet, as one sentence, or None."""
        try:
            self.plan().spec(self._classes())
        except DigitpadError as error:
            return str(error)
        if not self.dataset.is_available:
            if self._catalogue.entry(self.dataset.name).download:
                return _("The pictures of this dataset are not on this computer yet: download them or open a file.")
            return _("The pictures of this dataset are not on this computer yet: open a file.")
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
            mark(self._network_note, problem=False).setText(
                _("{spec}: {count:,} parameters").format(spec=spec, count=spec.parameter_count)
            )
        own_scale = self.initializer.currentData() in ("normal", "truncated_normal")
        self.initializer_scale.setEnabled(own_scale)
        self.changed.emit()

    # Appearance

    def _show_more(self, shown: bool) -> None:
        for row in self._hidden_rows:
            self._form.setRowVisible(row, shown)
        self._more.setText(_("Fewer settings") if shown else _("More settings"))

    def _apply_style(self) -> None:
        """All fields equally high, whatever the style thinks of each kind."""
        height = round(self.fontMetrics().height() * 1.6)
        for field in self._fields:
            field.setMinimumHeight(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field with the focus is explained below the form, for those who never see a tooltip."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._explanation.setText(watched.toolTip())
        return False
