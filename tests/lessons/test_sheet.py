"""A lesson on paper, for pupils and for the teacher; and what its author may have overlooked."""

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.lessons import PLAN, SeenPage, complete_lesson, seen_words

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.lesson_pictures import PaperPicture
from digitpad.lessons.overlooked import overlooked
from digitpad.lessons.reading import load_lessons, parse_lesson
from digitpad.lessons.sheet import guide_html, sheet_html
from digitpad.system import assets

CATALOGUE = Catalogue(Path("nowhere"))
LESSON = complete_lesson()


def parsed(text):
    return parse_lesson(text, Path("mine.toml"), CATALOGUE)


def test_pupils_have_room_for_every_answer():
    page = sheet_html(LESSON)
    said = seen_words(page)
    assert said[:3] == ["How fast?", f"Name: {'_' * 24}", f"Date: {'_' * 16}"]
    place = said.index("Guess, before you run it: How many of the test pictures will be right?")
    assert said[place + 1 : place + 3] == [f"Guess: {'_' * 16} %", f"Result: {'_' * 16} %"]
    assert said[said.index("Which is safest?") + 1 :][:2] == ["☐ 0", "☐ 1"]
    assert said[said.index("How many layers?") + 1] == "_" * 16
    assert page.count('height="28"') == 3 + 1, "lines for a text, and for what is picked"
    assert page.count("<svg") == 1
    assert "☐ At least 2 runs have ended." in said


def test_pupils_see_no_answer_and_no_hint():
    page = sheet_html(LESSON)
    assert "give or take" not in page
    assert "Because it jumps" not in page
    assert "There are ten classes" not in page


def test_the_guide_has_what_a_teacher_needs():
    said = seen_words(guide_html(LESSON))
    assert said[:2] == ["For the teacher: How fast?", "30 minutes"]
    for sentence in (
        "Say what the learning rate does.", "Paper.", "Begin with paper.", "learning rate", "How far each step goes.",
        "Faster is better.", "Try 1.0 and look.", "Because it jumps to and fro.", "Answer: 1.",
        "Answer: 2, give or take 1.", "There are ten classes.", "The network has at most 10,000 parameters.",
        "Pages that are visible: Lessons, Examine.",
        "What can be used besides: training from the Train page, undo and redo.",
        "Fixed: number of epochs 2, hidden layers 8, lead 20 %.",
    ):  # fmt: skip
        assert sentence in said


def test_expected_figures_are_those_of_plain_keras_or_else_of_the_lecture():
    lessons = {lesson.name: lesson for lesson in load_lessons([assets.folder() / "lessons"], CATALOGUE)[0]}
    clothes = lessons["clothes"]
    plain = replace(clothes, steps=tuple(replace(step, expected=(), fallback_expected=()) for step in clothes.steps))
    said = seen_words(guide_html(plain))
    assert "Training, epoch 5: 89.2 %" in said
    assert "Test, epoch 10: 86.4 %" in said
    assert "Training, epoch 5: 89.2 %" not in seen_words(guide_html(clothes))
    for lesson in lessons.values():
        assert seen_words(sheet_html(lesson))[0] == lesson.title


EXPECTING = PLAN.replace('"mnist-5k"', '"mnist"').replace("[steps.plan]", '''fallback = "mnist-5k"
keras = { test = 0.5 }
expected = { test = { from = 0.6, to = 0.7 } }
expected_fallback = { test = { from = 0.3, to = 0.4 } }
[steps.plan]''')


