"""Loss and accuracy of training and validation, while a run goes on."""

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from digitpad.training.progress import Progress
from digitpad.ui import theme
from digitpad.ui.widgets import faint_label

_MIN_HEIGHT_EMS = 10


class Curves(QWidget):
    """Two plots side by side or one above the other. Empty until the first epoch is under way.

    pyqtgraph takes over half a second to import, so it is imported beforehand in a background thread
    (`import_plotting`) and the plots are made when the first numbers arrive.
    """

    def __init__(self) -> None:
        super().__init__()
        self._training: list[tuple[float, float, float]] = []  # epochs done, loss, accuracy
        self._plots: dict[str, Any] = {}
        self._lines: dict[tuple[str, str], Any] = {}
        self._stack = QStackedLayout(self)
        empty = faint_label("Press Train: loss and accuracy appear here while the network learns.")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(empty)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(round(self.fontMetrics().height() * _MIN_HEIGHT_EMS))

    def prepare(self) -> None:
        """Make the plots, if pyqtgraph has been imported; before a run begins there is time for it."""
        if not self._plots:
            self._build()

    def clear(self) -> None:
        """Forget the last run."""
        self._training.clear()
        for line in self._lines.values():
            line.setData([], [])

    def show_progress(self, progress: Progress) -> None:
        """Add what is new in a run's progress."""
        if progress.training is not None:
            done = progress.epoch - 1 + progress.epoch_share
            if not self._training or done > self._training[-1][0]:
                self._training.append((done, progress.training.loss, progress.training.accuracy))
        if not self._training:
            return
        if not self._plots:
            self._build()
        places, losses, accuracies = zip(*self._training, strict=True)
        self._lines["loss", "training"].setData(places, losses)
        self._lines["accuracy", "training"].setData(places, [100 * share for share in accuracies])
        checked = [epoch for epoch in progress.history if epoch.validation is not None]
        numbers = [epoch.number for epoch in checked]
        scores = [epoch.validation for epoch in checked if epoch.validation is not None]
        self._lines["loss", "validation"].setData(numbers, [each.loss for each in scores])
        self._lines["accuracy", "validation"].setData(numbers, [100 * each.accuracy for each in scores])
        for plot in self._plots.values():
            plot.setXRange(0, max(1, progress.epochs), padding=0.02)

    def _build(self) -> None:
        import pyqtgraph

        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GRID)
        for column, (name, title) in enumerate((("loss", "Loss"), ("accuracy", "Accuracy, %"))):
            plot = pyqtgraph.PlotWidget()
            plot.setMenuEnabled(False)
            # Its own idea of a size, 640 x 480, would push everything else off the page.
            plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            plot.setMouseEnabled(x=False, y=False)
            plot.hideButtons()
            plot.setAccessibleName(f"{title} of training and validation by epoch")
            plot.getAxis("left").setWidth(round(self.fontMetrics().height() * 2.4))
            box = QVBoxLayout()
            box.setSpacing(2)
            heading = QLabel(title)
            heading.setProperty("heading", True)
            box.addWidget(heading)
            box.addWidget(plot, stretch=1)
            grid.addLayout(box, 0, column)
            self._plots[name] = plot
            self._lines[name, "training"] = plot.plot([], [])
            self._lines[name, "validation"] = plot.plot([], [], symbol="o", symbolSize=7)
        self._legend = QLabel()
        grid.addWidget(self._legend, 1, 0, 1, 2)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._dress()

    def _dress(self) -> None:
        """Colours and fonts of the present palette."""
        import pyqtgraph

        colours = theme.colours()
        for plot in self._plots.values():
            plot.setBackground(colours.surface)
            for name in ("left", "bottom"):
                axis = plot.getAxis(name)
                axis.setPen(colours.line)
                axis.setTextPen(colours.faint)
                axis.setTickFont(self.font())
        for (_, series), line in self._lines.items():
            colour = colours.training if series == "training" else colours.validation
            style = Qt.PenStyle.SolidLine if series == "training" else Qt.PenStyle.DashLine
            line.setPen(pyqtgraph.mkPen(colour, width=2, style=style))
            if series == "validation":
                line.setSymbolBrush(colour)
                line.setSymbolPen(None)
        self._legend.setText(
            f'<span style="color:{colours.training}">━━</span> training &nbsp;&nbsp; '
            f'<span style="color:{colours.validation}">╍●╍</span> validation'
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette and the text size."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.setMinimumHeight(round(self.fontMetrics().height() * _MIN_HEIGHT_EMS))
            if self._plots:
                self._dress()
        super().changeEvent(event)


def import_plotting() -> None:
    """Import pyqtgraph; called in a background thread before the first curve is drawn."""
    import pyqtgraph

    pyqtgraph.setConfigOptions(antialias=True)
