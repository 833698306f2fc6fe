"""Six numbers, two presets, and twelve pictures."""

import numpy as np
import pytest
from helpers.windows import click, find, shown, texts
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from digitpad.errors import DigitpadError
from digitpad.training.plan import AUGMENTATION_LIMITS, GENTLE, Augmentation
from digitpad.ui.training.augmentation_form import AugmentationForm
from digitpad.ui.widgets.number_fields import NumberBox
from digitpad.ui.widgets.picture_view import PictureView

NAMES = ("rotation", "shift", "scale", "shear", "thickness", "noise")


@pytest.fixture
def form(qtbot, catalogue, jobs):
    return shown(AugmentationForm(catalogue, jobs, lambda: "mnist-5k"), qtbot)


def type_in(form, name, text):
    box = find(form, f"{name}Box", NumberBox)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def pictures(form):
    return [view.picture for view in form.findChildren(PictureView) if view.isVisible()]


def preview(form, qtbot):
    click(form, "previewAugmentationButton")
    qtbot.waitUntil(find(form, "previewAugmentationButton", QPushButton).isEnabled)
    return np.array(pictures(form))


def test_it_begins_with_none_and_the_buttons_fill_it(form):
    assert form.augmentation() == Augmentation()
    click(form, "gentleAugmentationButton")
    assert form.augmentation() == GENTLE
    click(form, "noAugmentationButton")
    assert form.augmentation() == Augmentation()


@pytest.mark.parametrize("name", NAMES)
def test_every_field_reaches_the_augmentation(form, name, qtbot):
    with qtbot.waitSignal(form.changed):
        type_in(form, name, "0.1")
    assert form.augmentation() == Augmentation(**{name: 0.1})


@pytest.mark.parametrize("name", NAMES)
def test_a_number_that_is_too_large_is_refused_and_marked(form, name):
    type_in(form, name, f"{AUGMENTATION_LIMITS[name] + 1}")
    with pytest.raises(DigitpadError, match="expected a number"):
        form.augmentation()
    assert find(form, f"{name}Box").property("wrong")


def test_twelve_pictures_are_bent_as_the_numbers_say(form, catalogue, qtbot):
    assert pictures(form) == []
    plain = preview(form, qtbot)
    assert plain.shape == (12, 28, 28)
    known = {image.tobytes() for image in catalogue.load("mnist-5k").train.images}
    assert all(picture.tobytes() in known for picture in plain), "nothing is bent"
    type_in(form, "rotation", "30")
    bent = preview(form, qtbot)
    assert all(picture.tobytes() not in known for picture in bent)


def test_pictures_that_cannot_be_read_are_said_and_can_be_tried_again(form, catalogue, qtbot):
    catalogue.error = DigitpadError("“mnist-5k.npz” is damaged; copy it again.")
    assert preview(form, qtbot).size == 0
    assert "is damaged" in texts(form)
    catalogue.error = None
    assert len(preview(form, qtbot)) == 12
    assert "is damaged" not in texts(form)


def test_a_wrong_number_shows_no_pictures_and_says_why(form, catalogue):
    type_in(form, "noise", "fast")
    click(form, "previewAugmentationButton")
    assert "Noise: expected a number" in texts(form)
    assert (pictures(form), catalogue.reads) == ([], 0)
