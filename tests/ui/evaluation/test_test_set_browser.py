"""Which dataset is taken, which picture is shown, and what is counted in the background; without a page."""

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
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo
from digitpad.samples.collection import SampleCollection
from digitpad.ui.evaluation.test_set_browser import TestSetBrowser

DIGITS = tuple("0123456789")


def sure_of(best, names=DIGITS, dataset=""):
    """A network that takes everything for one class."""
    network = always([0.91 if index == best else 0.01 for index in range(10)], names)
    return network.with_info(NetworkInfo(names, dataset)) if dataset else network


@pytest.fixture
def sleeper(qtbot, catalogue, jobs):
    """A browser that nobody looks at yet."""
    browser = TestSetBrowser(catalogue, jobs)
    yield browser
    browser.stop()


@pytest.fixture
def browser(sleeper, qtbot):
    """Awake, with a network that takes everything for a 3, which has been counted."""
    sleeper.set_network(sure_of(3))
    sleeper.set_awake(True)
    qtbot.waitUntil(lambda: sleeper.accuracy is not None)
    return sleeper


@pytest.fixture
def few(catalogue, browser):
    """The pictures that it shows."""
    return catalogue.load("mnist-5k").test


def settle(jobs, qtbot):
    qtbot.waitUntil(lambda: not jobs.busy)


# Which dataset


def test_it_reads_nothing_before_it_is_woken_and_nothing_more_when_it_wakes_again(sleeper, catalogue, jobs, qtbot):
    sleeper.set_network(sure_of(3))
    assert (jobs.busy, sleeper.dataset, sleeper.examined()) == (False, None, None)
    for _ in range(2):
        sleeper.set_awake(True)
        settle(jobs, qtbot)
        sleeper.set_awake(False)
    assert (sleeper.dataset.name, catalogue.reads) == ("mnist-5k", 1)


def test_each_network_gets_pictures_of_its_classes(browser, qtbot):
    browser.set_network(sure_of(9, fashion.CLASS_NAMES))
    qtbot.waitUntil(lambda: browser.dataset.name == "fashion-5k")
    examined = browser.examined()
    assert (examined.number, examined.answer) == (0, "Ankle boot")
    assert examined.truth in fashion.CLASS_NAMES
    browser.set_network(always([0.5, 0.3, 0.2]))
    qtbot.waitUntil(lambda: "No dataset with 3 classes" in browser.notice)
    assert (browser.is_problem, browser.dataset) == (True, None)
    browser.set_network(sure_of(3))
    qtbot.waitUntil(lambda: browser.dataset is not None and browser.dataset.name == "mnist-5k")
    assert (browser.notice, browser.is_problem) == ("", False)


def test_a_network_of_few_digits_of_ours_is_told_that_they_are_too_few(browser, data_dir, qtbot):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(sample(number, number, seat=1) for number in range(4))
    browser.set_network(sure_of(3, dataset=OWN))
    qtbot.waitUntil(lambda: "too few of our own digits" in browser.notice)
    assert browser.dataset is None
    browser.set_network(sure_of(3))
    qtbot.waitUntil(lambda: browser.dataset is not None)


def test_a_dataset_without_test_pictures_is_said_to_have_none(browser, catalogue, qtbot, monkeypatch):
    whole = catalogue.load("fashion-5k")
    none = Dataset("fashion-5k", "Clothes", whole.class_names, whole.train, whole.test.take(np.arange(0)))
    monkeypatch.setattr(catalogue, "load", lambda name: none)
    browser.set_network(sure_of(9, fashion.CLASS_NAMES))
    qtbot.waitUntil(lambda: browser.notice == "Clothes: there are no test pictures.")
    assert (browser.is_problem, browser.examined()) == (True, None)


def test_a_network_that_has_learnt_from_all_of_mnist_is_examined_on_pictures_of_its_test_part(browser, jobs, qtbot):
    browser.set_network(sure_of(3, dataset="mnist"))
    settle(jobs, qtbot)
    assert (browser.dataset.name, browser.dataset.title) == ("mnist-test-1k", "MNIST, 1,000 test pictures")


def test_classes_of_other_names_are_compared_by_their_order(browser, jobs, qtbot):
    settle(jobs, qtbot)
    assert browser.remark == ""
    browser.set_network(sure_of(3, tuple("abcdefghij")))
    assert "compared by their order" in browser.remark


def test_a_dataset_that_has_come_is_taken_when_somebody_looks_again(browser, catalogue, qtbot, monkeypatch):
    browser.set_network(sure_of(9, fashion.CLASS_NAMES, "fashion-mnist"))
    qtbot.waitUntil(lambda: browser.dataset.name == "fashion-mnist-test-1k")
    whole = catalogue.load("fashion-5k")
    come = Dataset("fashion-mnist", "All clothes", whole.class_names, whole.train, whole.test)
    monkeypatch.setattr(catalogue, "closest", lambda name, class_names: name)
    monkeypatch.setattr(catalogue, "load", lambda name: come)
    browser.set_awake(False)
    browser.set_awake(True)
    qtbot.waitUntil(lambda: browser.dataset is come)


