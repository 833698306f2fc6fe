
import numpy as np
import pytest
from helpers.samples import DIGITS, LETTERS, sample, some

from digitpad.data.dataset_info import OWN, mix_name
from digitpad.data.digits import Pictures
from digitpad.errors import DigitpadError
from digitpad.ink.raster import rasterize
from digitpad.samples.collection import SampleCollection
from digitpad.samples.own_datasets import full_catalogue
from digitpad.samples.own_digits import (
    drawings_for_test,
    has_enough_own_samples,
    replayed_from,
    split_by_seat,
    with_replay,
)
from digitpad.samples.sample import Collection


@pytest.fixture
def samples(data_dir):
    with SampleCollection.open(data_dir) as samples:
        yield samples


def collection(count, seats):
    pictures = Pictures(np.zeros((count, 28, 28), np.uint8), np.zeros(count, np.uint8))
    each = np.arange(count, dtype=np.int32) % seats + 1 if seats else np.zeros(count, np.int32)
    rng = np.random.default_rng(1)
    return Collection(DIGITS, tuple(rng.bytes(16).hex() for _ in range(count)), pictures, each)


@pytest.mark.parametrize("seats", [0, 1, 2, 5, 10])
def test_every_sample_is_in_one_part(seats):
    split = split_by_seat(collection(1000, seats))
    parts = (split.learnt, split.holdout, split.unseen)
    assert sorted(each for part in parts for each in part.ids) == sorted(collection(1000, seats).ids)
    assert len(split) == 1000
    assert 0.05 < len(split.holdout) / (len(split.holdout) + len(split.learnt)) < 0.15


@pytest.mark.parametrize(("seats", "out"), [(0, 0), (1, 0), (2, 1), (5, 1), (10, 2)])
def test_whole_seats_are_kept_out(seats, out):
    split = split_by_seat(collection(1000, seats))
    assert len(split.seats_out) == out
    assert set(split.unseen.seats.tolist()) == split.seats_out
    assert not split.seats_out & set(split.learnt.seats.tolist() + split.holdout.seats.tolist())


def test_a_sample_that_is_added_moves_no_other():
    before, after = split_by_seat(collection(500, 5)), split_by_seat(collection(501, 5))
    assert set(before.learnt.ids) <= set(after.learnt.ids)
    assert set(before.holdout.ids) <= set(after.holdout.ids)


def test_all_of_a_dataset_is_replayed_where_it_is_here(data_dir, shared):
    catalogue = full_catalogue(data_dir)
    assert replayed_from(catalogue, "handwriting", DIGITS) == "mnist-test-1k"
    (data_dir / "datasets").mkdir(parents=True)
    (data_dir / "datasets" / "mnist.npz").write_bytes((shared / "mnist.npz").read_bytes())
    assert replayed_from(catalogue, "handwriting", DIGITS) == "mnist"
    assert replayed_from(catalogue, "mnist-5k", DIGITS) == "mnist"
    clothes = catalogue.entry("fashion-5k").class_names
    assert replayed_from(catalogue, "fashion-5k", clothes) == "fashion-5k"
    assert replayed_from(catalogue, "fashion-mnist", clothes) == "fashion-mnist-test-1k", "whose test part is unseen"


def test_without_anything_to_replay_nothing_is_learnt(data_dir):
    with pytest.raises(DigitpadError, match="No dataset with 3 classes"):
        replayed_from(full_catalogue(data_dir), "", LETTERS)


def test_only_what_is_learnt_from_gets_into_the_pictures(samples, data_dir):
    samples.add_many(some(300))
    samples.add(sample(1000, 0, LETTERS))
    known = full_catalogue(data_dir).load("mnist-5k")
    split = split_by_seat(samples.collection(DIGITS))
    dataset = with_replay(samples, known)
    copies = round(2_000 / len(split.learnt))
    assert len(dataset.train) == copies * len(split.learnt) + 4_000
    originals = dataset.train.take(np.arange(len(split.learnt)))
    assert np.array_equal(originals.images, split.learnt.pictures.images)
    assert np.array_equal(originals.labels, split.learnt.pictures.labels)


