"""Any file gives pictures or one sentence: no other exception, and no memory beyond the limit."""

import gzip
import io
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest
from helpers.fuzz import damaged, fuzzed
from hypothesis import given
from hypothesis import strategies as st

from digitpad.data.formats import read_idx_images, read_idx_labels, read_npz
from digitpad.errors import DigitpadError

pytestmark = pytest.mark.slow

LIMIT = 100_000
SMALL = {
    "x_train": np.ones((3, 28, 28), np.uint8),
    "y_train": np.arange(3),
    "x_test": np.ones((2, 28, 28), np.uint8),
    "y_test": np.arange(2),
}


@pytest.fixture(scope="module")
def survives(tmp_path_factory):
    path = tmp_path_factory.mktemp("fuzz") / "file"

    def survives(read, content):
        path.write_bytes(content)
        tracemalloc.start()
        try:
            read(path, limit=LIMIT)
        except DigitpadError as error:
            sentence = str(error)
            assert sentence.startswith("“file” ")
            assert sentence.endswith(".")
            assert sentence.isprintable()
        finally:
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        # What zipfile and zlib need for themselves, apart from the content.
        assert peak < LIMIT + 1_000_000

    return survives


def npz(save):
    file = io.BytesIO()
    save(file, **SMALL)
    return file.getvalue()


@fuzzed
@given(st.sampled_from([b"", b"PK\x03\x04"]), st.binary(max_size=300), st.binary(min_size=16, max_size=16))
def test_any_bytes_as_npz(survives, start, content, end):
    survives(read_npz, start + content)
    survives(read_npz, start + content + b"PK\x05\x06" + end + b"\0\0")


@fuzzed
@given(damaged([npz(np.savez), npz(np.savez_compressed)]))
def test_a_damaged_npz(survives, content):
    survives(read_npz, content)


@fuzzed
@given(
    st.sampled_from(list(SMALL)),
    st.one_of(
        st.binary(max_size=200),
        st.builds(
            "{{'descr': {}, 'fortran_order': {}, 'shape': ({}), }}\n".format,
            st.sampled_from(["'|u1'", "'<i8'", "'|O'", "'<f4'", "[('a', '|u1')]"]) | st.text(max_size=8),
            st.sampled_from(["True", "False", "None"]),
            st.lists(st.integers(-1, 10**19) | st.just(28), max_size=4).map(lambda shape: str(shape)[1:-1]),
        ).map(lambda text: b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text.encode())) + text.encode()),
    ),
    st.integers(0, 3_000),
)
def test_a_sound_zip_with_an_odd_array(survives, key, start, padding):
    """Beyond what damage can reach: the zip and its checksums are right, an array is not."""
    file = io.BytesIO(npz(np.savez))
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[f"{key}.npy"] = start + bytes(padding)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    survives(read_npz, file.getvalue())


@fuzzed
@given(
    st.binary(max_size=100),
    st.lists(st.sampled_from([0, 1, 2, 28, 10**5, 2**31, 2**32 - 1]), max_size=4),
    st.sampled_from([0x08, 0x09, 0x0D, 0x00]),
    st.integers(0, 2_500),
    st.booleans(),
)
def test_any_idx(survives, content, counts, kind, padding, packed):
    header = bytes([0, 0, kind, len(counts)]) + struct.pack(f">{len(counts)}I", *counts)
    for whole in (content, header + content + bytes(padding)):
        for read in (read_idx_images, read_idx_labels):
            survives(read, gzip.compress(whole) if packed else whole)


@fuzzed
@given(
    damaged(
        [
            gzip.compress(struct.pack(">4B3I", 0, 0, 8, 3, 2, 28, 28) + bytes(1568)),
            gzip.compress(struct.pack(">4BI", 0, 0, 8, 1, 2) + bytes(2)),
        ]
    )
)
def test_a_damaged_gzip(survives, content):
    survives(read_idx_images, content)
    survives(read_idx_labels, content)
