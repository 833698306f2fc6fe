"""`digitpad evaluate`: the same figures in words and as JSON; scikit-learn is the authority on them."""

import json
from dataclasses import replace

import numpy as np
import pytest
from helpers.networks import always, wants
from helpers.samples import fill
from sklearn.metrics import confusion_matrix, precision_score, recall_score

from digitpad import bundled_network
from digitpad.cli.main import main
from digitpad.data.catalogue import Catalogue
from digitpad.evaluation.damage import LEVELS, Damage
from digitpad.model.keras_file import write_network
from digitpad.model.spec import NetworkInfo

BUILT_IN = bundled_network.network_path()


@pytest.fixture
def saved(tmp_path):
    """Write a network; gives its path."""

    def save(network, name="other.keras"):
        write_network(tmp_path / name, network)
        return tmp_path / name

    return save


@pytest.fixture
def few(monkeypatch):
    """Of every dataset only 40 test pictures."""
    whole = Catalogue.load

    def load(self, name):
        dataset = whole(self, name)
        return replace(dataset, test=dataset.test.take(np.arange(0, 1000, 25)))

    monkeypatch.setattr(Catalogue, "load", load)


def test_all_figures_are_scikit_learns(run, data_dir):
    facts = json.loads(run("evaluate", BUILT_IN, "--json"))
    test = Catalogue(data_dir).load("mnist-test-1k").test
    probabilities = bundled_network.network().probabilities(test.images)
    says, labels = probabilities.argmax(axis=1), np.arange(10)
    assert (facts["dataset"], facts["pictures"], facts["learnt_from_these"]) == ("mnist-test-1k", 1000, False)
    assert facts["confusion"] == confusion_matrix(test.labels, says, labels=labels).tolist()
    assert facts["accuracy"] == pytest.approx((says == test.labels).mean(), abs=1e-9)
    assert facts["recall"] == pytest.approx(recall_score(test.labels, says, average=None).tolist(), abs=1e-9)
    assert facts["precision"] == pytest.approx(precision_score(test.labels, says, average=None).tolist(), abs=1e-9)
    sure = probabilities.max(axis=1).astype(float)
    bins = np.ceil(sure * 10)
    error = sum(abs((says == test.labels)[bins == n].sum() - sure[bins == n].sum()) for n in range(11)) / 1000
    assert facts["calibration_error"] == pytest.approx(error, abs=1e-6)  # the network's batches are others
    assert np.sum(facts["unsure"]["confusion"]) == 1000
    assert facts["unsure"]["coverage"] == pytest.approx(1 - np.array(facts["unsure"]["confusion"])[:, 10].sum() / 1000)


def test_in_words(run):
    text = run("evaluate", BUILT_IN).replace("\N{NO-BREAK SPACE}", " ")
    assert "“digitpad.keras” (784-1280-704-10) on MNIST, 1,000 test pictures\n" in text
    assert "99.6 % (99.0 % to 99.8 %) of 1,000 pictures are right.\n" in text
    assert "learnt from" not in text
    assert "are 2.0 % apart (expected calibration error)" in text
    assert text.splitlines()[-1].split()[0] == "right"
    assert len(text.splitlines()) == 18


@pytest.mark.parametrize(
    ("learnt", "told"),
    [("mnist", True), ("handwriting", True), ("mnist-5k", False), ("mnist-and-ours-50", None), ("", None)],
)
def test_who_has_learnt_from_the_pictures_says_so(learnt, told, run, saved):
    info = NetworkInfo(tuple("0123456789"), learnt)
    path = saved(always([0.1] * 10).with_info(info))
    assert json.loads(run("evaluate", path, "--dataset", "mnist-5k", "--json"))["learnt_from_these"] is told
    text = run("evaluate", path, "--dataset", "mnist-5k")
    assert ("has learnt from these very pictures" in text) is (told is True)
    assert ("is not known what this network has learnt from" in text) is (told is None)


