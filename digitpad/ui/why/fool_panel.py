"""The panel “Fool the network”: make noise that it is sure of, and put it before the network."""

from __future__ import annotations  # the types are for the reader, not for the start

import threading
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.formatting import percent, visible
from digitpad.insight.fool import FoolingPicture, fool
from digitpad.translation import N_, _
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.why.class_box import ClassBox
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import Note, faint_label, named
from digitpad.ui.widgets.panel_head import PanelHead

if TYPE_CHECKING:
    from digitpad.model.network import Network
    from digitpad.ui.answer.follower import Sight
    from digitpad.ui.background.jobs import Jobs

_HOW = N_(
    "It begins with noise. The chain rule says for each pixel whether more or less ink makes the chosen class more "
    "probable; every pixel goes a little way there, and again, until the network is sure: gradient ascent "
    "(A. Nguyen, J. Yosinski, J. Clune, “Deep neural networks are easily fooled”, 2015). The network has never seen "
    "noise while it learnt, so what it says about noise means nothing, however sure it is."
)


class _Fooled(NamedTuple):
    name: str
    found: FoolingPicture | None


class FoolPanel(QWidget):
    """A box of classes, a button, and what was found, said as what it is.

    Signals:
        picture_chosen: this picture (28, 28), noise, is to be put before the network.
        put_away: the drawing is to take over again.
    """

    picture_chosen = Signal(object)
    put_away = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._network: Network | None = None
        self._seed = 0
        self._shown = False  # whether noise is before the network
        self._cancelled = threading.Event()
        self._job: LatestJob[_Fooled] = LatestJob(jobs, self._show, self._fail, self)
        self.target = named(ClassBox(), "foolTargetBox", _("What the network is to say"),
                            _("The class that the network is to take noise for."))
        self._begin = named(QPushButton(_("Fool it")), "foolButton", _("Fool it"),
                            _("Make noise that the network takes for the chosen class, and put it before the network."))
        self._back = named(QPushButton(_("Back to my drawing")), "endFoolingButton", _("Back to my drawing"),
                           _("Put your drawing before the network again."))
        self._sentence = named(Note(), "foolSentence", _("What was found"), _("What the network says about noise."))
        row = FlowRow()
        for each in (self.target, self._begin, self._back):
            row.add(each)
        self._row = row
        layout = theme.spaced(QVBoxLayout(self))
        title = _("Fool the network")
        layout.addWidget(PanelHead(title, how_button("howFoolButton", title, _(_HOW))))
        layout.addWidget(faint_label(_("Noise that nobody drew and that no person can read, made for this network.")))
        layout.addWidget(row)
        layout.addWidget(self._sentence)
        self._begin.clicked.connect(lambda: self._search())
        self._back.clicked.connect(lambda: self.put_away.emit())
        self._show_state("")

    def show_sight(self, sight: Sight, *, is_about_noise: bool) -> None:
        """Fool another network, and know whether noise is before it."""
        self._network = sight.network
        self.target.set_names(sight.names)
        if self._shown and not is_about_noise:
            self._shown = False
            self._show_state("")

    @property
    def shows_noise(self) -> bool:
        """Whether the picture before the network is noise of this panel."""
        return self._shown

    def drop(self) -> None:
        """Nobody wants to know any more."""
        self._cancelled.set()
        self._job.drop()
        self._begin.setEnabled(True)

    def _search(self) -> None:
        if self._network is None:
            return
        self._cancelled = threading.Event()
        self._seed += 1
        target = self.target.currentIndex()
        self._job.ask(partial(_fool, self._network, target, self._seed, self._cancelled))
        self._show_state(_("Making noise…"))

    def _show(self, fooled: _Fooled) -> None:
        if fooled.found is None:
            self._show_state(
                _("Not found: this network is not to be fooled into {name} this way.").format(
                    name=visible(fooled.name)
                )
            )
            return
        self._shown = True
        self._show_state(
            _("The network says {name}, {share}, and it is noise. Being sure is not being right.").format(
                name=visible(fooled.name), share=percent(fooled.found.probability)
            )
        )
        self.picture_chosen.emit(fooled.found.picture)

    def _fail(self, sentence: str) -> None:
        self._show_state(sentence)

    def _show_state(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._begin.setEnabled(not self._job.busy)
        self._row.show_button(self._back, self._shown)


def _fool(network: Network, target: int, seed: int, cancelled: threading.Event) -> _Fooled:
    name = network.info.class_names[target]
    return _Fooled(name, fool(network, target, seed, is_cancelled=cancelled.is_set))
