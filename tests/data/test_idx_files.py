"""IDX files: read packed or not, and refused with a sentence that says what each is."""

import gzip
import struct

import numpy as np
import pytest

from digitpad.data.formats import LIMIT, read_idx, read_idx_images, read_idx_labels

PICTURES = struct.pack(">4B3I", 0, 0, 8, 3, 2, 28, 28) + bytes(range(196)) * 8
LABELS = struct.pack(">4BI", 0, 0, 8, 1, 2) + b"\x07\x02"


@pytest.mark.parametrize("name", ["t10k-images-idx3-ubyte", "pictures.gz"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_idx_is_read_packed_or_not_whatever_its_name(tmp_path, name, pack):
    (tmp_path / name).write_bytes(pack(PICTURES))
    (tmp_path / "labels").write_bytes(pack(LABELS))
    images = read_idx_images(tmp_path / name)
    assert images.shape == (2, 28, 28)
    assert images.dtype == np.uint8
    assert images.tobytes() == PICTURES[16:]
    assert read_idx_labels(tmp_path / "labels").tolist() == [7, 2]
    assert read_idx(tmp_path / name, tmp_path / "labels").labels.tolist() == [7, 2]


def test_real_idx_files_are_read(shared):
    folder = shared / "fashion-mnist"
    test = read_idx(folder / "t10k-images-idx3-ubyte.gz", folder / "t10k-labels-idx1-ubyte.gz")
    assert np.bincount(test.labels).tolist() == [1000] * 10
    with gzip.open(folder / "t10k-images-idx3-ubyte.gz") as file:
        assert test.images.tobytes() == file.read()[16:]


def header(*, kind=8, dimensions=3, counts=(2, 28, 28)):
    return struct.pack(f">4B{len(counts)}I", 0, 0, kind, dimensions, *counts)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\0\0\x08", "is not an IDX file"),
        (b"PK\x03\x04" + PICTURES[4:], "is not an IDX file"),
        (b"\0\0\x08\x03\0\0", "ends within its header"),
        (PICTURES[:-1], "is incomplete: 1,567 of 1,568 bytes; copy it again"),
        (PICTURES + b"\0", "goes on after its end"),
        (LABELS, "holds labels, not pictures; choose the file of pictures"),
        (header(counts=(0, 28, 28)), "holds neither pictures nor labels"),
        (header(counts=(0xFFFFFFFF, 28, 28)), "claims 3,367,254 MB"),
        (header(counts=(0xFFFFFFFF,) * 3), "4294967295 × 4294967295 pixels; 28 × 28 are expected"),
        (header(counts=(2, 28, 14)), "has pictures of 28 × 14 pixels"),
        (header(dimensions=255, counts=(1,) * 255), "has 255 dimensions; pictures have 3"),
        (header(dimensions=2, counts=(2, 784)), "has 2 dimensions"),
        (header(kind=0x0D), "holds numbers of the IDX type 0x0D"),
    ],
)
def test_other_idx_files_are_refused(tmp_path, refuses, pack, content, sentence):
    (tmp_path / "images").write_bytes(pack(content) if content else b"")
    assert sentence in refuses(read_idx_images, tmp_path / "images")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (PICTURES, "holds pictures, not labels; choose the file of labels"),
        (LABELS[:-1], "is incomplete: 1 of 2 bytes; copy it again"),
        (LABELS + b"\0", "goes on after its end"),
        (LABELS[:-1] + b"\x0a", "has the label 10; labels from 0 to 9 are expected"),
        (header(dimensions=1, counts=(0xFFFFFFFF,)), "claims 4,295 MB"),
        (header(dimensions=1, counts=(0,)), "holds neither pictures nor labels"),
    ],
)
def test_other_label_files_are_refused(tmp_path, refuses, content, sentence):
    (tmp_path / "labels").write_bytes(content)
    assert sentence in refuses(read_idx_labels, tmp_path / "labels")


def test_pictures_and_labels_must_be_as_many(tmp_path, refuses):
    (tmp_path / "images").write_bytes(PICTURES)
    (tmp_path / "labels").write_bytes(header(dimensions=1, counts=(3,)) + bytes(3))
    assert "has 2 pictures for 3 labels" in refuses(read_idx, tmp_path / "images", tmp_path / "labels")


def test_a_further_gzip_member_is_noticed(tmp_path, refuses):
    (tmp_path / "images").write_bytes(gzip.compress(PICTURES) + gzip.compress(b"more"))
    assert "goes on after its end" in refuses(read_idx_images, tmp_path / "images")
    (tmp_path / "images").write_bytes(gzip.compress(PICTURES) + b"more")
    assert "damaged" in refuses(read_idx_images, tmp_path / "images")


def test_damaged_gzip_is_noticed(tmp_path, refuses):
    packed = bytearray(gzip.compress(PICTURES))
    (tmp_path / "images").write_bytes(packed[:-12])
    assert "damaged" in refuses(read_idx_images, tmp_path / "images")
    packed[-6] ^= 1  # the checksum
    (tmp_path / "images").write_bytes(packed)
    assert "damaged" in refuses(read_idx_images, tmp_path / "images")


@pytest.fixture(scope="module")
def zeros(tmp_path_factory):
    """Gzip of 300 MB of zeros, 300 KB."""
    folder = tmp_path_factory.mktemp("bomb")
    with gzip.open(folder / "zeros", "wb", compresslevel=1) as file:
        for _ in range(300):
            file.write(bytes(1_000_000))
    return (folder / "zeros").read_bytes()


def test_a_gzip_bomb_is_not_inflated(tmp_path, refuses, zeros):
    (tmp_path / "images").write_bytes(gzip.compress(header(counts=(LIMIT, 28, 28))) + zeros)
    assert "too many for Digitpad" in refuses(read_idx_images, tmp_path / "images")
    (tmp_path / "images").write_bytes(gzip.compress(header(counts=(1000, 28, 28))) + zeros)
    assert "goes on after its end" in refuses(read_idx_images, tmp_path / "images")
