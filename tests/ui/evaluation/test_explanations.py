"""Formulas and sources can be read and closed."""

import pytest
from helpers.windows import click, find, shown
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from digitpad.ui.evaluation.explanations import ENDURANCE, MATRIX, SURENESS, ExplanationDialog


@pytest.mark.parametrize(
    ("paragraphs", "source"), [(MATRIX, "McNemar"), (ENDURANCE, "Hendrycks"), (SURENESS, "Guo")]
)
def test_each_has_its_formula_and_its_source(qtbot, paragraphs, source):
    window = shown(QWidget(), qtbot)
    dialog = ExplanationDialog("Matrix", paragraphs, window)
    dialog.show()
    text = find(dialog, "explanationText", QPlainTextEdit)
    assert text.isReadOnly()
    assert source in text.toPlainText()
    assert text.toPlainText().count("\n\n") == len(paragraphs) - 1
    with qtbot.waitSignal(dialog.destroyed):
        click(dialog, "closeExplanationButton")
