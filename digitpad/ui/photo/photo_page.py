"""The Photo page: the photo with the answers on it, its digits as text, and how they were found."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from digitpad.translation import N_, _, ngettext
from digitpad.ui.photo.photo_view import MOST_ZOOM, STEP, PhotoView
from digitpad.ui.photo.preparation_steps import PreparationSteps, image_of
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.empty_page import EmptyPage
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, icon, mark, named
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.scrolled import scrolled_column

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from digitpad.photo.photo import Photo
    from digitpad.ui.answer.recognizer import Recognition
    from digitpad.ui.photo.photo_opener import OpenedPhoto, PhotoOpener

_HINT = N_("Open a photo or a scan of digits, drop one on the window, or paste one with Ctrl+V.")

_VIEW_SHARE, _VIEW_EMS = 0.56, 10
"""How high the photo is: a share of the page, and so many text heights at least."""


@guarded
class PhotoPage(QWidget):
    """The photo on top, what it says below it, and the five steps of the preparation at the bottom.

    Args:
        opener: reads photos, turns them, and knows which come before and after.

    Signals:
        pictures_chosen: the digits of the photo (a tuple of pictures) are to be put before the network.
        digit_chosen: the digit of this number is to be selected.
        put_away: nobody looks at the photo any more; the drawing is to take over again.
    """

    pictures_chosen = Signal(object)
    digit_chosen = Signal(int)
    put_away = Signal()

    def __init__(self, opener: PhotoOpener) -> None:
        super().__init__()
        self.setObjectName("photoPage")
        self.setAccessibleName(_("Photo"))
        self._photo: Photo | None = None
        self._make_buttons(opener)
        self._found = named(Note(), "photoFound", _("What was found"), _("How many digits the photo shows."))
        mark(self._found, heading=True)
        self._view = named(
            PhotoView(), "photoView", _("Photo with answers"),
            _("The wheel enlarges, dragging moves, a double click fits; a click on a digit selects it."),
        )
        self._text = named(
            Note(), "photoText", _("The digits as text"), _("What the network in use reads, line by line.")
        )
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._copy = named(
            QPushButton(_("&Copy text")), "copyPhotoTextButton", _("Copy text"),
            _("Copies the lines of digits, to paste them elsewhere."),
        )
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text.text()))
        self._view.digit_chosen.connect(self.digit_chosen)
        self._view.zoomed.connect(self._show_zoom)
        self.larger.clicked.connect(lambda: self._view.enlarge(STEP * STEP))
        self.whole.clicked.connect(self._view.fit)
        self._steps = PreparationSteps()
        self._empty = EmptyPage(
            "photo", _(_HINT), _("Try an e&xample"), "examplePhotoButton", _("Reads a photo that comes with Digitpad.")
        )
        self._empty.begun.connect(opener.open_example)
        self._lay_out()

    def _make_buttons(self, opener: PhotoOpener) -> None:
        self.open_button = named(
            QPushButton(_("Open a &picture…")), "openPictureButton", _("Open a picture"),
            _("Reads the digits of photos or scans: PNG, JPEG, BMP, GIF, WebP or TIFF."),
        )
        self.turn_left = named(
            QPushButton(_("Turn &left")), "turnLeftButton", _("Turn left"),
            _("Turns the photo by a quarter to the left, and reads it again (Ctrl+L)."),
        )
        self.turn_right = named(
            QPushButton(_("Turn &right")), "turnRightButton", _("Turn right"),
            _("Turns the photo by a quarter to the right, and reads it again (Ctrl+R)."),
        )
        self.previous = named(
            QPushButton(_("Pre&vious")), "previousPhotoButton", _("Previous photo"), _("Reads the photo before this.")
        )
        self.next = named(
            QPushButton(_("&Next")), "nextPhotoButton", _("Next photo"), _("Reads the photo after this.")
        )
        self.larger = named(
            QPushButton(_("Enlar&ge")), "enlargePhotoButton", _("Enlarge"),
            _("Shows the middle of the photo larger (wheel, or +); dragging moves it."),
        )
        self.whole = named(
            QPushButton(_("Wh&ole photo")), "wholePhotoButton", _("Whole photo"),
            _("Shows all of the photo again (double click, or 0)."),
        )
        self._which = named(PlainLabel(), "photoNumber", _("Which photo"), _("Which of the opened photos it is."))
        self.open_button.clicked.connect(lambda: opener.choose())
        self.turn_left.clicked.connect(lambda: opener.turn(-90))
        self.turn_right.clicked.connect(lambda: opener.turn(90))
        self.previous.clicked.connect(lambda: opener.step(-1))
        self.next.clicked.connect(lambda: opener.step(1))
        self._step = QWidget()
        step = theme.spaced(QHBoxLayout(self._step))
        for widget in (self.previous, self._which, self.next):
            step.addWidget(widget)
        self._buttons = FlowRow()
        for button in (self.open_button, self.turn_left, self.turn_right, self.larger, self.whole, self._step):
            self._buttons.add(button)
        self._show_buttons(0, 0)
        self._apply_style()

    def _show_buttons(self, number: int, count: int) -> None:
        """Which buttons can do something now: of no photo, or of the one of this number among so many."""
        self._which.setText(_("Photo {number} of {count}").format(number=number, count=count))
        for button in (self.turn_left, self.turn_right, self.larger, self.whole):
            self._buttons.show_button(button, count > 0)
        self._buttons.show_button(self._step, count > 1)
        self.previous.setEnabled(number > 1)
        self.next.setEnabled(number < count)

    def _show_zoom(self, zoom: float) -> None:
        self.larger.setEnabled(zoom < MOST_ZOOM)
        self.whole.setEnabled(zoom > 1)

    def _lay_out(self) -> None:
        self._shown = QWidget()
        self._shown.hide()
        layout = theme.spaced(QVBoxLayout(self._shown))
        layout.addWidget(self._found)
        layout.addWidget(self._view)
        text = QHBoxLayout()
        text.setSpacing(theme.GRID)
        text.addWidget(self._text, 1, Qt.AlignmentFlag.AlignTop)
        text.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(text)
        layout.addWidget(mark(Note(_("How the digits were found")), heading=True))
        layout.addWidget(self._steps)
        layout.addStretch()
        column = scrolled_column(self)
        column.addWidget(self._buttons)
        column.addWidget(self._empty, 1)
        column.addWidget(self._shown, 1)

    @property
    def photo(self) -> Photo | None:
        """What is shown; None before the first one."""
        return self._photo

    def show_photo(self, opened: OpenedPhoto, *, quietly: bool = False) -> None:
        """Show another photo, and put its digits before the network unless nobody is to be disturbed."""
        photo = self._photo = opened.photo
        count = len(photo.pictures)
        if count:
            text = ngettext("One digit on “{name}”.", "{count} digits on “{name}”.", count)
        else:
            text = _("No digit was found on “{name}”; take it nearer, with darker ink.")
        found = text.format(name=opened.name, count=count)
        self._found.setText("\n".join([found, *map(str, photo.notes)]))
        self._show_buttons(opened.number, opened.total)
        self._view.set_photo(image_of(photo.pixels), photo.outlines[:count])
        self._show_text("")
        self._steps.show_photo(photo)
        self._empty.hide()
        self._shown.show()
        self._fit()
        if not quietly:
            self.pictures_chosen.emit(photo.pictures)

    def show_answers(self, recognition: Recognition) -> None:
        """Write what the network in use says of the photo's digits, at the digits and as lines of text."""
        if self._photo is None:
            return
        answers = [digit.answer.text for digit in recognition.digits]
        if not answers and recognition.probabilities is not None:
            answers = [recognition.answer.text]
        if len(answers) != len(self._photo.pictures):
            return  # to a photo that is not shown any more
        self._view.set_answers(answers, recognition.selected)
        between = "" if all(len(answer) == 1 for answer in answers) else " "
        self._show_text("\n".join(between.join(answers[n] for n in line) for line in self._photo.lines))

    def _show_text(self, text: str) -> None:
        self._text.setText(text)
        self._view.setAccessibleDescription(text)
        for widget in (self._text, self._copy):
            widget.setVisible(bool(text))

    def _fit(self) -> None:
        """As much room for the photo as leaves what it says in sight."""
        least = _VIEW_EMS * self.fontMetrics().height()
        room = max(least, round(self.height() * _VIEW_SHARE))
        width = max(1, self._view.width())
        self._view.setFixedHeight(min(room, max(least, self._view.height_for(width))))

    def _apply_style(self) -> None:
        for button, symbol in ((self.turn_left, "undo"), (self.turn_right, "redo")):
            button.setIcon(icon(symbol))

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """The photo is looked at again."""
        super().showEvent(event)
        if self._photo is not None:
            self.pictures_chosen.emit(self._photo.pictures)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        if self._photo is not None:
            self.put_away.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The photo's height follows the page's size."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette and the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._apply_style()
            self._fit()
