"""From what was ticked and typed to a lesson, and to its file."""

from dataclasses import replace

import pytest
from helpers.lessons import COMPLETE, complete_lesson
from helpers.lessons import PLAN as PLAN_TOML

from digitpad.errors import DigitpadError
from digitpad.lessons.lesson import Figures, Lesson, Span, Step
from digitpad.lessons.lock import CONTROLS, PAGES, StepLock
from digitpad.lessons.reading import folders, read_lesson
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lessons.lesson_draft import draft_step, name_of, open_lesson, save_lesson, step_with

PLAN = TrainingPlan(epochs=3, hidden=(16,))
STEP = Step("", "", PLAN)


def test_what_is_all_ticked_is_no_lock():
    assert draft_step(STEP, "One", "Do.", PAGES, PAGES, CONTROLS, (), (), ()).lock == StepLock()
    step = draft_step(
        STEP, "One", "Do  this.\n\n\nThen that.", PAGES, {"training"}, set(CONTROLS) - {"save"}, {"epochs"}, (), ()
    )
    assert step.lock == StepLock(frozenset({"training"}), frozenset(CONTROLS) - {"save"}, {"epochs": 3})
    assert step.text == "Do this.\n\nThen that."


def test_what_the_editor_does_not_show_stays():
    before, __ = complete_lesson().steps
    pages = [name for name in PAGES if name not in ("lessons", "map")]
    after = draft_step(
        before, before.title, before.text, pages, [name for name in pages if before.lock.shows_page(name)],
        [name for name in CONTROLS if before.lock.allows(name)], before.lock.fixed, before.questions, before.checks,
    )
    assert after == before
    assert "lead" in after.lock.fixed


def test_other_settings_take_figures_along_that_others_got_with_the_old_ones():
    figures = (Figures(1, test=Span(0.9, 0.9)),)
    before = replace(STEP, fallback="mnist-5k", keras=figures, lock=StepLock(None, None, {"epochs": 3, "lead": 0.2}))
    after = step_with(replace(PLAN, epochs=5), before)
    assert after == replace(
        before, plan=replace(PLAN, epochs=5), keras=(), lock=StepLock(None, None, {"epochs": 5, "lead": 0.2})
    )
    assert step_with(replace(PLAN, dataset="fashion"), before).fallback == ""
    assert step_with(PLAN, before) is before


@pytest.mark.parametrize(("title", "name"), [
    ("How fast?", "how-fast"), ("Zoë & Müller!", "zoe-muller"), ("学生", "lesson"), ("../..", "lesson"),
])
def test_a_title_gives_the_name_of_the_file(title, name):
    assert name_of(title) == name


def test_a_lesson_reads_back_equal_and_replaces_none(tmp_path, catalogue):
    step = draft_step(STEP, "One", "Say “so” \\ <b>.", PAGES, {"training"}, (), {"hidden"}, (), ())
    lesson = Lesson("mine", "Mine", ("Look.",), (step,))
    file = save_lesson(lesson, tmp_path, catalogue)
    assert read_lesson(file, catalogue) == lesson
    assert "#" in file.read_text(encoding="utf-8"), "its comments say what is what"
    with pytest.raises(DigitpadError, match="There is a lesson “mine” already"):
        save_lesson(lesson, tmp_path, catalogue)


def test_a_lesson_is_opened_again_and_written_back(tmp_path, catalogue):
    file = tmp_path / "how-fast.toml"
    file.write_text(COMPLETE, encoding="utf-8")
    opened = open_lesson(file, tmp_path, catalogue)
    assert opened.lesson == complete_lesson()
    other = replace(opened.lesson, title="How slow?")
    assert save_lesson(other, tmp_path, catalogue, opened.text) == file
    assert open_lesson(file, tmp_path, catalogue).lesson == other
    with pytest.raises(DigitpadError, match=r"“how-fast\.toml” was changed meanwhile; open it again"):
        save_lesson(opened.lesson, tmp_path, catalogue, opened.text)


@pytest.mark.parametrize(("text", "why"), [
    (COMPLETE.replace("minutes = 30", "minutes = 30  # with paper"), "has comments of its own"),
    (COMPLETE + "# The end.\n", "has comments of its own"),
    ('title = "Old"\nlook_for = "Look."\n[[steps]]\ntitle = "Run"\ntext = "Run."\n' + PLAN_TOML, "an older version"),
    ("title", "This is not TOML"),
])  # fmt: skip
def test_what_would_be_lost_is_not_opened(tmp_path, catalogue, text, why):
    file = tmp_path / "how-fast.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DigitpadError, match=why):
        open_lesson(file, tmp_path, catalogue)
    assert file.read_text(encoding="utf-8") == text


def test_only_lessons_of_ones_own_are_changed(tmp_path, catalogue):
    with pytest.raises(DigitpadError, match="Only a lesson in the folder of your lessons"):
        open_lesson(folders(tmp_path)[0] / "first-contact.toml", tmp_path, catalogue)
