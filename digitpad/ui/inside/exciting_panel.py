"""The pictures that excite a neuron most and least."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.evaluation.known_pictures import PictureSample, read_sample
from digitpad.formatting import visible
from digitpad.insight.excitement import EXCITING, Ranges, extremes, layer_drives, ranges
from digitpad.translation import N_, _
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.inside.neuron_terms import short_text
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.helpers import faint_label, named
from digitpad.ui.widgets.panel_head import PanelHead
from digitpad.ui.widgets.picture_row import LabelledPicture, PictureRow
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from digitpad.data.catalogue import Catalogue
    from digitpad.model.network import Array, Network
    from digitpad.ui.background.jobs import Jobs
    from digitpad.ui.inside.inside_look import InsideLook

MOST = 1_000
"""So many test pictures are looked at; more are thinned evenly."""

_PART = 100
"""So many of them at a time: the next moment of a film does not wait long behind a part."""

_CALM = 250
"""Milliseconds with the same network before it is asked, since a slider goes through many of them."""

_PATIENCE = 1_500
"""The longest wait for that, since a network in training is another one many times a second."""

_AGAIN = 5_000
"""Milliseconds after something could not be read."""

_HOW = N_(
    "Every test picture is put before the network, and what the neuron's activation is applied to is noted: its sum, "
    "or what batch normalisation makes of it. The eight pictures with the largest and the eight with the smallest are "
    "shown, the extreme ones first, with that number below each.\n\n"
    "No more than a thousand pictures are looked at, evenly spaced among the test pictures. The activation's curve "
    "goes from the smallest to the largest of these numbers."
)


class _Drives(NamedTuple):
    """What a layer of a network, or some of it, makes of pictures: (n, units)."""

    network: Network
    layer: int
    values: Array


class ExcitingPanel(QWidget):
    """Two rows of pictures, whose they are, and between which numbers every neuron of the layer goes.

    Signals:
        picture_chosen: this picture, (28, 28), is to be put before the network; its number among the test pictures,
            from 0.
        ranges_changed: `ranges` is another now.
    """

    picture_chosen = Signal(object, int)
    ranges_changed = Signal()

    def __init__(self, catalogue: Catalogue, jobs: Jobs) -> None:
        super().__init__()
        self.ranges: Ranges | None = None
        self._catalogue = catalogue
        self._look: InsideLook | None = None
        self._source: PictureSample | None = None
        self._drives: _Drives | None = None
        self._parts: list[_Drives] = []  # of the next one
        self._shown: object = None  # what the rows were made of
        self._source_job: LatestJob[PictureSample] = LatestJob(jobs, self._has_read, self._cannot_read, self)
        self._part_job: LatestJob[_Drives] = LatestJob(jobs, self._has_part, self._cannot_read, self)
        self._again, self._calm, self._patience = QTimer(self), QTimer(self), QTimer(self)
        for timer, milliseconds in ((self._again, _AGAIN), (self._calm, _CALM), (self._patience, _PATIENCE)):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
        self._again.timeout.connect(self._renew)
        self._calm.timeout.connect(self._patience.stop)
        self._calm.timeout.connect(self._renew)
        self._patience.timeout.connect(self._renew)
        tip = _("Test pictures with the neuron's sum below each; a click puts one before the network.")
        self._most, self._least = (
            named(PictureRow(EXCITING, _rounded(-88.8)), name, title, tip)
            for name, title in (
                ("mostExciting", _("These excite it most")), ("leastExciting", _("These excite it least")),
            )
        )
        self._note = faint_label("")
        self._note.setObjectName("excitingNote")
        title = _("Which pictures excite it")
        layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(PanelHead(title, how_button("howExcitingButton", title, _(_HOW))))
        for row in (self._most, self._least):
            layout.addWidget(PlainLabel(row.accessibleName()))
            layout.addWidget(row)
            row.chosen.connect(lambda chosen: self.picture_chosen.emit(chosen.picture, chosen.number))
        layout.addWidget(self._note)

    def show_look(self, look: InsideLook) -> None:
        """Look at another neuron, or at another network."""
        before, self._look = self._look, look
        if before is not None and before.sight.network is not look.sight.network:
            self._calm.start()
            if not self._patience.isActive():
                self._patience.start()
        self._renew()
        self._show()

    def drop(self) -> None:
        """Nobody looks any more; what is half done is forgotten."""
        for timer in (self._again, self._calm, self._patience):
            timer.stop()
        for job in (self._source_job, self._part_job):
            job.drop()

    # What the network makes of the pictures, in parts so that other work comes in between

    def _renew(self) -> None:
        """Ask the network again where it is another, or the neuron of another layer."""
        look = self._look
        if look is None or self._source_job.busy or self._part_job.busy:
            return
        network, layer, drives = look.sight.network, look.neuron.layer, self._drives
        if self._source is None or not self._source.suits(network):
            if not self._again.isActive():
                self._source = None
                self._forget()
                self._note.setText(_("Reading the pictures…"))
                self._source_job.ask(partial(read_sample, self._catalogue, network, MOST, for_test=True))
            return
        if drives is not None and self._is_alike(drives, look) and (
            drives.network is network or self._patience.isActive()
        ):
            return
        self._parts = []
        self._next_part(network, layer)

    def _is_alike(self, drives: _Drives, look: InsideLook) -> bool:
        """Whether they are of the same layer, in the same network or in one of the same structure."""
        return drives.layer == look.neuron.layer and drives.network.spec == look.sight.network.spec

    def _has_read(self, source: PictureSample) -> None:
        self._source = source
        self._renew()

    def _next_part(self, network: Network, layer: int) -> None:
        assert self._source is not None
        begin = sum(len(part.values) for part in self._parts)
        images = self._source.pictures.images[begin : begin + _PART]
        self._part_job.ask(lambda: _Drives(network, layer, layer_drives(network, images, layer)))

    def _has_part(self, part: _Drives) -> None:
        source, look = self._source, self._look
        if source is None or look is None:
            return
        self._parts.append(part)
        if part.layer != look.neuron.layer or not source.suits(look.sight.network):
            self._renew()  # nobody waits for this any more
        elif sum(len(each.values) for each in self._parts) < len(source.pictures):
            self._next_part(part.network, part.layer)
        else:
            values = np.concatenate([each.values for each in self._parts])
            self._drives, self._parts = _Drives(part.network, part.layer, values), []
            self.ranges = ranges(values, part.layer) if len(values) else None
            self._note.setText(
                _("Of {count:,} test pictures of {title}.").format(count=len(values), title=visible(source.title))
            )
            self._show()
            self.ranges_changed.emit()

    def _cannot_read(self, sentence: str) -> None:
        self._source = None
        self._forget()
        self._again.start()
        if sentence:
            self._note.setText(sentence)

    def _forget(self) -> None:
        self._drives, self.ranges = None, None
        self._show()

    # What is shown

    def _show(self) -> None:
        """Numbers of an earlier moment of a network in training stand until there are newer ones."""
        look, drives, source = self._look, self._drives, self._source
        if look is None or drives is None or source is None or not self._is_alike(drives, look):
            wanted: object = None
        else:
            wanted = (id(drives), look.neuron)
        if wanted == self._shown:
            return
        self._shown = wanted
        if wanted is None or look is None or drives is None or source is None:
            self._most.show_pictures(())
            self._least.show_pictures(())
            return
        values = drives.values[:, look.neuron.unit]
        for row, numbers in zip((self._most, self._least), extremes(values), strict=True):
            row.show_pictures([_labelled(source, values, place) for place in numbers.tolist()])


def _labelled(source: PictureSample, values: Array, place: int) -> LabelledPicture:
    number, name = int(source.numbers[place]), source.class_names[int(source.pictures.labels[place])]
    about = _("Test picture {number}, “{name}”: sum {value}").format(
        number=number + 1, name=name, value=short_text(float(values[place]))
    )
    return LabelledPicture(source.pictures.images[place], _rounded(float(values[place])), number, about)


def _rounded(value: float) -> str:
    """Three significant digits, which have room below a small picture."""
    return f"{value:.3g}".replace("-", "\N{MINUS SIGN}")
