"""The line of a run and its curves, fed while somebody looks."""

import pytest
from helpers.progress import end, in_epoch, tell
from helpers.windows import shown
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.training.progress import Phase, Progress
from digitpad.ui.projector.run_views import RunViews


@pytest.fixture
def session(workbench):
    yield workbench.session
    end(workbench.session)


@pytest.fixture
def holder(qtbot):
    holder = QWidget()
    holder.resize(800, 500)
    return shown(holder, qtbot)


@pytest.fixture
def views(workbench, holder):
    views = RunViews(workbench, holder)
    layout = QVBoxLayout(holder)
    layout.addWidget(views.curves)
    layout.addWidget(views.line)
    return views


def points(views):
    """The epochs on the lower axis of the curves of loss: training, validation, and the test where one asks for it."""
    return [list(line.places) for line in views.curves.loss.lines]


def test_the_line_is_there_while_something_is_trained(views, session):
    views.set_shown(True)
    assert views.line.isHidden()
    tell(session, in_epoch(3))
    assert views.line.isVisible()
    assert views.line.text() == "Epoch 3 of 6, 0:42 left"
    assert views.line.value() == pytest.approx(1000 * 2.5 / 6, abs=1)
    end(session)
    assert views.line.isHidden()


def test_before_the_first_epoch_nobody_knows_how_long_it_takes(views, session):
    views.set_shown(True)
    tell(session, Progress(Phase.LOADING, epochs=6))
    assert views.line.maximum() == 0
    assert views.line.text().startswith("Getting ready")
    assert not views.has_curves


def test_who_looks_later_sees_all_of_the_run(views, session, qtbot):
    for epoch in (1, 2, 3):
        tell(session, in_epoch(epoch))
    assert not views.has_curves, "nobody looks"
    with qtbot.waitSignal(views.has_curves_changed):
        views.set_shown(True)
    assert views.has_curves
    assert points(views) == [[1, 2, 2.5], [1, 2], []]
    tell(session, in_epoch(4))
    assert points(views) == [[1, 2, 2.5, 3.5], [1, 2, 3], []]


def test_who_looks_no_longer_is_not_fed(views, session):
    views.set_shown(True)
    tell(session, in_epoch(2))
    before = points(views)
    views.set_shown(False)
    assert views.line.isHidden()
    tell(session, in_epoch(3))
    assert points(views) == before


def test_another_run_begins_with_empty_curves(views, session, workbench):
    views.set_shown(True)
    tell(session, in_epoch(2))
    session.started.emit(None)
    assert not views.has_curves
