"""Which pictures are taken, which one is shown, and what is counted in the background; without a page."""

import threading

import numpy as np
import pytest
from helpers.networks import always
from helpers.samples import sample
from PySide6.QtTest import QTest

from digitpad.data import fashion
from digitpad.data.dataset_info import OWN
from digitpad.data.digits import Dataset
from digitpad.errors import DigitpadError
from digitpad.evaluation.picture_sets import PictureChoice
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo
from digitpad.samples.collection import SampleCollection

DIGITS = tuple("0123456789")


def sure_of(best, names=DIGITS, dataset=""):
    """A network that takes everything for one class."""
    network = always([0.91 if index == best else 0.01 for index in range(10)], names)
    return network.with_info(NetworkInfo(names, dataset)) if dataset else network


def share(examiner):
    """The share that it gets right, or None while nobody knows."""
    return None if examiner.accuracy is None else examiner.accuracy.value


@pytest.fixture
def examiner(sleeper, qtbot):
    """Awake, with a network that takes everything for a 3, which has been counted."""
    sleeper.set_network(sure_of(3))
    sleeper.set_awake(True)
    qtbot.waitUntil(lambda: sleeper.accuracy is not None)
    return sleeper


@pytest.fixture
def few(catalogue, examiner):
    """The pictures that it shows."""
    return catalogue.load("mnist-5k").test


def settle(jobs, qtbot):
    qtbot.waitUntil(lambda: not jobs.busy)


# Which dataset


def test_it_reads_nothing_before_it_is_woken_and_nothing_more_when_it_wakes_again(sleeper, catalogue, jobs, qtbot):
    sleeper.set_network(sure_of(3))
    assert (jobs.busy, sleeper.pictures, sleeper.examined()) == (False, None, None)
    for _ in range(2):
        sleeper.set_awake(True)
        settle(jobs, qtbot)
        sleeper.set_awake(False)
    assert (sleeper.pictures.name, catalogue.reads) == ("mnist-5k", 1)


def test_each_network_gets_pictures_of_its_classes(examiner, qtbot):
    examiner.set_network(sure_of(9, fashion.CLASS_NAMES))
    qtbot.waitUntil(lambda: examiner.pictures.name == "fashion-5k")
    examined = examiner.examined()
    assert (examined.number, examined.answer) == (0, "Ankle boot")
    assert examined.truth in fashion.CLASS_NAMES
    examiner.set_network(always([0.5, 0.3, 0.2]))
    qtbot.waitUntil(lambda: "No dataset with 3 classes" in examiner.notice)
    assert (examiner.is_problem, examiner.pictures) == (True, None)
    examiner.set_network(sure_of(3))
    qtbot.waitUntil(lambda: examiner.pictures is not None and examiner.pictures.name == "mnist-5k")
    assert (examiner.notice, examiner.is_problem) == ("", False)


def test_a_network_of_few_digits_of_ours_is_told_that_they_are_too_few(examiner, data_dir, qtbot):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(sample(number, number, seat=1) for number in range(4))
    examiner.set_network(sure_of(3, dataset=OWN))
    qtbot.waitUntil(lambda: "too few of our own digits" in examiner.notice)
    assert examiner.pictures is None
    examiner.set_network(sure_of(3))
    qtbot.waitUntil(lambda: examiner.pictures is not None)


def test_a_dataset_without_test_pictures_is_said_to_have_none(examiner, catalogue, qtbot, monkeypatch):
    whole = catalogue.load("fashion-5k")
    none = Dataset("fashion-5k", "Clothes", whole.class_names, whole.train, whole.test.take(np.arange(0)))
    monkeypatch.setattr(catalogue, "load", lambda name: none)
    examiner.set_network(sure_of(9, fashion.CLASS_NAMES))
    qtbot.waitUntil(lambda: examiner.notice == "Clothes: there are no test pictures.")
    assert (examiner.is_problem, examiner.examined()) == (True, None)


def test_a_network_that_has_learnt_from_all_of_mnist_is_examined_on_pictures_of_its_test_part(examiner, jobs, qtbot):
    examiner.set_network(sure_of(3, dataset="mnist"))
    settle(jobs, qtbot)
    assert (examiner.pictures.name, examiner.pictures.title) == ("mnist-test-1k", "MNIST, 1,000 test pictures")


