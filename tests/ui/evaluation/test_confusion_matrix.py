"""Cells, heads and rectangles chosen with real clicks and keys."""

import pytest
from helpers.evaluations import random_evaluation
from helpers.windows import shown
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from digitpad.evaluation.confusion import confusion
from digitpad.ui.evaluation.confusion_matrix import ConfusionMatrix
from digitpad.ui.evaluation.matrix_content import MatrixContent

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def content(classes=10, seed=0):
    return MatrixContent(confusion(random_evaluation(classes, seed=seed), 0.4))


@pytest.fixture
def matrix(qtbot):
    matrix = ConfusionMatrix()
    matrix.resize(420, 340)
    matrix.show_content(content())
    return shown(matrix, qtbot)


@pytest.fixture
def chosen(matrix):
    """What was chosen, each time."""
    chosen = []
    matrix.cells_chosen.connect(chosen.append)
    return chosen


def press(matrix, cell, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(matrix, LEFT, modifiers, matrix.cell_rect(*cell).center())


def test_nothing_is_shown_at_first_and_a_click_does_nothing(qtbot):
    matrix = ConfusionMatrix()
    shown(matrix, qtbot)
    QTest.mouseClick(matrix, LEFT)
    QTest.keyClick(matrix, Qt.Key.Key_Space)
    assert (matrix.property("counts"), matrix.selected, matrix.words_at(QPoint(5, 5))) == ([], frozenset(), "")
    assert matrix.accessibleDescription() == "Nothing was counted yet."


def test_the_counts_are_a_property(matrix):
    counts = matrix.property("counts")
    assert counts == matrix.content.first.counts.tolist()
    assert {len(row) for row in counts} == {11}
    assert all(type(count) is int for row in counts for count in row)


def test_a_click_takes_a_cell_and_the_next_one_another(matrix, chosen):
    press(matrix, (2, 3))
    press(matrix, (9, 10))
    assert chosen == [{(2, 3)}, {(9, 10)}]


def test_heads_and_ends_take_rows_and_columns_and_the_corner_nothing(matrix, chosen):
    row, column = frozenset((4, each) for each in range(11)), frozenset((each, 10) for each in range(10))
    press(matrix, (4, -1))
    press(matrix, (-1, 10))
    press(matrix, (-1, -1))
    press(matrix, (4, 11))
    press(matrix, (10, 10))
    assert chosen == [row, column, frozenset(), row, column]


def test_control_adds_and_takes_away(matrix, chosen):
    press(matrix, (2, 3))
    press(matrix, (5, 6), CONTROL)
    press(matrix, (2, 3), CONTROL)
    press(matrix, (-1, 0), CONTROL)
    assert chosen == [{(2, 3)}, {(2, 3), (5, 6)}, {(5, 6)}, {(5, 6), *((row, 0) for row in range(10))}]


def test_shift_takes_the_rectangle_since_the_last_click(matrix, chosen):
    press(matrix, (2, 3))
    press(matrix, (3, 1), SHIFT)
    press(matrix, (2, 4), SHIFT)
    rectangle = {(row, column) for row in (2, 3) for column in (1, 2, 3)}
    assert chosen == [{(2, 3)}, rectangle, {(2, 3), (2, 4)}]


def test_dragging_takes_the_rectangle_and_ends_with_the_button(matrix, chosen):
    start, middle, end = (matrix.cell_rect(*cell).center() for cell in ((1, 1), (1, 2), (2, 2)))
    QTest.mousePress(matrix, LEFT, pos=start)
    QTest.mouseMove(matrix, middle)
    QTest.mouseMove(matrix, end)
    QTest.mouseRelease(matrix, LEFT, pos=end)
    QTest.mouseMove(matrix, start)
    assert chosen[-1] == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert matrix.selected == chosen[-1]


def test_dragging_with_control_keeps_what_was_selected(matrix, chosen):
    press(matrix, (7, 7))
    QTest.mousePress(matrix, LEFT, CONTROL, matrix.cell_rect(1, 1).center())
    QTest.mouseMove(matrix, matrix.cell_rect(1, 2).center())
    QTest.mouseRelease(matrix, LEFT, CONTROL, matrix.cell_rect(1, 2).center())
    assert chosen[-1] == {(7, 7), (1, 1), (1, 2)}


def keys(matrix, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(matrix, key, modifiers)


RIGHT, DOWN, UP, BACK = Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left


def test_all_of_it_by_keyboard(matrix, chosen):
    keys(matrix, RIGHT, RIGHT, DOWN, Qt.Key.Key_Return)
    assert chosen.pop() == {(1, 2)}
    keys(matrix, RIGHT, DOWN, modifiers=SHIFT)
    assert chosen.pop() == {(1, 2), (1, 3), (2, 2), (2, 3)}
    keys(matrix, UP, UP, UP, Qt.Key.Key_Space)
    assert chosen.pop() == {(row, 3) for row in range(10)}
    keys(matrix, DOWN, *(BACK,) * 9, Qt.Key.Key_Space)
    assert chosen.pop() == {(0, column) for column in range(11)}
    keys(matrix, UP, Qt.Key.Key_Space)
    assert chosen.pop() == frozenset()


def test_control_and_space_add_a_cell(matrix, chosen):
    keys(matrix, Qt.Key.Key_Space)
    keys(matrix, DOWN, RIGHT, modifiers=CONTROL)
    keys(matrix, Qt.Key.Key_Space, modifiers=CONTROL)
    assert chosen[-1] == {(0, 0), (1, 1)}


def test_the_keyboard_stays_inside(matrix, chosen):
    keys(matrix, *(DOWN,) * 20, *(RIGHT,) * 20, Qt.Key.Key_Space)
    assert chosen == [{(9, 10)}]


def test_who_cannot_see_hears_where_the_keyboard_is(matrix):
    keys(matrix, RIGHT)
    assert matrix.accessibleDescription().endswith(matrix.content.cell_words((0, 1)))
    assert matrix.accessibleDescription().startswith("Rows: what it is.")
    keys(matrix, UP)
    assert matrix.accessibleDescription().endswith(matrix.content.end_words(1, of_row=False))


def test_the_mouse_finds_words_for_cells_heads_and_ends(matrix):
    def words(cell):
        return matrix.words_at(matrix.cell_rect(*cell).center())

    assert words((3, 4)) == matrix.content.cell_words((3, 4))
    assert words((3, 11)) == words((3, -1)) == matrix.content.end_words(3, of_row=True)
    assert words((10, 3)) == words((-1, 3)) == matrix.content.end_words(3, of_row=False)
    assert words((-1, -1)) == matrix.content.summary()
    point = matrix.cell_rect(3, 4).center()
    QApplication.sendEvent(matrix, QHelpEvent(QEvent.Type.ToolTip, point, matrix.mapToGlobal(point)))
    assert QToolTip.text() == words((3, 4))
    QToolTip.hideText()


def test_another_network_marks_other_cells_and_chooses_nothing(matrix, chosen):
    matrix.show_content(content(seed=1), [(1, 1)], [(2, 2)])
    assert (matrix.selected, chosen) == ({(1, 1)}, [])
    press(matrix, (1, 1))
    assert chosen == [{(1, 1)}], "what was partly selected is no longer"


@pytest.mark.parametrize("classes", [2, 3, 26, 62])
def test_two_to_sixty_two_classes_fit_into_a_page_and_can_be_chosen(qtbot, classes):
    matrix = ConfusionMatrix()
    matrix.show_content(content(classes))
    least = matrix.minimumSizeHint()
    assert least.width() <= 414
    assert least.height() <= 420
    matrix.resize(least)
    shown(matrix, qtbot)
    chosen = []
    matrix.cells_chosen.connect(chosen.append)
    for cell in ((0, 0), (classes - 1, classes), (classes // 2, 1)):
        press(matrix, cell)
    assert chosen == [{(0, 0)}, {(classes - 1, classes)}, {(classes // 2, 1)}]
