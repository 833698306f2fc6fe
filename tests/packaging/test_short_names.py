"""Short names in TensorFlow's smaller library; the larger one is done and tried out when the program is frozen."""

import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest
import short_names
from hypothesis import given
from hypothesis import strategies as st
from short_names import NotSuitedError

linux = pytest.mark.skipif(sys.platform != "linux", reason="libraries of Linux")


@pytest.fixture(scope="module")
def tensorflow():
    return Path(str(distribution("tensorflow-cpu").locate_file("tensorflow")))


@pytest.fixture(scope="module")
def shortened(tensorflow, tmp_path_factory):
    """The library, its copy with short names, the names that the other libraries know, and the bytes saved."""
    library = tensorflow / "libtensorflow_framework.so.2"
    others = [path for path in tensorflow.rglob("*.so*") if path != library] + short_names.loaded_with(library)
    shared = set().union(*map(short_names.exported_and_asked_for, others))
    copy = tmp_path_factory.mktemp("short") / library.name
    return library, copy, shared, short_names.shorten(library, copy, shared, b"7")


def test_the_hash_is_that_of_the_loader():
    """Examples from the specification of DT_GNU_HASH."""
    hashes = {b"": 0x1505, b"printf": 0x156B2BB8, b"exit": 0x7C967E3F, b"syscall": 0xBAC212A0}
    assert {name: short_names._hash(name) for name in hashes} == hashes


def test_names_are_short_and_fall_where_they_should():
    buckets = np.array([5, 5, 0, 6, 5] * 200)
    found = list(short_names._names(buckets, 7, b"3"))
    assert len({name for name, _ in found}) == len(buckets)
    for (name, value), bucket in zip(found, buckets, strict=True):
        assert name.startswith(b"3")
        assert len(name) <= 4
        assert value == short_names._hash(name)
        assert value % 7 == bucket


def test_a_name_that_moves_to_where_another_one_was_is_not_taken_for_it():
    """Two libraries that are needed: the first name's new place is the second one's old place."""
    content = np.array([[1, 10], [1, 1], [0, 0]], "<u8").view(np.uint8).ravel()
    library = short_names._Library(content, np.empty(0), {".dynamic": {"offset": 0, "size": content.size}})
    for field in short_names._other_names(library):
        field[0] = {10: 1, 1: 5}[int(field[0])]
    assert content.view("<u8").reshape(-1, 2).tolist() == [[1, 1], [1, 5], [0, 0]]


@linux
def test_the_copy_is_smaller_by_what_it_says(shortened):
    library, copy, _, saved = shortened
    assert saved > 5_000_000
    assert library.stat().st_size - copy.stat().st_size == saved


@linux
def test_only_names_that_nobody_else_knows_are_changed(shortened):
    library, copy, shared, _ = shortened
    before, after = short_names.exported_and_asked_for(library), short_names.exported_and_asked_for(copy)
    assert len(before) == len(after)
    gone, new = before - after, after - before
    assert len(gone) > 50_000
    assert not gone & shared
    assert all(name.startswith(b"_Z") for name in gone)
    assert all(name.startswith(b"7") and len(name) <= 5 for name in new)


USE = """
import ctypes, sys
ctypes.CDLL(sys.argv[1])  # before TensorFlow would load its own, which has the same name
import tensorflow as tf
print(float(tf.linalg.trace(tf.matmul(tf.eye(3), 2 * tf.eye(3)))))
try:
    tf.io.read_file("/does/not/exist").numpy()
except tf.errors.NotFoundError:
    print("an error from inside")
print(sorted({line.split()[-1] for line in open("/proc/self/maps") if "libtensorflow_framework" in line}))
"""


@linux
def test_tensorflow_runs_with_it(shortened):
    _, copy, _, _ = shortened
    done = subprocess.run(
        [sys.executable, "-c", USE, str(copy)], capture_output=True, encoding="utf-8", timeout=240, check=False
    )
    assert done.stdout.splitlines() == ["6.0", "an error from inside", str([str(copy)])], done.stderr


def test_what_is_no_library_is_left_alone(tmp_path):
    text = tmp_path / "text.so"
    text.write_text("not a library")
    assert short_names.exported_and_asked_for(text) == set()
    with pytest.raises(NotSuitedError, match="ELF"):
        short_names.shorten(text, tmp_path / "short.so", set(), b"1")
    assert not (tmp_path / "short.so").exists()


@given(st.binary(max_size=400))
def test_damaged_libraries_have_no_names(tmp_path_factory, rest):
    path = tmp_path_factory.getbasetemp() / "damaged.so"
    path.write_bytes(b"\x7fELF\x02\x01" + rest)
    assert short_names.exported_and_asked_for(path) == set()
