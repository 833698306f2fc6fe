"""What is in sight of the training page during a run and after it. The runs wait for their pictures."""


import pytest
from helpers.windows import click, find, shown
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Phase, Progress
from digitpad.ui.training.training_layout import TrainingLayout
from digitpad.ui.training.training_page import TrainingPage

STACKED, WIDE = (430, 500), (1000, 500)


@pytest.fixture
def session(workbench):
    return workbench.session


@pytest.fixture
def page(qtbot, workbench, catalogue):
    catalogue.gate.clear()
    page = TrainingPage(workbench)
    page.resize(*STACKED)
    shown(page, qtbot)
    return page


def resize(page, size):
    page.resize(*size)
    settle()


def settle():
    for _ in range(3):  # a layout may ask for another one
        QApplication.processEvents()


def is_whole(widget):
    """Whether all of a widget is in sight."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def scroll(page):
    return page.findChildren(TrainingLayout)[0]


def test_during_a_run_the_curves_are_in_sight_and_the_form_comes_back(page, session):
    settle()
    assert not is_whole(page.curves)
    click(page, "trainButton")
    settle()
    assert page.form.isHidden()
    assert is_whole(page.curves)
    assert is_whole(page.controls)
    session.stop()
    settle()
    assert page.form.isVisible()
    assert page.controls.isHidden()
    assert is_whole(page.curves)


def test_what_stands_below_the_curves_does_not_push_them_out_of_sight(page, session):
    below = QWidget()
    below.setFixedHeight(600)
    page.put_below_curves(below)
    click(page, "trainButton")
    settle()
    assert is_whole(page.curves)
    session.stop()
    settle()
    assert page.form.isVisible()
    assert is_whole(page.curves)


def test_in_a_tall_window_the_curves_take_all_that_is_left(page):
    resize(page, (STACKED[0], 1000))
    click(page, "trainButton")
    settle()
    assert page.controls.height() <= page.controls.sizeHint().height() + 1
    assert page.curves.y() - page.controls.geometry().bottom() < page.controls.height() / 3


def test_whoever_scrolls_up_to_the_settings_is_left_there(page, session):
    click(page, "trainButton")
    settle()
    session.stop()
    settle()
    scroll(page).verticalScrollBar().setValue(0)
    find(page, "moreSettingsButton", QToolButton).click()
    settle()
    assert scroll(page).verticalScrollBar().value() == 0


def test_a_lesson_folds_the_form_too(page, session):
    assert session.start(TrainingPlan(epochs=3))
    settle()
    assert page.form.isHidden()
    assert page.form.epochs.value() == 3
    assert is_whole(page.curves)


def test_side_by_side_the_form_stays(page):
    resize(page, WIDE)
    click(page, "trainButton")
    settle()
    assert page.form.isVisible()
    assert not page.form.isEnabled()
    assert page.controls.isVisible()


def test_another_width_in_mid_run(page, session):
    click(page, "trainButton")
    for _ in range(2):
        resize(page, WIDE)
        assert page.form.isVisible()
        assert not page.form.isEnabled()
        resize(page, STACKED)
        assert page.form.isHidden()
        assert is_whole(page.curves)
    resize(page, WIDE)
    session.stop()
    assert page.form.isEnabled()
    resize(page, STACKED)
    assert page.form.isVisible()


def test_nothing_moves_when_it_is_paused(page, session):
    click(page, "trainButton")
    settle()

    def places():
        widgets = (page.controls, page.curves, page.bar.epoch_progress, page.bar.stop_button)
        return [QRect(widget.mapTo(page, widget.rect().topLeft()), widget.size()) for widget in widgets]

    before = places()
    session.pause_or_resume()
    settle()
    assert page.bar.pause_button.text() == "Resume"
    assert places() == before
    session.pause_or_resume()
    settle()
    assert places() == before


@pytest.mark.parametrize("size", [STACKED, WIDE])
def test_the_focus_goes_from_what_goes_away_to_the_foot(page, session, size):
    resize(page, size)
    page.form.hidden.setFocus()
    page.train()
    assert QApplication.focusWidget() is page.bar.pause_button
    page.controls.learning_rate.setFocus()
    session.stop()
    assert QApplication.focusWidget() is page.bar.train_button


def test_the_page_needs_no_more_room_during_a_run(page):
    before = page.minimumSizeHint()
    click(page, "trainButton")
    settle()
    assert page.minimumSizeHint() == before
    assert scroll(page).minimumSizeHint().height() < before.height()


def test_what_the_hidden_form_says_is_said_at_the_foot(page, session):
    click(page, "trainButton")
    page.form.dataset.exchange.message.emit("Saved as “x.npz” in “out”.", False)
    # At once: a paused run makes no progress.
    assert "Saved as “x.npz” in “out”." in find(page, "trainingStatus", QLabel).text()
    session.progressed.emit(Progress(Phase.TRAINING, 1, 3, 2, 10))
    assert "Saved as" in find(page, "trainingStatus", QLabel).text()
