from dataclasses import replace

import numpy as np
import pytest

from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import BUNDLED
from digitpad.ink.raster import rasterize
from digitpad.replay import bundled_drawings
from digitpad.samples.replay_dataset import replay_dataset


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return Catalogue(tmp_path_factory.mktemp("data")).load(BUNDLED)


DRAWINGS = [(ink, int(label)) for label, ink in bundled_drawings()]


def pictures(dataset):
    return {(image.tobytes(), label) for image, label in zip(dataset.train.images, dataset.train.labels.tolist(),
                                                             strict=True)}


def test_the_corrections_themselves_their_copies_and_old_digits_are_learnt_from(known):
    given = DRAWINGS[:3]
    dataset = replay_dataset(given, known, seed=1)
    found = pictures(dataset)
    assert {(rasterize(ink).tobytes(), label) for ink, label in given} <= found
    drawn = len(given) * 30
    assert len(dataset.train) == drawn + 4_000
    for _, label in given:
        assert np.count_nonzero(dataset.train.labels[:drawn] == label) == 30
    replayed = dataset.train.take(np.arange(drawn, drawn + 4_000))
    assert pictures(replace(dataset, train=replayed)) <= pictures(known)


def test_what_is_forgotten_shows_on_the_test_part_of_what_is_replayed(known):
    dataset = replay_dataset(DRAWINGS, known, seed=1)
    assert dataset.test is known.test
    assert (dataset.name, dataset.class_names) == (known.name, known.class_names)


@pytest.mark.slow
def test_many_corrections_are_copied_less(known):
    assert len(replay_dataset(DRAWINGS * 10, known, 1).train) == 100 * 20 + 4_000
    assert len(replay_dataset(DRAWINGS * 201, known, 1).train) == 2_010 + 4_000


def test_without_corrections_there_are_only_old_digits(known):
    assert pictures(replay_dataset([], known, 1)) <= pictures(known)


def test_the_seed_decides(known):
    one, same, other = (replay_dataset(DRAWINGS, known, seed).train for seed in (1, 1, 2))
    assert np.array_equal(one.images, same.images)
    assert not np.array_equal(one.images, other.images)
