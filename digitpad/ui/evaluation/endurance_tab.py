"""How accuracy falls as pictures are damaged, and a slider that damages one's own drawing."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from digitpad.evaluation.damage import LEVELS, Damage, damaged_ink
from digitpad.evaluation.tables import endurance_rows
from digitpad.formatting import with_minus
from digitpad.ink.stroke import Ink
from digitpad.translation import _
from digitpad.ui.background.throttle import Latest
from digitpad.ui.evaluation.charts import Chart
from digitpad.ui.evaluation.endurance_curves import EnduranceCurves
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, mark, named
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.plot import Axis, Event, Plot
from digitpad.ui.widgets.plot_line import Line
from digitpad.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from digitpad.evaluation.tables import Row

_STEPS = 60
_PLOT_EMS = 12


@guarded
class EnduranceTab(QWidget):
    """A box for the kind of damage, the curve, and the slider.

    Args:
        curves: works the points out.

    Signals:
        drawing_damaged: this picture of the drawing is to be put before the network.
        drawing_restored: the drawing itself is to be answered again.
    """

    drawing_damaged = Signal(object)
    drawing_restored = Signal()

    def __init__(self, curves: EnduranceCurves) -> None:
        super().__init__()
        self._curves = curves
        self._titles = ("", "")
        self._ink = Ink()
        self._is_damaged = False
        self._kind = named(QComboBox(), "damageBox", _("Damage"), _("What is done to the pictures."))
        for damage in Damage:
            self._kind.addItem(_(damage.title), damage)
        self._heading = mark(Note(), heading=True)
        self.plot = named(
            Plot(Axis("", _("Amount {place}"))), "endurancePlot", _("Endurance"),
            _("How many of the damaged pictures are still right, by how much they are damaged."),
        )
        self.plot.setMinimumHeight(self.fontMetrics().height() * _PLOT_EMS)
        self._progress = named(ProgressLine(), "enduranceProgress", _("Progress"), _("How much of the curve is there."))
        self._words = named(
            Note(), "enduranceWords", _("Endurance in words"), _("How many are right without damage and with most.")
        )
        self._slider = named(
            QSlider(Qt.Orientation.Horizontal), "damageSlider", _("Damage my drawing"),
            _("Damages your own drawing in the same way; the bars answer at once."),
        )
        self._slider.setRange(0, _STEPS)
        self._amount = named(
            Note(), "damageAmount", _("Amount of damage"), _("How much your drawing is damaged.")
        )
        self._latest = Latest(self._damage, parent=self)
        self._lay_out()
        self._kind.currentIndexChanged.connect(lambda __: self._choose())
        self._slider.valueChanged.connect(self._latest.offer)
        curves.changed.connect(self._show)
        curves.failed.connect(self._words.setText)
        self._choose()

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        label = PlainLabel(_("Damage"))
        label.setBuddy(self._kind)
        upper.addWidget(label)
        upper.addWidget(self._kind)
        room = self._progress.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # nothing moves when the curve is finished
        self._progress.setSizePolicy(room)
        upper.addWidget(self._progress, 1)
        lower = QHBoxLayout()
        lower.addWidget(PlainLabel(_("My drawing")))
        lower.addWidget(self._slider, 1)
        layout = theme.spaced(QVBoxLayout(self), theme.GRID, theme.GRID // 2)
        layout.addLayout(upper)
        layout.addWidget(self._heading)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self._words)
        layout.addLayout(lower)
        layout.addWidget(self._amount)

    # What it is told

    def set_titles(self, first: str, second: str) -> None:
        """What the two networks are called."""
        if (first, second) != self._titles:
            self._titles = (first, second)
            self._show()

    def set_ink(self, ink: Ink) -> None:
        """The drawing is another one now; it is answered as it is drawn, undamaged."""
        drawn, self._ink = bool(self._ink), ink
        # At every point of a line nothing else changes here.
        if self._is_damaged or drawn is not bool(ink) or self._slider.value() != self._none():
            self._reset()
        else:
            self._latest.drop()

    @property
    def table(self) -> tuple[Row, ...]:
        """The curve for a spreadsheet."""
        return tuple(endurance_rows(self._titles, self._curves.points)) if self._curves.points else ()

    @property
    def charts(self) -> tuple[Chart, ...]:
        """What is painted into files."""
        return (Chart(self._heading.text(), self.plot),)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The figures in words."""
        return (self._words.text(),)

    # The curve

    def _choose(self) -> None:
        damage = self._kind.currentData()
        self._heading.setText(_("{damage} ({unit}): right, in %").format(
            damage=_(damage.title), unit=_(damage.unit)
        ))
        if self._is_damaged:
            self.drawing_restored.emit()
        self._reset()
        self._curves.set_damage(damage)
        self._show()

    def _show(self) -> None:
        points, levels = self._curves.points, LEVELS[self._curves.damage]
        self._progress.setVisible(self._curves.is_busy)
        self._progress.setRange(0, len(levels))
        self._progress.setValue(len(points))
        self._progress.set_texts(_("{done} of {count}").format(done=len(points), count=len(levels)))
        places, colours = [point.amount for point in points], theme.colours()
        pens = (QPen(QColor(colours.training), 2), QPen(QColor(colours.validation), 2, Qt.PenStyle.DashLine))
        networks = min((len(point.accuracies) for point in points), default=0)
        lines = [
            Line(places, [100 * (point.accuracies[number].value or 0.0) for point in points], pens[number], True, name)
            for number, name in zip(range(networks), self._titles, strict=False)
        ]
        self.plot.show_lines(lines, levels[0], levels[-1], 100)
        self._show_words()

    def _show_words(self) -> None:
        points, damage = self._curves.points, self._curves.damage
        whole = next((point for point in points if point.amount == damage.none), None)
        if whole is None:
            self._words.setText(_("Nothing was counted yet."))
            return
        worst = min(points, key=lambda point: point.accuracies[0].part)
        sentences = [
            _("Undamaged {share} are right, worst {worst}, at {amount} ({unit}).").format(
                share=whole.accuracies[0].message(), worst=worst.accuracies[0].message(),
                amount=with_minus(f"{worst.amount:g}"), unit=_(damage.unit),
            )
        ]
        if len(whole.accuracies) > 1:
            sentences.append(_("Solid: “{first}”. Dashed: “{second}”.").format(
                first=self._titles[0], second=self._titles[1]
            ))
        if self._curves.is_sample:
            sentences.append(_("Asked are {count:,} of the pictures.").format(count=whole.accuracies[0].whole))
        self._words.setText(" ".join(sentences))

    # The drawing

    def _none(self) -> int:
        """Where the slider stands when nothing is damaged."""
        damage = self._curves.damage
        low, high = LEVELS[damage][0], LEVELS[damage][-1]
        return round((damage.none - low) / (high - low) * _STEPS)

    def _amount_at(self, step: int) -> float:
        damage = self._curves.damage
        low, high = LEVELS[damage][0], LEVELS[damage][-1]
        amount = low + (high - low) * step / _STEPS
        if damage is Damage.MISSING:
            amount = round(amount)
        return damage.none if step == self._none() else amount

    def _reset(self) -> None:
        self._latest.drop()
        self._is_damaged = False
        with QSignalBlocker(self._slider):
            self._slider.setValue(self._none())
        self._slider.setEnabled(bool(self._ink))
        self._amount.setText("" if self._ink else _("Draw something, and damage it here."))
        self.plot.show_events(())

    def _damage(self, step: int) -> None:
        if not self._ink:
            return
        damage, amount = self._curves.damage, self._amount_at(step)
        self._is_damaged = amount != damage.none
        self._amount.setText(_("{damage}: {amount} ({unit})").format(
            damage=_(damage.title), amount=with_minus(f"{amount:.2g}"), unit=_(damage.unit)
        ))
        self.plot.show_events((Event(amount, _("my drawing")),) if self._is_damaged else ())
        if self._is_damaged:
            self.drawing_damaged.emit(damaged_ink(self._ink, damage, amount))
        else:
            self.drawing_restored.emit()

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is seen is computed."""
        super().showEvent(event)
        self._curves.set_awake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._curves.set_awake(False)
        self._reset()

    def changeEvent(self, event: QEvent) -> None:
        """The lines follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show()
