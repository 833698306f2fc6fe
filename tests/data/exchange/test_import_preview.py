import numpy as np

from digitpad.data.digits import Pictures
from digitpad.data.exchange.classes import MAX_NAME
from digitpad.data.exchange.import_candidate import BLACK_PAPER, ImportCandidate
from digitpad.data.exchange.import_preview import preview_import


def pictures(labels):
    """The first pixel says which picture it is."""
    images = np.zeros((len(labels), 28, 28), np.uint8)
    images[:, 0, 0] = np.arange(len(labels))
    return Pictures(images, np.array(labels, np.uint8))


def offer(train, test, names):
    return ImportCandidate("signs.csv", "CSV", names, pictures(train), pictures(test), BLACK_PAPER)


def test_pictures_to_learn_from_and_for_the_test_are_counted_together():
    found = preview_import(offer([0, 2, 2], [2, 1], ("a", "b", "c")), "Signs")
    assert found.counts == (1, 1, 3)
    assert found.title == "Signs"


def test_each_class_shows_some_of_its_pictures_class_by_class():
    train = [1] * 30 + [0] * 2 + [2] * 30
    found = preview_import(offer(train, [0], ("zero", "one", "two")), "Signs")
    shown = [(int(picture[0, 0]), name) for picture, name in found.pictures]
    assert shown == [(30, "zero"), (31, "zero"), *((place, "one") for place in range(7)),
                     *((place, "two") for place in range(32, 39))]  # fmt: skip


def test_a_class_without_pictures_to_learn_from_shows_none():
    assert [name for _, name in preview_import(offer([1], [0], ("a", "b")), "Signs").pictures] == ["b"]


def test_a_title_is_no_longer_than_a_name_may_be():
    assert preview_import(offer([0], [1], ("a", "b")), "x" * 500).title == "x" * MAX_NAME