def test_a_network_that_learnt_our_digits_alone_still_gets_old_ones_to_replay(
    data_dir, samples
):
    samples.add_many(some(300))
    assert replayed_from(full_catalogue(data_dir), OWN, DIGITS) == "mnist-5k"
    assert full_catalogue(data_dir).closest(OWN, DIGITS) == OWN


def test_there_is_enough_as_soon_as_every_class_has_some(samples, data_dir):
    assert not has_enough_own_samples(data_dir)
    samples.add_many(some(49))
    assert not full_catalogue(data_dir).has_enough_own_samples()
    samples.add_many(some(1, start=49))
    assert full_catalogue(data_dir).has_enough_own_samples()


def test_our_digits_are_a_dataset_with_whole_seats_as_its_test(samples, data_dir):
    samples.add_many(some(300))
    dataset = full_catalogue(data_dir).load(OWN)
    split = split_by_seat(samples.collection(DIGITS))
    assert (dataset.name, dataset.title, dataset.class_names) == (OWN, "Our digits", DIGITS)
    assert np.array_equal(dataset.train.images, split.learnt.pictures.images)
    assert np.array_equal(dataset.test.images, split.unseen.pictures.images)


def test_with_one_seat_only_the_test_is_made_of_some_samples(samples, data_dir):
    samples.add_many(sample(number, number % 10, seat=4) for number in range(300))
    dataset = full_catalogue(data_dir).load(OWN)
    assert len(dataset.train) + len(dataset.test) == 300
    assert 10 < len(dataset.test) < 60


def test_without_samples_the_dataset_is_refused_in_words(samples, data_dir):
    with pytest.raises(DigitpadError, match="Our digits: there are too few of our own digits yet"):
        full_catalogue(data_dir).load(OWN)


def test_few_samples_of_which_none_falls_into_the_test_are_refused_in_words(
    samples, data_dir
):
    samples.add_many(sample(number, number, seat=4) for number in range(4))
    assert not len(split_by_seat(samples.collection(DIGITS)).holdout)
    with pytest.raises(DigitpadError, match="Our digits: there are too few of our own digits yet"):
        full_catalogue(data_dir).load(OWN)
    assert len(full_catalogue(data_dir).load(mix_name(0.5)).test) == 1_000  # it has MNIST's


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_mix_is_as_large_as_mnist_and_has_its_share_of_ours(
    samples, data_dir, share
):
    samples.add_many(some(300))
    catalogue = full_catalogue(data_dir)
    dataset, mnist = catalogue.load(mix_name(share)), catalogue.load("mnist-5k")
    learnt = split_by_seat(samples.collection(DIGITS)).learnt
    ours = {image.tobytes() for image in learnt.pictures.images}
    assert len(dataset.train) == len(mnist.train)
    assert sum(image.tobytes() in ours for image in dataset.train.images) == round(share * len(mnist.train))
    assert len(dataset.test) == len(mnist.test) + len(split_by_seat(samples.collection(DIGITS)).unseen)


def test_nothing_is_added_to_our_digits_from_a_file(data_dir, tmp_path):
    with pytest.raises(DigitpadError, match="made of what is drawn"):
        full_catalogue(data_dir).add_file(OWN, tmp_path)


def test_the_ink_of_the_test_part_is_what_its_pictures_are_made_of(data_dir, samples):
    samples.add_many(some(60))
    inks, labels = drawings_for_test(data_dir)
    test = full_catalogue(data_dir).load(OWN).test
    assert len(inks) == len(test) > 0
    np.testing.assert_array_equal(np.stack([rasterize(ink) for ink in inks]), test.images)
    np.testing.assert_array_equal(labels, test.labels)
