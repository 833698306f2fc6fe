"""npz files as other programs write them, and as they should not be."""

import os
import zipfile

import numpy as np
import pytest
from helpers.labelled import ARRAYS, IMAGES, npz, refusal

from digitpad.data.exchange.reading import read_labelled


@pytest.fixture
def arrays(ours):
    return {
        "x_train": ours.train.images, "y_train": ours.train.labels,
        "x_test": ours.test.images, "y_test": ours.test.labels,
    }


@pytest.fixture
def saved(tmp_path):
    def saved(arrays, save=np.savez_compressed):
        save(tmp_path / "a.npz", **arrays)
        return tmp_path / "a.npz"

    return saved


def test_keras_mnist(shared):
    offer = read_labelled(shared / "mnist.npz")
    assert (len(offer.train), len(offer.test), offer.bad) == (60_000, 10_000, 0)
    assert offer.class_names == tuple("0123456789")
    assert "black" in offer.paper


def test_the_first_pictures_of_too_many(shared):
    offer = read_labelled(shared / "mnist.npz", limit=784 * 7_000)
    assert (len(offer.train), len(offer.test)) == (6_000, 1_000)
    assert "Of 70,000 pictures, the first 7,000 are taken: more is too much." in offer.notes
    with np.load(shared / "mnist.npz", allow_pickle=False) as arrays:
        np.testing.assert_array_equal(offer.train.images, arrays["x_train"][:6_000])
        np.testing.assert_array_equal(offer.test.labels, arrays["y_test"][:1_000])


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x.reshape(len(x), 784),
        lambda x: x[..., None],
        lambda x: x[:, None],
        lambda x: np.repeat(x[:, None], 3, axis=1),
        lambda x: np.repeat(x[..., None], 3, axis=3),
        lambda x: x.astype(np.float32) / np.float32(255),
        lambda x: x.astype(np.float64),
        lambda x: x.astype(">i4"),
        np.asfortranarray,
    ],
    ids=["flat", "one channel", "one channel first", "colours first", "colours", "0 to 1", "float", "big-endian",
         "columns first"],
)
def test_the_same_in_other_forms(ours, arrays, saved, change):
    for key in ("x_train", "x_test"):
        arrays[key] = change(arrays[key])
    offer = read_labelled(saved(arrays))
    np.testing.assert_array_equal(offer.train.images, ours.train.images)
    np.testing.assert_array_equal(offer.test.images, ours.test.images)
    np.testing.assert_array_equal(offer.train.labels, ours.train.labels)


@pytest.mark.parametrize("keys", ["X_train y_train X_test y_test", "Train_X Train_Y Test_X Test_Y",
                                  "TRAIN_IMAGES TRAIN_LABELS TEST_IMAGES TEST_LABELS"])
def test_keys_in_any_case(ours, arrays, saved, keys):
    offer = read_labelled(saved(dict(zip(keys.split(), arrays.values(), strict=True))))
    np.testing.assert_array_equal(offer.train.images, ours.train.images)
    np.testing.assert_array_equal(offer.test.labels, ours.test.labels)


@pytest.mark.parametrize("keys", ["X y", "x Y", "data target", "images labels", "images targets", "arr_0 arr_1"])
def test_two_arrays_alone(ours, saved, keys):
    offer = read_labelled(saved(dict(zip(keys.split(), (ours.train.images, ours.train.labels), strict=True))))
    assert (len(offer.train), len(offer.test)) == (30, 10)


@pytest.mark.parametrize(
    "change",
    [
        lambda y: y.astype(float), lambda y: y.astype(np.float32)[:, None], lambda y: np.eye(10)[y],
        lambda y: np.eye(10, dtype=bool)[y], lambda y: np.asfortranarray(np.eye(10, dtype=np.uint8)[y]),
    ],
    ids=["floats", "float column", "one-hot", "one-hot bool", "one-hot by columns"],
)
def test_labels_in_other_forms(ours, arrays, saved, change):
    for key in ("y_train", "y_test"):
        arrays[key] = change(arrays[key])
    offer = read_labelled(saved(arrays))
    np.testing.assert_array_equal(offer.train.labels, ours.train.labels)
    np.testing.assert_array_equal(offer.test.labels, ours.test.labels)


def test_pictures_of_true_and_false(arrays, saved):
    for key in ("x_train", "x_test"):
        arrays[key] = arrays[key] > 127
    offer = read_labelled(saved(arrays))
    np.testing.assert_array_equal(offer.train.images, arrays["x_train"] * np.uint8(255))


def test_a_part_for_the_validation_is_learnt_from_or_tested_on(arrays, saved):
    arrays |= {"x_val": arrays["x_test"][:10], "y_val": arrays["y_test"][:10]}
    offer = read_labelled(saved(arrays))
    assert (len(offer.train), len(offer.test)) == (50, 20)
    assert any(note.startswith("The pictures in x_val are added to those to learn from") for note in offer.notes)
    del arrays["x_test"], arrays["y_test"]
    offer = read_labelled(saved(arrays))
    assert (len(offer.train), len(offer.test)) == (40, 10)
    assert "The pictures in x_val are the part for the test, since there is no other." in offer.notes


def test_emnist_with_62_classes(ours, saved):
    images = np.repeat(ours.train.images, 4, axis=0)[:124]
    labels = np.arange(124) % 62
    names = [*"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"]
    keys = {"train_images": images, "train_labels": labels, "test_images": images, "test_labels": labels}
    assert read_labelled(saved(keys)).class_names == tuple(map(str, range(62)))
    offer = read_labelled(saved(keys | {"class_names": np.array(names)}))
    assert offer.class_names == tuple(names)
    np.testing.assert_array_equal(offer.train.labels, labels)


