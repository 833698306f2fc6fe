"""The texts of a lesson on the page: paragraphs, lists and pictures below each other, from their markup."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from digitpad.lessons.lesson_text import TextList, TextPicture, block, words
from digitpad.lessons.lesson_text_html import runs_html
from digitpad.ui.lessons.lesson_picture import LessonPicture
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import Note
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digitpad.lessons.lesson_text import TextBlock, TextRun
    from digitpad.ui.lessons.lesson_picture import LessonPictures

_BULLET = "•"  # untranslated: a sign


class EmphasisNote(Note):
    """A note of which some words are emphasised. Every word of the text is escaped; links and pictures are none."""

    def __init__(self, runs: Sequence[TextRun]) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAccessibleName(words(runs))
        self.setText(runs_html(runs))

    def _fit(self) -> None:
        self.setMinimumHeight(0)  # Qt would give no less than it
        self.setFixedHeight(max(1, QLabel.heightForWidth(self, self.width())))


class LessonTextView(QWidget):
    """Shows blocks of a text.

    Args:
        name: the beginning of the names of its pictures.
        sources: of the blocks.
        pictures: reads them; without it, their words stand for them.
    """

    def __init__(self, name: str, sources: Iterable[str], pictures: LessonPictures | None) -> None:
        super().__init__()
        column = theme.spaced(QVBoxLayout(self))
        for number, source in enumerate(sources, start=1):
            column.addWidget(_shown(f"{name}Picture{number}", block(source), pictures))


def _shown(name: str, each: TextBlock, pictures: LessonPictures | None) -> QWidget:
    match each:
        case TextPicture():
            return LessonPicture(name, each, pictures)
        case TextList():
            return _listed(each)
    return _note(each.runs)


def _note(runs: Sequence[TextRun]) -> Note:
    if any(run.emphasis or run.strong for run in runs):
        return EmphasisNote(runs)
    return Note(words(runs))


def _listed(each: TextList) -> QWidget:
    """Signs at the left, and beside each its entry."""
    listed = QWidget()
    grid = theme.spaced(QGridLayout(listed), (theme.GRID, 0, 0, 0))
    grid.setVerticalSpacing(theme.GRID // 2)
    grid.setColumnStretch(1, 1)
    for row, entry in enumerate(each.entries):
        sign = PlainLabel(_BULLET if each.first is None else f"{each.first + row}.")
        grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_note(entry), row, 1)
    return listed
