"""How sure a network is, and how often it is then right; and what the line below which it says `?` costs and gains."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from digitpad.evaluation.calibration import expected_calibration_error, reliability
from digitpad.evaluation.coverage import coverage_curve
from digitpad.evaluation.share import Share
from digitpad.evaluation.tables import coverage_rows
from digitpad.formatting import percent, whole_percent
from digitpad.translation import N_, _
from digitpad.ui.evaluation.charts import Chart
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named
from digitpad.ui.widgets.number_fields import WholeBox, whole_box
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.plot import Axis, Event, Plot
from digitpad.ui.widgets.plot_line import Line

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from digitpad.evaluation.coverage import CoverageCurve
    from digitpad.evaluation.evaluation import Evaluation
    from digitpad.evaluation.tables import Row
    from digitpad.ui.evaluation.examiner import Examiner
    from digitpad.ui.settings.settings import Settings

_MOST_LEAD = 90
"""The largest lead in percent; `Settings.margin` goes no further."""

_PLOT_EMS = 8

_RELIABILITY = N_("Right, in %, by how sure the network is")
_COVERAGE = N_("Answered and right, in %, by lead")


@guarded
class SurenessTab(QWidget):
    """Two plots, the slider that is the setting itself, and costs to weigh mistakes against silence.

    Args:
        examiner: what is examined.
        settings: has the margin.
    """

    def __init__(self, examiner: Examiner, settings: Settings) -> None:
        super().__init__()
        self._examiner = examiner
        self._settings = settings
        self._curve: CoverageCurve | None = None
        self._error = named(
            Note(), "calibrationError", _("Calibration error"),
            _("How far apart it is how sure the network is and how often it is right, on average."),
        )
        self.reliability = named(
            Plot(Axis("", _("{place} % sure"))), "reliabilityPlot", _("Reliability"),
            _("How often answers are right, by how sure the network is of them."),
        )
        self.coverage = named(
            Plot(Axis("", _("Lead of {place} %"))), "coveragePlot", _("Answered and right"),
            _("How many pictures are answered, and how many of the answers are right, by the lead that is asked for."),
        )
        for plot in (self.reliability, self.coverage):
            plot.setMinimumHeight(self.fontMetrics().height() * _PLOT_EMS)
        self._slider = named(
            QSlider(Qt.Orientation.Horizontal), "marginSlider", _("Lead before an answer is given"),
            _("How far the best class must be ahead of the second; below that the answer is “?”. The same as in the "
              "settings."),
        )
        self._slider.setRange(0, _MOST_LEAD)
        self._slider.setPageStep(10)
        self._trade = named(
            Note(), "marginTrade", _("Answered and right"), _("What this lead gives with these pictures.")
        )
        self._wrong = _cost_box("wrongCostBox", 5, _("Cost of a wrong answer"), _("What a wrong answer costs you."))
        self._unsure = _cost_box("unsureCostBox", 1, _("Cost of a “?”"), _("What it costs you to get no answer."))
        self._cheapest = named(
            Note(), "cheapestLead", _("Cheapest lead"), _("With which lead a picture costs least on average.")
        )
        self._use = named(
            QPushButton(_("Use this lead")), "useCheapestButton", _("Use this lead"),
            _("Sets the lead at which a picture costs least with these pictures."),
        )
        self._lay_out()
        self._connect()
        self._show_margin()

    def _lay_out(self) -> None:
        costs = QGridLayout()
        costs.setColumnStretch(1, 1)
        for place, (text, box) in enumerate(
            ((_("A wrong answer costs"), self._wrong), (_("A “?” costs"), self._unsure))
        ):
            label = PlainLabel(text)
            label.setBuddy(box)
            costs.addWidget(label, place, 0)
            costs.addWidget(box, place, 1)
        costs.addWidget(self._use, 0, 2, 2, 1)
        row = QHBoxLayout()
        row.addWidget(PlainLabel(_("Lead")))
        row.addWidget(self._slider, 1)
        layout = theme.spaced(QVBoxLayout(self), theme.GRID, theme.GRID // 2)
        layout.addWidget(mark(Note(_(_RELIABILITY)), heading=True))
        layout.addWidget(self.reliability, 1)
        layout.addWidget(self._error)
        layout.addWidget(mark(Note(_(_COVERAGE)), heading=True))
        layout.addWidget(self.coverage, 1)
        layout.addWidget(faint_label(_("Solid: pictures that are answered. Dashed: answers that are right.")))
        layout.addLayout(row)
        layout.addWidget(self._trade)
        layout.addLayout(costs)
        layout.addWidget(self._cheapest)

    def _connect(self) -> None:
        self._examiner.evaluated.connect(self._show)
        self._settings.changed.connect(self._show_margin)
        self._slider.valueChanged.connect(lambda value: setattr(self._settings, "margin", value / 100))
        for box in (self._wrong, self._unsure):
            box.valueChanged.connect(lambda __: self._show_costs())
        self._use.clicked.connect(lambda: self._use_cheapest())

    @property
    def table(self) -> tuple[Row, ...]:
        """The leads for a spreadsheet."""
        return () if self._curve is None else tuple(coverage_rows(self._curve))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """What is painted into files."""
        return (Chart(_(_RELIABILITY), self.reliability), Chart(_(_COVERAGE), self.coverage))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The figures in words."""
        return (self._error.text(), self._trade.text(), self._cheapest.text())

    # Showing

    def _show(self) -> None:
        if not self.isVisible():
            return
        found = self._examiner.examination
        self._curve = None if found is None else coverage_curve(found.first)
        self._show_reliability(None if found is None else found.first)
        self._show_coverage()
        self._show_margin()
        self._show_costs()

    def _show_reliability(self, evaluation: Evaluation | None) -> None:
        if evaluation is None:
            self._error.setText(_("Nothing was counted yet."))
            self.reliability.show_lines((), 0, 100, 100)
            return
        table = reliability(evaluation.confidence, evaluation.right)
        bins = [each for each in table if each.count]
        colours = theme.colours()
        lines = (
            Line((0.0, 100.0), (0.0, 100.0), QPen(QColor(colours.faint), 1, Qt.PenStyle.DashLine), False),
            Line(
                [100 * each.confidence for each in bins], [100 * each.accuracy for each in bins],
                QPen(QColor(colours.training), 2), True, _("right, %"),
            ),
        )
        self.reliability.show_lines(lines, 0, 100, 100)
        error = percent(expected_calibration_error(table))
        sure, right = float(evaluation.confidence.mean()), float(evaluation.right.mean())
        text = (
            _("On average the network is {sure} sure and {right} are right. Calibration error: {error}. It thinks too "
              "well of itself.")
            if sure > right else
            _("On average the network is {sure} sure and {right} are right. Calibration error: {error}. It could "
              "trust itself more.")
        )
        self._error.setText(text.format(sure=percent(sure), right=evaluation.accuracy.message(), error=error))

    def _show_coverage(self) -> None:
        if self._curve is None:
            self.coverage.show_lines((), 0, 100, 100)
            return
        places = (100 * self._curve.margins).tolist()
        colours = theme.colours()
        lines = (
            Line(places, (100 * self._curve.coverage).tolist(), QPen(QColor(colours.training), 2), False,
                 _("answered, %")),
            Line(places, (100 * self._curve.accuracy).tolist(),
                 QPen(QColor(colours.validation), 2, Qt.PenStyle.DashLine), False, _("of these right, %")),
        )  # fmt: skip
        self.coverage.show_lines(lines, 0, 100, 100)

    def _show_margin(self) -> None:
        place = round(100 * self._settings.margin)
        with QSignalBlocker(self._slider):
            self._slider.setValue(place)
        self.coverage.show_events((Event(place, _("the lead in use")),))
        if self._curve is None or not self._curve.pictures:
            self._trade.setText(_("Lead of {lead}.").format(lead=whole_percent(place / 100)))
            return
        answered, right = int(self._curve.answered[place]), int(self._curve.right[place])
        text = _("Lead of {lead}: answered {answered}; of these right {right}.")
        self._trade.setText(text.format(
            lead=whole_percent(place / 100), answered=Share(answered, self._curve.pictures).message(),
            right=Share(right, answered).message(),
        ))

    def _show_costs(self) -> None:
        self._use.setEnabled(self._curve is not None)
        if self._curve is None:
            self._cheapest.setText("")
            return
        wrong, unsure = self._wrong.value(), self._unsure.value()
        least = float(self._curve.costs(wrong, unsure).min())
        text = _("Cheapest: a lead of {lead}, {cost} a picture on average.")
        self._cheapest.setText(text.format(lead=whole_percent(self._cheapest_margin()), cost=f"{least:.3g}"))

    def _cheapest_margin(self) -> float:
        assert self._curve is not None
        return min(_MOST_LEAD / 100, self._curve.cheapest(self._wrong.value(), self._unsure.value()))

    def _use_cheapest(self) -> None:
        if self._curve is not None:
            self._settings.margin = self._cheapest_margin()

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is seen is computed."""
        super().showEvent(event)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """The lines follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show()


def _cost_box(name: str, value: int, spoken: str, tip: str) -> WholeBox:
    return named(whole_box(value, 0, 100), name, spoken, tip)
