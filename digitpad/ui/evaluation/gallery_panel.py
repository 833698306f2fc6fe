"""The pictures of the selection, in an order, with the button that doubts a label."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from digitpad.evaluation.confusion import Order, ordered
from digitpad.translation import N_, _, ngettext
from digitpad.ui.evaluation.mistakes_gallery import MistakesGallery
from digitpad.ui.evaluation.mistakes_model import MistakesModel
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import Note, named

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from digitpad.evaluation.evaluation import Evaluation
    from digitpad.evaluation.picture_sets import PictureSet

_ORDERS = {
    Order.SUREST: N_("Surest mistake first"), Order.DOUBTFUL: N_("Most doubtful first"), Order.NUMBER: N_("By number"),
}


class GalleryPanel(QWidget):
    """A title, a row of controls, and the pictures.

    Signals:
        picture_opened: the picture of this number is to be put before the network.
        mistakes_wanted: nothing is to be selected any more, so that all mistakes are shown.
        doubt_chosen: whether the label of the picture before the network is doubted.
        changed: the order is another, or doubted labels are to be shown, or no longer.
    """

    picture_opened = Signal(int)
    mistakes_wanted = Signal()
    doubt_chosen = Signal(bool)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = MistakesModel()
        self._title = named(
            Note(), "galleryTitle", _("Which pictures"), _("Which pictures are shown below, and how many.")
        )
        self.view = named(
            MistakesGallery(self.model), "mistakesGallery", _("Pictures"),
            _("A click, or Enter, puts a picture before the network."),
        )
        self._order = named(QComboBox(), "galleryOrderBox", _("Order"), _("In which order the pictures are shown."))
        for order, text in _ORDERS.items():
            self._order.addItem(_(text), order)
        self._order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._order.setMinimumContentsLength(12)
        self._all = named(
            QPushButton(_("All mistakes")), "allMistakesButton", _("All mistakes"),
            _("Selects nothing, so that all mistakes are shown."),
        )
        self._doubt = named(
            QPushButton(_("Label looks wrong?")), "doubtLabelButton", _("Label looks wrong?"),
            _("Puts the picture that is before the network on a list of doubtful labels; nothing else changes."),
        )
        self._doubt.setCheckable(True)
        self._doubted = named(
            QCheckBox(), "doubtedLabelsBox", _("Doubtful labels"), _("Shows only the pictures on that list.")
        )
        self._lay_out()
        self._order.currentIndexChanged.connect(lambda __: self.changed.emit())
        self._doubted.toggled.connect(lambda __: self.changed.emit())
        self._all.clicked.connect(lambda: self.mistakes_wanted.emit())
        self._doubt.clicked.connect(self.doubt_chosen)
        self.view.picture_opened.connect(self.picture_opened)
        self.show_doubts(0, is_doubted=None)

    def _lay_out(self) -> None:
        row = FlowRow()
        for control in (self._order, self._all, self._doubt):
            row.add(control)
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        line.addWidget(self._title, 1)
        line.addWidget(self._doubted)
        layout = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)
        layout.addWidget(row)
        layout.addLayout(line)
        layout.addWidget(self.view, 1)

    @property
    def shows_doubted(self) -> bool:
        """Whether the pictures on the list of doubtful labels are wanted, not those of the selection."""
        return self._doubted.isChecked()

    def show_pictures(
        self,
        pictures: PictureSet | None,
        evaluation: Evaluation | None,
        margin: float,
        numbers: npt.NDArray[np.intp],
        doubted: frozenset[int],
    ) -> None:
        """Show these pictures in the chosen order; see `MistakesModel.show`, but that the numbers are ascending."""
        if evaluation is not None:
            numbers = ordered(evaluation, numbers, self._order.currentData())
        self.model.show(pictures, evaluation, margin, numbers, doubted)

    def show_title(self, text: str) -> None:
        """Say which pictures are shown."""
        self._title.setText(text)

    def show_doubts(self, count: int, *, is_doubted: bool | None) -> None:
        """Show how many labels are doubted, and whether that of the picture before the network is; None without one."""
        text = ngettext("{count:,} doubtful label", "{count:,} doubtful labels", count).format(count=count)
        self._doubted.setText(text)
        self._doubted.setAccessibleName(text)
        self._doubt.setEnabled(is_doubted is not None)
        self._doubt.setChecked(bool(is_doubted))
