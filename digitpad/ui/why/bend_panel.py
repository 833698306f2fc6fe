"""The panel “What would make it a 9?”: the drawing, bent step by step until the network says so."""

from __future__ import annotations  # the types are for the reader, not for the start

import threading
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from digitpad.formatting import percent, visible
from digitpad.ink.stroke import Ink
from digitpad.insight.bend import WANTED, Bend, bend
from digitpad.translation import N_, _
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.why.bend_view import BendView
from digitpad.ui.why.class_box import ClassBox
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import Note, allow, named
from digitpad.ui.widgets.panel_head import PanelHead

if TYPE_CHECKING:
    from digitpad.ui.answer.follower import Sight
    from digitpad.ui.background.jobs import Jobs

_HOW = N_(
    "Every stroke of yours is moved by a few slow waves along it. Sixteen drawings with random waves are shown to the "
    "network, the five best say where to look next and how far, and so on, at most 60 times: an evolution strategy "
    "(N. Hansen, “The CMA evolution strategy: a tutorial”). The best has the highest probability for the digit that "
    "you chose and is bent least. What is found is read again, as the canvas will read it."
)


class _Bent(NamedTuple):
    sight: Sight
    target: int
    found: Bend | None


class BendPanel(QWidget):
    """A box of classes, a button, and what became of the drawing.

    Signals:
        ink_chosen: this drawing is to be put on the canvas.
    """

    ink_chosen = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._sight: Sight | None = None
        self._bent: _Bent | None = None
        self._cancelled = threading.Event()
        self._job: LatestJob[_Bent] = LatestJob(jobs, self._show, self._fail, self)
        self.target = named(ClassBox(), "bendTargetBox", _("What it is to become"),
                            _("The class that your drawing is to be bent into."))
        self._begin = named(QPushButton(_("Bend my strokes")), "bendButton", _("Bend my strokes"),
                            _("Bend what you drew until the network takes it for the chosen class."))
        self._stop = named(QPushButton(_("Stop")), "stopBendingButton", _("Stop bending"),
                           _("Give up the search; your drawing stays as it is."))
        self._put = named(QPushButton(_("Put it on the canvas")), "putBentButton", _("Put it on the canvas"),
                          _("Take the bent drawing in place of yours; Undo brings yours back."))
        self._sentence = named(Note(), "bendSentence", _("What was found"), _("Whether bending was enough."))
        self._view = named(BendView(), "bendView", _("The bent drawing"),
                           _("Your drawing in grey, and what makes it another digit in colour."))
        self._lay_out()
        self._begin.clicked.connect(lambda: self._search())
        self._stop.clicked.connect(lambda: self._give_up())
        self._put.clicked.connect(lambda: self._put_on_canvas())
        self.target.currentIndexChanged.connect(lambda __: self._ask())
        self._show_state(_("Draw a digit first."))

    def _lay_out(self) -> None:
        how = how_button("howBendButton", _("What would make it another digit?"), _(_HOW))
        self._question = PanelHead("", how)
        row = FlowRow()
        for each in (self.target, self._begin, self._stop, self._put):
            row.add(each)
        self._row = row
        below = QHBoxLayout()
        below.setSpacing(2 * theme.GRID)
        below.addWidget(self._view)
        below.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignTop)
        layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(self._question)
        layout.addWidget(row)
        layout.addLayout(below)

    def show_sight(self, sight: Sight) -> None:
        """Ask about another drawing; what was found for the drawing before is put away.

        Another network alone changes nothing: the sentence says what was found, and a network in training changes
        many times a second.
        """
        before, self._sight = self._sight, sight
        same_names = before is not None and before.names == sight.names
        self.target.set_names(sight.names)
        if before is not None and same_names and _same(before.ink, sight.ink):
            return
        self.drop()
        self._bent = None
        self._view.show_bend(None)
        self._ask()

    def drop(self) -> None:
        """Nobody wants to know any more."""
        if self._job.busy:
            self._cancelled.set()
            self._job.drop()
            self._show_state("")

    def _ask(self) -> None:
        """Put the question anew."""
        self.drop()
        name = visible(self.target.currentText())
        self._question.set_text(_("What would make it “{name}”?").format(name=name))
        self._show_state(self._sentence.text() if self._bent is not None else "")

    def _why_not(self) -> str:
        sight = self._sight
        if sight is None or sight.probabilities is None:
            return _("Draw a digit first.")
        if not sight.ink:
            return _("Only what is drawn can be bent; this picture has no strokes.")
        return ""

    def _search(self) -> None:
        if self._sight is None or self._why_not():
            return
        self._bent = None
        self._view.show_bend(None)
        self._cancelled = threading.Event()
        self._job.ask(partial(_bend, self._sight, self.target.currentIndex(), self._cancelled))
        self._show_state(_("Bending your strokes…"))

    def _give_up(self) -> None:
        self.drop()
        self._show_state(_("Stopped."))

    def _show(self, bent: _Bent) -> None:
        name = visible(bent.sight.names[bent.target])
        if bent.found is None:
            self._show_state(
                _("Not found: no small bend makes the network say {name} with {share}.").format(
                    name=name, share=percent(WANTED)
                )
            )
            return
        self._bent = bent
        self._view.show_bend(bent.found)
        self._show_state(
            _("Bent like this, the network says {name}, {share}. Your drawing is grey.").format(
                name=name, share=percent(bent.found.probability)
            )
        )

    def _fail(self, sentence: str) -> None:
        self._show_state(sentence or _("Stopped."))

    def _show_state(self, sentence: str) -> None:
        text = sentence or self._why_not()
        self._sentence.setText(text)
        self._sentence.setVisible(bool(text))
        self._row.show_button(self._stop, self._job.busy)
        self._row.show_button(self._begin, not self._job.busy)
        self._row.show_button(self._put, self._bent is not None)
        self._view.setVisible(self._bent is not None)
        allow(self._begin, self._why_not())

    def _put_on_canvas(self) -> None:
        if self._bent is not None and self._bent.found is not None:
            strokes = (*self._bent.sight.others.strokes, *self._bent.found.after.strokes)
            self.ink_chosen.emit(Ink(strokes))


def _same(first: Ink, second: Ink) -> bool:
    """Whether two drawings have the very same strokes."""
    return len(first.strokes) == len(second.strokes) and all(
        one is other for one, other in zip(first.strokes, second.strokes, strict=True)
    )


def _bend(sight: Sight, target: int, cancelled: threading.Event) -> _Bent:
    return _Bent(sight, target, bend(sight.network, sight.ink, target, is_cancelled=cancelled.is_set))
