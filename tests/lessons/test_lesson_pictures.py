"""The pictures of a lesson: what may be one, and that nothing else is ever opened."""

import base64
import os
from pathlib import Path

import numpy as np
import pytest
from helpers.fuzz import fuzzed
from helpers.lessons import PLAN
from helpers.picture_files import grey_png, packed
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.lessons.lesson import LessonError
from digitpad.lessons.lesson_pictures import MAX_BYTES, check_name, check_pictures, paper_pictures, read_picture
from digitpad.lessons.lesson_text import TextPicture, pictures
from digitpad.lessons.package import parse_package, to_bytes
from digitpad.lessons.reading import MAX_PARTS, parse_lesson, read_lesson
from digitpad.photo.image_file import MAX_PIXELS

CATALOGUE = Catalogue(Path("nowhere"))
GREYS = np.full((30, 50), 200, np.uint8)
PNG = grey_png(GREYS)
SEVEN = TextPicture("a seven", "seven.png")


def toml(text, version=2):
    return (
        f"version = {version}\ntitle = 'Mine'\nlook_for = 'What?'\n\n[[steps]]\ntitle = 'Once'\n"
        f"text = '''{text}'''\n\n{PLAN}"
    )


def parsed(text, version=2):
    return parse_lesson(toml(text, version), Path("mine.toml"), CATALOGUE)


@pytest.fixture
def folder(tmp_path):
    """The folder beside a lesson that shows `SEVEN`."""
    (tmp_path / "mine.toml").write_text(toml("![a seven](seven.png)"), "utf-8")
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def refusal(folder, picture=SEVEN):
    with pytest.raises(DigitpadError) as raised:
        read_picture(folder, picture)
    assert str(raised.value).isprintable()
    return str(raised.value)


@pytest.mark.parametrize("file", [
    "http://example.org/a.png", "https://example.org/a.png", "file:///etc/passwd.png", "data:image/png;base64,AA.png",
    "../a.png", "/a.png", "a/b.png", "a\\b.png", "C:a.png", "C:\\a.png", "\\\\server\\share\\a.png", "NUL.png", ".png",
    ".a.png", "a.b.png", "a.svg", "a.gif", "a", "", "seven.png?x=1", "seven.png#x", "a\u202eb.png", "~/a.png", "..",
])  # fmt: skip
def test_what_is_no_plain_name_is_refused_where_it_stands(file, folder):
    for text in (f"Look:\n![a]({file})", f"![a]({file})\nLook."):
        if pictures(text):
            with pytest.raises(LessonError, match=r"line 7: “.*” is no name of a picture beside the lesson"):
                parsed(text)
    assert "is no name of a picture" in refusal(folder, TextPicture("a", file))


@pytest.mark.skipif(os.name == "nt", reason="compares with a path of Unix")
@given(st.text(max_size=30).map(lambda name: f"{name}.png") | st.text(max_size=30))
@fuzzed
def test_a_name_that_is_taken_names_a_file_in_the_folder(file):
    try:
        check_name(TextPicture("a", file))
    except DigitpadError:
        return
    folder = Path("/a/b")
    assert (folder / file).parent == folder
    assert os.path.normpath(folder / file) == str(folder / file)
    assert file.isprintable()


def test_a_picture_without_words_is_refused():
    with pytest.raises(LessonError, match="there are no words that say what the picture shows"):
        parsed("![ ](seven.png)")


def test_a_text_has_no_end_of_parts():
    assert len(parsed("- a\n" * MAX_PARTS).steps) == 1
    with pytest.raises(LessonError, match="“text” has too many paragraphs, entries of lists and pictures: at most 200"):
        parsed("- a\n" * (MAX_PARTS + 1))


def test_a_lesson_of_the_first_version_shows_what_it_says():
    text = "- *one* ![a](../b.png)\n- two"
    assert parsed(text, version=1).steps[0].text == r"\- \*one\* ![a](../b.png) - two"
    assert parsed("![a](../b.png)", version=1).steps[0].text == r"!\[a](../b.png)"
    assert parsed("- *one*\n- two").steps[0].text == "- *one*\n- two"


