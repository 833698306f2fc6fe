"""One side of the Prepare page: a picture and the network's answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.ink.raster import Picture
from digitpad.ink.stroke import Ink
from digitpad.model.answer import Answer
from digitpad.model.network import Network
from digitpad.translation import _
from digitpad.ui.answer.answer_column import AnswerColumn
from digitpad.ui.answer.recognizer import DRAWING, Recognition, Recognizer
from digitpad.ui.preparation.marked_picture import MarkedPicture
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named

_EMS, _EMS_OF_LONG_NAMES = 4.2, 7.0
"""What the bars have at least beside their names; both sides fit into a window of 1024 pixels."""

_COMFORTABLE_EMS, _COMFORTABLE_EMS_OF_LONG_NAMES = 6.8, 11.5
"""What bars with whole percents need in all beside short names; and with long names, which are cut."""

_MOST_ROW_EMS = 1.3
"""How high a row of the bars is at most."""


class PreparedSide(QWidget):
    """Asks a recognizer of its own, so that the answer is decided as everywhere else.

    Args:
        name: the beginning of the object names.
        title: what is written below the picture.
        tip: what the picture shows, in one sentence.
        network: answers at first.
        is_second: whether it stands beside bars with the same names; long ones are written once.

    Signals:
        answered: the answer may be another.
    """

    answered = Signal()

    def __init__(self, name: str, title: str, tip: str, network: Network, *, is_second: bool) -> None:
        super().__init__()
        self._is_second, self._is_below = is_second, False
        self.answer: Answer | None = None
        """The newest answer; None while nothing is drawn."""
        self._recognizer = Recognizer(network, self)
        self._recognizer.recognized.connect(self._show)
        class_names = network.info.class_names
        self.picture = named(MarkedPicture(), f"{name}Picture", _("{title} picture").format(title=title), tip)
        self.column = AnswerColumn(class_names, (f"{name}Digit", f"{name}Sentence", f"{name}Bars", f"{name}Title"))
        self.column.set_heading(title)
        self._set_class_names(class_names)
        layout = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.column, 1)

    def show_picture(self, picture: Picture, drawn: bool, network: Network, margin: float) -> None:
        """Show a picture and have it answered at the next turn of the event loop.

        Args:
            picture: (28, 28) uint8.
            drawn: whether there is a drawing; without one there is nothing to answer.
            network: answers.
            margin: how far the best class must be ahead of the second.
        """
        self._recognizer.set_network(network)
        self._recognizer.set_margin(margin)
        if drawn:
            self._recognizer.set_pictures((picture,), DRAWING)
        else:
            self._recognizer.set_ink(Ink())
        names = network.info.class_names
        if names != self.column.bars.class_names:
            self._set_class_names(names)
        self.picture.set_picture(network.prepare(picture))

    def set_bars_height(self, height: int) -> None:
        """Give the bars so many pixels, but no less than they need and no more than looks well."""
        bars = self.column.bars
        rows = len(bars.class_names) * bars.fontMetrics().height()
        bars.setFixedHeight(max(bars.minimumSizeHint().height(), min(round(rows * _MOST_ROW_EMS), height)))

    def comfortable_width(self) -> int:
        """Pixels that the answer needs in the window's text size."""
        metrics = self.fontMetrics()
        names = self.column.bars.class_names
        if not _are_short(names):
            return round(_COMFORTABLE_EMS_OF_LONG_NAMES * metrics.height())
        return max(map(metrics.horizontalAdvance, names)) + round(_COMFORTABLE_EMS * metrics.height())

    def fit_text(self, width: int) -> None:
        """Write the answer smaller where so many pixels are not enough for large text."""
        points = self.font().pointSizeF()
        least = min(1.0, theme.BASE_POINT_SIZE / points)
        self.column.set_enlarged(min(1.0, max(least, width / self.comfortable_width())))

    def set_below(self, below: bool) -> None:
        """Stand below the other side, where its names are not seen beside these bars, or beside it."""
        if below is not self._is_below:
            self._is_below = below
            self._set_class_names(self.column.bars.class_names)

    def _set_class_names(self, names: tuple[str, ...]) -> None:
        self.column.set_class_names(names)
        short = _are_short(names)
        self.column.bars.set_compact(_EMS if short else _EMS_OF_LONG_NAMES)
        self.column.bars.show_names(short or not self._is_second or self._is_below)

    def _show(self, recognition: Recognition) -> None:
        self.answer = None if recognition.probabilities is None else recognition.answer
        self.column.show_recognition(recognition)
        self.answered.emit()


def _are_short(names: tuple[str, ...]) -> bool:
    return max(map(len, names)) <= 2
