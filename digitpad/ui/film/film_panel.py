"""The film of a run below its curves: each of its moments can be put in use."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QStyle, QStyleOptionSlider, QVBoxLayout, QWidget

from digitpad.translation import N_, _
from digitpad.ui.answer.follower import Follower, Sight
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.film.decoded_moments import DecodedMoment, DecodedMoments
from digitpad.ui.film.film_readings import Readings, read_along
from digitpad.ui.film.film_strip import FilmStrip
from digitpad.ui.film.film_words import learnt_text, moment_text, network_title
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.following import FollowsSize
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, allow, mark, named
from digitpad.ui.widgets.panel_head import PanelHead

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from digitpad.model.network import Network
    from digitpad.training.film import Film, Frame
    from digitpad.ui.workbench import Workbench

_CALM = 40
"""Milliseconds without a new answer before the strip is computed: a moving pen has the machine for itself."""

_HOW = N_(
    "While a run goes on, its network is kept at some moments: before the first step, after 1, 2, 5, 10, 20, 50 … "
    "batches of the first epoch, after each of the first ten epochs, and then ever more rarely: every 2nd up to 20, "
    "every 5th up to 50, every 10th up to 100, and so on. A run's moments take 32 MB at most. When there is no more "
    "room, every second one goes, the oldest first; the network that the run ends with is kept by itself, in full.\n\n"
    "The weights of a moment are rounded to 16 bits (IEEE 754 half precision: 11 significant bits), which changes a "
    "probability by less than 0.001.\n\n"
    "The strip: the network of each moment answers the picture that the bars are about, softmax(…) as for the bars. "
    "A row is a class, a column a moment; the fuller the colour, the more probable the class. The frame begins where "
    "the newest answer has come to stay; where the network was not sure, it had not learnt it yet. With more than ten "
    "classes, the ten are shown that were most probable at some moment. Moments stand side by side at equal "
    "distances, however many batches lie between them."
)


@guarded
class FilmPanel(FollowsSize, QWidget):
    """Hidden while there is no film. It follows the drawing only while it is seen.

    Args:
        workbench: whose networks a moment is put among.
        name: what the object names begin with.

    Signals:
        newest_wanted: the network that comes after the film is to be used again.
    """

    newest_wanted = Signal()

    def __init__(self, workbench: Workbench, name: str = "film") -> None:
        super().__init__()
        self.setObjectName(f"{name}Panel")
        self.setAccessibleName(_("Film"))
        self._networks, self._settings = workbench.networks, workbench.settings
        self._film: Film | None = None
        self._newest: Network | None = None
        self._title = ""
        self._chosen: Frame | None = None  # the moment that this panel has put in use, or is about to
        self._mine: Network | None = None  # its network
        self._sight: Sight | None = None
        self._readings: Readings | None = None
        self._follower = Follower(workbench.recognizer, self)
        self._moments = DecodedMoments(workbench.film_jobs, self)
        self._reading: LatestJob[Readings] = LatestJob(workbench.jobs, self._show_readings, parent=self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self._read)
        self.strip = named(
            FilmStrip(), f"{name}Strip", _("Your drawing along the training"),
            _("How probable each class was for your drawing at each moment; a click puts a moment in use."),
        )
        self.slider = named(
            QSlider(Qt.Orientation.Horizontal), f"{name}Slider", _("Moment of the training"),
            _("Put the network of an earlier moment in use: the bars and all pages follow."),
        )
        self._newest_button = named(
            QPushButton(_("Back to newest")), f"{name}NewestButton", _("Back to newest"),
            _("Use the newest network of the run again."),
        )
        self._sentence = named(Note(), f"{name}Sentence", _("Where it was learnt"),
                               _("When the network learnt what it says of your drawing."))
        self._foot = PanelHead("", self._newest_button)
        mark(
            named(self._foot.heading, f"{name}Caption", _("Moment"), _("Which moment of the run is in use.")),
            heading=False, faint=True,
        )
        self._lay_out()
        self.slider.valueChanged.connect(self._choose)
        self.strip.place_chosen.connect(self.slider.setValue)
        self._newest_button.clicked.connect(lambda: self.slider.setValue(self.slider.maximum()))
        self._moments.ready.connect(self._use)
        self._follower.moved.connect(self._see)
        self._networks.changed.connect(self._follow_networks)
        self.hide()

    def _lay_out(self) -> None:
        title = _("Film")
        timeline = QWidget()
        timeline.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time does in the curves
        column = theme.spaced(QVBoxLayout(timeline), gap=2)
        column.addWidget(self.strip)
        self._below_strip = QHBoxLayout()
        self._below_strip.addWidget(self.slider)
        column.addLayout(self._below_strip)
        layout = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)
        layout.addWidget(PanelHead(title, how_button(f"{self.objectName()}HowButton", title, _(_HOW))))
        layout.addWidget(self._sentence)
        layout.addWidget(timeline)
        layout.addWidget(self._foot)

    # What is shown

    def show_film(self, film: Film | None, newest: Network | None, title: str) -> None:
        """Show another film, or the same as it grows.

        Args:
            film: None for none.
            newest: the network that comes after the film; None where there is no other.
            title: what its run is called.
        """
        if (film, newest, title) == (self._film, self._newest, self._title):
            return
        if film is None or self._film is None or film.info != self._film.info:
            self.forget()
        self._film, self._newest, self._title = film, newest, title
        moments = len(self._frames)
        self.setVisible(moments > 1)
        if film is not None and moments > 1:
            self.strip.set_names(film.info.class_names)
            self._place_slider()
            if not self._calm.isActive():
                self._calm.start()

    def forget(self) -> None:
        """Another film begins, or none."""
        self._moments.forget()
        self._reading.drop()
        self._chosen = self._mine = self._readings = None
        self.strip.show_readings(None)

    def stop(self) -> None:
        """Give up what is done in the background, for closing the window."""
        self._calm.stop()
        self._moments.forget()
        self._reading.drop()

    @property
    def _frames(self) -> tuple[Frame | None, ...]:
        frames = self._film.frames if self._film is not None else ()
        return frames if self._newest is None else (*frames, None)

    def _place_slider(self) -> None:
        """The slider stands where the moment in use is; where that was thinned out, at the one before."""
        frames, chosen = self._frames, self._chosen
        place = len(frames) - 1
        if chosen is not None:
            place = max((
                place for place, frame in enumerate(frames) if frame is not None and frame.number <= chosen.number
            ), default=0)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, len(frames) - 1)
            self.slider.setPageStep(max(1, len(frames) // 10))
            self.slider.setValue(place)
        self._fit()
        self._say_moment()

    def _say_moment(self) -> None:
        frames, place = self._frames, self.slider.value()
        self.strip.set_moments(len(frames), place)
        frame = frames[place]
        at_end = place == len(frames) - 1
        if frame is None:
            text = _("The newest network is in use.")
        else:
            moment = moment_text(frame)
            text = moment[:1].upper() + moment[1:]
        self._foot.set_text(text)
        self.slider.setAccessibleDescription(text)
        allow(self._newest_button, _("The newest network is in use.") if at_end else "")

    # The slider

    def _choose(self, place: int) -> None:
        self._moments.drop()
        self._chosen = frame = self._frames[place]
        self._say_moment()
        if frame is None:
            self._mine = None
            self.newest_wanted.emit()
        elif self._film is not None:
            self._moments.ask(self._film, frame, self._frames[max(0, place - 1) : place + 2])

    def _use(self, moment: DecodedMoment) -> None:
        self._mine = moment.network
        self._networks.show_moment(moment.network, network_title(self._title, moment.frame))

    def _follow_networks(self) -> None:
        """Somebody put another network in use: no moment of this film is."""
        if self._chosen is not None and not self._moments.busy and self._networks.current.network is not self._mine:
            self._chosen = self._mine = None
            if len(self._frames) > 1:
                self._place_slider()

    # The strip

    def _see(self, sight: Sight) -> None:
        before, self._sight = self._sight, sight
        if before is None or before.picture is not sight.picture:
            self._reading.drop()
            self._calm.start()
        elif not self._calm.isActive():
            self._calm.start()  # a network in training is another one all the time

    def _read(self) -> None:
        film, sight = self._film, self._sight
        if film is None or sight is None or not self.isVisible():
            return
        if sight.probabilities is None:
            self._reading.drop()
            self._readings = None
            self.strip.show_readings(None)
            self._sentence.setText(_("Draw something: the strip shows what it was for the network along the way."))
            return
        before = self._readings
        known = before.known if before is not None and before.sight.picture is sight.picture else {}
        self._reading.ask(partial(read_along, film, self._newest, sight, self._settings.margin, known))

    def _show_readings(self, readings: Readings) -> None:
        self._readings = readings
        self.strip.show_readings(readings)
        names = self._film.info.class_names if self._film is not None else ()
        if readings.probabilities.shape[1] == len(names):
            self._sentence.setText(learnt_text(readings, names, drawn=bool(readings.sight.ink.strokes)))

    # Qt's own

    def _fit(self) -> None:
        """Put the slider below the columns."""
        option = QStyleOptionSlider()
        self.slider.initStyleOption(option)
        handle = self.slider.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self.slider)
        self.strip.margin = handle / 2
        self._below_strip.setContentsMargins(self.strip.left, 0, 0, 0)
        self.strip.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._calm.stop()
        self._reading.drop()