def test_labels_beyond_the_classes_are_bad_rows(arrays, saved):
    arrays["y_train"] = arrays["y_train"].astype(np.int64)
    arrays["y_train"][[3, 7, 8]] = 99, -1, 2**62
    offer = read_labelled(saved(arrays))
    assert offer.bad == 3
    assert offer.problems[:2] == (
        "x_train, picture 4: the label is 99, expected 0 to 61", "x_train, picture 8: the label is -1, expected 0 to 61"
    )
    assert (len(offer.train), len(offer.test)) == (37, 20)


def test_broken_numbers_are_bad_rows(arrays, saved):
    arrays["x_train"] = arrays["x_train"].astype(np.float32)
    arrays["x_train"][5, 3, 3] = np.nan
    arrays["x_train"][6, 3, 3] = -4
    offer = read_labelled(saved(arrays))
    assert offer.problems == (
        "x_train, picture 6: a pixel is nan, expected 0 to 255", "x_train, picture 7: a pixel is -4, expected 0 to 255"
    )


def test_one_broken_number_does_not_change_the_scale(ours, arrays, saved):
    for key in ("x_train", "x_test"):
        arrays[key] = arrays[key].astype(np.float32) / np.float32(255)
    arrays["x_train"][5, 3, 3] = np.inf
    offer = read_labelled(saved(arrays))
    assert offer.problems == ("x_train, picture 6: a pixel is inf, expected 0 to 1",)
    np.testing.assert_array_equal(offer.train.images[0], ours.train.images[0])


def test_without_a_test_part(arrays, saved):
    offer = read_labelled(saved({"x": arrays["x_train"], "y": arrays["y_train"]}))
    assert (len(offer.train), len(offer.test)) == (30, 10)


class Canary:
    """Makes a folder when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize("key", ["x_train", "y_test", "class_names"])
def test_pickled_objects_are_never_opened(tmp_path, arrays, saved, key):
    arrays[key] = np.array([Canary(tmp_path / "canary")] * 20, dtype=object)
    assert "Python objects" in refusal(saved(arrays))
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"x_train": None}, "only y_train, x_test, y_test; expected arrays called x_train, y_train, x_test, y_test"),
        ({"x_train": np.zeros((40, 5, 5), np.uint8)}, "expected pictures of 8 to 256 pixels a side"),
        ({"x_train": np.zeros((40, 300, 300), np.uint8)}, "expected pictures of 8 to 256 pixels a side"),
        ({"x_train": np.zeros((40, 783), np.uint8)}, "expected pictures of 8 to 256 pixels a side"),
        ({"x_train": np.zeros((40, 28, 28), np.complex64)}, "expected plain numbers"),
        ({"x_train": np.zeros((39, 28, 28), np.uint8)}, "has 39 pictures in x_train for 40 labels in y_train"),
        ({"x_train": np.uint8(3)}, "has 0 pictures in x_train for 40 labels"),
        ({"y_train": np.full(40, 0.5)}, "expected whole numbers of shape (n,)"),
        ({"y_train": np.full(40, np.nan)}, "expected whole numbers of shape (n,)"),
        ({"y_train": np.full((40, 10), 0.1)}, "expected whole numbers of shape (n,)"),
        ({"y_train": np.ones((40, 10), int)}, "expected whole numbers of shape (n,)"),
        ({"y_train": np.zeros(40, np.uint8), "y_test": np.zeros(20, np.uint8)}, "pictures of one class only, “0”"),
        ({"class_names": np.array(["a"] * 12)}, "gives two classes the same name"),
        ({"class_names": np.array(["a"])}, "expected 2 to 62"),
        ({"class_names": np.array([str(n) for n in range(63)])}, "expected 2 to 62"),
        ({"class_names": np.array(["a\nb", "c"])}, "has signs that cannot be shown"),
        ({"class_names": np.array(["x" * 50, "c"])}, "has 50 characters, expected at most 40"),
        ({"class_names": np.arange(12)}, "expected text of shape (n,)"),
    ],
)
def test_other_arrays_are_refused_in_words(arrays, saved, change, says):
    arrays = {key: value for key, value in (arrays | change).items() if value is not None}
    assert says in refusal(saved(arrays))


def test_a_digitpad_collection_is_told_from_an_npz(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.digits", "w") as archive:
        archive.writestr("manifest.json", "{}")
    assert "seems to be a Digitpad collection; merge it instead" in refusal(tmp_path / "class.digits")


def test_arrays_without_names_in_the_order_of_keras(ours, saved):
    """As `numpy.savez(file, x_train, y_train, x_test, y_test)` calls them; in another order it is no set."""
    arrays = [ours.train.images, ours.train.labels, ours.test.images, ours.test.labels]
    offer = read_labelled(saved({f"arr_{number}": array for number, array in enumerate(arrays)}))
    assert (len(offer.train), len(offer.test)) == (len(ours.train), len(ours.test))
    swapped = {f"arr_{number}": arrays[place] for number, place in enumerate((0, 2, 1, 3))}
    assert "arr_0" in refusal(saved(swapped))


def test_half_precision_up_to_sixteen_bits(tmp_path):
    """65,535 is more than half precision holds; numpy would warn of comparing with it."""
    images = IMAGES.astype("<f2") * 300  # 60,000
    file = tmp_path / "half.npz"
    file.write_bytes(npz(ARRAYS | {"x_train": images, "x_test": images[:2]}))
    found = read_labelled(file)
    assert (len(found), found.bad) == (6, 0)
    assert "Pixels go from 0 to 65,535" in "\n".join(found.sentences())
