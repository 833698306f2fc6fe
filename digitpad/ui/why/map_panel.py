"""Which ink matters: the eraser's map with its lens, or the exact sum over the pixels."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from digitpad.formatting import percent, visible
from digitpad.ink.raster import SIZE
from digitpad.insight.contributions import Contributions, contributions, curved_activation
from digitpad.insight.eraser import EraserMap, eraser_map
from digitpad.translation import N_, _
from digitpad.ui.answer.probability_bars import ProbabilityBars
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.why.addition import added_up
from digitpad.ui.why.contribution_map import ContributionMap
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.empty_page import EmptyPage
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import Note, allow, faint_label, named
from digitpad.ui.widgets.panel_head import PanelHead
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from digitpad.ui.answer.follower import Sight
    from digitpad.ui.background.jobs import Jobs

_CALM = 40
"""Milliseconds after the last answer until the map is computed, so that a moving pen has the machine for itself."""

_SCALES = (6, 24)
"""Screen pixels a pixel of the picture, at least and at most."""

_BESIDE_EMS = 16
"""From this width on, in text heights, the bars stand beside the picture, and else below it."""

_MOST_LINES = 10
"""The bars are so many lines of text high at least, or as many as there are classes."""

_SHARE = 0.52
"""How much of the width the picture takes; the bars have the rest."""

_HOW = N_(
    "Eraser. A square of 5 × 5 pixels is wiped, and the network is asked again, at every place of the picture. The map "
    "says for each pixel how much the natural logarithm of the probability falls, on average over all squares that "
    "wipe it. It asks the network itself, so it holds for any network. (M. D. Zeiler, R. Fergus, “Visualizing and "
    "understanding convolutional networks”, 2014.)\n\n"
    "Exact sum. Each neuron with ReLU either passes its number on or gives 0. For one picture the network is "
    "therefore a plain sum: score = pixel 1 × slope 1 + pixel 2 × slope 2 + … + bias, where the slopes come from the "
    "weights by the chain rule. The map shows each product, for one class minus another. Paper adds nothing."
)


class _Erased(NamedTuple):
    sight: Sight
    of: int
    found: EraserMap


class _Summed(NamedTuple):
    sight: Sight
    of: int
    against: int
    found: Contributions


class MapPanel(QWidget):
    """The map, the bars beside it, and a sentence about both.

    Signals:
        example_wanted: nothing is drawn, and a drawing is to be put on the canvas.
    """

    example_wanted = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._sight: Sight | None = None
        self._erased: _Erased | None = None
        self._eraser_job: LatestJob[_Erased] = LatestJob(jobs, self._show_erased, parent=self)
        self._sum_job: LatestJob[_Summed] = LatestJob(jobs, self._show_summed, parent=self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self._erase)
        self.map = named(
            ContributionMap(), "contributionMap", _("What each pixel matters"),
            _("Move over the picture: the square is wiped, and the bars say what the network answers then."),
        )
        self._bars = named(ProbabilityBars(("0",)), "eraserBars", _("Without the square"),
                           _("What the network answers when the square is wiped."))
        self._bars.set_compact(5.0)
        self._eraser = named(QRadioButton(_("Eraser")), "eraserButton", _("Eraser"),
                             _("Wipe a square and see what the network answers then."))
        self._exact = named(QRadioButton(_("Exact sum")), "exactSumButton", _("Exact sum"),
                            _("What each pixel adds to the lead of the answer."))
        self._eraser.setChecked(True)
        self._against = named(QComboBox(), "againstBox", _("Against"), _("Which class the answer is compared with."))
        self._sentence = named(Note(), "whySentence", _("Why"), _("What the map says, in words."))
        self._remark = faint_label("")
        self._empty = EmptyPage(
            "why", _("Draw a digit; here you see which of its ink makes the network answer so."), _("Try an e&xample"),
            "exampleDigitButton", _("Puts a drawing that comes with Digitpad on the canvas."),
        )
        self._empty.begun.connect(self.example_wanted)
        self._lay_out()
        self._eraser.toggled.connect(self._choose)
        self._against.activated.connect(lambda __: self._refresh())
        self.map.lens_moved.connect(lambda __: self._say_erased())
        self._choose()

    def _lay_out(self) -> None:
        row = FlowRow()
        row.add(self._eraser)
        row.add(self._exact)
        self._versus = QWidget()
        pair = theme.spaced(QHBoxLayout(self._versus), gap=None)
        pair.addWidget(PlainLabel(_("against")))
        pair.addWidget(self._against)
        row.add(self._versus)
        self._row = row
        self._both = both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setSpacing(2 * theme.GRID)
        both.addWidget(self.map)
        both.addWidget(self._bars, 1)
        layout = theme.spaced(QVBoxLayout(self))
        title = _("Which ink matters?")
        layout.addWidget(PanelHead(title, how_button("howMapButton", title, _(_HOW))))
        layout.addWidget(self._empty)
        layout.addWidget(row)
        layout.addLayout(both)
        layout.addWidget(self._sentence)
        layout.addWidget(self._remark)

    def show_sight(self, sight: Sight) -> None:
        """Explain another answer."""
        before, self._sight = self._sight, sight
        if before is None or before.picture is not sight.picture:
            self.drop()  # another network alone is not waited for: one in training is another one all the time
        if before is None or before.names != sight.names:
            self._set_names(sight.names)
        curved = curved_activation(sight.network)
        allow(self._exact, "" if curved is None else _(
            "With the activation {name} a score is no exact sum over the pixels; the eraser shows what matters."
        ).format(name=curved))
        if curved is not None and self._exact.isChecked():
            self._eraser.setChecked(True)  # which refreshes
        else:
            self._refresh()

    def drop(self) -> None:
        """Nobody looks any more."""
        self._calm.stop()
        self._eraser_job.drop()
        self._sum_job.drop()

    def set_room(self, width: int, height: int, em: int) -> None:
        """Pixels of the picture are squares, as large as there is room for beside the bars.

        Args:
            width: of the page, in pixels.
            height: the same.
            em: the height of its text; the fonts of what is in it may be set later.
        """
        is_beside = width >= _BESIDE_EMS * em
        direction = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(direction)
        scale = min(round(width * (_SHARE if is_beside else 1)) // SIZE, height // 2 // SIZE)
        self.map.set_scale(max(_SCALES[0], min(_SCALES[1], scale)))
        lines = min(len(self._bars.class_names), _MOST_LINES)
        self._bars.setFixedHeight(max(self.map.sizeHint().height(), lines * em))

    def _set_names(self, names: tuple[str, ...]) -> None:
        self._bars.set_class_names(names)
        self._against.clear()
        self._against.addItem(_("the second best"))
        self._against.addItems([visible(name) for name in names])

    def _choose(self) -> None:
        exact = self._exact.isChecked()
        self.drop()
        self.map.allow_lens(not exact)
        self._row.show_button(self._versus, exact)
        self._refresh()

    def _refresh(self) -> None:
        sight = self._sight
        if sight is None or sight.probabilities is None:
            self.drop()
            self._erased = None
            if sight is not None:
                self.map.show_map(sight.picture, None)
            self._bars.set_probabilities(None)
            self._show_parts(drawn=False)
            return
        self._show_parts(drawn=True)
        if self._exact.isChecked():
            of, second = sight.ranking[:2]
            against = self._against.currentIndex() - 1
            if against in (-1, of):
                against = second
            self._sum_job.ask(partial(_sum, sight, of, against))
            return
        if self._erased is None or self._erased.sight.picture is not sight.picture:
            self._erased = None
            self.map.show_map(sight.picture, None)
            self._say_erased()
        if not self._calm.isActive():
            self._calm.start()

    def _show_parts(self, *, drawn: bool) -> None:
        self._empty.setVisible(not drawn)
        for part in (self._row, self.map, self._bars, self._sentence, self._remark):
            part.setVisible(drawn)

    # The eraser

    def _erase(self) -> None:
        if self._sight is not None and self._sight.probabilities is not None:
            self._eraser_job.ask(partial(_erase, self._sight))

    def _show_erased(self, erased: _Erased) -> None:
        self._erased = erased
        self.map.show_map(erased.sight.picture, erased.found.importance)
        self._say_erased()

    def _say_erased(self) -> None:
        sight, erased, lens = self._sight, self._erased, self.map.lens
        if sight is None or sight.probabilities is None or self._exact.isChecked():
            return
        if erased is None or lens is None:
            of = sight.ranking[0]
            name, probability = visible(sight.names[of]), float(sight.probabilities[of])
            self._show_bars(sight.probabilities)
            self._sentence.setText(
                _("Most probable: {name}, {share}. Move over the picture to wipe a square of it.").format(
                    name=name, share=percent(probability)
                )
            )
        else:
            answers = erased.found.probabilities[lens]
            best = int(answers.argmax())
            self._show_bars(answers)
            assert erased.sight.probabilities is not None
            self._sentence.setText(
                _("Most probable without this square: {name}, {share}; with it: {before}, {before_share}.").format(
                    name=visible(sight.names[best]), share=percent(float(answers[best])),
                    before=visible(sight.names[erased.of]),
                    before_share=percent(float(erased.sight.probabilities[erased.of])),
                )
            )
        self._remark.setText(_("Blue: without this ink the answer is less probable. Orange: more probable."))

    # The exact sum

    def _show_summed(self, summed: _Summed) -> None:
        sight, found = summed.sight, summed.found
        self.map.show_map(sight.picture, found.pixels)
        self._show_bars(sight.probabilities)
        pixels = found.pixels
        plus, minus, bias, total = added_up(
            (float(pixels[pixels > 0].sum()), float(pixels[pixels < 0].sum()), found.bias), found.total
        )
        self._sentence.setText(
            _(
                "The lead of {of} over {against}: ink that speaks for it {plus}, ink against it {minus}, "
                "bias {bias}; together {total}."
            ).format(of=visible(sight.names[summed.of]), against=visible(sight.names[summed.against]), plus=plus,
                     minus=minus, bias=bias, total=total)
        )
        self._remark.setText(
            _("Blue: ink for {of}. Orange: ink for {against}. A lead of 2.30 makes it ten times as probable.").format(
                of=visible(sight.names[summed.of]), against=visible(sight.names[summed.against])
            )
        )

    def _show_bars(self, values: npt.NDArray[np.float32] | None) -> None:
        self._bars.set_probabilities(None if values is None else [float(value) for value in values])


def _erase(sight: Sight) -> _Erased:
    of = sight.ranking[0]
    return _Erased(sight, of, eraser_map(sight.network, sight.picture, of))


def _sum(sight: Sight, of: int, against: int) -> _Summed:
    return _Summed(sight, of, against, contributions(sight.network, sight.picture, of, against))
