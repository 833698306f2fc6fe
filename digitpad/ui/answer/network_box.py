"""The box above the bars: which network is in use, what it reads, and how well."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from digitpad.formatting import percent
from digitpad.model.answer import has_digit_classes
from digitpad.translation import N_, _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.elided_label import ElidedLabel
from digitpad.ui.widgets.helpers import mark, named
from digitpad.ui.widgets.plain_text import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digitpad.model.network import Network

_TIP = N_("The network that answers; choose another one here.")
_TRAINING_TIP = N_("The network in training answers. Others can be chosen when the run has ended.")


class NetworkBox(QWidget):
    """Lists the networks of the session, the built-in one first.

    Signals:
        chosen: the place in the list, from 0, of the network that is to be used.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._box = named(QComboBox(), "networkBox", _("Network in use"), _(_TIP))
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(6)
        self._facts = mark(
            named(ElidedLabel(), "networkFacts", _("About the network"), _("What it reads, and how well.")), faint=True
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = theme.spaced(QVBoxLayout(self), gap=2)
        layout.addWidget(self._box)
        layout.addWidget(self._facts)
        self._box.activated.connect(self.chosen)

    @property
    def box_height(self) -> int:
        """The height of the box alone, in pixels."""
        return self._box.sizeHint().height()

    def set_short(self, short: bool) -> None:
        """The box alone, where there is little room."""
        self._facts.setVisible(not short)

    def show_networks(self, titles: Sequence[str], current: int, network: Network) -> None:
        """List them anew.

        Args:
            titles: of all of them.
            current: the place of the one in use.
            network: the one in use.
        """
        self._box.clear()
        self._box.addItems(titles)
        self._box.setCurrentIndex(current)
        self._box.setEnabled(True)
        set_tip(self._box, _(_TIP))
        self._show_facts(network)

    def show_training(self, network: Network, title: str = "") -> None:
        """The network in training is in use, or a moment of its film, which has a title; none can be chosen now."""
        title = title or _("Network in training")
        if self._box.isEnabled() or self._box.currentText() != title:
            self._box.clear()
            self._box.addItem(title)
            self._box.setEnabled(False)
            set_tip(self._box, _(_TRAINING_TIP))
            self._show_facts(network)

    def _show_facts(self, network: Network) -> None:
        names, accuracy = network.info.class_names, network.info.test_accuracy
        if has_digit_classes(names):
            first, last = min(names), max(names)
            text = (
                _("Reads {first} to {last}") if accuracy is None
                else _("{first} to {last}; test accuracy {accuracy}")
            )
            tip = (
                _("Reads the digits {first} to {last}.") if accuracy is None
                else _("Reads the digits {first} to {last}; test accuracy {accuracy}.")
            )
        else:
            first, last = names[0], names[-1]
            text = (
                _("{count} kinds, {first} to {last}") if accuracy is None
                else _("{count} kinds; test accuracy {accuracy}")
            )
            tip = (
                _("Tells {count} kinds of pictures apart: {names}.") if accuracy is None
                else _("Tells {count} kinds of pictures apart, with a test accuracy of {accuracy}: {names}.")
            )
        facts = {
            "first": first, "last": last, "count": len(names), "names": ", ".join(names),
            "accuracy": percent(accuracy) if accuracy is not None else "",
        }
        self._facts.setText(text.format(**facts))
        set_tip(self._facts, tip.format(**facts))
