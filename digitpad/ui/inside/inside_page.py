"""The Inside page: the network at work, one of its neurons, and how scores become shares."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.translation import N_, _
from digitpad.ui.answer.follower import Follower, Sight
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.inside.exciting_panel import ExcitingPanel
from digitpad.ui.inside.experiment_panel import ExperimentPanel
from digitpad.ui.inside.inside_look import InsideLook, Neuron, look_inside
from digitpad.ui.inside.network_view import NetworkView
from digitpad.ui.inside.neuron_panel import NeuronPanel
from digitpad.ui.inside.neuron_terms import neuron_text
from digitpad.ui.inside.softmax_panel import SoftmaxPanel
from digitpad.ui.inside.trial import Target
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.empty_page import EmptyPage
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, named
from digitpad.ui.widgets.panel_head import PanelHead
from digitpad.ui.widgets.scrolled import VerticalScroll

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from digitpad.ui.workbench import Workbench

_HOW = N_(
    "Every cell is a neuron. The network computes layer by layer: each neuron adds up what the layer before gives, "
    "each value times its weight, adds its bias and applies its activation. Blue is a value above 0, orange one "
    "below; the scale of a layer is the largest value that it has had since this network is in use.\n\n"
    "The lines are the twelve strongest products of the chosen neuron's own sum, and the twelve strongest that it "
    "adds to sums of the next layer: value × weight, blue where that is above 0. The thicker, the larger."
)


@guarded
class InsidePage(QWidget):
    """Looks into the network that answers, at the picture that the bars are about.

    Signals:
        picture_chosen: this test picture, (28, 28), is to be put before the network; its number, from 0.
        put_away: nobody looks at it any more; the drawing is to take over again.
        save_wanted: the network in use is a changed copy that is to be saved under a name of its own.
        neuron_chosen: what the neuron is called that somebody looks at now.
        example_wanted: nothing is drawn, and a drawing is to be put on the canvas.
    """

    picture_chosen = Signal(object, int)
    put_away = Signal()
    save_wanted = Signal()
    neuron_chosen = Signal(str)
    example_wanted = Signal()

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("insidePage")
        self.setAccessibleName(_("Inside"))
        self._follower = Follower(workbench.recognizer, self)
        self._job: LatestJob[InsideLook] = LatestJob(workbench.jobs, self._show, parent=self)
        self._sight: Sight | None = None
        self._wanted: Neuron | None = None  # the answer, until somebody chooses
        self._source: int | None = None  # from where the chosen weight comes
        self._look: InsideLook | None = None
        self._has_chosen = False  # a picture
        self._network = named(
            NetworkView(), "networkView", _("The network at work"),
            _("Click a neuron, or choose one with the arrow keys, to see what it adds up."),
        )
        self._neuron = NeuronPanel()
        self._exciting = ExcitingPanel(workbench.catalogue, workbench.jobs)
        self._softmax = SoftmaxPanel()
        self._experiment = ExperimentPanel(workbench)
        self._lay_out()
        self._follower.moved.connect(self._see)
        self._network.selected.connect(self.choose)
        self._neuron.source_chosen.connect(self._choose_source)
        self._exciting.picture_chosen.connect(self._put_picture)
        self._exciting.ranges_changed.connect(self._ask)
        self._experiment.save_wanted.connect(self.save_wanted)
        self._softmax.temperature_changed.connect(self._ask)

    def _lay_out(self) -> None:
        self._blank = faint_label("")
        self._blank.setObjectName("insideNote")
        self._empty = EmptyPage(
            "inside", _("Draw a digit; here you see what each neuron makes of it."), _("Try an e&xample"),
            "insideExampleButton", _("Puts a drawing that comes with Digitpad on the canvas."),
        )
        self._empty.begun.connect(self.example_wanted)
        self._panels = (self._network, self._neuron, self._exciting, self._softmax, self._experiment)
        title = _("The network at work")
        content = QWidget()
        column = theme.spaced(QVBoxLayout(content), (0, 0, theme.GRID, 0), 2 * theme.GRID)
        column.addWidget(PanelHead(title, how_button("howNetworkButton", title, _(_HOW))))
        column.addWidget(self._empty)
        column.addWidget(self._blank)
        for panel in self._panels:
            column.addWidget(panel)
            panel.hide()  # until there is something to show
        column.addStretch()
        layout = theme.spaced(QVBoxLayout(self), theme.PAGE_MARGIN, None)
        layout.addWidget(VerticalScroll(content))

    def stop(self) -> None:
        """Give up what is done in the background, for closing the window."""
        self._job.drop()
        self._exciting.drop()
        self._experiment.drop()

    def _see(self, sight: Sight) -> None:
        self._sight = sight
        self._ask()

    def choose(self, neuron: Neuron) -> None:
        """Look at this neuron."""
        if neuron != self._wanted:
            self._source = None
        self._wanted = neuron
        self._ask()
        if self._look is not None:
            names = self._look.sight.network.info.class_names if neuron.layer + 1 == len(self._look.layers) else ()
            self.neuron_chosen.emit(neuron_text(*neuron, names))

    def _choose_source(self, source: int) -> None:
        """A weight was chosen, and with it its neuron, which stays from now on."""
        if self._look is not None:
            self._wanted, self._source = self._look.neuron, source
            self._experiment.offer("weight")
            self._show(self._look)

    def _put_picture(self, picture: object, number: int) -> None:
        self._has_chosen = True
        self.picture_chosen.emit(picture, number)

    def _ask(self) -> None:
        if self._sight is not None:
            self._job.ask(partial(
                look_inside, self._sight, self._wanted, self._softmax.temperature, self._exciting.ranges
            ))

    def _show(self, look: InsideLook) -> None:
        if self._look is None:
            for panel in self._panels:
                panel.show()
        self._look = look
        self._empty.setVisible(look.sight.probabilities is None)
        self._blank.setText(
            _("Nothing is drawn; this is what the network makes of blank paper.")
            if look.sight.probabilities is None
            else _("Click a neuron, or choose one with the arrow keys, to see what it adds up.")
        )
        layer = look.neuron.layer
        source = self._source if look.neuron == self._wanted else None
        if source is not None and source >= len(look.layers[layer].kernel):
            source = None
        self._network.show_look(look)
        self._neuron.show_look(look, source)
        self._exciting.show_look(look)
        self._softmax.show_rows(look.softmax)
        self._experiment.show_target(
            look.sight.network, Target(look.neuron, source), is_hidden=layer + 1 < len(look.layers)
        )

    # Qt's own

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.stop()
        if self._has_chosen:
            self._has_chosen = False
            self.put_away.emit()

    def minimumSizeHint(self) -> QSize:
        """Some of the network; the rest scrolls."""
        em = self.fontMetrics().height()
        return QSize(em * 11, em * 12)
