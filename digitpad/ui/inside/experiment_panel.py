"""Experiments on a copy of the network: what it gets right before and after."""

from __future__ import annotations  # the types are for the reader, not for the start

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from digitpad.formatting import percent, visible
from digitpad.insight.experiments import bias_of, weight_of
from digitpad.translation import N_, _
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.inside.inside_look import Neuron
from digitpad.ui.inside.neuron_terms import neuron_text, short_text, source_text
from digitpad.ui.inside.trial import KINDS, Target, Trial, tried
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import Note, allow, faint_label, named
from digitpad.ui.widgets.number_fields import NumberBox, WholeBox, choice_box, choose
from digitpad.ui.widgets.panel_head import PanelHead

if TYPE_CHECKING:
    from digitpad.model.network import Network
    from digitpad.ui.workbench import Workbench

_HOW = N_(
    "Switch off, multiply: all weights that lead away from the neuron are multiplied by 0 or by the number. "
    "Add: the number is added to the bias of the chosen neuron, or to the weight that was clicked. "
    "Remove: the weights with the smallest sizes become 0 (Y. LeCun and others, “Optimal brain damage”, 1990). "
    "Noise: a normal random number is added to each weight; the percentage is of the standard deviation of the "
    "layer's weights. Bits: in each layer only 2^bits − 1 evenly spaced values are left.\n\n"
    "It is done to a copy. Accuracy is the share of the test pictures whose most probable class is the right one."
)


