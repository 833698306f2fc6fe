"""The reports of a class put together, and whatever else lies in the folder."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from helpers.fuzz import damaged, fuzzed
from helpers.lessons import complete_lesson, worked_through
from hypothesis import given

from digitpad.errors import DigitpadError
from digitpad.lessons.collected import Hardness, collect, read_report
from digitpad.lessons.collected_pages import collected_csv, collected_html, collected_lines
from digitpad.lessons.report import report_html
from digitpad.lessons.report_facts import MAX_REPORT_BYTES
from digitpad.lessons.state import LessonState

TODAY = date(2026, 11, 30)
LESSON = complete_lesson()
DONE = worked_through()


@pytest.fixture
def hand_in(tmp_path):
    """Puts a report into the folder of the class."""
    folder = tmp_path / "class"
    folder.mkdir()

    def hand_in(file, state, name="", lesson=LESSON):
        (folder / file).write_text(report_html(lesson, state, name, TODAY), encoding="utf-8")
        return folder

    return hand_in


@pytest.fixture
def folder(hand_in):
    """Three reports: one of somebody who wrote no name, one late guess, one of nothing done."""
    hand_in("b.html", worked_through(guess=95, which="0"), "Anna")
    late = DONE.with_answer(1, "how-many", 90.0, DONE.started).with_hint(1, "how-many")
    hand_in("seat-7.htm", late)
    return hand_in("a.HTML", LessonState("how-fast", DONE.started), "zoë")


def test_who_reached_what(folder):
    ((lesson,), problems) = collect(folder)
    assert problems == ()
    assert lesson.title == "How fast?"
    assert collected_lines(lesson) == [
        ("", "1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4"),
        ("Anna", "✓", "✓", "✓", "✓", "✓", "○", "✓", "○", "○"),
        ("seat-7", "✓", "✓", "✓", "✓", "✓", "○", "✓", "○", "○"),
        ("zoë", *"○○○○○○○○○"),
        ("All", "2", "2", "2", "2", "2", "0", "2", "0", "0"),
    ]  # fmt: skip


def test_all_guesses_that_came_before_the_run(folder):
    ((lesson,), __) = collect(folder)
    numbers, choices = lesson.guesses()
    assert numbers.text == "How many of the test pictures will be right?"
    assert [count for __, count in numbers.bars] == [0] * 9 + [1]
    assert [words.replace("\N{NO-BREAK SPACE}", " ") for words, __ in numbers.bars[:2]] == ["0 to 10 %", "10 to 20 %"]
    assert (numbers.result, numbers.late) == (numbers.bars[9][0], 1)
    assert (choices.bars, choices.result, choices.late) == ((("yes", 2), ("no", 0)), "yes", 0)


def test_which_question_was_hard(folder):
    ((lesson,), __) = collect(folder)
    rows = lesson.hardest()
    assert rows[0] == Hardness("Which is safest?", 2, 1, 0)
    assert rows[-1] == Hardness("Why?", 2, None, 0)
    assert Hardness("How many of the test pictures will be right?", 2, None, 3) in rows
    assert Hardness("Pick the worst one.", 0, None, 0) in rows


def test_lessons_that_differ_stand_in_tables_of_their_own(folder, hand_in):
    hand_in("other.html", replace(DONE, lesson="clothes"), "Ada", replace(LESSON, name="clothes", title="Clothes"))
    changed = replace(LESSON, steps=LESSON.steps[:1])
    hand_in("changed.html", DONE, "Bob", changed)
    lessons, problems = collect(folder)
    assert problems == ()
    assert [(lesson.title, len(lesson.reports)) for lesson in lessons] == [
        ("Clothes", 1), ("How fast?", 3), ("How fast?", 1),
    ]  # fmt: skip
    head, *rows = csv.reader(io.StringIO(collected_csv(lessons).decode(), newline=""))
    assert {len(row) for row in rows} == {len(head)}
    assert [row[:2] for row in rows] == [
        ["Clothes", "Ada"], ["How fast?", "Anna"], ["How fast?", ""], ["How fast?", "zoë"], ["How fast?", "Bob"],
    ]  # fmt: skip


def test_the_table_for_a_spreadsheet(folder, hand_in):
    hand_in("seat-7.htm", DONE.with_answer(2, "why", "=HYPERLINK()", DONE.started), "=1+1")
    head, *rows = csv.reader(io.StringIO(collected_csv(collect(folder)[0]).decode(), newline=""))
    assert head[:6] == ["lesson", "name", "file", "day", "left", "How fast? 1 test"]
    assert head[-1] == "How fast? 2 worst"
    assert rows[0][:15] == ["How fast?", "'=1+1", "seat-7.htm", "2026-11-30", "2", *"111110100", "70.0"]
    assert [row[18] for row in rows] == ["'=HYPERLINK()", "It jumps <to> & fro.", ""]


def test_the_page_for_the_projector(folder):
    (folder / "homework.html").write_text("<p>Homework</p>")
    lessons, problems = collect(folder)
    page = collected_html(lessons, problems)
    assert page.count("<svg") == 2
    assert page.count("<table") == 2
    assert "What came out: 90 to 100\N{NO-BREAK SPACE}%." in page
    assert "1 guess came after a run and is not counted." in page
    assert "“homework.html”: This is no report of a lesson" in page
    assert "<script" not in page


def test_what_is_no_report_is_told_one_by_one_and_the_others_count(folder):
    (folder / "homework.html").write_text("<p>Homework</p>")
    (folder / "cut.html").write_text((folder / "b.html").read_text(encoding="utf-8")[:-900], encoding="utf-8")
    (folder / "huge.html").write_bytes(b"x" * (MAX_REPORT_BYTES + 1))
    (folder / "folder.html").mkdir()
    (folder / "notes.txt").write_text("not looked at")
    ((lesson,), problems) = collect(folder)
    assert len(lesson.reports) == 3
    assert [str(problem).split(": ")[0] for problem in problems] == [
        "“cut.html”", "“folder.html”", "“homework.html”", "“huge.html”",
    ]  # fmt: skip
    assert "This report is damaged" in str(problems[0])
    assert "at most 8 MB" in str(problems[3])


def test_a_folder_without_any_page_is_refused(tmp_path):
    with pytest.raises(DigitpadError, match="has 0 pages; choose a folder with 1 to 1000 reports"):
        collect(tmp_path)
    with pytest.raises(DigitpadError, match="cannot be read"):
        collect(tmp_path / "none")


@given(damaged([report_html(LESSON, DONE, "Zoë", TODAY).encode()] * 2, length=12_000))
@fuzzed
def test_a_class_with_a_damaged_report_is_put_together(tmp_path_factory, content):
    folder = tmp_path_factory.getbasetemp() / "damaged-class"
    folder.mkdir(exist_ok=True)
    (folder / "whole.html").write_text(report_html(LESSON, DONE, "Zoë", TODAY), encoding="utf-8")
    (folder / "damaged.html").write_bytes(content)
    lessons, problems = collect(folder)
    assert sum(len(lesson.reports) for lesson in lessons) + len(problems) == 2
    assert collected_html(lessons, problems)
    assert collected_csv(lessons)
    assert read_report(folder / "whole.html").name == "Zoë"
