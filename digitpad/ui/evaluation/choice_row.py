"""The row above the matrix: which pictures, and which second network."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from digitpad.translation import _
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digitpad.evaluation.picture_sets import PictureChoice
    from digitpad.model.network import Network


class ChoiceRow(FlowRow):
    """Two boxes.

    Signals:
        pictures_chosen: this `PictureChoice`, or None for the pictures that go with the network.
        against_chosen: this `Network`, or None for none.
    """

    pictures_chosen = Signal(object)
    against_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pictures = named(
            QComboBox(), "examinePicturesBox", _("Pictures"), _("The pictures that the network is examined on.")
        )
        self._against = named(
            QComboBox(), "againstBox", _("Against"),
            _("A second network of this session to compare with; the matrix then shows the difference."),
        )
        for box, title in ((self._pictures, _("Pictures")), (self._against, _("Against"))):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            label = PlainLabel(title)
            label.setBuddy(box)
            self.add_pair(label, box)
        self.show_choices((), None)
        self.show_networks((), None)
        self._pictures.activated.connect(lambda place: self.pictures_chosen.emit(self._pictures.itemData(place)))
        self._against.activated.connect(lambda place: self.against_chosen.emit(self._against.itemData(place)))

    def show_choices(self, choices: Sequence[PictureChoice], chosen: PictureChoice | None) -> None:
        """List the sets; nothing is chosen by that."""
        with QSignalBlocker(self._pictures):
            self._pictures.clear()
            self._pictures.addItem(_("Test pictures"), None)
            for choice in choices:
                self._pictures.addItem(choice.title, choice)
            self._pictures.setCurrentIndex(choices.index(chosen) + 1 if chosen in choices else 0)

    def show_networks(self, networks: Sequence[tuple[str, Network]], chosen: Network | None) -> None:
        """List the networks to compare with; nothing is chosen by that."""
        with QSignalBlocker(self._against):
            self._against.clear()
            self._against.addItem(_("No other"), None)
            for title, network in networks:
                self._against.addItem(title, network)
            places = [place for place, (_title, network) in enumerate(networks, 1) if network is chosen]
            self._against.setCurrentIndex(places[0] if places else 0)
        self._against.setEnabled(bool(networks))
