"""The training pictures that are most like this one to the network."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.evaluation.known_pictures import PictureSample, read_sample
from digitpad.evaluation.report import CHUNK
from digitpad.insight.neighbours import COUNT, FeatureIndex, feature_index, joined
from digitpad.translation import N_, _
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.helpers import faint_label, named
from digitpad.ui.widgets.panel_head import PanelHead
from digitpad.ui.widgets.picture_row import LabelledPicture, PictureRow

if TYPE_CHECKING:
    from digitpad.data.catalogue import Catalogue
    from digitpad.model.network import Network
    from digitpad.ui.answer.follower import Sight
    from digitpad.ui.background.jobs import Jobs

MOST = 4_000
"""So many pictures are searched; more are thinned evenly."""

_AFTER_MAP = 200
"""Milliseconds until the pictures are read for the first time, so that the eraser's map is there first."""

_REST = 1_000
"""Milliseconds between two indexes, since a network in training is another one many times a second."""

_AGAIN = 5_000
"""The same after something could not be read."""

_HOW = N_(
    "What goes into the network's last layer is a list of numbers, one for each neuron of the last hidden layer. "
    "The distance between two pictures is that between their lists a and b: √((a₁ − b₁)² + (a₂ − b₂)² + …). The eight "
    "training pictures with the smallest distance are shown, the nearest first: what looks alike to the network."
)


class NearestPanel(QWidget):
    """Eight pictures, their labels, and whose they are.

    Signals:
        picture_chosen: this picture, (28, 28), is to be put before the network; its number among the training
            pictures, from 0.
    """

    picture_chosen = Signal(object, int)

    def __init__(self, catalogue: Catalogue, jobs: Jobs) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._sight: Sight | None = None
        self._source: PictureSample | None = None
        self._index: FeatureIndex | None = None
        self._parts: list[FeatureIndex] = []  # of the next index
        self._source_job: LatestJob[PictureSample] = LatestJob(jobs, self._has_read, self._cannot_read, self)
        self._part_job: LatestJob[FeatureIndex] = LatestJob(jobs, self._has_part, self._cannot_read, self)
        self._near_job: LatestJob[list[LabelledPicture]] = LatestJob(jobs, self._show, parent=self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._look)
        self.pictures = named(
            PictureRow(COUNT), "nearestPictures", _("The nearest training pictures"),
            _("The training pictures that are most like yours to the network; a click puts one before it."),
        )
        self.pictures.chosen.connect(lambda chosen: self.picture_chosen.emit(chosen.picture, chosen.number))
        self._note = faint_label("")
        self._note.setObjectName("nearestNote")
        title = _("The nearest training pictures")
        layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(PanelHead(title, how_button("howNearestButton", title, _(_HOW))))
        layout.addWidget(self.pictures)
        layout.addWidget(self._note)

    def show_sight(self, sight: Sight) -> None:
        """Search for another picture, or with another network."""
        before, self._sight = self._sight, sight
        if before is None:
            self._rest.start(_AFTER_MAP)
        self._look()

    def drop(self) -> None:
        """Nobody looks any more; of an index that is being made, what is there is forgotten."""
        self._rest.stop()
        for job in (self._source_job, self._part_job, self._near_job):
            job.drop()

    def _look(self) -> None:
        sight = self._sight
        if sight is None:
            return
        self._renew(sight.network)
        index, source = self._index, self._source
        if index is None or source is None or sight.probabilities is None or not source.suits(sight.network):
            self._near_job.drop()
            self._show([])
        else:
            self._near_job.ask(partial(_near, index, source, sight))

    # The index, made in parts so that other work comes in between

    def _renew(self, network: Network) -> None:
        """Make another index for another network, unless that is under way or was done a moment ago."""
        if self._source_job.busy or self._part_job.busy or self._rest.isActive():
            return
        if self._source is None or not self._source.suits(network):
            self._index = self._source = None
            self._note.setText(_("Reading the pictures…"))
            self._source_job.ask(partial(read_sample, self._catalogue, network, MOST, for_test=False))
        elif self._index is None or self._index.network is not network:
            self._parts = []
            self._next_part(network, self._source)

    def _has_read(self, source: PictureSample) -> None:
        self._source = source
        self._look()

    def _next_part(self, network: Network, source: PictureSample) -> None:
        begin = sum(len(part.features) for part in self._parts)
        images = source.pictures.images[begin : begin + CHUNK]
        self._part_job.ask(partial(feature_index, network, images))

    def _has_part(self, part: FeatureIndex) -> None:
        source = self._source
        if source is None:
            return
        self._parts.append(part)
        if sum(len(each.features) for each in self._parts) < len(source.pictures):
            self._next_part(part.network, source)
            return
        self._index, self._parts = joined(self._parts), []
        self._note.setText(
            _("Of {count:,} training pictures of {title}.").format(count=len(source.pictures), title=source.title)
        )
        self._rest.start(_REST)
        self._look()

    def _cannot_read(self, sentence: str) -> None:
        self._index = self._source = None
        self._rest.start(_AGAIN)
        if sentence:
            self._note.setText(sentence)

    def _show(self, pictures: list[LabelledPicture]) -> None:
        self.pictures.show_pictures(pictures)


def _near(index: FeatureIndex, source: PictureSample, sight: Sight) -> list[LabelledPicture]:
    found = index.nearest(sight.picture)
    images, labels, names = source.pictures.images, source.pictures.labels, source.class_names
    return [
        LabelledPicture(images[place], names[int(labels[place])], int(source.numbers[place])) for place in found.numbers
    ]
