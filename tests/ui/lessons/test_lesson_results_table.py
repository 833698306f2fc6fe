"""The figures of a lesson: lecture, plain Keras, and the runs of its steps."""

import pytest
from helpers.windows import shown
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.lessons.lesson import Figures, Lesson, Span, Step
from digitpad.lessons.reading import folders, load_lessons
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lessons.lesson_results_table import LessonResultsTable
from digitpad.ui.widgets import theme

PLAN = TrainingPlan(epochs=2, validation_share=0)
MINE = Lesson("mine", "Mine", ("Look.",), (
    Step("Once", "Run it.", PLAN, lecture=(Figures(2, test=Span(0.9, 0.9)),),
         keras=(Figures(2, train=Span(0.7, 0.7), test=Span(0.8, 0.85)),)),
    Step("A second step with a title that is longer than any of the rows below it", "Again.", PLAN),
))


@pytest.fixture
def page(qtbot):
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(LessonResultsTable())
    layout.addStretch()
    page.resize(400, 500)
    return shown(page, qtbot)


@pytest.fixture
def table(page):
    return page.findChild(LessonResultsTable)


@pytest.fixture
def on_board(data_dir, catalogue):
    """The lessons that come with Digitpad."""
    lessons, problems = load_lessons(folders(data_dir), catalogue)
    assert not problems
    return {lesson.title: lesson for lesson in lessons}


def cells(table):
    items = [[table.item(row, column) for column in range(4)] for row in range(table.rowCount())]
    return [[item.text().replace("\N{NO-BREAK SPACE}", " ") for item in row if item is not None] for row in items]


def test_a_step_has_a_heading_over_all_columns_and_a_row_a_figure(table):
    table.show_figures(MINE, {1: {(2, "test"): 0.75}})
    assert cells(table) == [
        ["1. Once"],
        ["train, epoch 2", "–", "70.0 %", "–"],
        ["test, epoch 2", "90 %", "80.0–85.0 %", "75.0 %"],
        [f"2. {MINE.steps[1].title}"],
        ["train, epoch 2", "–", "–", "–"],
        ["test, epoch 2", "–", "–", "–"],
    ]
    assert [table.columnSpan(row, 0) for row in range(6)] == [4, 1, 1, 4, 1, 1]
    assert table.item(0, 0).font().bold()
    assert not table.item(1, 0).font().bold()


def test_a_step_without_a_run_has_no_figures(table):
    table.show_figures(Lesson("mine", "Mine", ("Look.",), (Step("Think", "About it."), *MINE.steps)), {})
    assert cells(table)[0] == ["2. Once"]


def test_the_figures_of_another_lesson_take_their_place(table, on_board):
    table.show_figures(on_board["Clothes"], {})
    many = table.rowCount()
    table.show_figures(MINE, {})
    assert table.rowCount() == 6 < many
    assert [table.columnSpan(row, 0) for row in range(6)] == [4, 1, 1, 4, 1, 1]


@pytest.mark.parametrize(("width", "zoom"), [(330, 100), (700, 100), (560, 200), (1100, 200)])
@pytest.mark.parametrize("title", ["Clothes", "Capacity and optimizer"])
def test_the_table_shows_all_rows_at_any_width(page, table, on_board, qapp, width, zoom, title):
    table.show_figures(on_board[title], {})
    theme.apply(qapp, "light", zoom)
    page.resize(width, 500)
    qapp.processEvents()
    assert table.verticalScrollBar().maximum() == 0
    assert table.width() <= page.width()
    if width in (700, 1100):
        assert table.horizontalScrollBar().maximum() == 0
        assert sum(table.columnWidth(column) for column in range(4)) == table.viewport().width()


@pytest.mark.parametrize(
    "title", ["Clothes", "Capacity and optimizer", "A deep network on black-and-white pixels", "Mine"]
)
def test_on_the_oldest_projector_no_column_is_hidden(page, table, on_board, qapp, title):
    """A page is 412 pixels wide in a window of 1024 x 600, and the table stands inside its margins."""
    page.resize(388, 500)
    table.show_figures((on_board | {"Mine": MINE})[title], {})
    qapp.processEvents()
    assert table.horizontalScrollBar().maximum() == 0


def test_nothing_moves_when_a_figure_comes(table):
    table.show_figures(MINE, {})
    before = [table.columnWidth(column) for column in range(4)], table.height()
    table.show_figures(MINE, {1: {(2, "train"): 1.0, (2, "test"): 0.9999}})
    assert ([table.columnWidth(column) for column in range(4)], table.height()) == before


def test_a_column_without_any_figure_is_left_out(table):
    alone = Lesson("alone", "Alone", ("Look.",), (Step("Once", "Run it.", PLAN),))
    table.show_figures(alone, {})
    assert [table.isColumnHidden(column) for column in range(4)] == [False, True, True, False]
    table.show_figures(MINE, {})
    assert not any(table.isColumnHidden(column) for column in range(4))
