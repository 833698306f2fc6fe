import itertools
from dataclasses import replace

import numpy as np
import pytest
from helpers.windows import shown, texts
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from digitpad.training.epoch import Epoch, Score
from digitpad.training.hints.hint import Sign
from digitpad.training.progress import Phase, Progress
from digitpad.ui.training.live_curves import LiveCurves
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.plot_sign import PlotSign
from digitpad.ui.widgets.scrolled import VerticalScroll


@pytest.fixture
def curves(qtbot):
    curves = LiveCurves()
    curves.resize(600, 300)
    return shown(curves, qtbot)


def run(epochs, batches=4):
    """The progress of a run whose loss falls from 2 and whose accuracy rises to 1."""
    told = [Progress(Phase.LOADING, epochs=epochs)]
    history = ()
    for epoch, batch in itertools.product(range(1, epochs + 1), range(1, batches + 1)):
        share = ((epoch - 1) * batches + batch) / (epochs * batches)
        score = Score(2 - share, share)
        told.append(Progress(Phase.TRAINING, epoch, epochs, batch, batches, score, history))
        if batch == batches:
            history = (*history, Epoch(epoch, score, Score(2.1 - share, share * 0.9), 0.1))
    return [*told, Progress(Phase.TESTING, epochs, epochs, batches, batches, score, history)]


def line(curves, quantity, series):
    plot = curves.loss if quantity == "loss" else curves.accuracy
    if not plot.lines:
        return [], []
    shown = plot.lines[("training", "validation", "test").index(series)]
    return list(shown.places), list(shown.values)


def test_before_the_first_run_it_says_what_will_be_here(curves):
    assert "Press Train" in texts(curves)


def test_nothing_is_drawn_before_there_are_numbers(curves):
    curves.show_progress(Progress(Phase.LOADING, epochs=3))
    assert "Press Train" in texts(curves)


def test_loss_and_accuracy_of_training_and_validation(curves):
    for progress in run(2):
        curves.show_progress(progress)
    shares = np.arange(1, 9) / 8
    x, y = line(curves, "loss", "training")
    assert x == (2 * shares).tolist()
    assert y == (2 - shares).tolist()
    assert line(curves, "accuracy", "training")[1] == (100 * shares).tolist()
    assert line(curves, "loss", "validation") == ([1.0, 2.0], pytest.approx([1.6, 1.1]))
    assert line(curves, "accuracy", "validation")[1] == pytest.approx([45, 90])
    for word in ("Loss", "Accuracy, %", "training", "validation"):
        assert word in texts(curves)


def test_the_same_place_is_not_drawn_twice(curves):
    for progress in run(1):
        curves.show_progress(progress)
        curves.show_progress(progress)
    assert len(line(curves, "loss", "training")[0]) == 4


def test_the_width_is_the_whole_run_from_the_first_epoch_on(curves):
    for progress in run(40)[:5]:
        curves.show_progress(progress)
    assert curves.loss.ends == curves.accuracy.ends == (0, 40)


def test_in_the_first_epoch_the_curves_fill_the_width(curves):
    """In slow motion it takes minutes, in which a stroke at the left end would be all there is."""
    for progress in run(300, 1000)[1:1000]:
        curves.show_progress(progress)
        done = progress.batch / 1000
        assert curves.loss.ends == curves.accuracy.ends
        assert done < curves.loss.ends[1] <= max(0.01, 2.5 * done)
    places, _ = line(curves, "loss", "training")
    assert places[-1] == 0.999
    assert 250 <= len(places) <= 502


def test_the_points_of_the_first_epoch_are_thinned_when_the_width_becomes_the_whole_run(curves):
    for progress in run(50, 1000)[1:1001]:
        curves.show_progress(progress)
    assert curves.loss.ends == (0, 50)
    places, _ = line(curves, "loss", "training")
    assert 8 <= len(places) <= 12
    assert places[-1] == 1


def test_a_long_run_has_no_more_points_than_are_seen(curves):
    told = run(10, 500)
    for progress in told[:-1]:
        curves.show_progress(progress)
    places, _ = line(curves, "loss", "training")
    assert 400 <= len(places) <= 502
    assert places[0] == pytest.approx(1 / 500)
    assert places[-1] == 10
    # Evenly spread: no piece of the run is told by fewer points than another.
    assert max(after - before for before, after in itertools.pairwise(places)) < 2.5 * 10 / 500


