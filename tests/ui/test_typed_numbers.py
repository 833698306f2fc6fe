"""Numbers as people type them, in every language of the computer: none silently becomes another one."""

import math

import pytest
from helpers.windows import click, find, shown, texts
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from digitpad.errors import DigitpadError
from digitpad.training.plan import TrainingPlan
from digitpad.training.run_controls import RunControl
from digitpad.ui.training.live_controls import RunControls
from digitpad.ui.training.plan_form import PlanForm
from digitpad.ui.training.training_page import TrainingPage
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.number_fields import (
    NumberBox,
    WholeBox,
    rate_box,
    read_number,
    read_whole,
    share_box,
    show_number,
)

GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)
WRONG_RATE = "Learning rate: expected a number from 1e-9 to 10."
WRONG_EPOCHS = "Epochs: expected a whole number from 1 to 1000."


@pytest.fixture(params=[QLocale.c(), GERMAN], ids=["C", "German"])
def spoken(request):
    """The language of the computer."""
    return QLocale(request.param)


@pytest.fixture
def rate(qtbot, spoken):
    box = named(rate_box(0.5), "rateBox", "Learning rate", "")
    box.setLocale(spoken)
    return shown(box, qtbot)


@pytest.fixture
def epochs(qtbot, spoken):
    box = named(WholeBox(5, 1, 1000), "epochsBox", "Epochs", "")
    box.setLocale(spoken)
    return shown(box, qtbot)


@pytest.fixture
def form(qtbot, catalogue, jobs):
    return shown(PlanForm(catalogue, jobs), qtbot)


def type_over(box, text):
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text) if text else QTest.keyClick(box, Qt.Key.Key_Delete)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1e-4", 1e-4), ("1E-4", 1e-4), ("5e-3", 5e-3), ("0.01", 0.01), ("0,01", 0.01), (",5", 0.5), ("1.", 1.0),
     ("1.5e-8", 1.5e-8), ("2,5E-05", 2.5e-5), ("1.000", 1.0), (" 2 ", 2.0), ("0.1234567891", 0.1234567891)],
)
def test_a_number_is_what_was_typed(rate, text, value):
    type_over(rate, text)
    assert (rate.value(), rate.text(), rate.why_not()) == (value, text, None)
    QTest.keyClick(rate, Qt.Key.Key_Return)
    assert (rate.value(), rate.why_not(), bool(rate.property("wrong"))) == (value, None, False)
    assert read_number(rate.text()) == value


@pytest.mark.parametrize("text", ["1e", "1e-", "", "-", "0", "11", "1e-10", "1.000,5", "1 000", "fast", "nan", "inf",
                                  "1_0", "0x1", "1e999", "9" * 400, "."])
def test_what_is_no_number_in_the_range_stays_as_it_was_typed(rate, text):
    type_over(rate, text)
    for leave in (lambda: None, lambda: QTest.keyClick(rate, Qt.Key.Key_Return), rate.clearFocus, rate.hide):
        leave()
        assert (rate.text(), rate.why_not(), rate.property("wrong")) == (text, WRONG_RATE, True)
    rate.setValue(rate.value())
    assert (rate.why_not(), rate.property("wrong")) == (None, False)


@pytest.mark.parametrize("text", ["99999", "0", "", "1,000", "1.000", "5.0", "1e2", "-5", "many", "9" * 5000])
def test_a_whole_number_neither(epochs, text):
    type_over(epochs, text)
    for leave in (lambda: None, lambda: QTest.keyClick(epochs, Qt.Key.Key_Return), epochs.clearFocus):
        leave()
        assert (epochs.text(), epochs.why_not(), epochs.property("wrong")) == (text, WRONG_EPOCHS, True)
    type_over(epochs, "70")
    assert (epochs.value(), epochs.why_not(), epochs.property("wrong")) == (70, None, False)


