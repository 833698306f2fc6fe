"""What a view computes is explained in plain text."""

import pytest
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from digitpad.ui.widgets.explanation import how_button

TEXT = "a < b\n\n<b>1</b>"


@pytest.fixture
def parent(qtbot):
    parent = QWidget()
    QVBoxLayout(parent).addWidget(how_button("howButton", "The map", TEXT))
    return shown(parent, qtbot)


def test_the_button_opens_formula_and_source_as_they_were_written(parent):
    assert "The map" in find(parent, "howButton").accessibleName()
    click(parent, "howButton")
    dialog = find(parent, "explanationDialog", QDialog)
    assert dialog.windowTitle() == "The map"
    text = find(dialog, "explanationText", QPlainTextEdit)
    assert text.toPlainText() == TEXT
    assert text.isReadOnly()
    assert not dialog.isModal()
    dialog.close()


def test_escape_and_the_button_close_it(parent, qtbot):
    for close in (lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape),
                  lambda dialog: click(dialog, "closeExplanationButton")):
        click(parent, "howButton")
        dialog = find(parent, "explanationDialog", QDialog)
        with qtbot.waitSignal(dialog.destroyed):
            close(dialog)
