"""Texts reach labels and tips as they are, whatever they look like."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as QtText
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QMenu, QPushButton

from digitpad.ui.widgets.plain_text import PlainLabel, add_entry, set_tip, tip

HOSTILE = ("<img src='/etc/hostname'>", "<b>7</b>", "a & b", "<a href='x'>7</a>", "7 < 8 > 6")


def seen(text):
    """What Qt shows as a tip of this text."""
    if not QtText.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tip_shows_the_text_itself(qapp, text):
    assert seen(tip(text)) == text
    assert "<img" not in tip(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_shows_the_text_itself(qtbot, text):
    label = PlainLabel(text)
    qtbot.addWidget(label)
    assert (label.text(), label.textFormat()) == (text, Qt.TextFormat.PlainText)
    label.setText("7")
    assert label.text() == "7"


def test_marks_that_turn_the_direction_are_shown_as_what_they_are(qtbot):
    label = PlainLabel("7\N{RIGHT-TO-LEFT OVERRIDE}8")
    qtbot.addWidget(label)
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in label.text()
    assert label.text().startswith("7")
    assert label.text().endswith("8")


def test_a_control_and_an_entry_of_a_menu_explain_themselves(qtbot):
    button, menu = QPushButton(), QMenu()
    for widget in (button, menu):
        qtbot.addWidget(widget)
    set_tip(button, HOSTILE[0])
    assert seen(button.toolTip()) == HOSTILE[0]
    assert add_entry(menu, "R&D <b>").text() == "R&&D <b>"