def test_classes_of_other_names_are_compared_by_their_order(examiner, jobs, qtbot):
    settle(jobs, qtbot)
    examiner.set_network(sure_of(3, dataset="mnist-5k"))
    assert examiner.remark == ""
    examiner.set_network(sure_of(3, tuple("abcdefghij"), "mnist-5k"))
    assert "compared by their order" in examiner.remark


def test_a_dataset_that_has_come_is_taken_when_somebody_looks_again(examiner, catalogue, qtbot, monkeypatch):
    examiner.set_network(sure_of(9, fashion.CLASS_NAMES, "fashion-mnist"))
    qtbot.waitUntil(lambda: examiner.pictures.name == "fashion-mnist-test-1k")
    whole = catalogue.load("fashion-5k")
    come = Dataset("fashion-mnist", "All clothes", whole.class_names, whole.train, whole.test)
    monkeypatch.setattr(catalogue, "closest", lambda name, class_names: name)
    monkeypatch.setattr(catalogue, "load", lambda name: come)
    examiner.set_awake(False)
    examiner.set_awake(True)
    qtbot.waitUntil(lambda: examiner.pictures.title == "All clothes")


def test_a_dataset_that_is_gone_is_forgotten_and_another_one_is_not(examiner):
    examiner.forget("fashion-5k")
    assert examiner.pictures is not None
    examiner.forget("mnist-5k")
    assert (examiner.pictures, examiner.examined(), examiner.accuracy) == (None, None, None)


# Which picture


def test_steps_go_round_and_tell_the_picture_while_somebody_looks(examiner, few):
    picked = []
    examiner.picked.connect(lambda picture, number: picked.append(picture))
    for step, number in ((1, 1), (-2, 49), (1, 0)):
        examiner.step(step)
        assert examiner.examined().number == number
        assert (picked[-1] == few.images[number]).all()
    examiner.set_awake(False)
    examiner.step(1)
    assert len(picked) == 3


def test_a_jump_always_ends_elsewhere(examiner):
    for _ in range(60):
        before = examiner.examined().number
        examiner.jump()
        assert examiner.examined().number != before


def test_a_mistake_is_found_before_all_are_counted(examiner, few, qtbot):
    examiner.set_network(sure_of(int(few.labels[1])))
    examiner.next_mistake()
    wrong = np.flatnonzero(few.labels != few.labels[1])
    qtbot.waitUntil(lambda: examiner.examined().number == wrong[wrong > 0][0])


def test_a_mistake_that_was_unlearnt_while_it_was_looked_for_is_passed_over(examiner, few, jobs, qtbot):
    gate = threading.Event()
    jobs.start(lambda: gate.wait(30), lambda _: None, lambda _: None)
    examiner.set_network(sure_of(int(few.labels[0])))
    examiner.next_mistake()
    examiner.next_mistake()  # in a hurry
    found = next(index for index in range(1, 50) if few.labels[index] != few.labels[0])
    examiner.set_network(sure_of(int(few.labels[found])))
    gate.set()
    settle(jobs, qtbot)
    expected = next(index for index in range(found + 1, 50) if few.labels[index] != few.labels[found])
    assert examiner.examined().number == expected


def test_where_there_is_no_mistake_it_says_so_until_another_picture(examiner, catalogue, jobs, qtbot, monkeypatch):
    clothes = catalogue.load("fashion-5k")
    only = clothes.test.take(np.flatnonzero(clothes.test.labels == 8))
    one_kind = Dataset("fashion-5k", clothes.title, clothes.class_names, clothes.train, only)
    monkeypatch.setattr(catalogue, "load", lambda name: one_kind)
    examiner.set_network(sure_of(8, fashion.CLASS_NAMES, "fashion-5k"))
    qtbot.waitUntil(lambda: examiner.pictures is not None and len(examiner.pictures) == len(only))
    examiner.next_mistake()
    qtbot.waitUntil(lambda: examiner.notice == f"The network gets all {len(only)} pictures right.")
    assert not examiner.is_problem
    examiner.step(1)
    assert examiner.notice == ""
    settle(jobs, qtbot)


# How many are right


def test_the_share_is_counted_of_the_newest_network(examiner, few, qtbot):
    assert share(examiner) == pytest.approx(float((few.labels == 3).mean()))
    examiner.set_network(sure_of(5))
    qtbot.waitUntil(lambda: share(examiner) == pytest.approx(float((few.labels == 5).mean())))