def test_a_dataset_that_is_gone_is_forgotten_and_another_one_is_not(browser):
    browser.forget("fashion-5k")
    assert browser.dataset is not None
    browser.forget("mnist-5k")
    assert (browser.dataset, browser.examined(), browser.accuracy) == (None, None, None)


# Which picture


def test_steps_go_round_and_tell_the_picture_while_somebody_looks(browser, few):
    picked = []
    browser.picked.connect(lambda picture, __: picked.append(picture))
    for step, number in ((1, 1), (-2, 49), (1, 0)):
        browser.step(step)
        assert browser.examined().number == number
        assert (picked[-1] == few.images[number]).all()
    browser.set_awake(False)
    browser.step(1)
    assert len(picked) == 3


def test_a_jump_always_ends_elsewhere(browser):
    for _ in range(60):
        before = browser.examined().number
        browser.jump()
        assert browser.examined().number != before


def test_a_mistake_is_found_before_all_are_counted(browser, few, qtbot):
    browser.set_network(sure_of(int(few.labels[1])))
    browser.next_mistake()
    wrong = np.flatnonzero(few.labels != few.labels[1])
    qtbot.waitUntil(lambda: browser.examined().number == wrong[wrong > 0][0])


def test_a_mistake_that_was_unlearnt_while_it_was_looked_for_is_passed_over(browser, few, jobs, qtbot):
    gate = threading.Event()
    jobs.start(lambda: gate.wait(30), lambda _: None, lambda _: None)
    browser.set_network(sure_of(int(few.labels[0])))
    browser.next_mistake()
    browser.next_mistake()  # in a hurry
    found = next(index for index in range(1, 50) if few.labels[index] != few.labels[0])
    browser.set_network(sure_of(int(few.labels[found])))
    gate.set()
    settle(jobs, qtbot)
    expected = next(index for index in range(found + 1, 50) if few.labels[index] != few.labels[found])
    assert browser.examined().number == expected


def test_where_there_is_no_mistake_it_says_so_until_another_picture(browser, catalogue, jobs, qtbot, monkeypatch):
    clothes = catalogue.load("fashion-5k")
    only = clothes.test.take(np.flatnonzero(clothes.test.labels == 8))
    one_kind = Dataset("fashion-5k", clothes.title, clothes.class_names, clothes.train, only)
    monkeypatch.setattr(catalogue, "load", lambda name: one_kind)
    browser.set_network(sure_of(8, fashion.CLASS_NAMES, "fashion-5k"))
    qtbot.waitUntil(lambda: browser.dataset is one_kind)
    browser.next_mistake()
    qtbot.waitUntil(lambda: browser.notice == f"The network gets all {len(only)} pictures right.")
    assert not browser.is_problem
    browser.step(1)
    assert browser.notice == ""
    settle(jobs, qtbot)


# How many are right


def test_the_share_is_counted_of_the_newest_network(browser, few, qtbot):
    assert browser.accuracy == pytest.approx(float((few.labels == 3).mean()))
    browser.set_network(sure_of(5))
    qtbot.waitUntil(lambda: browser.accuracy == pytest.approx(float((few.labels == 5).mean())))


def test_a_burst_of_networks_is_not_counted_one_by_one(browser, qtbot, monkeypatch):
    asked = []
    whole = Network.probabilities

    def watched(network, pictures):
        if len(pictures) > 1:
            asked.append(network)
        return whole(network, pictures)

    monkeypatch.setattr(Network, "probabilities", watched)
    networks = [sure_of(index % 10) for index in range(200)]
    for network in networks:
        browser.set_network(network)
    qtbot.waitUntil(lambda: networks[-1] in asked)
    assert len(asked) <= 2


def test_a_count_that_fails_is_said(browser, jobs, qtbot, monkeypatch):
    def broken(network, pictures):
        raise DigitpadError("The numbers of this network are no numbers.")

    monkeypatch.setattr(Network, "probabilities", broken)
    browser.set_network(sure_of(5))
    qtbot.waitUntil(lambda: browser.is_problem)
    assert browser.notice == "The numbers of this network are no numbers."


def test_a_browser_that_was_stopped_says_nothing_more(browser, jobs, qtbot):
    browser.set_network(sure_of(5))
    browser.stop()
    told = []
    browser.changed.connect(lambda: told.append(True))
    settle(jobs, qtbot)
    QTest.qWait(30)
    assert told == []
