"""Whatever is in a file, there is an offer or one sentence: no other exception, and no memory beyond the cap."""

import gzip
import io
import re
import struct
import zipfile
import zlib

import numpy as np
import pytest
from helpers.fuzz import damaged, fuzzed
from helpers.labelled import ARRAYS, CAP, IMAGES, LABELS, LIMIT, PNG, ROWS, idx_labels, idx_pictures, npz
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.slow


def test_the_whole_files_are_taken(survives):
    """What is damaged below is right to begin with."""
    for content in (npz(ARRAYS), npz(ARRAYS | {"class_names": np.array(["a", "b"])}), ROWS):
        assert survives(content).is_whole
    assert survives({"a-images": idx_pictures(IMAGES), "a-labels": idx_labels(LABELS)}, "idx").is_whole
    assert survives({"a/1.png": PNG, "a/2.png": PNG, "b/1.png": PNG}, "png").is_whole


@fuzzed
@given(
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\0\0\x08\x03", b"\x1f\x8b\x08\0", b"\x93NUMPY", b"\xff\xfe", b"label,", b"7,"]
    ),
    st.binary(max_size=400),
)
def test_any_bytes(survives, start, content):
    survives(start + content)


@fuzzed
@given(damaged([npz(ARRAYS | {"class_names": np.array(["a", "b"])}), npz(ARRAYS, np.savez_compressed)]))
def test_a_damaged_npz(survives, content):
    survives(content)


@fuzzed
@given(
    st.sampled_from([*ARRAYS, "class_names"]),
    st.one_of(
        st.binary(max_size=200),
        st.builds(
            "{{'descr': {}, 'fortran_order': {}, 'shape': ({}), }}\n".format,
            st.sampled_from(["'|u1'", "'<i8'", "'|O'", "'<f4'", "'<f2'", "'<U1'", "'<U9999'", "[('a', '|u1')]"])
            | st.text(max_size=8),
            st.sampled_from(["True", "False", "None"]),
            st.lists(st.integers(-1, 10**19) | st.sampled_from([2, 4, 28, 784, 256]), max_size=4).map(
                lambda shape: str(shape)[1:-1]
            ),
        ).map(lambda text: b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text.encode())) + text.encode()),
    ),
    st.integers(0, 4_000),
    st.sampled_from([b"\0", b"\xff", b"a\0\0\0"]),
)
def test_a_sound_zip_with_an_odd_array(survives, key, start, padding, fill):
    """Beyond what damage can reach: the zip and its checksums are right, an array is not."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in ARRAYS.items():
            if name != key:
                piece = io.BytesIO()
                np.save(piece, array)
                archive.writestr(f"{name}.npy", piece.getvalue())
        archive.writestr(f"{key}.npy", start + fill * (padding // len(fill)))
    survives(file.getvalue())


NUMBERS = {
    kind: st.integers(0, 2 ** (8 * np.dtype(kind).itemsize) - 1).map(
        lambda bits, kind=kind: np.array(bits, f"u{np.dtype(kind).itemsize}").view(kind)
    )
    for kind in ("u1", "i1", "<u8", "<i4", "<f2", "<f4", "<f8")
}


@fuzzed
@given(st.data(), st.sampled_from(list(NUMBERS)), st.sampled_from(["i1", "<u8", "<i8"]))
def test_any_numbers_in_an_npz(survives, data, kind, label_kind):
    images = IMAGES.astype(kind)
    for value in data.draw(st.lists(NUMBERS[kind], max_size=3)):
        images[data.draw(st.integers(0, 3)), 3, 3] = value
    labels = LABELS.astype(label_kind)
    labels[0] = data.draw(st.integers(np.iinfo(label_kind).min, np.iinfo(label_kind).max))
    offer = survives(npz(ARRAYS | {"x_train": images, "y_train": labels}))
    assert offer is None or len(offer) + offer.bad + said_to_be_blank(offer) == 6


def said_to_be_blank(offer):
    """One pixel of 2,048 among pictures that go to 255: nothing is left of the others, and it is said."""
    return sum(int(found[1]) for note in offer.notes if (found := re.match(r"(\d+) pictures? (?:is|are) blank", note)))


@fuzzed
@given(
    st.lists(st.sampled_from([0, 1, 2, 4, 8, 28, 256, 10**5, 2**31, 2**32 - 1]), min_size=3, max_size=3),
    st.sampled_from([0, 2, 4, 127, 128, 10**6, 2**32 - 1]),
    st.integers(0, 5_000), st.integers(0, 200), st.booleans(), st.booleans(),
)
def test_any_idx(survives, counts, labels, picture_bytes, label_bytes, packed, in_folder):
    files = {
        "train-images": struct.pack(">4B3I", 0, 0, 8, 3, *counts) + bytes(picture_bytes),
        "train-labels": struct.pack(">4BI", 0, 0, 8, 1, labels) + bytes(range(label_bytes)),
    }
    if packed:
        files = {name: gzip.compress(content) for name, content in files.items()}
    survives(files, "idx")
    if not in_folder:
        survives(files["train-images"], "idx/train-images")


@fuzzed
@given(
    damaged([idx_pictures(IMAGES), gzip.compress(idx_pictures(IMAGES))], 4_000),
    damaged([idx_labels(LABELS), gzip.compress(idx_labels(LABELS))], 40),
    st.binary(max_size=40) | st.just(b"0 65\n1 66\n"),
)
def test_a_damaged_idx(survives, images, labels, names):
    survives({"t-images": images, "t-labels": labels, "class-names.txt": names, "t-mapping.txt": names}, "idx")


OTHER_ROWS = [ROWS.replace(b",", b";"), b"label" + b",x" * 64 + b"\n" + ROWS, ROWS.decode().encode("utf-16")]


@fuzzed
@given(damaged([ROWS, *OTHER_ROWS], 900))
def test_a_damaged_csv(survives, content):
    survives(content)


cell = st.sampled_from(["", "0", "1", "255", "0.5", "256", "-1", "nan", "1e999", "x", '"', '""', "7.0", " 9 ", "é"]) | (
    st.text(max_size=5)
)


@fuzzed
@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 64), cell), max_size=20),
    st.lists(st.integers(0, 7), max_size=3),
    st.sampled_from([",", ";", "\t"]),
)
def test_any_cells_in_a_csv(survives, edits, shorter, delimiter):
    rows = [line.split(",") for line in (ROWS + ROWS[:300]).decode().splitlines()]
    for row, column, text in edits:
        rows[row % len(rows)][column] = text
    for row in shorter:
        del rows[row % len(rows)][-1:]
    survives("\n".join(delimiter.join(row) for row in rows).encode(errors="replace"))


@fuzzed
@given(damaged([PNG], 120), st.text(st.characters(codec="utf-8", exclude_characters="/\0."), min_size=1, max_size=6),
       st.booleans())
def test_a_damaged_png(survives, content, name, in_parts):
    files = {f"{name}/1.png": content, f"{name}/2.png": PNG, "b/1.png": PNG, "b/2.png": content}
    survives({f"train/{path}": piece for path, piece in files.items()} if in_parts else files, "png")


@fuzzed
@given(
    st.integers(0, 300), st.integers(0, 300), st.sampled_from([1, 2, 4, 8, 16, 3]), st.integers(0, 6),
    st.integers(0, 1), st.binary(max_size=64), st.binary(max_size=20), st.binary(max_size=10), st.integers(0, 6_000),
)
def test_any_png(survives, width, height, depth, colour, interlaced, raw, palette, transparent, padding):
    """Checksums and sizes are right wherever the kind of picture exists at all."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1)
    length = -(-width * channels * depth // 8)
    rows = (raw + bytes(height * length))[: height * length]
    kinds = raw or b"\0"
    filters = b"".join(
        bytes([kinds[row % len(kinds)] % 5]) + rows[row * length : (row + 1) * length] for row in range(height)
    )
    chunks = [
        (b"IHDR", header), (b"PLTE", palette), (b"tRNS", transparent),
        (b"IDAT", zlib.compress(filters + bytes(padding if padding > 5_990 else 0))), (b"IEND", b""),
    ]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks if data or kind == b"IEND"
    )  # fmt: skip
    survives({"a/1.png": content, "a/2.png": PNG, "b/1.png": PNG}, "png")


