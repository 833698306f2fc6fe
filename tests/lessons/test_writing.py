"""A lesson is written so that it reads back equal, whatever is written in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.fuzz import fuzzed
from helpers.lessons import COMPLETE, PLAN, complete_lesson
from hypothesis import assume, example, given
from hypothesis import strategies as st

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.formatting import visible
from digitpad.lessons import lesson_text
from digitpad.lessons.checks import BoundCheck
from digitpad.lessons.guide import TeachersGuide
from digitpad.lessons.lesson import Figures, Span
from digitpad.lessons.lesson_pictures import check_name
from digitpad.lessons.questions import ChoiceQuestion, TextQuestion
from digitpad.lessons.reading import load_lessons, parse_lesson
from digitpad.lessons.writing import lesson_toml
from digitpad.system import assets
from digitpad.training.plan import GENTLE

CATALOGUE = Catalogue(Path("nowhere"))
LESSON = complete_lesson()
BUNDLED = load_lessons([assets.folder() / "lessons"], CATALOGUE)[0]


def read_back(lesson):
    return parse_lesson(lesson_toml(lesson), Path(f"{lesson.name}.toml"), CATALOGUE)


@pytest.mark.parametrize("lesson", [LESSON, *BUNDLED], ids=lambda lesson: lesson.name)
def test_it_reads_back_equal(lesson):
    assert read_back(lesson) == lesson
    assert all(len(line) <= 200 for line in lesson_toml(lesson).splitlines())


def test_it_is_made_to_be_read():
    text = lesson_toml(LESSON)
    assert text.startswith("# A lesson for Digitpad. “digitpad lesson check” says whether it is right.\nversion = 2\n")
    for line in (
        "# What cannot be changed.", "[steps.fixed]", "hidden = [8]", 'test = ">= 0.8"', 'fair_test = "learning_rate"',
        'read = { digit = "7", at_least = 0.9 }', "misread = true", '"learning rate" = "How far each step goes."',
        'parameters = "<= 10000"', "low = 0", "tolerance = 1", 'pages = ["examine"]',
    ):  # fmt: skip
        assert line in text.splitlines()
    assert "dropout" not in text


def test_every_setting_and_figure_is_written():
    first = LESSON.steps[0]
    plan = first.plan.replace(
        augmentation=GENTLE, dropout=0.25, labels="one-hot", label_smoothing=0.1, learning_rate=1e-07, hidden=(),
        dataset="mnist", epochs=1000,
    )  # fmt: skip
    step = replace(
        first, plan=plan, fallback="mnist-5k", test_every_epoch=True, lock=replace(first.lock, pages=None, fixed={}),
        lecture=(Figures(1, train=Span(0.1, 0.2)), Figures(5, test=Span(0.9, 0.9))),
        keras=(Figures(3, test=Span(1, 1)),), expected=(Figures(7, train=Span(0.5, 0.6)),),
        fallback_expected=(Figures(1000, test=Span(0.7, 0.8)),),
        checks=(BoundCheck("gap", False, -0.05), BoundCheck("test", True, 0.123456789)),
        fallback_checks=(BoundCheck("test", True, 1e-6),),
    )  # fmt: skip
    lesson = replace(LESSON, steps=(step,), order=1000, guide=TeachersGuide())
    assert read_back(lesson) == lesson


def test_a_lesson_of_the_first_version_is_written_too():
    old = parse_lesson(
        f'title = "T"\nlook_for = "L"\n[[steps]]\ntitle = "S"\ntext = "X"\n{PLAN}', Path("old.toml"), CATALOGUE
    )
    assert read_back(old) == old


def is_named(picture):
    """Whether the reader would take it."""
    try:
        check_name(picture)
    except DigitpadError:
        return False
    return True


def tidy(text):
    """As the reader takes it: one line of what can be seen."""
    return " ".join(visible(text).split())


LINES = st.text(min_size=1, max_size=60).map(tidy).filter(bool)
MARKED = st.text(st.sampled_from("*-1.)\\![]() \nab.png"), min_size=1, max_size=400)
PARAGRAPHS = st.lists((st.text(min_size=1, max_size=400).map(tidy) | MARKED).filter(tidy), min_size=1, max_size=3)


@given(
    LINES, PARAGRAPHS, st.lists(LINES, min_size=2, max_size=4, unique=True), st.dictionaries(LINES, LINES, max_size=3)
)
@example('"', ['"""', 'a " b \\', '\\"""" ""'], ['"""', "\\u0041"], {'"': "\\", "a.b": "[c]", "é": "#"})
@example("a", ["1. " + "a - b 1. c ![x](y.png) " * 30 + "\n- b", "![a b" + " c" * 99 + "](d.png)"], ["a", "b"], {})
@example(tidy("\x7f\ud800"), ["# no comment", "= 1"], ["{x}", "'''"], {"=": "="})
@fuzzed
def test_whatever_is_written_reads_back_equal(title, paragraphs, choices, words):
    questions = (
        ChoiceQuestion(id="a", text=title, choices=tuple(choices), answer=choices[0], hints=tuple(choices)),
        TextQuestion(id="b", text=choices[1]),
    )
    text = lesson_text.normal("\n\n".join(paragraphs))
    assume(all(is_named(picture) for picture in lesson_text.pictures(text)))
    step = replace(LESSON.steps[1], title=title, text=text, questions=questions)
    notes = tuple(filter(bool, map(tidy, paragraphs)))
    guide = TeachersGuide(vocabulary=words, wrong_ideas=words, answers={"b": title}, notes=notes)
    lesson = replace(LESSON, title=title, look_for=lesson_text.sources(text), steps=(step,), guide=guide)
    assert read_back(lesson) == lesson


def test_what_was_changed_by_hand_is_read_by_its_own_words():
    assert parse_lesson(COMPLETE, Path("how-fast.toml"), CATALOGUE) == read_back(LESSON)