def test_a_picture_is_read_from_the_folder_beside_the_lesson(folder):
    (folder / "seven.png").write_bytes(PNG)
    lesson = read_lesson(folder.parent / "mine.toml", CATALOGUE)
    pixels = read_picture(lesson.folder, SEVEN)
    assert (pixels.shape, pixels.dtype, int(pixels[0, 0, 0])) == ((30, 50, 3), np.uint8, 200)
    assert read_picture(lesson.folder, SEVEN, 25).shape == (15, 25, 3)
    check_pictures(lesson)
    assert refusal(None) == "The picture “seven.png” is not in the folder of the lesson, which has the lesson's name."


def test_where_it_shines_through_paper_is_white(folder):
    (folder / "seven.png").write_bytes(packed(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG"))
    assert read_picture(folder, SEVEN).min() == 255


def test_what_is_missing_is_said(folder):
    with pytest.raises(DigitpadError, match=r"The picture “seven\.png” is not in the folder of the lesson"):
        check_pictures(read_lesson(folder.parent / "mine.toml", CATALOGUE))


def test_what_is_no_picture_is_refused(folder):
    file = folder / "seven.png"
    file.write_bytes(packed(Image.new("L", (9, 9)), "GIF"))
    assert refusal(folder) == "“seven.png” is not a picture as PNG, JPEG or WebP."
    file.write_bytes(PNG[:-20])
    assert "is damaged or incomplete" in refusal(folder)
    file.write_bytes(PNG + b"\0" * MAX_BYTES)
    assert refusal(folder) == "The picture “seven.png” is too big for a lesson: at most 8 MB."
    side = int(MAX_PIXELS**0.5) + 1
    file.write_bytes(packed(Image.new("1", (side, side)), "PNG"))
    assert "has more than 24 megapixels" in refusal(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and named pipes are a matter of Unix")
def test_nothing_outside_of_the_folder_is_opened(folder):
    outside = folder.parent / "outside.png"
    outside.write_bytes(PNG)
    (folder / "seven.png").symlink_to(outside)
    (folder / "loop.png").symlink_to(folder / "loop.png")
    (folder / "folder.png").mkdir()
    os.mkfifo(folder / "pipe.png")
    for name in ("seven", "loop", "folder", "pipe"):
        assert "is not in the folder of the lesson" in refusal(folder, TextPicture("a", f"{name}.png"))
    assert "is no name" in refusal(folder, TextPicture("a", "../outside.png"))


def test_a_package_has_every_picture_that_its_text_shows():
    text = toml("![a seven](seven.png)").encode()
    content = to_bytes("mine", text, {"seven.png": PNG}, CATALOGUE)
    assert parse_package(content, Path("mine.digitlesson"), CATALOGUE).files == {"seven.png": PNG}
    with pytest.raises(DigitpadError, match=r"The picture “seven\.png” is not in the folder of the lesson"):
        to_bytes("mine", text, {"Seven.png": PNG}, CATALOGUE)


def test_on_paper_a_small_png_stays_as_it_is_packed(folder):
    (folder / "seven.png").write_bytes(PNG)
    lesson = read_lesson(folder.parent / "mine.toml", CATALOGUE)
    picture = paper_pictures(lesson)["seven.png"]
    assert (picture.width, picture.height) == (50, 30)
    assert base64.b64decode(picture.uri.removeprefix("data:image/png;base64,")) == PNG


def test_on_paper_a_large_picture_is_made_smaller(folder):
    (folder / "seven.png").write_bytes(packed(Image.new("RGB", (1200, 2400), "red"), "JPEG"))
    picture = paper_pictures(read_lesson(folder.parent / "mine.toml", CATALOGUE))["seven.png"]
    assert (picture.width, picture.height) == (210, 420)
    assert base64.b64decode(picture.uri.removeprefix("data:image/png;base64,")).startswith(b"\x89PNG")


def test_what_cannot_be_read_is_left_out_on_paper(folder):
    assert paper_pictures(read_lesson(folder.parent / "mine.toml", CATALOGUE)) == {}
