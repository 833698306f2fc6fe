"""`.digitlesson` files: any bytes are a lesson or refused in one sentence; what is put away replaces nothing."""

import io
import json
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest
from helpers.fuzz import damaged, fuzzed
from helpers.lessons import COMPLETE, PLAN
from helpers.networks import tiny
from helpers.samples import DIGITS, some
from hypothesis import given
from hypothesis import strategies as st

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.lessons import package
from digitpad.lessons.package import parse_package, read_package, to_bytes
from digitpad.lessons.package_folder import install_lesson, pack_lesson
from digitpad.model import keras_file
from digitpad.photo.image_file import encode_png
from digitpad.samples import digits_file

CATALOGUE = Catalogue(Path("nowhere"))
PATH = Path("class.digitlesson")
TEXT = f'title = "Mine"\nlook_for = "What?"\n\n[[steps]]\ntitle = "Once"\ntext = "Run it."\n\n{PLAN}'.encode()
FILES = {
    "two sevens.png": encode_png(np.full((5, 7), 200, np.uint8)),
    "ours.keras": keras_file.to_bytes(tiny()),
    "seat 3.digits": digits_file.to_bytes(DIGITS, some(3)),
}
ALL = {"mine.toml": TEXT, **FILES}


def packed(members, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(content):
    with pytest.raises(DigitpadError) as error:
        parse_package(content, PATH, CATALOGUE)
    return str(error.value)


# Reading


def test_a_lesson_comes_with_all_that_belongs_to_it():
    found = parse_package(packed(ALL), PATH, CATALOGUE)
    assert (found.lesson.name, found.lesson.title, found.text, found.files) == ("mine", "Mine", TEXT, FILES)


def test_what_is_packed_reads_back_equal():
    content = to_bytes("mine", TEXT, FILES, CATALOGUE)
    assert content == to_bytes("mine", TEXT, dict(reversed(FILES.items())), CATALOGUE)
    assert parse_package(content, PATH, CATALOGUE) == parse_package(packed(ALL), PATH, CATALOGUE)


def test_it_is_read_from_a_file(tmp_path):
    (tmp_path / "class.digitlesson").write_bytes(packed(ALL))
    assert read_package(tmp_path / "class.digitlesson", CATALOGUE).text == TEXT
    for path in (tmp_path, tmp_path / "no.digitlesson"):
        with pytest.raises(DigitpadError, match="is not there or is not a file"):
            read_package(path, CATALOGUE)


def link(name):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize("name", [
    "../mine.png", "/mine.png", "a/mine.png", "a\\mine.png", "C:mine.png", "NUL.png", "con.x.png", ".png",
    ".hidden.png", "mine.png.", "mine .png", "a\nb.png", "x" * 61 + ".png", "mine.exe", "mine", "mine.html", "folder/",
    "a\u202eb.png",
])  # fmt: skip
def test_a_name_that_is_a_path_or_none_of_a_lesson_is_refused(name):
    said = refusal(packed({"mine.toml": TEXT, name: FILES["two sevens.png"]}))
    assert "which does not belong in a lesson" in said
    assert said.isprintable()


def test_a_link_is_refused():
    assert "does not belong" in refusal(packed([("mine.toml", TEXT), (link("other.png"), "/etc/passwd")]))


@pytest.mark.parametrize(("members", "says"), [
    ({}, "is not a lesson"),
    (FILES, "not hold exactly one lesson"),
    ({"a.toml": TEXT, "b.toml": TEXT}, "not hold exactly one lesson"),
    ({**ALL, "OURS.KERAS": FILES["ours.keras"]}, "two files of one name"),
    ({"mine.toml": b"x" * 300_000}, "too big"),
    ({"mine.toml": TEXT, "a.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 2_000_000}, "“a.png”, which is too big"),
    ({"mine.toml": TEXT, **{f"{number}.png": FILES["two sevens.png"] for number in range(33)}}, "at most 32"),
    ({"mine.toml": TEXT, **{f"{number}.png": b"" for number in range(900)}}, "at most 32"),
    ({"mine.toml": b"title = 3"}, "“mine.toml”, line 1: The lesson lacks"),
    ({"mine.toml": TEXT, "a.png": b"GIF89a" + b"\0" * 30}, "“a.png” is not a picture as PNG, JPEG or WebP."),
    ({"mine.toml": TEXT, "a.png": FILES["two sevens.png"][:-20]}, "“a.png” is damaged"),
    ({"mine.toml": TEXT, "a.keras": b"PK"}, "“a.keras” cannot be opened"),
    ({"mine.toml": TEXT, "a.digits": FILES["ours.keras"]}, "“a.digits” is"),
])  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence(members, says):
    said = refusal(packed(members))
    assert said.startswith("“class.digitlesson” ")
    assert says in said
    assert said.isprintable()


def test_what_is_no_whole_archive_is_refused():
    assert "is empty" in refusal(b"")
    assert "is incomplete" in refusal(packed(ALL)[:-30])
    assert "packed in an unusual way" in refusal(packed(ALL, zipfile.ZIP_BZIP2))


def test_an_archive_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MAX_FILE", 1000)
    assert "too big for a lesson" in refusal(packed(ALL))


def test_more_than_the_memory_is_meant_for_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    assert "unpacks to more than" in refusal(packed(ALL))


# Any bytes


def survives(content):
    try:
        found = parse_package(content, PATH, CATALOGUE)
    except DigitpadError as error:
        said = str(error)
    else:
        said = "“class.digitlesson” is right."
        assert to_bytes(found.lesson.name, found.text, found.files, CATALOGUE)  # it can be given on
    assert said.startswith("“class.digitlesson” ")
    assert said.isprintable()


@given(damaged([packed({"mine.toml": TEXT, "a.png": FILES["two sevens.png"]}), packed({"mine.toml": COMPLETE})]))
@fuzzed
def test_a_damaged_file(content):
    survives(content)


CONTENTS = st.sampled_from(list(ALL.values())) | st.binary(max_size=60)
NAMES = st.sampled_from(("mine.toml", "a.toml", "a.png", "b.jpg", "c.webp", "d.keras", "e.digits", "x", "../x.png"))


# zipfile writes no empty name, and takes a name to end before a zero.
ODD_NAMES = st.text(min_size=1, max_size=8).map(lambda name: name.replace("\0", "-"))


@given(st.dictionaries(NAMES | ODD_NAMES, CONTENTS))
@fuzzed
def test_a_sound_zip_of_anything(members):
    members = {name.encode("utf-8", errors="replace").decode(): content for name, content in members.items()}
    survives(packed(members, zipfile.ZIP_STORED))
    survives(packed(members | {"mine.toml": TEXT}))


@given(st.binary(max_size=200))
@fuzzed
def test_any_bytes(content):
    survives(content)
    survives(b"PK\x03\x04" + content + b"PK\x05\x06" + content[:16].ljust(16) + b"\0\0")


# Putting it away


def mine(text=TEXT, files=FILES):
    return parse_package(packed({"mine.toml": text, **files}), PATH, CATALOGUE)


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_lies_among_the_teachers_own(tmp_path):
    assert install_lesson(mine(), tmp_path) == tmp_path / "lessons" / "mine.toml"
    beside = {str(Path("lessons", "mine", name)): content for name, content in FILES.items()}
    assert tree(tmp_path) == {str(Path("lessons", "mine.toml")): TEXT, **beside}
    assert parse_package(pack_lesson("mine", tmp_path, CATALOGUE), PATH, CATALOGUE) == mine()


def test_the_same_lesson_is_there_once(tmp_path):
    assert install_lesson(mine(), tmp_path) == install_lesson(mine(), tmp_path)
    assert [path.name for path in (tmp_path / "lessons").glob("*.toml")] == ["mine.toml"]


def test_another_lesson_of_the_name_is_not_replaced(tmp_path):
    install_lesson(mine(files={}), tmp_path)
    assert not (tmp_path / "lessons" / "mine").exists()
    before = tree(tmp_path)
    assert install_lesson(mine(), tmp_path).name == "mine 2.toml"
    assert install_lesson(mine(TEXT + b"\n"), tmp_path).name == "mine 3.toml"
    assert before.items() <= tree(tmp_path).items()


@pytest.mark.parametrize("name", ["MINE.toml", "mine/notes.txt"])
def test_what_is_there_by_another_hand_stays(tmp_path, name):
    file = tmp_path / "lessons" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"theirs")
    assert install_lesson(mine(), tmp_path).name == "mine 2.toml"
    assert file.read_bytes() == b"theirs"


def test_an_included_lesson_keeps_its_name(tmp_path):
    found = parse_package(packed({"first-contact.toml": TEXT}), PATH, CATALOGUE)
    assert install_lesson(found, tmp_path).name == "first-contact 2.toml"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "lessons").write_bytes(b"no folder")
    with pytest.raises(DigitpadError, match="could not be saved"):
        install_lesson(mine(), tmp_path)


def test_what_does_not_belong_is_not_packed(tmp_path):
    install_lesson(mine(), tmp_path)
    (tmp_path / "lessons" / "mine" / "notes.json").write_text(json.dumps({}))
    with pytest.raises(DigitpadError, match=r"“notes\.json”, which does not belong"):
        pack_lesson("mine", tmp_path, CATALOGUE)
    with pytest.raises(DigitpadError, match="There is no lesson “other”"):
        pack_lesson("other", tmp_path, CATALOGUE)
