"""The markup of texts: what it means, and that any text is some."""

import time

import pytest
from helpers.fuzz import fuzzed
from hypothesis import example, given
from hypothesis import strategies as st

from digitpad.lessons.lesson_text import (
    TextList,
    TextParagraph,
    TextPicture,
    TextRun,
    blocks,
    count,
    literal,
    normal,
    pictures,
    plain,
    sources,
    words,
)


def shown(text):
    """A paragraph with its emphasis in brackets: `[` for emphasis, `{` for strong."""
    (paragraph,) = blocks(text)
    assert isinstance(paragraph, TextParagraph)
    begins = {(False, False): "", (True, False): "[", (False, True): "{", (True, True): "{["}
    ends = {(False, False): "", (True, False): "]", (False, True): "}", (True, True): "]}"}
    return "".join(
        begins[run.emphasis, run.strong] + run.text + ends[run.emphasis, run.strong] for run in paragraph.runs
    )


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Nothing special.", "Nothing special."),
        ("The *learning rate* says **how far**.", "The [learning rate] says {how far}."),
        ("**A *b* c**", "{A }{[b]}{ c}"),
        ("***x***", "{[x]}"),
        ("(*a*), “**b**”!", "([a]), “{b}”!"),
        ("2 * 3 * 4 and 2*3*4 and a ** b", "2 * 3 * 4 and 2*3*4 and a ** b"),
        ("*open", "*open"),
        ("open* and **open too", "open* and **open too"),
        ("*a *b*", "*a [b]"),
        ("**a*", "**a*"),
        ("*a**", "[a]*"),
        ("*a **b*", "[a **b]"),
        ("****", "****"),
        ("* * *a", None),
        (r"\*not\* \\ \- C:\new", r"*not* \ - C:\new"),
        ("<b>&amp;</b> [a](b) _c_ `d` # e", "<b>&amp;</b> [a](b) _c_ `d` # e"),
        ("see ![a](b.png) there", "see ![a](b.png) there"),
        ("1990. That year", "{1990}"),
    ],
)
def test_words_in_a_paragraph(text, seen):
    if seen is None:
        assert blocks(text) == (TextList(((TextRun("* *a"),),)),)
    elif text.startswith("1990"):
        assert shown(text) == text  # no list has that many entries
    else:
        assert shown(text) == seen


def test_blocks():
    text = """
    First line
    and second.
    - one
      goes on
    * **two**

    3. three
    4) four
    ![a *7*](seven.png)
    The end, in
    3. May.

    ![](x.png)"""
    assert blocks(text) == (
        TextParagraph((TextRun("First line and second."),)),
        TextList(((TextRun("one goes on"),), (TextRun("two", strong=True),))),
        TextList(((TextRun("three"),), (TextRun("four"),)), 3),
        TextPicture("a *7*", "seven.png"),
        TextParagraph((TextRun("The end, in 3. May."),)),
        TextPicture("", "x.png"),
    )
    assert sources(text)[1:3] == ("- one goes on\n* **two**", "3. three\n4) four")
    assert plain(text).split("\n\n")[1:4] == ["one goes on\ntwo", "three\nfour", "a *7*"]
    assert count(text) == 8
    assert [each.file for each in pictures(text)] == ["seven.png", "x.png"]


def test_a_numbered_list_begins_after_a_paragraph_with_1():
    assert len(blocks("Do this:\n1. a\n2. b")) == 2
    assert len(blocks("It was\n2. May")) == 1


TEXTS = st.text(st.sampled_from("*-1.)\\![]() \nab<&é\u00a0\u2028") | st.characters(), max_size=80)


@given(TEXTS)
@example("-\nx")
@example("![a\nb](c.png)")
@example("1.\n-\n2.")
@example("***a** b* ***")
@fuzzed
def test_any_text_is_some_and_stays_what_it_is(text):
    kept = normal(text)
    assert sources(kept) == sources(text)
    assert normal(kept) == kept
    assert "  " not in kept
    for each in blocks(text):
        runs = [each.runs] if isinstance(each, TextParagraph) else each.entries if isinstance(each, TextList) else []
        assert all(run.text for entry in runs for run in entry)
    # Nothing is made up, and nothing but marks is lost.
    seen = plain(text)
    left = iter(text)
    assert all(letter in left for letter in seen if not letter.isspace())
    assert {each for each in text if each.isalpha()} <= {each for each in seen + str(pictures(text)) if each.isalpha()}


@given(TEXTS)
@example("- a")
@example("1. a")
@example("12) a")
@example("![a](b.png)")
@example(r"\*a* **b** \\")
@fuzzed
def test_a_literal_paragraph_says_what_it_said(text):
    line = " ".join(text.split())
    if line:
        (paragraph,) = blocks(literal(text))
        assert isinstance(paragraph, TextParagraph)
        assert words(paragraph.runs) == line
        assert paragraph.runs == (TextRun(line),)


@pytest.mark.parametrize(
    "piece", ["*a ", "**a ", "*a", "a* ", "***a* ", "\\", "- ", "![", "![a](b.png)\n", "1.\n", "x\n"]
)
def test_a_long_text_takes_no_long_time(piece):
    begin = time.process_time()
    blocks(piece * (256 * 1024 // len(piece)))
    assert time.process_time() - begin < 10
