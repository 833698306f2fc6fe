"""The Tab key goes where the eye goes, also where a part of a page is made anew."""

from collections.abc import Iterator
from itertools import chain, pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def tab_through(*parts: QWidget) -> None:
    """Let Tab lead through these parts, and within each through its layout; Qt itself puts what is newest last.

    Not by `nextInFocusChain`: PySide lets a widget that was asked for it keep the next one, and when the first of such
    a chain is deleted, it takes all of the others for deleted, too: the menus of the window among them.
    """
    for first, second in pairwise(chain.from_iterable(map(_stops, parts))):
        QWidget.setTabOrder(first, second)


def _stops(part: QWidget) -> Iterator[QWidget]:
    """What Tab stops at in a widget, in the order of its layout."""
    layout = part.layout()
    if layout is not None:
        yield from _stops_in(layout)
    elif part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_in(inner)
