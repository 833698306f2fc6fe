"""The built-in network, its record, and what the README says of it."""


import numpy as np
import pytest

from digitpad import bundled_network
from digitpad.data.formats import read_npz
from digitpad.ink.raster import rasterize
from digitpad.model.keras_file import read_network
from digitpad.replay import bundled_drawings
from digitpad.training.plan import TrainingPlan


def test_the_fast_and_the_careful_way_read_the_same_network():
    fast, careful = bundled_network.network(), read_network(bundled_network.network_path())
    assert fast.spec == careful.spec
    assert fast.info == careful.info
    assert all(np.array_equal(mine, theirs) for mine, theirs in zip(fast.weights, careful.weights, strict=True))


def test_the_record_is_a_plan_that_can_be_run_again():
    record = bundled_network.record()
    plan = TrainingPlan.from_json(record["plan"])
    assert plan.spec(len(record["class_names"])) == bundled_network.network().spec
    assert len(record["result"]["epochs"]) == plan.epochs


def test_it_reads_the_drawings_on_board():
    drawings = bundled_drawings()
    pictures = np.stack([rasterize(ink) for _, ink in drawings])
    answers = bundled_network.network().probabilities(pictures).argmax(axis=1)
    assert [str(answer) for answer in answers] == [label for label, _ in drawings]


def test_it_is_as_good_as_its_record_says(shared):
    path = shared / "mnist.npz"
    if not path.exists():
        pytest.skip("all of MNIST is not here")
    _, test = read_npz(path)
    right = bundled_network.network().probabilities(test.images).argmax(axis=1) == test.labels
    assert right.mean() >= 0.988
    assert right.mean() == pytest.approx(bundled_network.record()["result"]["test"]["accuracy"], abs=2e-4)
