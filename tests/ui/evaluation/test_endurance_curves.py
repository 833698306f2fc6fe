"""Points that come one after the other, of the newest wish, and only while somebody looks."""

import pytest
from helpers.networks import always

from digitpad.errors import DigitpadError
from digitpad.evaluation import picture_sets
from digitpad.evaluation.damage import LEVELS, Damage
from digitpad.ui.evaluation.endurance_curves import EnduranceCurves


def sure_of(best):
    return always([0.91 if index == best else 0.01 for index in range(10)])


@pytest.fixture
def curves(examiner, data_dir, jobs):
    curves = EnduranceCurves(examiner, data_dir, jobs, examiner)
    yield curves
    curves.set_awake(False)


def finished(curves, qtbot):
    qtbot.waitUntil(lambda: curves.points != () and not curves.is_busy)
    return curves.points


def test_nothing_is_computed_while_nobody_looks(curves, jobs):
    curves.set_damage(Damage.TURN)
    assert (curves.points, curves.is_busy, jobs.busy) == ((), False, False)


def test_the_curve_grows_point_by_point_from_what_is_not_damaged(curves, examiner, qtbot):
    told = []
    curves.changed.connect(lambda: told.append(tuple(point.amount for point in curves.points)))
    curves.set_damage(Damage.TURN)
    curves.set_awake(True)
    points = finished(curves, qtbot)
    assert told[:2] == [(), (0.0,)]
    assert [len(amounts) for amounts in told] == [*range(8), 7]
    assert tuple(point.amount for point in points) == LEVELS[Damage.TURN]
    assert points[3].accuracies == (examiner.accuracy,)
    assert not curves.is_sample


def test_another_wish_takes_the_place_of_the_first(curves, qtbot):
    curves.set_awake(True)
    curves.set_damage(Damage.SIZE)
    assert {point.damage for point in finished(curves, qtbot)} == {Damage.SIZE}
    assert len(curves.points) == len(LEVELS[Damage.SIZE])


def test_what_nobody_waits_for_is_given_up_and_begun_again(curves, jobs, qtbot):
    curves.set_awake(True)
    curves.set_awake(False)
    assert not curves.is_busy
    qtbot.waitUntil(lambda: not jobs.busy)
    assert curves.points == ()
    curves.set_awake(True)
    assert len(finished(curves, qtbot)) == len(LEVELS[Damage.NOISE])


def test_two_networks_see_the_same_damage(curves, examiner, qtbot):
    curves.set_awake(True)
    finished(curves, qtbot)
    examiner.set_against(sure_of(3))
    qtbot.waitUntil(lambda: curves.points != () and len(curves.points[0].accuracies) == 2)
    points = finished(curves, qtbot)
    assert len({point.accuracies[1].part for point in points}) == 1, "it says 3 whatever it sees"


def test_a_network_in_training_does_not_begin_it_again_at_once(curves, examiner, qtbot):
    curves.set_awake(True)
    for number in range(5):
        examiner.set_network(sure_of(number))
    points = finished(curves, qtbot)
    assert len(points) == len(LEVELS[Damage.NOISE])
    newest = examiner.network
    qtbot.waitUntil(lambda: curves.points != () and not curves.is_busy and (
        curves.points[0].accuracies[0].part == sum(examiner.pictures.pictures.labels == 4)))
    assert examiner.network is newest


def test_what_cannot_be_read_is_said(curves, qtbot, monkeypatch):
    def broken(*arguments):
        raise DigitpadError("The collection is damaged.")

    monkeypatch.setattr(picture_sets, "to_damage", broken)
    said = []
    curves.failed.connect(said.append)
    curves.set_awake(True)
    qtbot.waitUntil(lambda: said == ["The collection is damaged."])
    assert not curves.is_busy
