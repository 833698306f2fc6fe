"""Cases 13, 14 and 19 of the faults: each file is refused with a sentence that says what it is."""

import io
import os
import pickle
import struct
import zipfile

import numpy as np
import pytest

from digitpad.data.formats import read_idx_images, read_idx_labels, read_npz


def npy(array, **header):
    """An .npy file, with other claims in its header if asked for."""
    claims = {"descr": np.lib.format.dtype_to_descr(array.dtype), "fortran_order": False, "shape": array.shape}
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, claims | header)
    return file.getvalue() + array.tobytes()


def zipped(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def members(digits, **replaced):
    return {f"{key}.npy": replaced.get(key) or npy(array) for key, array in digits.items()}


# Keras' layout


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_an_npz_is_read_as_it_was_saved(tmp_path, digits, save):
    save(tmp_path / "a.npz", **digits)
    train, test = read_npz(tmp_path / "a.npz")
    np.testing.assert_array_equal(train.images, digits["x_train"])
    np.testing.assert_array_equal(train.labels, digits["y_train"])
    np.testing.assert_array_equal(test.images, digits["x_test"])
    np.testing.assert_array_equal(test.labels, digits["y_test"])


@pytest.mark.parametrize("dtype", ["u1", "i1", "<u2", ">i4", "<i8", ">u8"])
def test_labels_may_be_any_integers(tmp_path, digits, dtype):
    np.savez(tmp_path / "a.npz", **digits | {"y_train": digits["y_train"].astype(dtype)})
    train, _ = read_npz(tmp_path / "a.npz")
    assert train.labels.dtype == np.uint8
    np.testing.assert_array_equal(train.labels, digits["y_train"])


def test_columns_first_and_further_arrays_do_no_harm(tmp_path, digits):
    digits["x_train"] = np.asfortranarray(digits["x_train"])
    np.savez(tmp_path / "a.npz", **digits, notes=np.zeros(3))
    train, _ = read_npz(tmp_path / "a.npz")
    np.testing.assert_array_equal(train.images, digits["x_train"])
    assert train.images.flags.c_contiguous


def test_the_real_mnist_is_read_as_numpy_reads_it(shared):
    train, test = read_npz(shared / "mnist.npz")
    with np.load(shared / "mnist.npz", allow_pickle=False) as arrays:
        for key, array in (("x_train", train.images), ("y_train", train.labels),
                           ("x_test", test.images), ("y_test", test.labels)):
            np.testing.assert_array_equal(array, arrays[key])


class Canary:
    """Makes a folder when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize("key", ["x_train", "y_test"])
def test_pickled_objects_are_never_opened(tmp_path, digits, refuses, key):
    canary = tmp_path / "canary"
    digits[key] = np.array([Canary(canary)], dtype=object)
    np.savez(tmp_path / "a.npz", **digits)
    assert "Python objects" in refuses(read_npz, tmp_path / "a.npz")
    assert not canary.exists()


def test_a_bare_pickle_is_no_npz(tmp_path, refuses):
    canary = tmp_path / "canary"
    (tmp_path / "a.npz").write_bytes(pickle.dumps(Canary(canary)))
    assert "is not an .npz file" in refuses(read_npz, tmp_path / "a.npz")
    assert not canary.exists()


def test_missing_keys_are_named_with_those_found(tmp_path, digits, refuses):
    del digits["y_test"]
    digits["labels"] = digits.pop("y_train")
    np.savez(tmp_path / "a.npz", **digits)
    sentence = refuses(read_npz, tmp_path / "a.npz")
    assert "has no y_train, y_test, only x_train, x_test, labels;" in sentence


def test_names_in_a_file_are_shown_with_caution(tmp_path, refuses):
    zipped(tmp_path / "a.npz", {f"{'x' * 500}\n\x1b[2J{number}": b"" for number in range(50)})
    sentence = refuses(read_npz, tmp_path / "a.npz")
    assert "and 42 more" in sentence
    assert "\x1b" not in sentence
    assert len(sentence) < 1000


@pytest.mark.parametrize(
    ("key", "array", "sentence"),
    [
        ("x_train", np.zeros((20, 784), np.uint8), "(20, 784) as x_train; expected uint8 of shape (n, 28, 28)"),
        ("x_train", np.zeros((20, 28, 28), np.float32), "has float32 of shape (20, 28, 28) as x_train"),
        ("x_train", np.zeros((20, 28, 28), [("a", "u1")]), "has [('a', 'u1')] of shape"),
        ("y_train", np.zeros((20, 1), np.uint8), "(20, 1) as y_train; expected whole numbers of shape (n,)"),
        ("y_train", np.zeros(20, np.float64), "has float64 of shape (20,) as y_train"),
        ("y_train", np.full(20, 10), "has the label 10; labels from 0 to 9"),
        ("y_train", np.full(20, -1), "has the label -1;"),
        ("y_test", np.full(10, 2**64 - 1, np.uint64), "has the label 18446744073709551615;"),
        ("y_train", np.zeros(19, np.uint8), "has 20 pictures for 19 labels"),
        ("x_test", np.zeros((0, 28, 28), np.uint8), "has nothing in x_test"),
    ],
)
def test_other_arrays_are_refused(tmp_path, digits, refuses, key, array, sentence):
    np.savez(tmp_path / "a.npz", **digits | {key: array})
    assert sentence in refuses(read_npz, tmp_path / "a.npz")


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"shape": (10**12, 28, 28)}, "claims 784,000,000 MB of pictures"),
        ({"shape": (2**63, 28, 28)}, "unreadable header"),
        ({"shape": (21, 28, 28)}, "another size than its header says"),
        ({"shape": (-1, 28, 28)}, "unreadable header"),
        ({"shape": (20, 28, True)}, "shape (20, 28, True) as x_train"),
        ({"shape": [20, 28, 28]}, "unreadable header"),
        ({"fortran_order": 1}, "unreadable header"),
        ({"descr": "__import__('os').mkdir('canary')"}, "unreadable header"),
        ({"descr": "|u1", "more": 1}, "unreadable header"),
        ({"descr": "|V1"}, "has |V1 of shape"),
        ({"descr": "O"}, "Python objects"),
        ({"descr": [("a", "O")]}, "Python objects"),
    ],
)
def test_claims_of_a_header_are_measured(tmp_path, digits, refuses, claims, sentence):
    zipped(tmp_path / "a.npz", members(digits, x_train=npy(digits["x_train"], **claims)))
    assert sentence in refuses(read_npz, tmp_path / "a.npz")


@pytest.mark.parametrize(
    ("start", "text"),
    [
        (b"\x93NUMPY\x01\x00", b"{'descr': '|u1', 'fortran_order': False, 'shape': (20L, 28L, 28L), }"),
        (b"\x93NUMPY\x01\x00", b"{'descr': '|u1', 'fortran_order': False, 'shape': " + b"(" * 900 + b"}"),
        (b"\x93NUMPY\x01\x00", b"-" * 2_000 + b"1"),
        (b"\x93NUMPY\x01\x00", b" " * 5_000),
        (b"\x93NUMPY\x01\x00", b"[1]"),
        (b"\x93NUMPY\x01\x00", b"open('canary', 'w')"),
        (b"\x93NUMPY\x03\x00\0\0", b"{'descr': '|u1', 'fortran_order': False, 'shape': (20, 28, 28), }"),
        (b"\x93NUMPY\x02\x00\xff\xff", b"{}"),
    ],
    ids=["Python 2", "too deep", "too deep a sum", "too long", "no table", "code", "version 3", "cut off"],
)
def test_odd_headers_are_refused_and_never_run(tmp_path, digits, refuses, start, text):
    header = start + len(text).to_bytes(2, "little") + text
    zipped(tmp_path / "a.npz", members(digits, x_train=header + digits["x_train"].tobytes()))
    assert "unreadable header in x_train" in refuses(read_npz, tmp_path / "a.npz")
    assert not (tmp_path / "canary").exists()


def test_all_arrays_together_must_fit_the_limit(tmp_path, digits, digits_file, refuses):
    needed = sum(array.nbytes for array in digits.values())
    assert len(read_npz(digits_file, limit=needed)[0]) == 20
    assert "too many for Digitpad" in refuses(read_npz, digits_file, 10, needed - 1)


def test_a_bomb_is_not_inflated(tmp_path, digits, refuses):
    """500 MB of zeros in a small file, with honest headers."""
    header = npy(np.zeros((0, 28, 28), np.uint8), shape=(640_000, 28, 28))
    path = zipped(tmp_path / "a.npz", members(digits) | {"x_train.npy": b""})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("x_train.npy", "w") as member:
            member.write(header)
            for _ in range(640):
                member.write(bytes(784_000))
        for name, content in members(digits).items():
            if name != "x_train.npy":
                archive.writestr(name, content)
    assert path.stat().st_size < 4_000_000
    assert "claims 502 MB" in refuses(read_npz, path)


@pytest.mark.parametrize("declared", [1_000, 20_000, 150_000_000])
def test_a_size_that_lies_is_found_out(tmp_path, digits, refuses, declared):
    """The list of the zip and the header of the array agree with each other, but not with the content."""
    path = zipped(tmp_path / "a.npz", members(digits))
    size = len(npy(digits["x_train"]))
    pictures = npy(digits["x_train"], shape=(max(1, (declared - 128) // 784), 28, 28))
    declared = 128 + max(1, (declared - 128) // 784) * 784
    zipped(path, members(digits, x_train=pictures))
    content = path.read_bytes()
    assert content.count(struct.pack("<I", size)) == 2
    path.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", declared)))
    assert "damaged" in refuses(read_npz, path)


def test_a_zip_with_a_huge_list_is_not_even_listed(tmp_path, refuses):
    zipped(tmp_path / "a.npz", {f"{number}": b"" for number in range(2_000)}, zipfile.ZIP_STORED)
    assert "unusual kind" in refuses(read_npz, tmp_path / "a.npz")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"x_train,y_train\n", "is not an .npz file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "is not an .npz file"),
        (b"PK\x03\x04" + bytes(100), "is an incomplete .npz file"),
        (b"PK\x03\x04", "is an incomplete .npz file"),
        (b"\x93NUMPY\x01\x00" + bytes(100), "is not an .npz file"),
    ],
)
def test_other_files_are_refused(tmp_path, refuses, content, sentence):
    (tmp_path / "a.npz").write_bytes(content)
    assert sentence in refuses(read_npz, tmp_path / "a.npz")


def test_damage_is_noticed(tmp_path, digits_file, refuses):
    whole = digits_file.read_bytes()
    digits_file.write_bytes(whole[: len(whole) // 2])
    assert "incomplete" in refuses(read_npz, digits_file)
    flipped = bytearray(whole)
    flipped[len(whole) // 3] ^= 0x10
    digits_file.write_bytes(flipped)
    assert "damaged" in refuses(read_npz, digits_file)


def test_encrypted_members_and_rare_compressions_are_refused(tmp_path, digits, refuses):
    path = zipped(tmp_path / "a.npz", members(digits), zipfile.ZIP_LZMA)
    assert "packs x_train in an unusual way" in refuses(read_npz, path)
    zipped(path, members(digits))
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)
    assert "is encrypted" in refuses(read_npz, path)


@pytest.mark.parametrize("read", [read_npz, read_idx_images, read_idx_labels])
def test_what_is_no_file_is_refused(tmp_path, refuses, read):
    assert "is not there or is not a file" in refuses(read, tmp_path / "missing")
    assert "is not there or is not a file" in refuses(read, tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a matter of Unix")
def test_a_pipe_that_never_answers_is_not_waited_for(tmp_path, refuses):
    os.mkfifo(tmp_path / "pipe")
    assert "is not there or is not a file" in refuses(read_npz, tmp_path / "pipe")


