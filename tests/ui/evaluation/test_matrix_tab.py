"""One selection: a cell that is clicked gives its pictures, and these stay when another network answers."""

import numpy as np
import pytest
from helpers.networks import with_random_numbers
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from digitpad.model.layers import Dense, Flatten, Rescaling
from digitpad.model.spec import NetworkInfo, NetworkSpec
from digitpad.ui.evaluation.doubted_list import DoubtedList
from digitpad.ui.evaluation.matrix_tab import MatrixTab

SPEC = NetworkSpec((Rescaling(1 / 255), Flatten(), Dense(10, "softmax")), (28, 28))
MARGIN = 0.05


def network(seed, dataset="mnist-5k"):
    """Wild guesses: cells all over the matrix."""
    return with_random_numbers(SPEC, NetworkInfo(tuple("0123456789"), dataset), seed)


@pytest.fixture
def examiner(sleeper):
    return sleeper


@pytest.fixture
def tab(examiner, data_dir, jobs, qtbot):
    doubts = DoubtedList(data_dir, jobs, examiner)
    examiner.changed.connect(lambda: doubts.set_pictures(examiner.pictures))
    tab = MatrixTab(examiner, doubts)
    tab.set_margin(MARGIN)
    tab.resize(560, 600)
    examiner.set_network(network(0))
    examiner.set_awake(True)
    shown(tab, qtbot)
    qtbot.waitUntil(lambda: examiner.examination is not None)
    return tab


