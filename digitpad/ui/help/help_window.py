"""The help: what each page does, the keys and the glossary, in one text with its topics beside it."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from digitpad.translation import N_, _
from digitpad.ui.help.glossary import GLOSSARY
from digitpad.ui.help.help_text import FIRST_STEPS, TOPICS
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import mark, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Keys = tuple[str, tuple[tuple[str, str], ...]]
    """A menu, and its entries with their keys."""

_KEYS, _GLOSSARY = "keys", "glossary"

_CANVAS_KEYS = (
    (N_("Save the drawing as the digit 0 to 9"), "0 … 9"),
    (N_("Erase"), N_("right mouse button")),
)
"""What can be done on the canvas and is no entry of a menu."""


@guarded
class HelpWindow(QDialog):
    """A window of its own beside the main one, which goes on working.

    Args:
        keys: gives the menus with the keys of their entries, as they are now.
        window: the main window.
    """

    def __init__(self, keys: Callable[[], Iterable[Keys]], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("helpWindow")
        self.setAccessibleName(_("Help"))
        self.setWindowTitle(_("Digitpad help"))
        self._keys = keys
        self._names = [topic.name for topic in TOPICS] + [_KEYS, _GLOSSARY]
        self._search = named(
            QLineEdit(), "helpSearch", _("Search"), _("Finds a word in the help; Enter finds the next place.")
        )
        self._search.setPlaceholderText(_("Search (Ctrl+F)"))
        self._search.setClearButtonEnabled(True)
        self._topics = named(QListWidget(), "helpTopics", _("Topics"), _("Shows the topic you choose."))
        self._topics.addItems([_(topic.title) for topic in TOPICS] + [_("Keys"), _("Glossary")])
        self._topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text = named(QTextBrowser(), "helpText", _("Help"), _("What Digitpad does, and how."))
        self._text.setOpenLinks(False)
        self._text.document().setDocumentMargin(2 * theme.GRID)
        self._topics.currentRowChanged.connect(self._show_place)
        self._topics.itemClicked.connect(lambda __: self._show_place(self._topics.currentRow()))
        self._search.textEdited.connect(self._find_first)
        self._search.returnPressed.connect(self._find_next)
        search = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        search.activated.connect(self._begin_search)
        self._lay_out()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(theme.GRID)
        side.addWidget(self._search)
        side.addWidget(self._topics, 1)
        layout = theme.spaced(QHBoxLayout(self), theme.DIALOG_MARGIN, 2 * theme.GRID)
        layout.addLayout(side)
        layout.addWidget(self._text, 1)
        self._fit_topics()
        em, room = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(em * 46, room.width() - 80), min(em * 32, room.height() - 80))

    def show_topic(self, name: str) -> None:
        """Show what is said about a page; the first steps where nothing is."""
        rules = f"h2 {{ color: {theme.colours().accent}; }}"  # untranslated: for Qt
        self._text.document().setDefaultStyleSheet(rules)
        self._text.setHtml(self._html())
        row = self._names.index(name if name in self._names else FIRST_STEPS)
        self._topics.setCurrentRow(row)
        self._show_place(row)
        self._topics.setFocus()

    def _show_place(self, row: int) -> None:
        if row >= 0:
            self._text.scrollToAnchor(self._names[row])

    # The search

    def _begin_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _find_first(self, words: str) -> None:
        """While somebody types, from the top."""
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        self._say_found(not words or self._text.find(words))

    def _find_next(self) -> None:
        """The next place, and after the last one the first."""
        words = self._search.text()
        if words and not self._text.find(words):
            self._find_first(words)

    def _say_found(self, found: bool) -> None:
        mark(self._search, wrong=not found)

    # The text

    def _html(self) -> str:
        parts = [
            _section(topic.name, _(topic.title), "".join(f"<p>{escape(_(text))}</p>" for text in topic.paragraphs))
            for topic in TOPICS
        ]
        canvas = _("Canvas"), tuple((_(text), _(keys)) for text, keys in _CANVAS_KEYS)
        parts.append(_section(_KEYS, _("Keys"), "".join(_table(*each) for each in (canvas, *self._keys()))))
        terms = ((_(title), tuple((_(term), _(meaning)) for term, meaning in pairs)) for title, pairs in GLOSSARY)
        parts.append(_section(_GLOSSARY, _("Glossary"), "".join(_table(*each) for each in terms)))
        return "".join(parts)

    def _fit_topics(self) -> None:
        width = self._topics.sizeHintForColumn(0) + 4 * theme.GRID
        side = max(width, self.fontMetrics().horizontalAdvance(self._search.placeholderText()) + 6 * theme.GRID)
        for widget in (self._topics, self._search):
            widget.setFixedWidth(side)

    def changeEvent(self, event: QEvent) -> None:
        """The colours in the text follow the palette, the topics the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.isVisible():
            self.show_topic(self._names[max(0, self._topics.currentRow())])
        if event.type() is QEvent.Type.FontChange:
            self._fit_topics()


def _section(name: str, title: str, body: str) -> str:
    return f'<h2><a name="{name}"></a>{escape(title)}</h2>{body}'


def _table(title: str, rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><td width="42%"><b>{escape(first)}</b></td><td>{escape(second)}</td></tr>' for first, second in rows
    )
    return f"<h3>{escape(title)}</h3><table width='100%' cellspacing='0' cellpadding='3'>{cells}</table>"
