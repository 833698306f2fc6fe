"""IDX files as other programs write them, and as they should not be."""

import gzip
import struct

import numpy as np
import pytest
from helpers.labelled import idx_labels, idx_pictures, refusal

from digitpad.data.exchange.reading import read_labelled


@pytest.fixture
def idx_folder(tmp_path, ours):
    """MNIST's four files, not gzipped."""
    folder = tmp_path / "idx"
    folder.mkdir()
    for part, name in ((ours.train, "train"), (ours.test, "t10k")):
        (folder / f"{name}-images-idx3-ubyte").write_bytes(idx_pictures(part.images))
        (folder / f"{name}-labels-idx1-ubyte").write_bytes(idx_labels(part.labels))
    return folder


@pytest.mark.parametrize("file", ["", "train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"])
def test_idx_by_its_folder_or_any_of_its_files(ours, idx_folder, file):
    offer = read_labelled(idx_folder / file)
    assert offer.kind == "IDX files"
    np.testing.assert_array_equal(offer.train.images, ours.train.images)
    np.testing.assert_array_equal(offer.test.labels, ours.test.labels)


def test_fashion_mnist_has_the_same_names(shared):
    offer = read_labelled(shared / "fashion-mnist")
    assert (len(offer.train), len(offer.test)) == (60_000, 10_000)


def test_other_names_gzip_and_only_one_part(tmp_path, ours):
    (tmp_path / "kana.images.gz").write_bytes(gzip.compress(idx_pictures(ours.train.images)))
    (tmp_path / "kana.labels").write_bytes(idx_labels(ours.train.labels))
    offer = read_labelled(tmp_path / "kana.labels")
    assert (len(offer.train), len(offer.test)) == (30, 10)


def test_emnist_is_turned_back_and_brings_names(tmp_path, ours):
    for part, name in ((ours.train, "train"), (ours.test, "test")):
        before = f"emnist-letters-{name}"
        (tmp_path / f"{before}-images-idx3-ubyte").write_bytes(idx_pictures(part.images.swapaxes(1, 2)))
        (tmp_path / f"{before}-labels-idx1-ubyte").write_bytes(idx_labels(part.labels))
    (tmp_path / "emnist-letters-mapping.txt").write_text("".join(f"{n} {65 + n} {97 + n}\n" for n in range(10)))
    offer = read_labelled(tmp_path)
    assert offer.class_names == tuple("ABCDEFGHIJ")
    np.testing.assert_array_equal(offer.train.images, ours.train.images)
    assert any("rows and columns changed over" in note for note in offer.notes)


