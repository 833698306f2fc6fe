"""The Map page: pictures that look alike to the network lie close together, and the drawing moves among them."""

from __future__ import annotations  # the types are for the reader, not for the start

import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from digitpad.errors import CancelledError
from digitpad.translation import N_, _
from digitpad.ui.answer.follower import Follower, Sight
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.picture_map.map_view import MapView
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, named
from digitpad.ui.widgets.picture_view import PictureView
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.scrolled import scrolled_column

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from digitpad.data.catalogue import Catalogue
    from digitpad.data.digits import Pictures
    from digitpad.insight.neighbours import FeatureIndex
    from digitpad.insight.projection import Places
    from digitpad.model.network import Network
    from digitpad.ui.workbench import Workbench

MOST_PICTURES = 1_000

_BESIDE_EMS = 3.2
"""What stands beside the words of a choice, in text heights: margins, its circle, a scroll bar."""

_SAYS = {
    False: N_(
        "Pictures that look alike lie close together; the ring is what the bars are about. This plane shows the two "
        "directions in which they differ most, so some that lie together differ in others."
    ),
    True: N_(
        "Pictures that look alike lie close together; the ring is what the bars are about. How far apart two groups "
        "are, and how large they are, means nothing."
    ),
}


@dataclass(frozen=True, eq=False)
class _Map:
    """What a job found: the pictures, what the network makes of them, and where they lie."""

    pictures: Pictures
    title: str
    class_names: tuple[str, ...]
    index: FeatureIndex
    places: Places


