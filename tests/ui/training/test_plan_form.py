import pytest
from helpers.windows import find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QSpinBox

from digitpad.errors import DigitpadError
from digitpad.training.plan import HIDDEN_ACTIVATIONS, OPTIMIZERS, TrainingPlan
from digitpad.ui.training.plan_form import PlanForm

EXPECTED = "Hidden layers: expected up to"


@pytest.fixture
def form(qtbot, catalogue, jobs):
    form = PlanForm(catalogue, jobs)
    form.resize(400, 500)
    return shown(form, qtbot)


def type_over(edit, text):
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text) if text else QTest.keyClick(edit, Qt.Key.Key_Delete)


def test_it_starts_with_the_plans_own_defaults(form):
    assert form.plan() == TrainingPlan()
    assert form.why_not() is None


def test_every_field_reaches_the_plan(form):
    type_over(find(form, "hiddenLayersEdit", QLineEdit), "500, 500, 500")
    for name, title in (("activationBox", "Tanh"), ("optimizerBox", "SGD with momentum")):
        box = find(form, name, QComboBox)
        box.setCurrentIndex(box.findText(title))
    type_over(find(form, "learningRateBox", QDoubleSpinBox), "0.05")
    type_over(find(form, "batchSizeBox", QSpinBox), "64")
    type_over(find(form, "epochsBox", QSpinBox), "7")
    assert form.plan() == TrainingPlan(
        hidden=(500, 500, 500), activation="tanh", optimizer="momentum", learning_rate=0.05, batch_size=64, epochs=7
    )


def test_every_choice_of_the_plan_can_be_chosen(form):
    for name, keys in (("activationBox", HIDDEN_ACTIVATIONS), ("optimizerBox", OPTIMIZERS)):
        box = find(form, name, QComboBox)
        assert {box.itemData(index) for index in range(box.count())} == set(keys)


@pytest.mark.parametrize(
    "text", ["500, five hundred", "0", "-5", "500;500", "5.5", "500,,500", ",", "99999", "1, " * 30 + "1", "½", "1e3"]
)
def test_nonsense_marks_the_field_and_says_what_is_expected(form, text):
    edit = find(form, "hiddenLayersEdit", QLineEdit)
    type_over(edit, text)
    assert edit.property("wrong")
    assert EXPECTED in texts(form)
    assert (form.why_not() or "").startswith(EXPECTED)
    with pytest.raises(DigitpadError, match=EXPECTED):
        form.plan()
    type_over(edit, "30")
    assert not edit.property("wrong")
    assert EXPECTED not in texts(form)
    assert form.why_not() is None


def test_a_network_that_is_too_big_is_refused_with_the_limit(form):
    type_over(find(form, "hiddenLayersEdit", QLineEdit), "4096, 4096, 4096")
    assert "too big for Digitpad" in (form.why_not() or "")
    assert find(form, "hiddenLayersEdit").property("wrong")


@pytest.mark.parametrize(
    ("text", "said"),
    [("500, 500, 500", "784-500-500-500-10: 898,510 parameters"), ("", "784-10: 7,850 parameters"),
     (" 30 ,20", "784-30-20-10: 24,380 parameters")],
)
def test_the_size_of_the_network_is_told(form, text, said):
    type_over(find(form, "hiddenLayersEdit", QLineEdit), text)
    assert said in texts(form)


def test_pictures_that_are_not_here_are_a_reason(form):
    box = find(form, "datasetBox", QComboBox)
    box.setCurrentIndex(box.findData("mnist"))
    assert "not on this computer yet" in (form.why_not() or "")
    assert form.plan().dataset == "mnist"


def test_every_label_leads_to_its_field_by_key(form):
    fields = {"datasetBox", "hiddenLayersEdit", "activationBox", "optimizerBox", "learningRateBox", "batchSizeBox",
              "epochsBox"}
    labels = [label for label in form.findChildren(QLabel) if label.buddy() is not None and label.isVisible()]
    assert {label.buddy().objectName() for label in labels} == fields
    assert all("&" in label.text() for label in labels)
    assert len({label.text()[label.text().index("&") + 1].lower() for label in labels}) == len(labels)


def test_few_pictures(form):
    find(form, "moreSettingsButton").click()
    box = find(form, "picturesBox", QSpinBox)
    type_over(box, "200")
    assert form.plan() == TrainingPlan(pictures=200)
    assert form.why_not() is None
    type_over(box, "9")
    assert (form.why_not() or "").startswith("The number of training pictures is 9; expected at least one for each")
