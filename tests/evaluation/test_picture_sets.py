"""Which pictures a network can be examined on, and what is said of them."""

import numpy as np
import pytest
from helpers.catalogues import SmallCatalogue
from helpers.networks import always
from helpers.samples import LETTERS, sample

from digitpad.data import fashion
from digitpad.data.dataset_info import BUNDLED, OWN
from digitpad.data.digits import Pictures
from digitpad.errors import DigitpadError
from digitpad.evaluation.damage import Damage
from digitpad.evaluation.endurance import InkToDamage, PicturesToDamage
from digitpad.evaluation.picture_sets import (
    PictureChoice,
    PictureSet,
    choices,
    numbers_of,
    read_pictures,
    to_damage,
)
from digitpad.model.spec import NetworkInfo
from digitpad.samples.collection import SampleCollection

DIGITS = tuple("0123456789")


@pytest.fixture(autouse=True)
def no_package_of_debian(tmp_path, monkeypatch):
    monkeypatch.setattr(fashion, "DEBIAN", tmp_path / "debian")


@pytest.fixture
def catalogue(data_dir):
    return SmallCatalogue(data_dir)


@pytest.fixture
def drawn(data_dir):
    """Four digits of seats 1 and 2, one of none, and three letters."""
    with SampleCollection.open(data_dir) as samples:
        samples.add_many([
            *(sample(number, number, seat=1 + number % 2) for number in range(4)), sample(4, 4),
            *(sample(10 + number, number, LETTERS, seat=9) for number in range(3)),
        ])  # fmt: skip


def network(dataset="", names=DIGITS):
    return always([1 / len(names)] * len(names), names).with_info(NetworkInfo(names, dataset))


def test_without_drawings_there_are_the_datasets_that_are_here(catalogue, data_dir):
    assert [each.dataset for each in choices(catalogue, data_dir, DIGITS)] == ["mnist-5k", "fashion-5k"]
    assert choices(catalogue, data_dir, LETTERS) == ()


def test_drawings_of_the_networks_classes_are_offered_by_seat(catalogue, data_dir, drawn):
    found = choices(catalogue, data_dir, DIGITS)
    assert [(each.seat, each.title) for each in found if not each.dataset] == [
        (0, "Our digits, all seats"), (1, "Our digits, seat 1"), (2, "Our digits, seat 2"),
    ]
    assert [each.title for each in choices(catalogue, data_dir, LETTERS)] == [
        "Our digits, all seats", "Our digits, seat 9"
    ]


def test_a_collection_that_cannot_be_read_is_left_out(catalogue, data_dir):
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "samples.db").write_bytes(b"no database" * 100)
    assert [each.dataset for each in choices(catalogue, data_dir, DIGITS)] == ["mnist-5k", "fashion-5k"]


def test_the_pictures_are_those_that_were_chosen(catalogue, data_dir, drawn):
    def read(choice, present=None):
        return read_pictures(catalogue, data_dir, network("fashion-5k", fashion.CLASS_NAMES), choice, present)

    best = read(None)
    assert (best.name, len(best)) == ("fashion-5k", 50)
    assert read(None, best) is best
    mnist = read(PictureChoice(BUNDLED), best)
    assert (mnist.name, mnist.title) == (BUNDLED, "MNIST, 5,000 digits")
    with pytest.raises(DigitpadError, match="Our digits, seat 1: there are no pictures"):
        read(PictureChoice("", 1))


@pytest.mark.parametrize(("seat", "labels"), [(0, [0, 1, 2, 3, 4]), (1, [0, 2]), (2, [1, 3])])
def test_our_digits_of_all_seats_or_of_one(catalogue, data_dir, drawn, seat, labels):
    ours = read_pictures(catalogue, data_dir, network(), PictureChoice("", seat), None)
    assert (ours.name, ours.pictures.labels.tolist()) == (OWN, labels)


def test_no_dataset_has_so_many_classes(catalogue, data_dir):
    with pytest.raises(DigitpadError, match="No dataset with 3 classes"):
        read_pictures(catalogue, data_dir, network("", LETTERS), None, None)


@pytest.mark.parametrize(
    ("dataset", "chosen", "taught", "said"),
    [
        ("handwriting", BUNDLED, True, "has learnt from these very pictures"),
        ("handwriting", None, False, ""),
        ("mnist-5k", BUNDLED, False, ""),
        ("", BUNDLED, False, "not known"),
        (OWN, "", True, "has learnt from some of these digits"),
        ("mnist-5k", "", False, "If this network has learnt from our digits"),
    ],
)
def test_what_the_network_has_learnt_from_is_said(catalogue, data_dir, drawn, dataset, chosen, taught, said):
    who = network(dataset)
    found = read_pictures(catalogue, data_dir, who, None if chosen is None else PictureChoice(chosen), None)
    assert found.has_taught(who) is taught
    remarks = found.remarks(who)
    assert (len(remarks), said in "".join(remarks)) == (bool(said), True)


def test_a_picture_is_known_again_among_others():
    random = np.random.default_rng(0)
    images, labels = random.integers(0, 256, (6, 28, 28), np.uint8), np.arange(6, dtype=np.uint8)
    before = PictureSet("a", "A", DIGITS, Pictures(images, labels))
    after = PictureSet("a", "A", DIGITS, Pictures(images[2:], labels[2:]))
    keys = frozenset(map(before.key, (1, 3, 5)))
    assert len(keys) == 3
    assert numbers_of(before, keys).tolist() == [1, 3, 5]
    assert numbers_of(after, keys).tolist() == [1, 3]
    assert numbers_of(after, frozenset()).tolist() == []


# What endurance damages


def test_our_digits_are_damaged_as_ink_and_others_as_pictures(catalogue, data_dir, drawn):
    ours = read_pictures(catalogue, data_dir, network(), PictureChoice("", 2), None)
    material = to_damage(data_dir, ours, 100)
    assert isinstance(material, InkToDamage)
    assert material.labels.tolist() == [1, 3]
    assert (material.damaged(slice(0, 2), Damage.TURN, 0.0) == ours.pictures.images).all()
    mnist = to_damage(data_dir, read_pictures(catalogue, data_dir, network(), PictureChoice(BUNDLED), None), 100)
    assert isinstance(mnist, PicturesToDamage)
    assert len(mnist.labels) == 50


@pytest.mark.parametrize(("most", "count"), [(50, 50), (49, 25), (20, 17), (1, 1)])
def test_of_many_pictures_some_are_damaged_evenly_spread(catalogue, data_dir, most, count):
    pictures = read_pictures(catalogue, data_dir, network(), PictureChoice(BUNDLED), None)
    found = to_damage(data_dir, pictures, most)
    assert len(found.labels) == count
    assert (found.labels == pictures.pictures.labels[:: -(-50 // most)]).all()


def test_a_drawing_that_is_gone_is_left_out(catalogue, data_dir, drawn):
    ours = read_pictures(catalogue, data_dir, network(), PictureChoice("", 2), None)
    with SampleCollection.open(data_dir) as samples:
        samples.delete([ours.ids[0]])
    assert to_damage(data_dir, ours, 100).labels.tolist() == [3]
