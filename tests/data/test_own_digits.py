from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from helpers.samples import DIGITS, LETTERS, sample, some

from digitpad.data.catalogue import Catalogue
from digitpad.data.digits import Pictures
from digitpad.data.own_digits import divided, replayed_from, with_replay
from digitpad.data.sample import Collection
from digitpad.data.samples import Samples
from digitpad.errors import DigitpadError


@pytest.fixture
def samples(data_dir: Path) -> Iterator[Samples]:
    with Samples.open(data_dir) as samples:
        yield samples


def collection(count: int, seats: int) -> Collection:
    pictures = Pictures(np.zeros((count, 28, 28), np.uint8), np.zeros(count, np.uint8))
    each = np.arange(count, dtype=np.int32) % seats + 1 if seats else np.zeros(count, np.int32)
    rng = np.random.default_rng(1)
    return Collection(DIGITS, tuple(rng.bytes(16).hex() for _ in range(count)), pictures, each)


@pytest.mark.parametrize("seats", [0, 1, 2, 5, 10])
def test_every_sample_is_in_one_part(seats: int) -> None:
    division = divided(collection(1000, seats))
    parts = (division.learnt, division.aside, division.strangers)
    assert sorted(each for part in parts for each in part.ids) == sorted(collection(1000, seats).ids)
    assert len(division) == 1000
    assert 0.05 < len(division.aside) / (len(division.aside) + len(division.learnt)) < 0.15


@pytest.mark.parametrize(("seats", "out"), [(0, 0), (1, 0), (2, 1), (5, 1), (10, 2)])
def test_whole_seats_are_kept_out(seats: int, out: int) -> None:
    division = divided(collection(1000, seats))
    assert len(division.seats_out) == out
    assert set(division.strangers.seats.tolist()) == division.seats_out
    assert not division.seats_out & set(division.learnt.seats.tolist() + division.aside.seats.tolist())


def test_a_sample_that_is_added_moves_no_other() -> None:
    before, after = divided(collection(500, 5)), divided(collection(501, 5))
    assert set(before.learnt.ids) <= set(after.learnt.ids)
    assert set(before.aside.ids) <= set(after.aside.ids)


def test_all_of_a_dataset_is_replayed_where_it_is_here(data_dir: Path, shared: Path) -> None:
    catalogue = Catalogue(data_dir)
    assert replayed_from(catalogue, "handwriting", DIGITS) == "mnist-5k"
    (data_dir / "datasets").mkdir(parents=True)
    (data_dir / "datasets" / "mnist.npz").write_bytes((shared / "mnist.npz").read_bytes())
    assert replayed_from(catalogue, "handwriting", DIGITS) == "mnist"
    assert replayed_from(catalogue, "mnist-5k", DIGITS) == "mnist"
    assert replayed_from(catalogue, "fashion-mnist", catalogue.entry("fashion-5k").class_names) == "fashion-5k"


def test_without_anything_to_replay_nothing_is_learnt(data_dir: Path) -> None:
    with pytest.raises(DigitpadError, match="No dataset with 3 classes"):
        replayed_from(Catalogue(data_dir), "", LETTERS)


def test_only_what_is_learnt_from_gets_into_the_pictures(samples: Samples, data_dir: Path) -> None:
    samples.add_many(some(300))
    samples.add(sample(1000, 0, LETTERS))
    known = Catalogue(data_dir).load("mnist-5k")
    division = divided(samples.collection(DIGITS))
    dataset = with_replay(samples, known)
    copies = round(2_000 / len(division.learnt))
    assert len(dataset.train) == copies * len(division.learnt) + 4_000
    originals = dataset.train.take(np.arange(len(division.learnt)))
    assert np.array_equal(originals.images, division.learnt.pictures.images)
    assert np.array_equal(originals.labels, division.learnt.pictures.labels)