def letters(folder, ours, mapping):
    """EMNIST's letters have labels from 1 on."""
    for part, name in ((ours.train, "train"), (ours.test, "test")):
        before = f"emnist-letters-{name}"
        (folder / f"{before}-images-idx3-ubyte").write_bytes(idx_pictures(part.images.swapaxes(1, 2)))
        (folder / f"{before}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx_labels(part.labels + 1)))
    (folder / "emnist-letters-mapping.txt").write_text(mapping, encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n"])
def test_emnists_letters_begin_at_1(tmp_path, ours, end):
    mapping = "".join(f"{n} {64 + n} {96 + n}{end}" for n in range(1, 27))
    offer = read_labelled(letters(tmp_path, ours, mapping))
    assert offer.class_names == tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    np.testing.assert_array_equal(offer.train.labels, ours.train.labels)
    assert offer.is_whole


def test_labels_that_the_mapping_does_not_name_are_told(tmp_path, ours):
    mapping = "".join(f"{n} {64 + n}\n" for n in range(1, 11) if n != 3)
    offer = read_labelled(letters(tmp_path, ours, mapping))
    assert offer.class_names == tuple("ABDEFGHIJ")
    assert offer.bad == sum(int((part.labels == 2).sum()) for part in (ours.train, ours.test))
    assert offer.problems[0].endswith(": the label is 3, which has no name in the mapping")


@pytest.mark.parametrize(
    "mapping",
    ["", "1 65", "1 65\n1 66", "1 65\n2 65", "1 x\n2 y", "1 65\n300 66", "1 9999999\n2 66", "1 10\n2 66", "²1 65"],
)
def test_a_mapping_that_is_none_is_passed_over(tmp_path, ours, mapping):
    offer = read_labelled(letters(tmp_path, ours, mapping))
    assert offer.class_names[:11] == tuple(map(str, range(11)))


def qmnist_labels(labels, columns=8):
    """QMNIST's: the class, and where the digit comes from."""
    rows = np.full((len(labels), columns), 70_000)
    rows[:, :1] = np.reshape(labels, (-1, 1))
    return struct.pack(">4B2I", 0, 0, 12, 2, *rows.shape) + rows.astype(">i4").tobytes()


def qmnist(folder, ours, pack):
    for part, name in ((ours.train, "train"), (ours.test, "test")):
        (folder / f"qmnist-{name}-images-idx3-ubyte").write_bytes(pack(idx_pictures(part.images)))
        (folder / f"qmnist-{name}-labels-idx2-int").write_bytes(pack(qmnist_labels(part.labels)))
    return folder


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("file", ["", "qmnist-train-labels-idx2-int", "qmnist-test-images-idx3-ubyte"])
def test_qmnists_labels_begin_with_the_class(tmp_path, ours, pack, file):
    offer = read_labelled(qmnist(tmp_path, ours, pack) / file)
    for found, expected in ((offer.train, ours.train), (offer.test, ours.test)):
        np.testing.assert_array_equal(found.images, expected.images)
        np.testing.assert_array_equal(found.labels, expected.labels)
    assert offer.class_names == tuple("0123456789")
    assert offer.is_whole


def test_a_negative_class_is_a_bad_row(tmp_path, ours):
    folder = qmnist(tmp_path, ours, bytes)
    labels = ours.train.labels.astype(int)
    labels[:2] = -1, 2**31 - 1
    (folder / "qmnist-train-labels-idx2-int").write_bytes(qmnist_labels(labels))
    offer = read_labelled(folder)
    assert offer.bad == 2
    assert "the label is -1, expected 0 to" in offer.problems[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (qmnist_labels(np.zeros(40))[:-1], "“qmnist-train-labels-idx2-int” is incomplete: 1,279 of 1,280 bytes"),
        (qmnist_labels(np.zeros(40)) + b"0", "“qmnist-train-labels-idx2-int” goes on after its end"),
        (qmnist_labels(np.zeros(39)), "“qmnist-train-images-idx3-ubyte” has 40 pictures for 39 labels"),
        (qmnist_labels(np.zeros(40), 0), "has 0 numbers for each label; expected QMNIST's 8"),
        (qmnist_labels(np.zeros(40), 65), "has 65 numbers for each label"),
        (b"\0\0\x0c\x02\0\0", "has 0 numbers for each label"),
        (b"\0\0\x0c\x02" + b"\xff" * 8, "has 4,294,967,295 numbers for each label"),
    ],
)
def test_damaged_labels_of_qmnist_are_named(tmp_path, ours, content, says):
    folder = qmnist(tmp_path, ours, bytes)
    (folder / "qmnist-train-labels-idx2-int").write_bytes(content)
    assert says in refusal(folder)


def test_a_copy_belongs_to_the_others(idx_folder):
    (idx_folder / "t10k-images-idx3-ubyte").rename(idx_folder / "t10k-images-idx3-ubyte (1)")
    for path in (idx_folder, idx_folder / "t10k-images-idx3-ubyte (1)", idx_folder / "train-labels-idx1-ubyte"):
        offer = read_labelled(path)
        assert (len(offer.train), len(offer.test)) == (40, 20)


def test_the_set_is_found_in_folders_in_folders(tmp_path, idx_folder):
    inside = tmp_path / "data" / "MNIST"
    inside.mkdir(parents=True)
    (tmp_path / "data" / "__MACOSX").mkdir()
    (inside / "processed").mkdir()
    idx_folder.rename(inside / "raw")
    for folder in (tmp_path / "data", inside, inside / "raw"):
        offer = read_labelled(folder)
        assert (len(offer.train), len(offer.test)) == (40, 20)
        assert offer.source == folder.name
    assert any("in the folder “raw” inside" in note for note in read_labelled(tmp_path / "data").notes)


def test_two_sets_in_a_folder_are_told_apart(tmp_path, ours):
    for name, part in (("a", ours.train), ("b", ours.test)):
        (tmp_path / f"{name}-images").write_bytes(idx_pictures(part.images))
        (tmp_path / f"{name}-labels").write_bytes(idx_labels(part.labels))
    assert "has the files of 2 sets; choose one file" in refusal(tmp_path)
    assert len(read_labelled(tmp_path / "b-images")) == 20


def test_other_sizes_are_made_28_by_28(tmp_path):
    images = np.zeros((20, 14, 20), np.uint8)
    images[:, 3:9, 6:12] = 90
    (tmp_path / "a-images").write_bytes(idx_pictures(images))
    (tmp_path / "a-labels").write_bytes(idx_labels(np.arange(20, dtype=np.uint8) % 2))
    offer = read_labelled(tmp_path / "a-images")
    assert "Pictures of 20 × 14 pixels are made 28 × 28 by averaging areas." in offer.notes
    assert offer.train.images[0].max() == 255
    assert abs(float(offer.train.images[0].sum()) / (36 * 255 * 1.96) - 1) < 0.01


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("train-images-idx3-ubyte", b"\0\0\x08\x03" + b"\xff" * 12, "pictures for 40 labels"),
        ("train-images-idx3-ubyte", struct.pack(">4B3I", 0, 0, 8, 3, 40, 2**31, 2**31), "expected 8 to 256 pixels"),
        ("train-images-idx3-ubyte", struct.pack(">4B3I", 0, 0, 8, 3, 40, 28, 28) + bytes(99), "99 of 31,360 bytes"),
        ("train-images-idx3-ubyte", struct.pack(">4B3I", 0, 0, 8, 3, 40, 28, 28) + bytes(31_361), "goes on after"),
        ("train-images-idx3-ubyte", b"\0\0\x08\x03\0", "ends within its header"),
        ("train-images-idx3-ubyte", b"\0\0\x0d\x03" + bytes(12), "lacks its other half"),
        ("train-labels-idx1-ubyte", struct.pack(">4BI", 0, 0, 8, 1, 40) + bytes(39), "39 of 40 bytes"),
        ("train-labels-idx1-ubyte", struct.pack(">4BI", 0, 0, 8, 1, 40) + bytes(41), "goes on after its end"),
        ("train-labels-idx1-ubyte", gzip.compress(struct.pack(">4BI", 0, 0, 8, 1, 40) + bytes(40))[:-4], "damaged"),
    ],
)
def test_damaged_idx_files_are_named(idx_folder, name, content, says):
    for path in idx_folder.glob("t10k*"):
        path.unlink()
    (idx_folder / name).write_bytes(content)
    assert says in refusal(idx_folder)


def test_a_single_file_of_an_unknown_type(written):
    assert "holds numbers of the IDX type 0x0D" in refusal(written(b"\0\0\x0d\x03" + bytes(12), "pictures"))
    assert "has 255 dimensions" in refusal(written(b"\0\0\x08\xff" + bytes(12), "pictures"))