def test_the_newest_point_is_always_there(curves):
    for progress in run(100, 20)[:47]:
        curves.show_progress(progress)
    assert line(curves, "loss", "training")[0][-1] == pytest.approx(46 / 20)


def test_a_run_without_validation(curves):
    curves.show_progress(
        Progress(Phase.TRAINING, 2, 2, 1, 4, Score(1, 0.5), (Epoch(1, Score(2, 0.3), None, 0.1),))
    )
    assert line(curves, "loss", "validation") == ([], [])
    assert "training" in texts(curves)
    assert "validation" not in texts(curves)


def test_a_test_after_every_epoch_is_a_line_of_its_own(curves):
    *_, last = run(2)
    assert line(curves, "loss", "test") == ([], [])
    curves.show_progress(last)
    assert "test" not in texts(curves)
    history = tuple(replace(epoch, test=Score(1.5, 0.25 * epoch.number)) for epoch in last.history)
    curves.show_progress(replace(last, history=history))
    assert line(curves, "accuracy", "test") == ([1, 2], [25, 50])
    assert line(curves, "loss", "test") == ([1, 2], [1.5, 1.5])
    assert "test" in texts(curves)
    pens = [shown.pen for shown in curves.loss.lines]
    assert len({(pen.color().name(), pen.style()) for pen in pens}) == 3, "told apart by colour and by dashes"
    curves.clear()
    curves.show_progress(next(iter(run(2)[1:])))
    assert line(curves, "loss", "test") == ([], [])


def test_the_next_run_starts_afresh(curves):
    for progress in run(3):
        curves.show_progress(progress)
    curves.clear()
    assert "Loss and accuracy appear here" in texts(curves)
    curves.show_progress(run(5)[1])
    assert len(line(curves, "loss", "training")[0]) == 1
    assert line(curves, "accuracy", "validation") == ([], [])
    assert curves.loss.ends == (0, 0.5)


def test_the_plots_follow_the_appearance(curves, qapp):
    for progress in run(2):
        curves.show_progress(progress)
    theme.apply(qapp, "dark", 100)
    image = curves.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(image.height())}
    assert QColor(theme.DARK.surface).name() in seen
    assert QColor(theme.LIGHT.surface).name() not in seen


def test_the_legend_has_a_second_line_where_one_is_too_narrow(curves, qapp, qtbot):
    for progress in run(2):
        curves.show_progress(progress)
    theme.apply(qapp, "light", 200)
    legend = next(each for each in curves.findChildren(QLabel) if "validation" in each.text())
    curves.resize(curves.minimumSizeHint().width(), 500)
    line = legend.fontMetrics().height()
    assert legend.width() < legend.fontMetrics().horizontalAdvance("━━ training   ╍▪╍ validation")
    qtbot.waitUntil(lambda: legend.height() >= legend.heightForWidth(legend.width()) > 1.5 * line)


def test_a_sign_is_in_the_plot_and_on_the_line_that_it_is_about(curves):
    for progress in run(3):
        curves.show_progress(progress)
    curves.point_at(Sign("loss", "validation", 1, 3))
    assert curves.loss.sign == PlotSign(1, 1, 3)
    assert curves.accuracy.sign is None
    curves.point_at(Sign("accuracy", "training", 0, 2))
    assert curves.loss.sign is None
    assert curves.accuracy.sign == PlotSign(0, 0, 2)
    curves.clear()
    assert curves.accuracy.sign is None


@pytest.mark.parametrize(("width", "stacked"), [(16, True), (30, False)])
def test_where_they_scroll_narrow_plots_are_stacked_and_each_has_a_height(qtbot, width, stacked):
    scroll = VerticalScroll(LiveCurves(scrolls=True))
    curves = scroll.widget()
    em = curves.fontMetrics().height()
    scroll.resize(width * em, 6 * em)
    shown(scroll, qtbot)
    for progress in run(2):
        curves.show_progress(progress)
    qtbot.waitUntil(lambda: curves.loss.height() > 3.5 * em)
    assert curves.accuracy.height() > 3.5 * em
    assert (curves.loss.mapTo(curves, curves.loss.rect().bottomLeft()).y() < curves.accuracy.y()) is stacked
    assert curves.loss.width() > 8 * em