class ExperimentPanel(QWidget):
    """What to try, how much, what came of it, and what is to become of the copy.

    Signals:
        save_wanted: the copy is in use now, and is to be saved under a name of its own.
    """

    save_wanted = Signal()

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("experimentPanel")
        named(self, "experimentPanel", _("Experiments"), _("Try changes on a copy of the network."))
        self._workbench = workbench
        self._network: Network | None = None
        self._target, self._is_hidden = Target(Neuron(0, 0)), False
        self._trial: Trial | None = None
        self._cancelled = threading.Event()
        self._job: LatestJob[Trial] = LatestJob(workbench.jobs, self._show, self._show_state, self)
        self._kind = named(choice_box({key: kind.title for key, kind in KINDS.items()}, "prune"), "experimentBox",
                           _("What to try"), _("What is done to the copy."))
        self._kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._amounts = {
            key: named(
                WholeBox(round(kind.usual), round(kind.low), round(kind.high)) if kind.is_whole
                else NumberBox(kind.usual, kind.low, kind.high),
                f"{key}AmountBox", _("How much: {what}").format(what=_(kind.title)), _("How much is done to the copy."),
            )
            for key, kind in KINDS.items() if kind.low < kind.high
        }
        self._try = named(QPushButton(_("Try it")), "tryButton", _("Try it"),
                          _("Change a copy, and count the test pictures that it gets right."))
        self._use = named(QPushButton(_("Use the changed network")), "useChangedButton", _("Use the changed network"),
                          _("Answer with the copy from now on; the original stays in the list of networks."))
        self._save = named(QPushButton(_("Save it as…")), "saveChangedButton", _("Save it as…"),
                           _("Answer with the copy from now on, and save it in a file of its own."))
        self._discard = named(QPushButton(_("Throw it away")), "discardChangedButton", _("Throw it away"),
                              _("Forget the copy."))
        self._about = named(faint_label(""), "experimentTarget", _("What it is about"),
                            _("The neuron, the bias or the weight that is changed."))
        self._sentence = named(Note(), "experimentSentence", _("What came of it"),
                               _("What the network gets right before and after."))
        self._lay_out()
        self._kind.currentIndexChanged.connect(lambda __: self._show_kind())
        for box in self._amounts.values():
            box.edited.connect(self._show_kind)
        self._try.clicked.connect(lambda: self._begin())
        self._use.clicked.connect(lambda: self._use_it())
        self._save.clicked.connect(lambda: self._save_it())
        self._discard.clicked.connect(lambda: self._forget())
        self._show_kind()
        self._show_state("")

    def _lay_out(self) -> None:
        self._controls, self._buttons = FlowRow(), FlowRow()
        self._controls.add(self._kind)
        for box in self._amounts.values():
            self._controls.add(box)
        self._controls.add(self._try)
        self._buttons.add(self._use)
        self._buttons.add(self._save)
        self._buttons.add(self._discard)
        layout = theme.spaced(QVBoxLayout(self))
        title = _("Experiments on a copy")
        layout.addWidget(PanelHead(title, how_button("howExperimentButton", title, _(_HOW))))
        layout.addWidget(faint_label(_("Whatever is tried here, the network itself stays as it is.")))
        layout.addWidget(self._controls)
        layout.addWidget(self._about)
        layout.addWidget(self._sentence)
        layout.addWidget(self._buttons)

    def show_target(self, network: Network, target: Target, *, is_hidden: bool) -> None:
        """Experiment with this network from now on, and with this neuron or weight of it, which is there.

        What was found of an earlier one stays until it is used.
        """
        self._network, self._target, self._is_hidden = network, target, is_hidden
        self._allow()

    def offer(self, kind: str) -> None:
        """Somebody has chosen what such an experiment is about."""
        choose(self._kind, kind)

    def drop(self) -> None:
        """Nobody wants to know any more."""
        if self._job.busy:
            self._cancelled.set()
            self._job.drop()
            self._show_state("")

    @property
    def kind(self) -> str:
        """What is to be tried, a key of `KINDS`."""
        return str(self._kind.currentData())

    def _show_kind(self) -> None:
        for key, box in self._amounts.items():
            self._controls.show_button(box, key == self.kind)
        self._allow()

    def _allow(self) -> None:
        box = self._amounts.get(self.kind)
        why_not = (box.why_not() if box is not None else None) or ""
        self._about.setText(self._about_text(0.0 if box is None or why_not else float(box.value())))
        self._about.setVisible(bool(self._about.text()))
        if KINDS[self.kind].needs_weight and self._target.source is None:
            why_not = _("Choose a weight first: click one in the picture of the weights, or a row of the sum.")
        if KINDS[self.kind].needs_hidden and not self._is_hidden:
            why_not = _("Choose a neuron of a hidden layer first; an output cannot be switched off or multiplied.")
        if self._job.busy:
            why_not = _("Counting…")
        allow(self._try, why_not)
        is_training = self._workbench.is_training
        for button in (self._use, self._save):
            allow(button, _("A network is being trained; wait until that has ended.") if is_training else "")

    def _about_text(self, amount: float) -> str:
        """What is changed, and from what to what."""
        network, ((layer, unit), source) = self._network, self._target
        if network is None:
            return ""
        name = neuron_text(layer, unit, () if self._is_hidden else network.info.class_names)
        match self.kind:
            case "off" | "scale" if self._is_hidden:
                return name
            case "bias" if (bias := bias_of(network, layer, unit)) is not None:
                return _("{neuron}: its bias is {before}, and then {after}.").format(
                    neuron=name, before=short_text(bias), after=short_text(bias + amount)
                )
            case "weight" if source is not None:
                weight = weight_of(network, layer, source, unit)
                return _("{neuron}: its weight from “{source}” is {before}, and then {after}.").format(
                    neuron=name, source=source_text(layer, source), before=short_text(weight),
                    after=short_text(weight + amount),
                )
            case "weight":
                return _("Click a weight in the picture of the weights, or a row of the sum, to choose it.")
            case _:
                return ""

    def _begin(self) -> None:
        if self._network is None:
            return
        box = self._amounts.get(self.kind)
        self._trial = None
        self._cancelled = threading.Event()
        self._job.ask(partial(
            tried, self._workbench.catalogue, self._network, self.kind, 0.0 if box is None else float(box.value()),
            self._target, self._cancelled.is_set,
        ))
        self._show_state(_("Counting…"))

    def _show(self, trial: Trial) -> None:
        self._trial = trial
        text = _("Of {count:,} test pictures of {title} the network gets {before} right, and the changed copy {after}.")
        said = [text.format(count=trial.pictures, title=visible(trial.title), before=percent(trial.before),
                            after=percent(trial.after))]
        if trial.learnt:
            said.append(_("The network has learnt from these pictures."))
        self._show_state(" ".join(said))

    def _show_state(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._buttons.setVisible(self._trial is not None)
        self._allow()

    def _use_it(self) -> None:
        trial = self._trial
        if trial is None or self._workbench.is_training:
            return
        networks = self._workbench.networks
        of = next((each for each in networks.entries if each.network is trial.original), networks.current)
        self._forget()
        networks.changed_copy(trial.changed, _("{title}, changed").format(title=of.title))

    def _save_it(self) -> None:
        if self._trial is not None and not self._workbench.is_training:
            self._use_it()
            self.save_wanted.emit()

    def _forget(self) -> None:
        self._trial = None
        self._show_state("")