# What examples of a few kilobytes do not reach


@pytest.mark.parametrize(
    "content",
    [
        npz({"x": np.zeros((200_000, 28, 28), np.uint8), "y": np.zeros(200_000, np.uint8)}, np.savez_compressed),
        b"7" + b",0" * 784 + b"\n" + b"1," * 400_000,
        b"1," * 500_000 + b"\n" + b"2," * 500_000 + b"\n" + b"3," * 500_000 + b"\n",
        (b'"' + b"1," * 400_000 + b'"\n') * 3,
        (b"7" + b",0" * 784 + b"\n" + b"8" + b",255" * 784 + b"\n") * 3_000,
        (b"x" * 2_000 + b"\n") * 5_000,
    ],
    ids=["npz bomb", "long row", "many cells", "quoted", "many rows", "many bad rows"],
)
def test_a_file_far_beyond_the_limit(survives, content):
    # Of the longest line that is read, a megabyte, each cell is a Python text for a moment.
    survives(content, cap=CAP + 10_000_000)


def test_a_gzip_bomb_is_not_unpacked(survives):
    bomb = gzip.compress(struct.pack(">4B3I", 0, 0, 8, 3, 60_000, 28, 28) + bytes(range(256)) * 183_750)
    labels = gzip.compress(struct.pack(">4BI", 0, 0, 8, 1, 60_000) + bytes(range(2)) * 30_000)
    offer = survives({"a-images": bomb, "a-labels": labels}, "idx")
    assert len(offer) == LIMIT // 784
