"""The Why page: which ink makes the network answer so, what it takes for alike, and what would change its mind."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.answer.follower import Follower, Sight
from digitpad.ui.why.bend_panel import BendPanel
from digitpad.ui.why.fool_panel import FoolPanel
from digitpad.ui.why.map_panel import MapPanel
from digitpad.ui.why.nearest_panel import NearestPanel
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.following import FollowsSize
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.scrolled import VerticalScroll

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from digitpad.ui.workbench import Workbench


@guarded
class WhyPage(FollowsSize, QWidget):
    """Four answers to “why?” about the picture that the bars are about.

    Signals:
        example_wanted: nothing is drawn, and the example is to be put on the canvas.
        ink_chosen: this drawing is to be put on the canvas.
        noise_chosen: this picture, noise, is to be put before the network.
        picture_chosen: this training picture, (28, 28), is to be put before the network; its number, from 0.
        put_away: nobody looks at such a picture any more; the drawing is to take over again.
    """

    example_wanted = Signal()
    ink_chosen = Signal(object)
    noise_chosen = Signal(object)
    picture_chosen = Signal(object, int)
    put_away = Signal()

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("whyPage")
        self.setAccessibleName(_("Why"))
        jobs = workbench.jobs
        self._follower = Follower(workbench.recognizer, self)
        self._map = MapPanel(jobs)
        self._nearest = NearestPanel(workbench.catalogue, jobs)
        self._bend = BendPanel(jobs)
        self._fool = FoolPanel(jobs)
        self._noise: object = None  # the picture that was put before the network last
        self._has_chosen = False
        content = QWidget()
        column = theme.spaced(QVBoxLayout(content), (0, 0, theme.GRID, 0), 2 * theme.GRID)
        for panel in (self._map, self._nearest, self._bend, self._fool):
            column.addWidget(panel)
        column.addStretch(1)  # and the panels take no more than they need, however tall the page is
        layout = theme.spaced(QVBoxLayout(self), theme.PAGE_MARGIN, None)
        layout.addWidget(VerticalScroll(content))
        self._follower.moved.connect(self._show)
        self._map.example_wanted.connect(self.example_wanted)
        self._nearest.picture_chosen.connect(self._put_picture)
        self._bend.ink_chosen.connect(self.ink_chosen)
        self._fool.picture_chosen.connect(self._put_noise)
        self._fool.put_away.connect(self.put_away)

    def stop(self) -> None:
        """Give up what is done in the background, for closing the window."""
        for panel in (self._map, self._nearest, self._bend, self._fool):
            panel.drop()

    def _show(self, sight: Sight) -> None:
        self._fool.show_sight(sight, is_about_noise=sight.picture is self._noise)
        for panel in (self._map, self._nearest, self._bend):
            panel.show_sight(sight)

    def _put_noise(self, picture: object) -> None:
        self._noise = picture
        self.noise_chosen.emit(picture)

    def _put_picture(self, picture: object, number: int) -> None:
        self._has_chosen = True
        self.picture_chosen.emit(picture, number)

    # Qt's own

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.stop()
        if self._fool.shows_noise or self._has_chosen:
            self._has_chosen = False
            self.put_away.emit()

    def _fit(self) -> None:
        if self.layout() is None:  # not built yet
            return
        self._map.set_room(self.width() - 4 * theme.GRID, self.height(), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Some of the picture; the rest scrolls."""
        em = self.fontMetrics().height()
        return QSize(em * 11, em * 12)
