"""Hints on the Train page, after runs on a few digits and in the middle of one."""

import pytest
from helpers.sessions import Told
from helpers.windows import click, find
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from digitpad.training.hints.hint import Hint
from digitpad.translation import Message


@pytest.fixture
def page(page):
    """With so small batches that six epochs are steps enough for a rule to say something."""
    page.form.batch_size.setValue(4)
    page.form.epochs.setValue(6)
    return page


def fail(page, session, qtbot):
    """A run that learns nothing, and the hint that it gets."""
    page.form.initializer.setCurrentIndex(page.form.initializer.findData("normal"))
    page.form.initializer_scale.setValue(0)
    click(page, "trainButton")
    qtbot.waitUntil(lambda: not session.is_running)
    qtbot.waitUntil(lambda: "nothing was learnt" in sentence(page))  # before that its neurons are seen to be dead


def sentence(page):
    return find(page, "hintSentence", QLabel).text()


def test_there_is_no_hint_before_a_run(page):
    assert find(page, "hintRow").isHidden()
    assert page.curves.loss.sign is page.curves.accuracy.sign is None


def test_the_advice_changes_the_form_and_the_sign_is_pointed_at(page, session, qtbot):
    fail(page, session, qtbot)
    assert "nothing was learnt" in sentence(page)
    assert page.curves.accuracy.sign is not None
    button = find(page, "hintButton", QPushButton)
    assert button.accessibleName() == "Use Glorot uniform for the first weights"
    click(page, "hintButton")
    plan = page.form.plan()
    assert (plan.initializer, plan.initializer_scale, plan.hidden, plan.batch_size) == ("glorot_uniform", 0, (16,), 4)
    assert sentence(page) == "It is set: press Train to try it."
    assert page.curves.accuracy.sign is None


def test_the_next_run_begins_without_a_hint(page, session, qtbot):
    fail(page, session, qtbot)
    page.form.epochs.setValue(1)
    click(page, "trainButton")
    assert find(page, "hintRow").isHidden()
    assert page.curves.accuracy.sign is None
    qtbot.waitUntil(lambda: not session.is_running)


def test_nothing_is_changed_where_the_form_has_a_mistake(page, session, qtbot):
    fail(page, session, qtbot)
    find(page, "hiddenLayersEdit", QLineEdit).setText("five hundred")
    click(page, "hintButton")
    assert page.form.initializer.currentData() == "normal"
    assert find(page, "hiddenLayersEdit", QLineEdit).text() == "five hundred"
    assert sentence(page).startswith("Hidden layers: expected")


def test_in_mid_run_the_run_itself_is_changed_where_it_can_be(page, session, qtbot):
    told = Told(session)
    page.form.validation_share.setValue(0)
    page.form.epochs.setValue(1000)
    click(page, "trainButton")
    qtbot.waitUntil(lambda: bool(told.progress) and told.progress[-1].epoch >= 2)
    page.hints.show_hints([
        Hint("rate-too-low", Message("Low."), {"learning_rate": 0.005}),
        Hint("dead-neurons", Message("Dead."), {"activation": "leaky_relu"}),
    ])
    page.cancel()  # looking for others: these hints are not the run's
    click(page, "hintButton")
    assert sentence(page) == "The run goes on with that."
    assert session.control.learning_rate == 0.005
    click(page, "otherHintsButton")
    click(page, "hintButton")
    assert sentence(page) == "It is set for the next run."
    assert page.form.plan().activation == "leaky_relu"
    qtbot.waitUntil(lambda: bool(session.control.changes))
    assert session.control.changes[0].value == 0.005
    click(page, "stopButton")
    qtbot.waitUntil(lambda: not session.is_running)
    assert page.form.plan().activation == "leaky_relu"
