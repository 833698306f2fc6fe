"""Lay out the window: drawing, answer and pages in columns, or the pages below in a narrow window."""

from __future__ import annotations  # the types of events are for the reader, not for the start

import json
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from digitpad.ui.drawing.drawing_column import DrawingColumn
    from digitpad.ui.page_tabs import PageTabs

_HANDLE = 2 * theme.GRID

_SMALL, _SMALL_DRAWING, _SMALL_ANSWER = 968, 328, 226
"""The room in a window of 1024 pixels and its columns; of what a wider one has more, the shares below go to them."""
_DRAWING_SHARE, _ANSWER_SHARE = 0.42, 0.12
_WIDEST_ANSWER = 560

_STACKED_ASPECT = 1.05
"""A window that is narrower than so many times its height has the pages below."""
_STACKED_WIDTH, _STACKED_HEIGHT = 0.54, 0.42
"""What the canvas takes there at most, of the width and of the height."""

_ALONE_SHARE = 0.62
"""What the canvas takes of the width at most where there are no pages."""


_UPRIGHT_ASPECT = 0.8
"""A window without pages that is narrower than so many times its height has the answer below the canvas."""

_ALONE_HEIGHT, _ANSWER_EMS = 0.5, 28
"""And what it takes of the height at most where the answer stands below it, which needs so many text heights."""

class Columns(NamedTuple):
    """Sizes in pixels: widths of drawing and answer; height of both, which tells only where the pages are below."""

    drawing: int
    answer: int
    height: int


def first_size(screen: QSize) -> QSize:
    """Three quarters of the screen, but no less than 1024 x 600 unless the screen is smaller."""
    wanted = QSize(round(screen.width() * 0.75), round(screen.height() * 0.75))
    return wanted.expandedTo(QSize(1024, 600)).boundedTo(screen)


def is_stacked(width: int, height: int) -> bool:
    """Whether the pages stand below drawing and answer."""
    return width < height * _STACKED_ASPECT


def columns(width: int, height: int, extra: int, *, pages: bool = True) -> Columns:
    """How the room is divided as long as nobody has moved a handle.

    Args:
        width: of the room, without handles.
        height: of the room.
        extra: how much higher the drawing's column is than its canvas.
        pages: whether there are pages at all.
    """
    tallest = max(1, height - extra)
    if not pages:
        drawing = min(tallest, round(width * _ALONE_SHARE))
        return Columns(drawing, width - drawing, height)
    if is_stacked(width, height):
        side = min(round(width * _STACKED_WIDTH), round(height * _STACKED_HEIGHT))
        return Columns(side, width - side, side + extra)
    more = max(0, width - _SMALL)
    small = min(1.0, width / _SMALL)
    drawing = min(tallest, round(_SMALL_DRAWING * small + more * _DRAWING_SHARE))
    answer = min(_WIDEST_ANSWER, round(_SMALL_ANSWER * small + more * _ANSWER_SHARE))
    return Columns(drawing, answer, height)


