"""Files that must not open: each is refused in one sentence, quickly, without a trace outside.

The numbers are the cases of the project's list of bad inputs.
"""

import io
import os
import pickle
import re
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from helpers.keras_files import CONFIG, WEIGHTS, measured, one_sentence

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network

# --- 1 to 4, 10: not a file of this kind, or not whole


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        pytest.param(b"", "given.keras", "The file is empty, so there is no model in it.", id="1 empty"),
        pytest.param(b"Dear Sir", "given.keras", "This is not a Digitpad model", id="3 text"),
        pytest.param(b"\x89PNG\r\n\x1a\n" * 9, "given.keras", "This is not a Digitpad model", id="3 picture"),
        pytest.param(pickle.dumps([1]), "given.keras", "This is not a Digitpad model", id="3 pickle"),
        pytest.param(b"PK\x03\x04", "given.keras", "This file is incomplete; copy it again.", id="2 only a start"),
        pytest.param(b"", "given.h5", "Old model format (.h5): not supported, for safety", id="10 name .h5"),
        pytest.param(b"", "given.HDF5", "Old model format (.h5): not supported, for safety", id="10 name .hdf5"),
        pytest.param(b"\x89HDF\r\n\x1a\n", "given.keras", "Old model format (.h5)", id="10 renamed"),
        pytest.param(pickle.dumps([1]), "given.pkl", "pickle can hold program code", id="pickle"),
    ],
)
def test_other_kinds_of_files(content, name, words, refused):
    assert words in refused(content, name)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_2_truncated(share, valid, refused):
    assert "This file is incomplete; copy it again." in refused(valid[: int(len(valid) * share)])


@pytest.mark.parametrize("member", ["metadata.json", CONFIG, WEIGHTS, "digitpad.json"])
def test_4_flipped_byte(
    member, valid, members, refused
):
    place = valid.index(members[member]) + len(members[member]) // 2
    assert "This file is damaged" in refused(valid[:place] + bytes([valid[place] ^ 1]) + valid[place + 1 :])


not_on_windows = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(lambda path: path.mkdir(), "This is a folder (a SavedModel?)", id="folder"),
        pytest.param(lambda path: None, "choose another file", id="missing"),
        pytest.param(lambda path: os.mkfifo(path), "This is not a file", id="pipe", marks=not_on_windows),
        pytest.param(
            lambda path: path.symlink_to("/dev/zero"), "This is not a file", id="device", marks=not_on_windows
        ),
        pytest.param(
            lambda path: path.symlink_to(path), "choose another file", id="circle", marks=not_on_windows
        ),
    ],
)
def test_what_is_no_file(make, words, tmp_path):
    make(tmp_path / "given.keras")
    with pytest.raises(DigitpadError) as refusal:
        read_network(tmp_path / "given.keras")
    assert words in one_sentence(refusal.value, "given.keras")


def test_a_name_from_a_foreign_system_stands_in_the_sentence_as_one_line(tmp_path):
    with pytest.raises(DigitpadError) as refusal:
        read_network(tmp_path / "a\nb\0c.keras")
    one_sentence(refusal.value, "a?b?c.keras")


# --- 5: too big


def test_file_over_the_limit_is_not_even_read(tmp_path, valid):
    with (tmp_path / "given.keras").open("wb") as file:
        file.write(valid)
        file.truncate(100 * 2**20)  # no more: Windows gives it all that room on the disk
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert "100.0 MB, which is too big for Digitpad (limit 64 MB)" in sentence
    assert seconds < 0.5
    assert memory < 1


@pytest.mark.parametrize("member", ["metadata.json", CONFIG, "digitpad.json", WEIGHTS])
@pytest.mark.parametrize("lying", [False, True], ids=["honest", "lying about its size"])
def test_5_bomb(
    member, lying, tmp_path, members, archive_of
):
    size = 100 * 2**20
    content = archive_of({**members, member: b" " * size}, zipfile.ZIP_DEFLATED)
    if lying:
        content = content.replace(struct.pack("<L", size), struct.pack("<L", 1000))
    (tmp_path / "given.keras").write_bytes(content)
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert ("damaged" if lying else f"{member} has 102,400 KB, which is too big for Digitpad") in sentence
    assert seconds < 1
    assert memory < 50


def test_archive_of_many_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "given.keras", "w") as archive:
        for number in range(20_000):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert "archive of many files" in sentence
    assert seconds < 0.5
    assert memory < 10


# --- 7: a pickle


class Touch:
    """A pickle of it creates a file when it is loaded."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


@pytest.mark.parametrize("name", ["given.pkl", "given.keras"])
def test_7_pickle_is_not_unpickled(name, tmp_path, refused):
    canary = tmp_path / "canary"
    refused(pickle.dumps(Touch(canary)), name)
    assert not canary.exists()


# --- 8: names


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/x", "C:\\x", "..\\x", "assets/x", "config.json/", "x.py", "config.json\0.txt"]
)
def test_8_member_names(
    name, members, archive_of, refused
):
    # zipfile makes names presentable when it writes them, so an ordinary one is exchanged afterwards.
    stand_in = "q" * len(name)
    content = archive_of({**members, stand_in: b"x"}).replace(stand_in.encode(), name.encode())
    assert "which does not belong in a model" in refused(content)


@pytest.mark.parametrize("name", [CONFIG, WEIGHTS])
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")  # zipfile says so to the test that writes it
def test_8_duplicate_members(name, valid, refused):
    buffer = io.BytesIO(valid)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, b"another")
    assert "each once" in refused(buffer.getvalue())


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_8_members_that_are_no_files(kind, members, refused):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o644) << 16 if name == CONFIG else 0
            archive.writestr(info, content)
    assert "as a link or folder" in refused(buffer.getvalue())


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression(
    compression, members, archive_of, refused
):
    assert "packed as Keras never does" in refused(archive_of(members, compression))


def test_encrypted(valid, refused):
    content = bytearray(valid)
    for place in re.finditer(b"PK\x01\x02", valid):
        content[place.start() + 8] |= 1
    assert "encrypted" in refused(bytes(content))


@pytest.mark.parametrize("missing", ["metadata.json", CONFIG, WEIGHTS])
def test_missing_member(
    missing, members, archive_of, refused
):
    rest = {name: content for name, content in members.items() if name != missing}
    assert f"This is not a Digitpad model; the archive has no {missing}" in refused(archive_of(rest))
