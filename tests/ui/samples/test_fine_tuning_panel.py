"""Learning from the collection, with the real store and, where it is about learning, real runs."""

import threading
from pathlib import Path

import numpy as np
import pytest
from helpers.networks import always, tiny
from helpers.samples import sample, some, stored_beside
from helpers.windows import click, find
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget, QTabWidget

from digitpad.model.layers import BatchNormalization, Dense, Flatten
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec
from digitpad.samples.collection import SampleCollection
from digitpad.samples.own_digits import split_by_seat
from digitpad.training.runs import Runs


@pytest.fixture
def samples(data_dir):
    """The collection, open for writing as in the window."""
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(120))
        yield samples


@pytest.fixture
def panel(small_window, samples, qtbot):
    """The panel of the page Samples, in front."""
    tabs, pages = find(small_window, "samplesPages", QTabWidget), find(small_window, "pages", QTabWidget)
    tabs.setCurrentIndex([tabs.tabText(place) for place in range(tabs.count())].index("Learn"))
    pages.setCurrentWidget(small_window.pages.samples)
    settled(small_window.pages.fine_tuning, qtbot)
    return small_window.pages.fine_tuning


def settled(panel, qtbot):
    """Wait until it has looked, and looked again if something changed meanwhile."""
    qtbot.waitUntil(lambda: not panel.window().workbench.jobs.busy)


def rows(panel):
    table = find(panel, "learningTable", QTableWidget)
    cells = [[table.item(row, column) for column in range(3)] for row in range(table.rowCount())]
    texts = [[cell.text().replace("\N{NO-BREAK SPACE}", " ") for cell in row if cell is not None] for row in cells]
    return {text.partition(" (")[0]: (before, after) for text, before, after in texts}


def text(panel, name):
    return find(panel, name, QLabel).text()


def is_enabled(panel, name):
    return find(panel, name, QPushButton).isEnabled()


def tip(panel, name):
    return find(panel, name).toolTip()


def learn(panel, qtbot):
    click(panel, "learnButton")
    qtbot.waitUntil(lambda: not panel.window().workbench.is_training)
    settled(panel, qtbot)


def test_it_says_what_will_happen_and_whose_digits_are_kept_out(
    panel, samples
):
    split = split_by_seat(samples.collection(tiny().info.class_names))
    (seat,) = split.seats_out
    assert f"“tiny.keras” continues training on {len(split.learnt)} of your digits" in text(panel, "learnPlan")
    assert "mixed with MNIST digits" in text(panel, "learnPlan")
    assert f"Whose handwriting is it? 1 seat is set aside ({seat})" in text(panel, "learnWhose")
    assert is_enabled(panel, "learnButton")
    assert tip(panel, "learnButton").startswith("Continues training the network in use")
    assert not is_enabled(panel, "takeBackButton")
    assert tip(panel, "takeBackButton") == "The network in use has not just been trained here."
    assert tip(panel, "learnStopButton") == "Nothing is being learnt now."
    assert not is_enabled(panel, "learnStopButton")


def test_before_learning_the_table_has_one_column(panel, samples):
    table = find(panel, "learningTable", QTableWidget)
    split = split_by_seat(samples.collection(tiny().info.class_names))
    parts = (split.learnt, split.holdout, split.unseen)
    assert [table.item(row, 0).text().rpartition(" ")[2] for row in range(4)] == [
        *(f"({len(part)})" for part in parts), "(50)"
    ]
    assert all(after == "–" and before.endswith("%") for before, after in rows(panel).values())


def test_learning_gives_a_new_network_and_one_click_takes_it_back(
    panel, small_window, qtbot, data_dir
):
    document = small_window.workbench.networks
    first, before = document.current, rows(panel)
    small_window.drawing.labels.say("Saved as a 7 (1 drawing)", undo=True)
    learn(panel, qtbot)
    assert find(small_window, "learnFromRowButton").isHidden(), "it may have learnt from it now"
    assert document.current.title == "tiny and our digits"
    assert document.unsaved == ()
    (run,) = Runs(data_dir / "runs").list()
    assert (run.title, run.state) == ("tiny and our digits", "finished")
    after = rows(panel)
    assert {name: shares[0] for name, shares in after.items()} == {name: shares[0] for name, shares in before.items()}
    assert all(shares[1].endswith("%") for shares in after.values())
    assert "the new network is in use" in text(panel, "learnStatus")

    click(panel, "takeBackButton")
    settled(panel, qtbot)
    assert document.current is first
    assert small_window.workbench.recognizer.network is first.network
    assert rows(panel) == before
    assert "“tiny.keras” is in use again" in text(panel, "learnStatus")
    assert not is_enabled(panel, "takeBackButton")


def test_a_network_that_learnt_can_learn_again(panel, small_window, qtbot):
    learn(panel, qtbot)
    after = rows(panel)
    learn(panel, qtbot)
    assert small_window.workbench.networks.current.title == "tiny and our digits 2"
    assert {name: shares[0] for name, shares in rows(panel).items()} == {
        name: shares[1] for name, shares in after.items()
    }
    click(panel, "takeBackButton")
    assert small_window.workbench.networks.current.title == "tiny and our digits"