def choose(tab, cell, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(tab.matrix, Qt.MouseButton.LeftButton, modifiers, tab.matrix.cell_rect(*cell).center())


def title(tab):
    return find(tab, "galleryTitle", QLabel).text()


def test_every_non_empty_cell_that_is_clicked_gives_exactly_its_pictures(tab, examiner):
    counts = tab.matrix.property("counts")
    evaluation = examiner.examination.first
    cells = [(row, column) for row in range(10) for column in range(11) if counts[row][column]]
    assert len(cells) > 12
    assert any(column == 10 for _row, column in cells)
    for cell in cells:
        choose(tab, cell)
        assert tab.gallery.view.property("count") == counts[cell[0]][cell[1]]
        numbers = tab.gallery.model.numbers
        assert set(evaluation.labels[numbers].tolist()) == {cell[0]}
        assert set(evaluation.answers(MARGIN)[numbers].tolist()) == {cell[1]}


def test_heads_and_several_cells_give_all_of_theirs(tab):
    counts = np.array(tab.matrix.property("counts"))
    for head, count in (((3, -1), counts[3].sum()), ((-1, 10), counts[:, 10].sum())):
        choose(tab, head)
        assert tab.gallery.view.property("count") == count
    choose(tab, (0, 0))
    choose(tab, (2, 4), Qt.KeyboardModifier.ShiftModifier)
    assert tab.gallery.view.property("count") == counts[:3, :5].sum()


def test_without_a_selection_there_are_all_mistakes_the_surest_first(tab, examiner):
    evaluation = examiner.examination.first
    wrong = np.flatnonzero(~evaluation.right)
    unsure = int((evaluation.answers(MARGIN)[wrong] == 10).sum())
    assert title(tab) == f"{len(wrong)} mistakes; answered “?”: {unsure}"
    assert sorted(tab.gallery.model.numbers.tolist()) == wrong.tolist()
    assert (np.diff(evaluation.confidence[tab.gallery.model.numbers]) <= 0).all()
    choose(tab, (0, 0))
    click(tab, "allMistakesButton")
    assert tab.gallery.view.property("count") == len(wrong)
    assert tab.matrix.selected == frozenset()


def test_the_selection_is_of_pictures_and_survives_another_network(tab, examiner, qtbot):
    counts = np.array(tab.matrix.property("counts"))
    cell = tuple(int(place) for place in np.unravel_index(counts[:, :10].argmax(), (10, 10)))
    choose(tab, cell)
    before = sorted(tab.gallery.model.numbers.tolist())
    other = network(1)
    examiner.set_network(other)
    qtbot.waitUntil(lambda: examiner.examination.network is other)
    assert sorted(tab.gallery.model.numbers.tolist()) == before
    assert {row for row, _column in tab.matrix.selected} <= {cell[0]}


def test_other_pictures_have_no_selection(tab, examiner, qtbot):
    choose(tab, (0, 0))
    examiner.set_network(network(0, "mnist"))
    qtbot.waitUntil(lambda: examiner.pictures is not None and examiner.pictures.name == "mnist-test-1k")
    qtbot.waitUntil(lambda: examiner.examination is not None)
    assert "mistakes" in title(tab)


def test_a_picture_that_is_clicked_goes_before_the_network(tab, examiner):
    picked = []
    examiner.picked.connect(lambda picture, number: picked.append(number))
    view = tab.gallery.view
    place = view.visualRect(view.model().index(1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked[-1] == examiner.examined().number == tab.gallery.model.numbers[1]


def test_another_margin_moves_pictures_to_the_column_of_doubt(tab):
    before = sum(row[10] for row in tab.matrix.property("counts"))
    tab.set_margin(0.6)
    assert sum(row[10] for row in tab.matrix.property("counts")) > before
    tab.set_margin(0.0)
    assert sum(row[10] for row in tab.matrix.property("counts")) == 0


# Two networks


def test_with_two_networks_the_matrix_is_the_difference_and_the_groups_can_be_shown(tab, examiner, qtbot):
    assert not tab.comparison.isVisible()
    alone = np.array(tab.matrix.property("counts"))
    other = network(1)
    tab.set_titles("One", "Other")
    examiner.set_against(other)
    qtbot.waitUntil(tab.comparison.isVisible)
    assert not np.array(tab.matrix.property("counts")).sum(axis=1).any()
    for name in ("bothRightButton", "onlyFirstButton", "onlySecondButton", "bothWrongButton"):
        click(tab, name)
        count = int(find(tab, name, QPushButton).text().split(": ")[1])
        assert tab.gallery.view.property("count") == count
    first, second = examiner.examination.first, examiner.examination.second
    click(tab, "onlyFirstButton")
    assert title(tab).endswith("with the answers of B")
    assert first.right[tab.gallery.model.numbers].all()
    choose(tab, (3, 5))
    inside = [((each.labels == 3) & (each.answers(MARGIN) == 5)) for each in (first, second)]
    assert sorted(tab.gallery.model.numbers.tolist()) == np.flatnonzero(inside[0] != inside[1]).tolist()
    examiner.set_against(None)
    qtbot.waitUntil(lambda: not tab.comparison.isVisible())
    assert (np.array(tab.matrix.property("counts")) == alone).all()


# Doubtful labels


def test_a_doubted_label_is_counted_and_can_be_shown_alone_and_changes_no_figure(tab, examiner, qtbot):
    counts, count = tab.matrix.property("counts"), find(tab, "doubtedLabelsBox", QCheckBox)
    examiner.go_to(7)
    click(tab, "doubtLabelButton")
    qtbot.waitUntil(lambda: count.text() == "1 doubtful label")
    assert find(tab, "doubtLabelButton", QPushButton).isChecked()
    QTest.keyClick(count, Qt.Key.Key_Space)
    assert tab.gallery.model.numbers.tolist() == [7]
    assert title(tab) == "1 picture whose label may be wrong"
    assert tab.matrix.property("counts") == counts
    examiner.go_to(8)
    assert not find(tab, "doubtLabelButton", QPushButton).isChecked()


# Room


@pytest.mark.parametrize(("width", "is_beside"), [(600, True), (380, False)])
def test_the_picture_stands_where_there_is_room(tab, qtbot, width, is_beside):
    tab.resize(width, 700)
    qtbot.waitUntil(lambda: (tab.picture.x() > tab.matrix.geometry().right()) is is_beside)
