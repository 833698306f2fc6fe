"""The Train page as its tests use it."""

import pytest
from helpers.sessions import Told
from helpers.windows import shown

from digitpad.ui.training.training_page import TrainingPage


@pytest.fixture
def session(workbench):
    return workbench.session


@pytest.fixture
def page(qtbot, workbench):
    """The Train page, with a small network to train."""
    page = TrainingPage(workbench)
    page.resize(460, 520)
    shown(page, qtbot)
    page.form.hidden.setText("16")
    page.form.epochs.setValue(2)
    return page


@pytest.fixture
def told(session):
    return Told(session)
