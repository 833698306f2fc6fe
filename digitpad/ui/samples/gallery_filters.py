"""The filters above the gallery: which class set, which class, and from which seat."""

from __future__ import annotations  # a collection is named in a signature

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from digitpad.samples.sample import Collection


class GalleryFilters(QWidget):
    """Three boxes; that of the class sets is there where there are several.

    Signals:
        set_chosen: drawings of these class names are to be shown.
        changed: another class or seat.
    """

    set_chosen = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._set = named(QComboBox(), "samplesSetBox", _("Class set"), _("Which kind of drawings is shown."))
        self._class = named(QComboBox(), "samplesClassBox", _("Class"), _("Show all classes, or only one."))
        self._seat = named(QComboBox(), "samplesSeatBox", _("Seat"), _("Show all seats, or only one."))
        layout = theme.spaced(QHBoxLayout(self))
        for box in (self._set, self._class, self._seat):
            box.setMinimumContentsLength(2)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            layout.addWidget(box, 1)
        for box, title in ((self._class, _("&Class")), (self._seat, _("&Seat"))):
            label = PlainLabel(title)
            label.setBuddy(box)
            layout.insertWidget(layout.indexOf(box), label)
        self._set.hide()
        # Item data that are tuples come back as lists.
        self._set.activated.connect(lambda place: self.set_chosen.emit(tuple(self._set.itemData(place))))
        for box in (self._class, self._seat):
            box.currentIndexChanged.connect(lambda __: self.changed.emit())

    @property
    def label(self) -> int | None:
        """The class that is shown; None for all."""
        chosen: int | None = self._class.currentData()
        return chosen

    @property
    def seat(self) -> int | None:
        """The seat that is shown, 0 for drawings of none; None for all."""
        chosen: int | None = self._seat.currentData()
        return chosen

    def show_choices(self, sets: Sequence[tuple[str, ...]], collection: Collection) -> None:
        """Offer what there is; what was chosen stays chosen, where it is still there.

        Args:
            sets: all class sets.
            collection: the samples of the one that is shown.
        """
        names = collection.class_names
        sets_shown = [(_("{first} … {last}").format(first=each[0], last=each[-1]), each) for each in sets]
        _fill(self._set, sets_shown, names)
        self._set.setVisible(len(sets) > 1)
        counts = np.bincount(collection.pictures.labels, minlength=len(names)).tolist()
        pairs = enumerate(zip(names, counts, strict=True))
        classes = [(_("{name} ({count})").format(name=name, count=count), label) for label, (name, count) in pairs]
        _fill(self._class, [(_("All"), None), *classes], self.label)
        seats = [(str(seat) if seat else _("None"), seat) for seat in np.unique(collection.seats).tolist()]
        _fill(self._seat, [(_("All"), None), *seats], self.seat)


def _fill(box: QComboBox, entries: Sequence[tuple[str, object]], chosen: object) -> None:
    box.blockSignals(True)
    box.clear()
    for text, value in entries:
        box.addItem(text, value)
    place = next((place for place, entry in enumerate(entries) if entry[1] == chosen and chosen is not None), 0)
    box.setCurrentIndex(place)
    box.blockSignals(False)