def test_a_wrong_field_is_seen(rate):
    """The frame is red in the picture, and only then."""
    right = rate.grab().toImage()
    type_over(rate, "1e")
    frame = rate.grab().toImage().pixelColor(rate.width() // 2, 1)
    assert frame.red() > 2 * frame.green()
    rate.setValue(0.5)
    assert right.pixelColor(rate.width() // 2, 1).red() <= 2 * right.pixelColor(rate.width() // 2, 1).green()


def test_keys_and_programs_put_numbers_in_place_of_a_wrong_text(rate, epochs):
    for box in (rate, epochs):
        box.setValue(5)
        type_over(box, "what")
        QTest.keyClick(box, Qt.Key.Key_Up)
        assert box.value() > 5
        assert box.why_not() is None
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.value() == 5


@pytest.mark.parametrize(
    ("value", "up", "down"), [(0.001, 0.0011, 0.00099), (1.0, 1.1, 0.99), (2e-8, 2.1e-8, 1.9e-8), (1e-9, 1.1e-9, 1e-9)]
)
def test_the_steps_are_a_tenth_of_the_size(rate, value, up, down):
    for key, expected in ((Qt.Key.Key_Up, up), (Qt.Key.Key_Down, down)):
        rate.setValue(value)
        QTest.keyClick(rate, key)
        assert rate.value() == expected


def test_a_share_steps_by_five_hundredths(qtbot):
    share = shown(share_box(0.1, 0.9), qtbot)
    QTest.keyClick(share, Qt.Key.Key_Up)
    assert share.value() == 0.15


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([".", ","]))
def test_every_number_reads_as_it_is_shown(value, point):
    assert read_number(show_number(value, point)) == value


@given(st.text(st.sampled_from("0123456789.,eE+-_ ٣½xnaif"), max_size=12) | st.text(max_size=12))
def test_reading_gives_a_number_or_nothing(text):
    number = read_number(text)
    assert number is None or not math.isnan(number)
    whole = read_whole(text)
    assert whole is None or float(whole) == number


# --- the forms


def test_train_says_what_is_wrong_and_nothing_is_lost(
    qtbot, workbench, spoken
):
    page = shown(TrainingPage(workbench), qtbot)
    rate, epochs = find(page, "learningRateBox", NumberBox), find(page, "epochsBox", WholeBox)
    rate.setLocale(spoken)
    type_over(rate, "1e-")
    type_over(epochs, "99999")
    assert not find(page, "trainButton", QPushButton).isEnabled()
    assert WRONG_RATE in texts(page)
    assert page.why_not() == WRONG_RATE
    page.train()
    assert not workbench.is_training
    type_over(rate, "1e-4")
    assert WRONG_EPOCHS in texts(page)
    type_over(epochs, "7")
    assert find(page, "trainButton", QPushButton).isEnabled()
    assert page.form.plan() == TrainingPlan(learning_rate=1e-4, epochs=7)


def test_a_recipes_small_learning_rate_is_kept(form):
    plan = TrainingPlan(learning_rate=1.5e-8, l2=1e-12)
    form.set_plan(plan)
    assert form.plan() == plan


def test_a_field_that_is_switched_off_is_no_reason(form):
    click(form, "moreSettingsButton")
    initializer = find(form, "initializerBox", QComboBox)
    initializer.setCurrentIndex(initializer.findData("normal"))
    type_over(find(form, "initializerScaleBox", NumberBox), "wide")
    assert form.why_not() == "Spread of weights: expected a number from 0 to 100."
    initializer.setCurrentIndex(initializer.findData("he_normal"))
    assert form.why_not() is None
    type_over(find(form, "rotationBox", NumberBox), "")
    form.setEnabled(False)  # as while a run goes on
    assert form.why_not() == "Augmentation: Rotation, degrees: expected a number from 0 to 90."


def test_twelve_pictures_are_not_bent_by_nonsense(form):
    click(form, "moreSettingsButton")
    type_over(find(form, "rotationBox", NumberBox), "100")
    with pytest.raises(DigitpadError, match="Rotation"):
        form.augmentation.augmentation()
    click(form, "previewAugmentationButton")
    assert "Rotation, degrees: expected a number from 0 to 90." in texts(form.augmentation)


@pytest.mark.parametrize("text", ["1e-4", "0,0001", "0.0001"])
def test_a_run_gets_the_whole_number_and_none_on_the_way(qtbot, spoken, text):
    controls = shown(RunControls(), qtbot)
    rate = find(controls, "liveLearningRateBox", NumberBox)
    rate.setLocale(spoken)
    control = RunControl(TrainingPlan(learning_rate=0.01))
    controls.take(control)
    rate.selectAll()
    seen = []
    for key in text:
        QTest.keyClicks(rate, key)
        seen.append(control.learning_rate)
    assert set(seen) == {0.01}
    QTest.keyClick(rate, Qt.Key.Key_Return)
    assert control.learning_rate == 1e-4


def test_a_run_keeps_its_learning_rate_where_another_makes_no_sense(
    qtbot, each_way
):
    controls = shown(RunControls(), qtbot)
    control = RunControl(TrainingPlan(learning_rate=0.01))
    controls.take(control)
    rate = find(controls, "liveLearningRateBox", NumberBox)
    type_over(rate, "99")
    each_way(rate)
    assert (control.learning_rate, rate.text(), rate.property("wrong")) == (0.01, "99", True)
    assert "Learning rate from now on: expected a number from 1e-9 to 10." in texts(controls)
    controls.take(RunControl(TrainingPlan(learning_rate=0.02)))
    assert (rate.text(), rate.property("wrong"), "expected" in texts(controls)) == ("0.02", False, False)


@pytest.fixture(params=["Enter", "focus"])
def each_way(request):
    """To be done with a field."""
    if request.param == "Enter":
        return lambda box: QTest.keyClick(box, Qt.Key.Key_Return)
    return lambda box: box.clearFocus()
