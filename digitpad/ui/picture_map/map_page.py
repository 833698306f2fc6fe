"""The Map page: pictures that look alike to the network lie close together, and the drawing moves among them."""

from __future__ import annotations  # the types are for the reader, not for the start

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from digitpad.translation import N_, _, ngettext
from digitpad.ui.answer.follower import Follower, Sight
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.picture_map.map_content import MapContent, WantedMap, arranged
from digitpad.ui.picture_map.map_view import MapView
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, named
from digitpad.ui.widgets.picture_view import PictureView
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.scrolled import scrolled_column

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from digitpad.data.catalogue import Catalogue
    from digitpad.insight.neighbours import FeatureIndex
    from digitpad.model.network import Network
    from digitpad.ui.workbench import Workbench

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

_HOW = N_(
    "Up to a thousand test pictures and three hundred of our own digits, those in frames, are points with many "
    "coordinates: what the last hidden layer gives for a picture, or its 784 pixels.\n\n"
    "Principal components: of all planes through the mean the one on which the points' shadows are spread most. Its "
    "axes are the eigenvectors of the two largest eigenvalues of the covariance matrix. (K. Pearson, 1901.)\n\n"
    "t-SNE: how near two points are is told by a bell curve around each of them, wide enough for about thirty "
    "neighbours; in the plane by 1 ÷ (1 + distance²). Step by step the points of the plane move so that the second "
    "becomes like the first (the Kullback-Leibler divergence falls). It keeps neighbours together and little else. "
    "(L. van der Maaten, G. Hinton, “Visualizing data using t-SNE”, 2008.)\n\n"
    "The ring is the median of the places of the eight pictures that are most like the drawing to the last hidden "
    "layer."
)


@guarded
class MapPage(QWidget):
    """Computes only while it is seen, in a thread of its own: t-SNE takes seconds, and nobody's file waits for it.

    Args:
        workbench: its network and its recognizer are followed, its datasets shown.

    Signals:
        picture_chosen: a test picture, (28, 28), and its number from 0, is to be put before the network.
        own_chosen: the same for one of our own digits; its number among those on the map.
        put_away: nobody looks any more; the drawing is to take over again.
    """

    picture_chosen = Signal(object, int)
    own_chosen = Signal(object, int)
    put_away = Signal()

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("mapPage")
        self.setAccessibleName(_("Map"))
        self._catalogue: Catalogue = workbench.catalogue
        self._data_dir = workbench.data_dir
        self._follower = Follower(workbench.recognizer, self)
        self._network = workbench.recognizer.network
        self._jobs = Jobs(self)
        self._steps = _Steps(self)
        self._cancelled = threading.Event()
        self._map: MapContent | None = None
        self._shown_for: WantedMap | None = None  # network, layer and method of what is shown or under way
        self._has_chosen = False
        self._sight: Sight | None = None
        self._make()
        self._lay_out()
        self._steps.reported.connect(self._show_step)
        workbench.network_changed.connect(self._set_network)
        workbench.samples.changed.connect(self._add_own)
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
        row.add(how_button("howMapPlanesButton", _("Map"), _(_HOW)))
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

    def _add_own(self) -> None:
        """Our own digits are others now."""
        self._shown_for = None
        self._refresh()

    def _refresh(self) -> None:
        """Compute the map for the network in use, if somebody looks and it is not the one that is shown."""
        use_layer, use_tsne = bool(self._layer.currentData()), self._tsne.isChecked()
        self._says.setText(_(_SAYS[use_tsne]))
        wanted = WantedMap(self._network, use_layer, use_tsne)
        if not self.isVisible() or wanted == self._shown_for:
            return
        self._shown_for = wanted
        self._cancelled.set()
        self._cancelled = cancelled = threading.Event()
        self._status.setText(_("The pictures are being arranged…"))
        self._jobs.start(
            partial(
                arranged, self._catalogue, self._data_dir, wanted, cancelled.is_set,
                partial(self._steps.report, cancelled),
            ),
            partial(self._show_map, cancelled),
            partial(self._show_problem, cancelled),
        )

    def _show_step(self, cancelled: threading.Event, found: MapContent) -> None:
        if cancelled is self._cancelled and not cancelled.is_set():
            self._set_map(found)

    def _show_map(self, cancelled: threading.Event, found: MapContent) -> None:
        if cancelled is self._cancelled:
            self._set_map(found)
            tests = _("{count:,} test pictures of “{title}”").format(count=found.tests, title=found.title)
            ours = ngettext(
                "{tests}, and {count} own digit, framed", "{tests}, and {count} own digits, framed", found.own
            )
            self._status.setText(ours.format(tests=tests, count=found.own) if found.own else tests)

    def _show_problem(self, cancelled: threading.Event, sentence: str) -> None:
        if cancelled is self._cancelled and sentence:
            self._status.setText(sentence)

    def _set_map(self, found: MapContent) -> None:
        self._map = found
        self.view.show_places(found.places, found.pictures.labels, found.class_names, found.own)
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
            picture, own = self._map.pictures.images[number], number - self._map.tests
            if own < 0:
                self.picture_chosen.emit(picture, number)
            else:
                self.own_chosen.emit(picture, own)

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
            self._shown_for = None  # it begins again when somebody looks
        if self._has_chosen:
            self._has_chosen = False
            self.put_away.emit()


class _Steps(QObject):
    """Carries the map as it is from the job's thread into the window's."""

    reported = Signal(object, object)

    def report(self, cancelled: threading.Event, found: MapContent) -> None:
        """Called in the job's thread."""
        self.reported.emit(cancelled, found)
