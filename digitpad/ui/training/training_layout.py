"""Lay out settings and curves of the Train page: side by side or stacked."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.scrolled import VerticalScroll


@guarded
class _Moves(QObject):
    """Tells when a widget stands somewhere else, as when what is above it becomes higher or lower."""

    moved = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for moves alone."""
        if event.type() is QEvent.Type.Move:
            self.moved.emit()
        return super().eventFilter(watched, event)


@guarded
class TrainingLayout(VerticalScroll):
    """Scrolls where there is no room; while a run goes on, its curves are what is in sight.

    Args:
        form: the settings; where they stand above the curves they are hidden during a run.
        controls: what can be changed during a run; hidden at other times.
        curves: the curves, and below them what belongs to the run.
    """

    def __init__(self, form: QWidget, controls: QWidget, curves: QWidget) -> None:
        content = QWidget()
        super().__init__(content)
        self._form, self._controls = form, controls
        self._running = self._wide = False
        self._curves = curves
        self._stays_at_curves = False  # until somebody scrolls
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        theme.spaced(self._columns, (0, 0, theme.GRID, 0), 2 * theme.GRID)
        settings = QVBoxLayout()
        settings.setSpacing(2 * theme.GRID)
        settings.addWidget(controls)
        settings.addWidget(form)
        settings.addStretch()
        self._columns.addLayout(settings, 2)
        self._columns.addWidget(curves, 3)
        content.setLayout(self._columns)
        self.verticalScrollBar().rangeChanged.connect(self._to_curves)
        _Moves(curves).moved.connect(self._to_curves)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._arrange()

    @property
    def is_folded(self) -> bool:
        """Whether the settings are hidden."""
        return self._running and not self._wide

    def set_wide(self, wide: bool) -> None:
        """Curves right of the settings, or below them."""
        if wide is not self._wide:
            self._wide = wide
            self._stays_at_curves = self.is_folded
            self._arrange()

    def set_running(self, running: bool) -> None:
        """Whether a run goes on; the curves stay in sight when it ends."""
        if running is not self._running:
            self._running = running
            self._stays_at_curves = not self._wide
            self._arrange()

    def _arrange(self) -> None:
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if self._wide else QBoxLayout.Direction.TopToBottom
        )
        self._form.setEnabled(not self._running)
        self._controls.setVisible(self._running)
        self._form.setVisible(not self.is_folded)
        self._columns.setStretch(0, 0 if self.is_folded else 2)  # the curves take all that the form leaves

    @property
    def _curves_place(self) -> int:
        """Where the bar stands when as much of the curves as possible is in sight, from their top on."""
        return min(self._curves.y(), self.verticalScrollBar().maximum())

    def _to_curves(self) -> None:
        if self._stays_at_curves:
            self.verticalScrollBar().setValue(self._curves_place)

    def _scrolled(self, value: int) -> None:
        self._stays_at_curves = self._stays_at_curves and value == self._curves_place