@guarded
class MapPage(QWidget):
    """Computes only while it is seen, in a thread of its own: t-SNE takes seconds, and nobody's file waits for it.

    Args:
        workbench: its network and its recognizer are followed, its datasets shown.

    Signals:
        picture_chosen: a picture, (28, 28), and its number from 0, is to be put before the network.
        put_away: nobody looks any more; the drawing is to take over again.
    """

    picture_chosen = Signal(object, int)
    put_away = Signal()

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("mapPage")
        self.setAccessibleName(_("Map"))
        self._catalogue: Catalogue = workbench.catalogue
        self._follower = Follower(workbench.recognizer, self)
        self._network = workbench.recognizer.network
        self._jobs = Jobs(self)
        self._steps = _Steps(self)
        self._cancelled = threading.Event()
        self._map: _Map | None = None
        self._shown_for: tuple[object, ...] = ()  # network, layer and method of what is shown or under way
        self._has_chosen = False
        self._sight: Sight | None = None
        self._make()
        self._lay_out()
        self._steps.reported.connect(self._show_step)
        workbench.network_changed.connect(self._set_network)
        self._follower.moved.connect(self._place_drawing)

    def _make(self) -> None:
        self.view = named(
            MapView(), "mapView", _("Map"), _("Every picture as the letter of its class; a click asks the network.")
        )
        self._layer = named(
            QComboBox(), "mapLayerBox", _("Seen by"),
            _("Compare pictures by their pixels, or as the network sees them."),
        )
        self._layer.addItem(_("Last hidden layer"), True)
        self._layer.addItem(_("Pixels"), False)
        self._components = named(
            QRadioButton(_("Principal components")), "mapComponentsButton", _("Principal components"),
            _("The plane in which the pictures differ most; it is there at once."),
        )
        self._tsne = named(
            QRadioButton(_("t-SNE")), "mapTsneButton", _("t-SNE"),
            _("A plane that keeps neighbours together; it takes some seconds, and one can watch."),
        )
        self._components.setChecked(True)
        group = QButtonGroup(self)
        for button in (self._components, self._tsne):
            group.addButton(button)
        self._status = named(Note(), "mapStatus", _("Status"), _("What the map shows, or what it waits for."))
        self._picture = named(
            PictureView(2), "mapPicture", _("Picture"), _("The picture that is pointed at.")
        )
        self._says = faint_label("")

    def _lay_out(self) -> None:
        row = FlowRow()
        label = PlainLabel(_("Seen by"))
        label.setBuddy(self._layer)
        row.add_pair(label, self._layer)
        row.add(self._components)
        row.add(self._tsne)
        layout = scrolled_column(self)
        layout.addWidget(row)
        layout.addWidget(self._status)
        layout.addWidget(self.view, 1)
        self._picture.setParent(self.view)  # over a corner of the map
        self._picture.resize(self._picture.sizeHint())
        self._picture.hide()
        layout.addWidget(self._says)
        self._layer.activated.connect(lambda __: self._refresh())
        self._tsne.toggled.connect(lambda __: self._refresh())
        self.view.pointed_at.connect(self._point_at)
        self.view.chosen.connect(self._choose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In large text the long words have no room."""
        super().resizeEvent(event)
        room = self.width() - _BESIDE_EMS * self.fontMetrics().height()
        long = _("Principal components")
        self._components.setText(long if self.fontMetrics().horizontalAdvance(long) <= room else _("PCA"))

    def cancel(self) -> None:
        """End what is computed in the background soon."""
        self._cancelled.set()

    def stop(self, milliseconds: int) -> bool:
        """End it, for closing the window; whether it has ended in time."""
        self.cancel()
        return self._jobs.close(milliseconds)

    @property
    def index(self) -> FeatureIndex | None:
        """What the network makes of the pictures that are shown; None while there are none."""
        return None if self._map is None else self._map.index

    # What is computed

    def _set_network(self, network: Network) -> None:
        self._network = network
        self._refresh()

    def _refresh(self) -> None:
        """Compute the map for the network in use, if somebody looks and it is not the one that is shown."""
        use_layer, use_tsne = bool(self._layer.currentData()), self._tsne.isChecked()
        self._says.setText(_(_SAYS[use_tsne]))
        wanted = (self._network, use_layer, use_tsne)
        if not self.isVisible() or wanted == self._shown_for:
            return
        self._shown_for = wanted
        self._cancelled.set()
        self._cancelled = cancelled = threading.Event()
        self._status.setText(_("The pictures are being arranged…"))
        self._jobs.start(
            partial(_arranged, self._catalogue, *wanted, cancelled, partial(self._steps.report, cancelled)),
            partial(self._show_map, cancelled),
            partial(self._show_problem, cancelled),
        )

    def _show_step(self, cancelled: threading.Event, found: _Map) -> None:
        if cancelled is self._cancelled and not cancelled.is_set():
            self._set_map(found)

    def _show_map(self, cancelled: threading.Event, found: _Map) -> None:
        if cancelled is self._cancelled:
            self._set_map(found)
            self._status.setText(_("{count:,} test pictures of “{title}”").format(
                count=self.view.count, title=found.title
            ))

    def _show_problem(self, cancelled: threading.Event, sentence: str) -> None:
        if cancelled is self._cancelled and sentence:
            self._status.setText(sentence)

    def _set_map(self, found: _Map) -> None:
        self._map = found
        self.view.show_places(found.places, found.pictures.labels, found.class_names)
        if self._sight is not None:
            self._place_drawing(self._sight)

    # The drawing

    def _place_drawing(self, sight: Sight) -> None:
        from digitpad.insight.projection import place_among

        self._sight, found = sight, self._map
        if found is None or sight.probabilities is None:
            self.view.show_drawing(None)
        else:
            self.view.show_drawing(place_among(found.places, found.index, sight.picture))

    # The mouse

    def _point_at(self, number: int) -> None:
        self._picture.setVisible(number >= 0)
        if number >= 0 and self._map is not None:
            self._picture.set_picture(self._map.pictures.images[number])

    def _choose(self, number: int) -> None:
        if self._map is not None:
            self._has_chosen = True
            self.picture_chosen.emit(self._map.pictures.images[number], number)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Only a page that is seen costs anything."""
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        if self._jobs.busy:
            self._cancelled.set()
            self._shown_for = ()  # it begins again when somebody looks
        if self._has_chosen:
            self._has_chosen = False
            self.put_away.emit()


def _arranged(
    catalogue: Catalogue,
    network: Network,
    use_layer: bool,
    use_tsne: bool,
    cancelled: threading.Event,
    report: Callable[[_Map], None],
) -> _Map:
    """Arrange test pictures of the network's own dataset; in the page's thread.

    Raises:
        CancelledError: nobody wants to know any more.
        DigitpadError: there are no pictures of as many classes.
    """
    from digitpad.evaluation.known_pictures import read_known, thinned
    from digitpad.insight.neighbours import feature_index
    from digitpad.insight.projection import principal_components, tsne

    if cancelled.is_set():
        raise CancelledError
    known = read_known(catalogue, network.info.dataset, network.info.class_names)
    pictures = thinned(known.dataset.test, MOST_PICTURES)
    index = feature_index(network, pictures.images, cancelled.is_set)
    features = index.features if use_layer else network.prepare(pictures.images).reshape(len(pictures), -1) / 255.0

    def found(places: Places) -> _Map:
        return _Map(pictures, known.title, known.dataset.class_names, index, places)

    first = found(principal_components(features).places)
    if not use_tsne:
        return first
    report(first)
    return found(tsne(features, report=lambda __, places: report(found(places)), is_cancelled=cancelled.is_set))


class _Steps(QObject):
    """Carries the map as it is from the job's thread into the window's."""

    reported = Signal(object, object)

    def report(self, cancelled: threading.Event, found: _Map) -> None:
        """Called in the job's thread."""
        self.reported.emit(cancelled, found)
