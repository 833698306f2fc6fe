"""The same as in `test_exchange_fuzz`, for layouts that are less common."""

import gzip
import io
import struct
import warnings
import zipfile

import numpy as np
import pytest
from helpers.fuzz import damaged, fuzzed
from helpers.labelled import IMAGES, LABELS, PNG, ROWS, idx_pictures, npz
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

pytestmark = pytest.mark.slow


def image_file(kind, **options):
    file = io.BytesIO()
    Image.fromarray(255 - IMAGES[0]).save(file, kind, **options)
    return file.getvalue()


PICTURE_FILES = [image_file(kind) for kind in ("JPEG", "BMP", "GIF", "WEBP", "TIFF")]
INDEXED = b"".join(
    b"%d,%s\n" % (number, b",".join([*row.split(b",")[1:30], row.split(b",")[0], *row.split(b",")[30:]]))
    for number, row in enumerate(ROWS.splitlines())
)
TITLED = b"," + b"p," * 29 + b"label" + b",p" * 35 + b"\n" + INDEXED


def test_what_else_is_damaged_below_is_right_to_begin_with(survives):
    assert survives(TITLED).is_whole
    assert survives(gzip.compress(TITLED)).is_whole
    files = {f"s/val/{name}/{number}": each for number, each in enumerate(PICTURE_FILES) for name in "ab"}
    assert survives(files, "png").is_whole
    assert survives(npz({"X": IMAGES[:, None] > 9, "Y": np.eye(2)[LABELS]})).is_whole


@fuzzed
@given(damaged(PICTURE_FILES, 600), st.sampled_from(["", "set/", "__MACOSX/", "val/", "set/raw/", ".hidden/", "a/a/"]))
def test_a_damaged_picture_of_any_kind(survives, content, place):
    survives({f"{place}a/1": content, f"{place}a/2": PNG, f"{place}b/1 (1)": PNG, f"{place}b/2": content}, "png")


@fuzzed
@given(damaged([gzip.compress(TITLED), gzip.compress(ROWS), TITLED], 600))
def test_a_damaged_csv_with_an_index_or_gzipped(survives, content):
    survives(content)


@fuzzed
@given(
    st.sampled_from(["X", "x_Train", "DATA", "images"]), st.sampled_from(["Y", "y_train", "target", "LABELS"]),
    st.sampled_from(["b1", "u1", "<f4", "<f8"]), st.sampled_from(["b1", "<f4", "<i8", "u1"]),
    st.lists(st.integers(0, 255), min_size=8, max_size=8), st.booleans(), st.booleans(), st.sampled_from([1, 3]),
)
def test_arrays_in_other_forms(survives, images, labels, kind, label_kind, numbers, one_hot, by_columns, channels):
    x = np.repeat(IMAGES[:, None], channels, axis=1).astype(kind)
    y = np.array(numbers, np.uint8).view(label_kind if label_kind != "<i8" else "u1").astype(label_kind)
    y = np.resize(y, (4, 2) if one_hot else 4)
    offer = survives(npz({images: np.asfortranarray(x) if by_columns else x,
                          labels: np.asfortranarray(y) if by_columns else y}))  # fmt: skip
    assert offer is None or len(offer) + offer.bad == 4


@fuzzed
@given(
    st.lists(st.sampled_from(["xl/a", "a.csv", "manifest.json", "a.png", "data.pkl", "model.json", "x-ubyte", "é/"])
             | st.text(max_size=9), max_size=4),
    st.sampled_from(["file", "a.tm", "a.pkl", "a.xlsx"]),
)
def test_any_zip_of_something_else(survives, names, name):
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two of one name
        with zipfile.ZipFile(file, "w") as archive:
            for inner in names:
                archive.writestr(inner.partition("\0")[0] or "x", b"x")  # as zipfile cuts names
    assert survives(file.getvalue(), name) is None


QMNIST = struct.pack(">4B2I", 0, 0, 12, 2, 4, 8) + (np.eye(8, dtype=">i4")[LABELS + 4] + LABELS[:, None]).tobytes()


@fuzzed
@given(
    damaged([QMNIST, gzip.compress(QMNIST)], 140), damaged([idx_pictures(IMAGES)], 16), st.booleans(),
    st.binary(max_size=40) | st.lists(st.integers(0, 300), max_size=6).map(
        lambda numbers: "".join(f"{number} {65 + number}\n" for number in numbers).encode()
    ),
)
def test_damaged_labels_of_qmnist_and_any_mapping(survives, labels, images, is_whole, mapping):
    images = idx_pictures(IMAGES) if is_whole else images
    names = {"q-train-labels-idx2-int": labels, "q-train-images-idx3-ubyte": images, "q-mapping.txt": mapping}
    survives(names, "qmnist")
    survives({**names, "q-train.csv": ROWS}, "qmnist")
    survives(ROWS, "qmnist/q-train.csv")


@pytest.mark.parametrize("kind", ["BMP", "GIF", "WEBP", "TIFF", "JPEG"])
def test_a_picture_that_claims_to_be_huge_is_not_decoded(survives, kind):
    file = io.BytesIO()
    Image.new("L", (9_000, 9_000)).save(file, kind, **({"compression": "tiff_deflate"} if kind == "TIFF" else {}))
    offer = survives({"a/1": file.getvalue()[: 1 << 20], "a/2": PNG, "a/3": PNG, "b/1": PNG}, "png")
    assert offer.bad == 1
