"""The pages that `make guide` makes of the lessons on board."""

from pathlib import Path

import numpy as np

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.lesson_pictures import check_pictures, pictures_of, read_picture
from digitpad.lessons.reading import load_lessons
from digitpad.system import assets
from scripts.make_guide import FOLDER, differences, pages
from scripts.make_lesson_pictures import digits

LESSONS = load_lessons([assets.folder() / "lessons"], Catalogue(Path("nowhere")))[0]


def test_every_lesson_has_a_guide_and_sheets_for_both_papers():
    made = pages(LESSONS)
    assert len(made) == 3 * len(LESSONS) + 1
    for lesson in LESSONS:
        assert f"For the teacher: {lesson.title}" in made[f"{lesson.name}.html"].replace("&#x27;", "'")
        assert "size: A4;" in made[f"{lesson.name}-sheet.html"]
        assert "size: Letter;" in made[f"{lesson.name}-sheet-letter.html"]
        assert f'<a href="{lesson.name}.html">' in made["index.html"]


def test_the_pages_in_docs_are_those_of_the_lessons():
    assert differences(FOLDER, pages(LESSONS)) == [], "run “make guide”"


def test_what_differs_is_told(tmp_path):
    (tmp_path / "a.html").write_text("A")
    (tmp_path / "old.html").write_text("old")
    (tmp_path / "b.html").write_text("B")
    assert differences(tmp_path, {"a.html": "A", "b.html": "b", "c.html": "C"}) == [
        "b.html: differs", "c.html: missing", "old.html: no lesson has it",
    ]  # fmt: skip


def test_the_pictures_on_board_are_made_of_what_is_on_board():
    for lesson in LESSONS:
        check_pictures(lesson)
    first = next(lesson for lesson in LESSONS if lesson.name == "first-contact")
    (picture,) = pictures_of(first)
    assert np.array_equal(read_picture(first.folder, picture)[..., 0], digits())
    assert 'src="data:image/png;base64,' in pages(LESSONS)["first-contact-sheet.html"]