def test_a_class_that_is_never_answered_has_no_precision(run, saved):
    path = saved(always([0.9, 0.1 / 9, *[0.1 / 9] * 8]))
    facts = json.loads(run("evaluate", path, "--dataset", "mnist-5k", "--json"))
    assert (facts["precision"], facts["recall"]) == ([0.1] + [None] * 9, [1.0] + [0.0] * 9)
    lines = run("evaluate", path, "--dataset", "mnist-5k").splitlines()
    assert lines[-1].split() == ["right", "10.0", "%", *"-" * 9]


def test_a_network_that_is_never_sure(run, saved):
    path = saved(always([0.1] * 10))
    facts = json.loads(run("evaluate", path, "--dataset", "mnist-5k", "--json"))
    assert (facts["unsure"]["coverage"], facts["unsure"]["accuracy"]) == (0, None)
    assert "nothing is answered" in run("evaluate", path, "--dataset", "mnist-5k")


def test_against_another(run, saved):
    path = saved(always([0.1, 0.9, *[0.0001] * 8]))
    facts = json.loads(run("evaluate", BUILT_IN, "--against", path, "--json"))["against"]
    assert facts["network"] == "other.keras"
    assert facts["both_right"] == 100
    assert sum(facts[name] for name in ("both_right", "only_first", "only_second", "both_wrong")) == 1000
    assert facts["p_value"] < 1e-9
    text = run("evaluate", BUILT_IN, "--against", path)
    assert "Both right: 100. Both wrong: 4." in text
    said = "“digitpad.keras” gets 896 right that “other.keras” misses, “other.keras” 0 that “digitpad.keras” misses."
    assert said in text
    assert text.endswith("That is hardly luck: “digitpad.keras” reads these better.\n")


def test_a_network_that_wants_other_pixels_gets_them_and_it_is_said(saved, capsys):
    assert main(["evaluate", str(saved(wants(255))), "--dataset", "mnist-test-1k", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["accuracy"] == 0.996
    assert err.startswith("digitpad: ")
    assert "other.keras" in err


@pytest.mark.usefixtures("few")
def test_endurance(run):
    curves = json.loads(run("evaluate", BUILT_IN, "--endurance", "--json", "--against", BUILT_IN))["endurance"]
    assert {name: [point["amount"] for point in points] for name, points in curves.items()} == {
        damage.value: list(LEVELS[damage]) for damage in Damage
    }
    assert curves["noise"][0]["accuracies"] == [0.975, 0.975]
    assert curves["noise"][-1]["accuracies"][0] < 0.5
    text = run("evaluate", BUILT_IN, "--endurance").replace("\N{NO-BREAK SPACE}", " ")
    assert text.count("\n  Turn ") == len(LEVELS[Damage.TURN])
    assert "\n  Turn 0 degrees to the right: 97.5 % (87.1 % to 99.6 %)\n" in text


def test_endurance_of_our_own_digits_goes_through_the_ink(run, data_dir):
    fill(data_dir, 200)
    facts = json.loads(run("--data-dir", data_dir, "evaluate", BUILT_IN, "--dataset", "our-digits", "--endurance",
                           "--json"))
    assert facts["dataset"] == "our-digits"
    assert facts["pictures"] > 0
    assert set(facts["endurance"]) == {damage.value for damage in Damage}


def test_what_does_not_go_together_is_refused(refused, saved):
    pair = saved(always([0.5, 0.5]))
    assert "2 classes apart, MNIST, 5,000 digits has 10" in refused("evaluate", pair, "--dataset", "mnist-5k")
    assert "No dataset with 2 classes" in refused("evaluate", pair)
    assert "10 and 2 classes apart" in refused("evaluate", BUILT_IN, "--against", pair)
    assert "no dataset “nothing”" in refused("evaluate", BUILT_IN, "--dataset", "nothing")