def test_expected_spans_come_before_other_figures_and_the_fallback_has_its_own(tmp_path):
    lesson = parsed(f'version = 2\ntitle = "T"\nlook_for = "L"\n[[steps]]\ntitle = "S"\ntext = "X"\n{EXPECTING}')
    epochs = lesson.steps[0].plan.epochs
    whole, instead = (f"Test, epoch {epochs}: {span} %" for span in ("60.0–70.0", "30.0–40.0"))
    said = seen_words(guide_html(lesson))
    assert said[said.index("Expected:") + 1] == whole
    assert said[said.index("Where the dataset is missing:") + 1] == instead
    assert not any("50.0" in each for each in said)
    here = lesson.steps[0].here(Catalogue(tmp_path))
    assert here.plan.dataset == "mnist-5k"
    assert here.expected == lesson.steps[0].fallback_expected


def test_both_papers():
    assert "size: A4;" in sheet_html(LESSON)
    assert "size: Letter;" in guide_html(LESSON, "Letter")


def test_a_lesson_without_a_guide_has_one_of_its_steps():
    said = seen_words(guide_html(parsed(f'title = "T"\nlook_for = "L"\n[[steps]]\ntitle = "S"\ntext = "X"\n{PLAN}')))
    assert said[:4] == ["For the teacher: T", "L", "1. S", "X"]
    assert len(said) == 5


MARKED = parsed(
    f"""version = 2
title = "T"
look_for = "*Look* & <b>see</b>."
[[steps]]
title = "S"
text = '''
Do:
1. *one*
2. **two <i>**

4. four

![a "seven" <x>](seven.png)'''
{PLAN}"""
)
PICTURE = PaperPicture("data:image/png;base64,AAAA", 30, 20)


@pytest.mark.parametrize("html", [sheet_html, guide_html])
def test_markup_is_shown_and_html_is_not(html):
    page = html(MARKED, pictures={"seven.png": PICTURE})
    for element in (
        "<p><em>Look</em> &amp; &lt;b&gt;see&lt;/b&gt;.</p>", "<p>Do:</p>",
        "<ol><li><em>one</em></li><li><strong>two &lt;i&gt;</strong></li></ol>", '<ol start="4"><li>four</li></ol>',
        '<img width="30" height="20" alt="a &quot;seven&quot; &lt;x&gt;" src="data:image/png;base64,AAAA">',
        "style-src &#x27;unsafe-inline&#x27;; img-src data:",
    ):  # fmt: skip
        assert element in page
    assert {"b", "i", "x"}.isdisjoint(SeenPage(page).tags)


def test_a_picture_that_is_not_there_is_told_in_words():
    page = sheet_html(MARKED)
    assert 'A picture: a "seven" <x>' in seen_words(page)
    assert "img" not in SeenPage(page).tags
    assert "img-src" not in page


STEP = 'version = 2\ntitle = "T"\nlook_for = "L"\n[[steps]]\ntitle = "S"\ntext = "X"\n'


@pytest.mark.parametrize(
    ("rest", "sentences"),
    [
        (PLAN, []),
        (PLAN.replace("mnist-5k", "mnist"), ["“mnist” does not come with Digitpad, and there is no fallback for it."]),
        (
            f'fallback = "mnist-5k"\n{PLAN.replace("mnist-5k", "mnist")}'
            '[steps.check]\ntest = ">= 0.9"\nruns = ">= 1"\n',
            ["on the fallback figures differ, and it has no check of its own for test."],
        ),
        (
            f'fallback = "mnist-5k"\n{PLAN.replace("mnist-5k", "mnist")}[steps.check]\ntest = ">= 0.9"\n'
            '[steps.check_fallback]\ntest = ">= 0.8"\n',
            [],
        ),
        ("[steps.check]\nmisread = true", ["nothing can be misread, since no question says what a drawing shows."]),
        (
            '[steps.check]\nsamples = ">= 3"\n[steps.show]\ncontrols = ["train"]',
            ["“samples” cannot be reached, since “samples_keep” is not among the controls."],
        ),
    ],
)  # fmt: skip
def test_what_an_author_may_have_overlooked(rest, sentences):
    assert [str(each) for each in overlooked(parsed(STEP + rest), CATALOGUE)] == [
        f"Step 1: {sentence}" for sentence in sentences
    ]

