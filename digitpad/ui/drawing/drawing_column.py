"""The left column of the window: canvas, 28 x 28 picture and drawing tools."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from digitpad.ink.raster import SIZE
from digitpad.translation import _
from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.label_row import LabelRow
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.following import FollowsTheme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, icon, named
from digitpad.ui.widgets.picture_view import PictureView
from digitpad.ui.widgets.plain_text import set_tip
from digitpad.ui.widgets.square import Square
from digitpad.ui.widgets.tab_order import tab_through

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_HINT_MILLISECONDS = 8_000

_LEAST_SCALE, _MOST_SCALE = 3, 10
"""Screen pixels a pixel of the picture that the network receives."""

_BESIDE_EMS = 9
"""What the tools beside it need."""


@guarded
class DrawingColumn(FollowsTheme, QWidget):
    """Canvas, preview, and the actions undo, redo and clear with their buttons.

    Attributes:
        has_preview: whether the picture is in its place, not lent to somebody.
    """

    def __init__(self) -> None:
        super().__init__()
        self.canvas = named(
            Canvas(), "canvas", _("Canvas"),
            _("Draw with the mouse, a finger or a pen; the right button, a pen's other end and its side switch erase."),
        )
        set_tip(self.canvas, "")  # it would cover the drawing
        self.preview = named(
            PictureView(), "preview", _("Picture"), _("The picture that the network receives, pixel for pixel.")
        )
        self.has_preview = True
        self.labels = LabelRow()
        self._prompt: QWidget | None = None  # which takes their place now and then
        self.undo = self.canvas.undo_stack.createUndoAction(self, _("Undo"))
        self.undo.setShortcut(QKeySequence("Ctrl+Z"))
        self.redo = self.canvas.undo_stack.createRedoAction(self, _("Redo"))
        # Both conventions on every system; Ctrl+Shift+Z is the one that is promised.
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.clear = QAction(_("Clear"), self)
        self.clear.setShortcut(QKeySequence("Delete"))
        self.clear.setEnabled(False)
        self.clear.triggered.connect(self.canvas.clear)
        self.canvas.has_ink_changed.connect(self.clear.setEnabled)
        self._buttons = (
            self._button(self.undo, "undo", _("Undo"), _("Take back the last stroke (Ctrl+Z).")),
            self._button(self.redo, "redo", _("Redo"), _("Bring back what was taken back (Ctrl+Shift+Z).")),
            self._button(self.clear, "clear", _("Clear"), _("Wipe the canvas (Delete).")),
        )
        self._buttons[2].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._hint = named(faint_label(""), "padHint", _("Hint"), _("How to bring the rest of the window back."))
        self._hint.hide()
        self._hint_ends = QTimer(self)
        self._hint_ends.setSingleShot(True)
        self._hint_ends.timeout.connect(self._hint.hide)
        self._lay_out()
        self._apply_style()

    def _button(self, action: QAction, name: str, spoken: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_tip(action, tip)
        return named(button, f"{name}Button", spoken, tip)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(theme.GRID // 2)
        for button in self._buttons:
            tools.addWidget(button)
        tools.addStretch()
        self._beside = beside = QVBoxLayout()
        self._caption = faint_label(_("What the network receives"))
        beside.addWidget(self._caption)
        beside.addWidget(self._hint)
        beside.addStretch()
        beside.addLayout(tools)
        tray = QWidget()
        tray.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._bottom = bottom = theme.spaced(QHBoxLayout(tray), gap=3 * theme.GRID // 2)
        bottom.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        bottom.addLayout(beside, 1)
        layout = theme.spaced(QVBoxLayout(self))
        self._square = Square(self.canvas)
        layout.addWidget(self._square, 1)
        layout.addWidget(self.labels)
        layout.addWidget(tray)
        layout.addStretch()
        self._layout = layout

    def put_instead_of_labels(self, prompt: QWidget, controls: Sequence[QWidget]) -> None:
        """Make room for a widget that now and then takes the place of the row of labels; it is hidden at first.

        Args:
            prompt: the widget.
            controls: what the Tab key reaches in it, in this order.
        """
        prompt.hide()
        self._prompt = prompt
        self._layout.insertWidget(self._layout.indexOf(self.labels), prompt)
        tab_through(self.canvas, *controls)

    @property
    def height_beside_canvas(self) -> int:
        """How much higher the column is than its canvas where that is as large as can be, in pixels."""
        return self._height_beside(caption=False)

    def _height_beside(self, *, caption: bool) -> int:
        row = self.labels if self._prompt is None or self._prompt.isHidden() else self._prompt
        picture = SIZE * _LEAST_SCALE + 2 if self.has_preview else 0
        tools = self._buttons[0].sizeHint().height()
        for label, shown in ((self._caption, caption), (self._hint, not self._hint.isHidden())):
            if shown:
                tools += label.minimumSizeHint().height() + self._beside.spacing()
        return row.sizeHint().height() + max(tools, picture) + 3 * self._layout.spacing()

    def _fit_caption(self) -> None:
        """The caption of the picture never costs the canvas anything: where the column is low, it goes first."""
        needed, without = (self._height_beside(caption=caption) for caption in (True, False))
        is_free = needed == without or self.height() >= self.width() + needed
        self._caption.setVisible(self.has_preview and is_free)

    def minimumSizeHint(self) -> QSize:
        """The row of labels; the button Clear loses its word first."""
        tools = SIZE * _LEAST_SCALE + 2 + self._beside.spacing() + 3 * self._buttons[0].sizeHint().width()
        width = max(self.labels.minimumSizeHint().width(), tools + 3 * theme.GRID)
        return QSize(width, self.canvas.minimumSizeHint().height() + self._height_beside(caption=False))

    def lend_preview(self) -> PictureView:
        """Give the picture to somebody who shows it elsewhere and in another size."""
        self.has_preview = False
        self._caption.hide()
        return self.preview

    def take_preview_back(self) -> None:
        """The picture is in its place again."""
        self.has_preview = True
        self._bottom.insertWidget(0, self.preview, 0, Qt.AlignmentFlag.AlignTop)
        self._fit_caption()
        self._fit_preview()

    def show_hint(self, sentence: str) -> None:
        """Say something for a few seconds, beside the picture, where it covers nothing; an empty sentence ends it."""
        self._hint.setText(sentence)
        self._hint.setVisible(bool(sentence))
        self._hint_ends.start(_HINT_MILLISECONDS)

    def _apply_style(self) -> None:
        """The symbols in the palette's colours and the text's size; Qt writes the actions' names itself."""
        side = round(self.fontMetrics().height() * 1.15)
        for action, name, button in zip(
            (self.undo, self.redo, self.clear), ("undo", "redo", "clear"), self._buttons, strict=True
        ):
            action.setIcon(icon(name))
            button.setIconSize(QSize(side, side))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a tall column the tools stay just below the canvas, and the picture takes the room below it."""
        self._square.setMaximumHeight(self.width())
        self._fit_caption()
        self._fit_preview()
        styles = Qt.ToolButtonStyle
        has_room = self.width() >= self._clear_width + SIZE * _LEAST_SCALE + 4 * theme.GRID
        self._buttons[2].setToolButtonStyle(
            styles.ToolButtonTextBesideIcon if has_room else styles.ToolButtonIconOnly
        )
        super().resizeEvent(event)

    def _fit_preview(self) -> None:
        if not self.has_preview:
            return
        below = self.height() - self.width() - self.height_beside_canvas + SIZE * _LEAST_SCALE
        beside = self.width() - _BESIDE_EMS * self.fontMetrics().height()
        self.preview.set_scale(max(_LEAST_SCALE, min(_MOST_SCALE, below // SIZE, beside // SIZE)))

    @property
    def _clear_width(self) -> int:
        """What the tools need with a word on the last one."""
        return 3 * self._buttons[0].sizeHint().width() + self.fontMetrics().horizontalAdvance(self.clear.text())

    def event(self, event: QEvent) -> bool:
        """Something else stands below the canvas, and may need the room of the caption."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit_caption()
        return super().event(event)
