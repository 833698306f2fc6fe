"""Compare two networks side by side on the same drawing."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.translation import _
from digitpad.ui.answer.recognizer import Recognizer

if TYPE_CHECKING:
    from digitpad.model.network import Network
    from digitpad.training.run import Run
    from digitpad.ui.answer.answer_panel import AnswerPanel
    from digitpad.ui.networks.session_networks import SessionNetworks


class Comparison(QObject):
    """Puts a second network beside the one in use and takes it away again.

    Args:
        document: whose current network is the first.
        recognizer: of that network; the second network answers whatever it answers.
        panel: where both answers are shown.
        parent: the window.

    Signals:
        changed: whether two networks answer now.
    """

    changed = Signal(bool)

    def __init__(self, document: SessionNetworks, recognizer: Recognizer, panel: AnswerPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._first = recognizer
        self._second = Recognizer(recognizer.network, self)
        self._second.recognized.connect(panel.show_second)
        self._panel = panel
        self._training = False
        self._before = self._first_entry = document.current  # in use before the comparison, and put in use for it
        document.changed.connect(self._show_title)

    def put_under_pen(self, run: Run, network: Network) -> None:
        """Answer with a run's network."""
        self._document.taken_from_run(network, run.title, run.name)

    def begin(self, pairs: tuple[tuple[Run, Network], ...]) -> None:
        """Compare two runs, the first of which is used from now on, or one run with the network in use."""
        *under_pen, (run, network) = pairs
        if not self._panel.is_comparing:
            self._before = self._document.current
        for each in under_pen:
            self.put_under_pen(*each)
        self._first_entry = self._document.current
        # Room for the answers first, and names for the bars.
        self._panel.compare(self._title(), run.title, network.info.class_names)
        self._second.follow(self._first)
        self._second.set_network(network)
        self.changed.emit(True)

    def end(self) -> None:
        """Only one network answers, the one that was in use before; nothing happens when none is compared."""
        if self._panel.is_comparing:
            self._second.follow(None)
            self._panel.end_comparison()
            if self._document.current is self._first_entry is not self._before and not self._training:
                self._document.select(self._before)
            self.changed.emit(False)

    def set_training(self, training: bool) -> None:
        """Whether the network in use is one in training."""
        self._training = training
        self._show_title()

    def set_margin(self, margin: float) -> None:
        """How far the best class must be ahead of the second, 0..1."""
        self._second.set_margin(margin)

    def _title(self) -> str:
        is_newest = self._training and not self._document.shows_moment
        return _("In training") if is_newest else self._document.current.title

    def _show_title(self) -> None:
        self._panel.set_title(self._title())