def test_stop_ends_it_and_while_it_runs_nothing_else_begins(
    panel, small_window, catalogue, qtbot
):
    catalogue.gate.clear()
    click(panel, "learnButton")
    assert not is_enabled(panel, "learnButton")
    assert tip(panel, "learnButton") == "Wait until the run under way has ended."
    assert not small_window.workbench.session.start(small_window.pages.training.form.plan())
    click(panel, "learnStopButton")
    catalogue.gate.set()
    qtbot.waitUntil(lambda: not small_window.workbench.session.is_running)
    assert "Nothing was learnt" in text(panel, "learnStatus")
    assert small_window.workbench.networks.current.title == "tiny.keras"
    settled(panel, qtbot)
    assert is_enabled(panel, "learnButton")


def test_another_run_holds_the_button_and_leaves_the_words_alone(
    panel, small_window, catalogue, qtbot
):
    catalogue.gate.clear()
    small_window.pages.training.train()
    assert not is_enabled(panel, "learnButton")
    assert not is_enabled(panel, "learnStopButton")
    catalogue.gate.set()
    small_window.workbench.session.stop()
    qtbot.waitUntil(lambda: not small_window.workbench.session.is_running)
    assert text(panel, "learnStatus") == ""


def test_without_samples_it_says_how_to_get_some(
    panel, samples, qtbot
):
    samples.erase_all()
    panel.refresh()
    settled(panel, qtbot)
    assert "There are no digits of yours yet" in text(panel, "learnPlan")
    assert not is_enabled(panel, "learnButton")
    assert tip(panel, "learnButton") == "There are no digits of yours to learn from yet."
    assert {before for before, _ in list(rows(panel).values())[:3]} == {"–"}
    samples.add(sample(1, 7))
    panel.refresh()
    settled(panel, qtbot)
    assert "Once there are digits from two seats" in text(panel, "learnWhose")


def normalized():
    """A network with a layer that Digitpad does not train."""
    spec = NetworkSpec((Flatten(), Dense(8, "relu"), BatchNormalization(), Dense(10, "softmax")))
    return Network(spec, [np.ones(shape) for _, shapes in spec.weight_shapes() for shape in shapes])


@pytest.mark.parametrize(
    ("network", "words"),
    [(always([1 / 3] * 3), "No dataset with 3 classes"), (normalized(), "a layer BatchNormalization")],
    ids=["other classes", "other layers"],
)
def test_a_network_that_cannot_learn_is_told_why(
    panel, small_window, qtbot, network, words
):
    small_window.workbench.networks.opened(network, Path("other.keras"))
    settled(panel, qtbot)
    assert words in text(panel, "learnPlan")
    assert tip(panel, "learnButton") == text(panel, "learnPlan")
    assert not is_enabled(panel, "learnButton")


def test_a_collection_that_cannot_be_read_is_said(
    panel, samples, data_dir, qtbot
):
    samples.close()
    path = data_dir / "samples.db"
    whole = path.read_bytes()
    path.write_bytes(b"no database" * 100)
    panel.refresh()
    settled(panel, qtbot)
    assert "is damaged" in text(panel, "learnPlan")
    assert tip(panel, "learnButton") == text(panel, "learnPlan")
    assert not is_enabled(panel, "learnButton")
    path.write_bytes(whole)
    panel.refresh()
    settled(panel, qtbot)
    assert is_enabled(panel, "learnButton")
    assert "continues training" in text(panel, "learnPlan")


def test_a_drawing_that_is_kept_is_counted_at_once(
    panel, small_window, samples, qtbot
):
    plan = text(panel, "learnPlan")
    samples.close()  # the desk opens the collection itself
    problems = []
    small_window.workbench.samples.change(
        lambda opened: opened.add_many(some(50, start=500)), lambda _: None, problems.append
    )
    qtbot.waitUntil(lambda: text(panel, "learnPlan") != plan or bool(problems))
    assert problems == []
    settled(panel, qtbot)


def test_a_hidden_panel_counts_when_it_is_shown(
    panel, small_window, samples, qtbot
):
    plan, pages = text(panel, "learnPlan"), find(small_window, "pages", QTabWidget)
    pages.setCurrentWidget(small_window.pages.training)
    samples.add_many(some(50, start=500))
    panel.refresh()
    settled(panel, qtbot)
    assert text(panel, "learnPlan") == plan
    pages.setCurrentWidget(small_window.pages.samples)
    settled(panel, qtbot)
    assert text(panel, "learnPlan") != plan


def test_a_network_that_comes_while_it_counts_is_counted_too(
    panel, small_window, qtbot
):
    gate = threading.Event()
    small_window.workbench.jobs.start(lambda: gate.wait(60), lambda _: None, lambda _: None)
    panel.refresh()
    small_window.workbench.networks.opened(always([0.1] * 10), Path("other.keras"))
    gate.set()
    settled(panel, qtbot)
    assert "“other.keras” continues training" in text(panel, "learnPlan")
    assert is_enabled(panel, "learnButton")


def test_without_digits_one_button_adds_ten_to_learn_from(small_window, qtbot):
    small_window.resize(1024, 600)
    small_window.show_page("samples")
    find(small_window, "samplesPages", QTabWidget).setCurrentIndex(2)
    panel = small_window.pages.fine_tuning
    button = find(panel, "addExamplesButton", QPushButton)
    qtbot.waitUntil(button.isVisible)
    assert not panel.learn_button.isVisible()
    click(panel, "addExamplesButton")
    qtbot.waitUntil(panel.learn_button.isVisible)
    assert not button.isVisible()
    samples = stored_beside(small_window.workbench.data_dir)
    assert sorted(each.label for each in samples) == list(range(10))
    assert all(each.ink and each.seat is None for each in samples)