def test_a_burst_of_networks_is_not_counted_one_by_one(examiner, qtbot, monkeypatch):
    asked = []
    whole = Network.probabilities

    def watched(network, pictures):
        if len(pictures) > 1:
            asked.append(network)
        return whole(network, pictures)

    monkeypatch.setattr(Network, "probabilities", watched)
    networks = [sure_of(index % 10) for index in range(200)]
    for network in networks:
        examiner.set_network(network)
    qtbot.waitUntil(lambda: networks[-1] in asked)
    assert len(asked) <= 2


def test_a_count_that_fails_is_said(examiner, jobs, qtbot, monkeypatch):
    def broken(network, pictures):
        raise DigitpadError("The numbers of this network are no numbers.")

    monkeypatch.setattr(Network, "probabilities", broken)
    examiner.set_network(sure_of(5))
    qtbot.waitUntil(lambda: examiner.is_problem)
    assert examiner.notice == "The numbers of this network are no numbers."


def test_a_examiner_that_was_stopped_says_nothing_more(examiner, jobs, qtbot):
    examiner.set_network(sure_of(5))
    examiner.stop()
    told = []
    examiner.changed.connect(lambda: told.append(True))
    settle(jobs, qtbot)
    QTest.qWait(30)
    assert told == []


def test_nothing_is_counted_while_nobody_looks(examiner, jobs, qtbot):
    examiner.set_awake(False)
    examiner.set_network(sure_of(5))
    QTest.qWait(30)
    assert not jobs.busy
    assert examiner.examination.network is not examiner.network


def test_the_answer_is_worked_out_in_a_job_that_is_given_up_for_other_pictures(examiner, few, jobs, qtbot, monkeypatch):
    """While a slow network is asked about all pictures, the window goes on, and the newest wish wins."""
    gate, begun, whole = threading.Event(), threading.Event(), Network.probabilities

    def slow(network, pictures):
        if len(pictures) > 1:
            begun.set()
            gate.wait(30)
        return whole(network, pictures)

    monkeypatch.setattr(Network, "probabilities", slow)
    other = sure_of(5)
    examiner.set_against(other)
    qtbot.waitUntil(begun.is_set)
    assert jobs.busy
    examiner.step(1)
    assert examiner.examined().number == 1
    examiner.set_against(None)
    gate.set()
    settle(jobs, qtbot)
    assert (examiner.examination.second, share(examiner)) == (None, float((few.labels == 3).mean()))


# Against another network


def test_the_second_network_is_asked_about_the_same_pictures_and_the_first_not_again(
    examiner, few, qtbot, monkeypatch
):
    asked, whole = [], Network.probabilities

    def watched(network, pictures):
        asked.extend([network] * (len(pictures) > 1))
        return whole(network, pictures)

    monkeypatch.setattr(Network, "probabilities", watched)
    other = sure_of(5)
    examiner.set_against(other)
    qtbot.waitUntil(lambda: examiner.examination.against is other)
    assert asked == [other]
    assert examiner.examination.second.accuracy.part == (few.labels == 5).sum()
    assert examiner.examination.first.accuracy.part == (few.labels == 3).sum()


def test_a_network_of_other_classes_is_compared_with_nothing(examiner, jobs, qtbot):
    examiner.set_against(always([0.5, 0.3, 0.2]))
    settle(jobs, qtbot)
    assert examiner.examination.second is None


# Chosen pictures


def test_chosen_pictures_stay_for_networks_of_as_many_classes(examiner, data_dir, jobs, qtbot):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(sample(number, number, seat=1 + number % 2) for number in range(4))
    examiner.choose(PictureChoice("", 2))
    qtbot.waitUntil(lambda: examiner.pictures.title == "Our digits, seat 2")
    assert examiner.pictures.pictures.labels.tolist() == [1, 3]
    assert "our digits" in examiner.remark
    examiner.set_network(sure_of(5))
    settle(jobs, qtbot)
    assert examiner.pictures.title == "Our digits, seat 2"
    examiner.set_network(always([0.5, 0.3, 0.2]))
    assert examiner.choice is None


def test_a_network_that_has_learnt_from_the_pictures_says_so(examiner, qtbot):
    examiner.choose(PictureChoice("mnist-5k"))
    examiner.set_network(sure_of(3, dataset="handwriting"))
    qtbot.waitUntil(lambda: examiner.remark.startswith("This network has learnt from these very pictures"))
