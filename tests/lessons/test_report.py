"""The report: one page that needs nothing else, with facts that a program reads again out of it."""

import html
import json
import re
from dataclasses import asdict, replace
from datetime import date

import pytest
from helpers.fuzz import damaged, fuzzed
from helpers.lessons import SeenPage, complete_lesson, seen_words, worked_through
from hypothesis import example, given
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.lessons.report import Matrix, report_html
from digitpad.lessons.report_facts import facts_of, read_facts
from digitpad.lessons.state import LessonState

TODAY = date(2026, 11, 30)
LESSON = complete_lesson()
DONE = worked_through()
PAGE = report_html(LESSON, DONE, "Zoë", TODAY)


def test_it_begins_with_who_what_and_when():
    assert seen_words(PAGE)[:2] == [
        "How fast?", "Zoë, 2026-11-30: 6 of 7 questions answered, 6 of 9 checks reached.",
    ]  # fmt: skip
    assert "<title>How fast?, Zoë</title>" in PAGE
    assert seen_words(report_html(LESSON, DONE, "  ", TODAY))[1].startswith("2026-11-30: 6 of 7")


def test_leaving_is_told():
    assert [each for each in seen_words(PAGE) if each.startswith("Left")] == [
        "Left the lesson at 10:00, back at 10:07.", "Left the lesson at 10:30 and did not come back.",
    ]  # fmt: skip


def test_guesses_stand_beside_results_and_answers_below_questions():
    said = seen_words(PAGE)
    place = said.index("How many of the test pictures will be right?")
    assert said[place + 1 : place + 3] == ["Guess: 70 %. Result: 90 %.", "1 hint opened."]
    place = said.index("How many layers?")
    assert said[place + 1 : place + 3] == ["3", "Right."]
    assert "It jumps <to> & fro." in said
    assert said[said.index("Pick the worst one.") + 1] == "Not answered."
    assert "a drawing, read as “9” (80.0 %)" in said
    late = DONE.with_answer(1, "how-many", 90.0, DONE.started)
    assert "Given after 2 runs." in seen_words(report_html(LESSON, late, "", TODAY))


def test_checks_runs_curves_and_drawings_are_there():
    said = seen_words(PAGE)
    assert said[said.index("One run gets at least 80.0 % of the test pictures right.") - 1] == "✓"
    assert said[said.index("At least 10 samples have been saved.") - 1] == "○"
    assert said.count("Run a") == 2, "in the table, and above its curve"
    assert PAGE.count("<svg") == 3
    assert [len(re.findall("<polyline", picture)) for picture in re.findall("<svg.*?</svg>", PAGE)] == [1, 1, 2]


def test_a_matrix_may_be_there():
    matrix = Matrix(("0", "1"), [[9, 1], [0, 10]], "Run a, on 20 test pictures")
    said = seen_words(report_html(LESSON, DONE, "", TODAY, matrix=matrix))
    assert said[said.index("Run a, on 20 test pictures") + 2 :][:8] == [
        "0", "1", "0", "9", "1", "1", "·", "10",
    ]  # fmt: skip


def test_pictures_may_be_made_into_something_else():
    page = report_html(LESSON, DONE, "", TODAY, picture=lambda svg: f"[{svg[:4]}]")
    assert (page.count("<svg"), page.count("[<svg]")) == (3, 3)
    assert "data-digitpad" not in page, "paper is not read by a program"


def test_nothing_done_is_a_report_too():
    said = seen_words(report_html(LESSON, LessonState("how-fast", DONE.started), "", TODAY))
    assert said[1] == "2026-11-30: 0 of 7 questions answered, 0 of 9 checks reached."
    assert said.count("Not answered.") == 7


def needs_nothing_else(page):
    seen = SeenPage(page)
    assert not {"script", "link", "img", "iframe", "object", "embed", "a", "form", "base"} & set(seen.tags)
    assert not {each for each in seen.attributes if each.startswith("on")}
    assert not {"src", "href", "action", "style", "xmlns"} & seen.attributes
    assert "url(" not in page.partition("</style>")[0]
    return seen


def test_it_needs_nothing_else():
    needs_nothing_else(PAGE)
    assert "http:" not in PAGE
    assert "https:" not in PAGE
    assert "default-src &#x27;none&#x27;" in PAGE


@given(st.text(max_size=80), st.text(max_size=80))
@example('"></div><script>alert(1)</script>', "<img src=x onerror=alert(1)>")
@example("&quot;&#0;\ud800", "</style><script>\N{RIGHT-TO-LEFT OVERRIDE}")
@fuzzed
def test_whatever_is_written_stays_a_text(name, answer):
    state = DONE.with_answer(2, "why", answer, DONE.started)
    page = report_html(LESSON, state, name, TODAY).encode("utf-8", errors="replace").decode()
    plain = report_html(LESSON, DONE, "Z", TODAY)
    seen = needs_nothing_else(page)
    assert [tag for tag in seen.tags if tag != "p"] == [tag for tag in SeenPage(plain).tags if tag != "p"]
    read = read_facts(page)
    assert read == facts_of(LESSON, state, name, TODAY)


# Reading it again


def test_the_facts_come_back():
    facts = read_facts(PAGE)
    assert facts == facts_of(LESSON, DONE, "Zoë", TODAY)
    guess = facts.steps[0].questions[0]
    assert (guess.number, guess.low, guess.high, guess.result, guess.runs_before) == (70, 0, 100, 90, 0)
    assert [each.right for each in facts.steps[1].questions] == [True, True, None, True, None]
    assert [each.done for each in facts.steps[0].checks] == [True, True, True, True, True]
    assert (facts.left, facts.steps[0].runs) == (2, 2)


def test_what_a_browser_saved_is_read_too():
    saved = PAGE.replace("&lt;", "<").replace("&gt;", ">").replace("\n", "\r\n")
    assert read_facts(saved) == read_facts(PAGE)


def test_another_page_is_no_report():
    with pytest.raises(DigitpadError, match="no report of a lesson; choose a page"):
        read_facts("<html><body>Homework</body></html>")


def facts_or_refusal(page):
    try:
        facts = read_facts(page)
    except DigitpadError:
        return
    assert read_facts(facts.embedded()) == facts


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FACTS = asdict(read_facts(PAGE)) | {"format": 1}
KEYS = st.sampled_from(["format", "lesson", "name", "day", "left", "steps", "title", "questions", "checks", "runs",
                        "id", "choices", "number", "low", "high", "right", "result", "hints", "runs_before", "done",
                        "text"])  # fmt: skip


def changed(values, key, value):
    """The same with another value wherever there is that key."""
    if isinstance(values, dict):
        return {each: value if each == key else changed(inner, key, value) for each, inner in values.items()}
    return [changed(each, key, value) for each in values] if isinstance(values, list | tuple) else values


@given(KEYS, VALUES)
@fuzzed
def test_any_other_value_is_facts_or_refused(key, value):
    written = html.escape(json.dumps(changed(FACTS, key, value)))
    facts_or_refusal(f'<div hidden data-digitpad-report="{written}"></div>')


@given(damaged([PAGE.encode()], length=len(PAGE.encode())))
@fuzzed
def test_a_damaged_page_is_facts_or_refused(content):
    facts_or_refusal(content.decode("utf-8", errors="replace"))


def test_a_step_that_the_lesson_no_longer_has_is_passed_over():
    shorter = replace(LESSON, steps=LESSON.steps[:1])
    assert len(facts_of(shorter, DONE, "", TODAY).steps) == 1