@guarded
class WindowLayout(QWidget):
    """The canvas is as large as the window allows, until somebody moves a handle; then the shares are kept.

    Args:
        drawing: the canvas and what belongs to it.
        answer: the bars.
        tabs: the pages, with their bar.
        parent: the window.
    """

    def __init__(self, drawing: DrawingColumn, answer: QWidget, tabs: PageTabs, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawing, self._answer, self._tabs = drawing, answer, tabs
        self._stacked: bool | None = None
        self._by_hand: dict[str, list[float]] = {}  # shares of drawing, answer and height, by arrangement
        # From the outside in: with every new parent Qt dresses all that is in a widget again.
        self._outer = QSplitter(Qt.Orientation.Horizontal, self)
        self._inner, self._below = QSplitter(Qt.Orientation.Horizontal, self._outer), QWidget(self._outer)
        below = theme.spaced(QVBoxLayout(self._below), gap=0)
        below.addWidget(tabs)
        for splitter, parts in ((self._inner, (drawing, answer)), (self._outer, ())):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(_HANDLE)
            for part in parts:
                splitter.addWidget(part)
            splitter.splitterMoved.connect(self._keep_shares)
        self._inner.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        theme.spaced(layout, (theme.PAGE_MARGIN, theme.GRID // 2, theme.PAGE_MARGIN, 0), theme.GRID // 2)
        layout.addWidget(tabs.bar)
        layout.addWidget(self._outer, 1)
        self._layout, self._below_layout = layout, below

    def show_pages(self, visible: bool) -> None:
        """With the pages, or without them and their bar."""
        self._below.setVisible(visible)
        self._tabs.bar.setVisible(visible)
        self._tabs.setVisible(visible)
        self.fit()

    def state(self) -> QByteArray:
        """The shares that somebody chose, to be restored by `restore`."""
        return QByteArray(json.dumps(self._by_hand).encode())

    def restore(self, state: QByteArray) -> None:
        """Take the shares of an earlier window; what is not understood is passed over."""
        try:
            value = json.loads(bytes(state.data()))
            shares = {key: [float(share) for share in value[key]] for key in value}
        except (ValueError, TypeError, AttributeError):
            return
        for key, each in shares.items():
            if len(each) == 3 and all(0 < share < 1 for share in each):
                self._by_hand[key] = each

    @property
    def _key(self) -> str:
        if not self._tabs.isVisibleTo(self):
            return "alone"
        return "stacked" if self._stacked else "columns"

    def fit(self) -> None:
        """Divide the room anew."""
        room = self._outer.size()
        pages = self._tabs.isVisibleTo(self)
        self._arrange(pages and is_stacked(room.width(), room.height()))
        upright = not pages and room.width() < room.height() * _UPRIGHT_ASPECT
        orientation = Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal
        if orientation is not self._inner.orientation():
            self._inner.setOrientation(orientation)  # which lays out anew, also where nothing changes
        if upright:
            extra, below = self._drawing.height_beside_canvas, _ANSWER_EMS * self.fontMetrics().height()
            side = min(room.width(), round(room.height() * _ALONE_HEIGHT), room.height() - extra - below)
            drawing = side + extra
            self._inner.setSizes([drawing, room.height() - drawing - _HANDLE])
            return
        handles = _HANDLE * (1 if self._stacked or not pages else 2)
        width = room.width() - handles
        sizes = columns(width, room.height(), self._drawing.height_beside_canvas, pages=pages)
        if chosen := self._by_hand.get(self._key):
            sizes = Columns(*(
                round(share * whole) for share, whole in zip(chosen, (width, width, room.height()), strict=True)
            ))
        elif pages and not self._stacked:
            sizes = self._with_room_for_words(sizes, width)
        both, whole = (
            (sizes.height, room.height()) if self._stacked
            else (sizes.drawing + sizes.answer + _HANDLE, room.width())
        )
        self._outer.setSizes([both, whole - both - _HANDLE])
        self._inner.setSizes([sizes.drawing, sizes.answer])

    def _with_room_for_words(self, sizes: Columns, width: int) -> Columns:
        """The bars get what their words need: first from the canvas, then from the pages, down to the least of both."""
        least = self._drawing.minimumSizeHint().width()
        most = width - self._tabs.minimumSizeHint().width() - least
        answer = max(sizes.answer, min(self._answer.sizeHint().width(), most))
        drawing = min(sizes.drawing, sizes.drawing + sizes.answer - answer)
        return sizes._replace(drawing=max(least, drawing), answer=answer)

    def _arrange(self, stacked: bool) -> None:
        """The pages below, and their bar right above them; or beside, and the bar above all."""
        if stacked is self._stacked:
            return
        self._stacked = stacked
        self._outer.setOrientation(Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal)
        (self._below_layout if stacked else self._layout).insertWidget(0, self._tabs.bar)

    def _keep_shares(self) -> None:
        if self._inner.orientation() is Qt.Orientation.Vertical:
            return  # which lasts until the window has another size
        width, height = self._outer.width() - _HANDLE, self._outer.height()
        if not self._stacked and self._tabs.isVisibleTo(self):
            width -= _HANDLE
        shares = (self._drawing.width() / width, self._answer.width() / width, self._inner.height() / height)
        self._by_hand[self._key] = [min(0.999, share) for share in shares]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size is divided in the same way."""
        super().resizeEvent(event)
        self._layout.activate()
        self.fit()
