"""Any text is a lesson, or refused in one line with its place."""

from pathlib import Path

from helpers.fuzz import damaged, fuzzed
from helpers.lessons import COMPLETE, PLAN
from hypothesis import given
from hypothesis import strategies as st

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.lesson import Lesson, LessonError
from digitpad.lessons.reading import parse_lesson

CATALOGUE = Catalogue(Path("nowhere"))
FIRST = f'title = "Mine"\nlook_for = "What?"\n\n[[steps]]\ntitle = "Once"\ntext = "Run it."\n\n{PLAN}'

KEYS = st.sampled_from([
    "title", "order", "look_for", "steps", "text", "plan", "fallback", "lecture", "keras", "dataset", "hidden",
    "epochs", "test", "epoch", "from", "to", "augmentation", "seed", "x", "version", "show", "pages", "controls",
    "fixed", "lead", "ask", "id", "kind", "hints", "of", "low", "high", "unit", "answer", "tolerance", "choices",
    "shows", "read_as", "check", "check_fallback", "gap", "runs", "fair_test", "read", "digit", "at_least", "misread",
    "guide", "minutes", "aims", "vocabulary", "wrong_ideas", "answers", "notes", "expected",
    "expected_fallback",
])  # fmt: skip
WORDS = ("mnist", "mnist-5k", "", "x", ">= 0.5", "<= 3", "guess", "choice", "number", "text", "drawing", "pick",
         "neuron", "examine", "train", "learning_rate", "seed")  # fmt: skip
VALUES = st.recursive(
    st.one_of(
        st.integers().map(str), st.floats().map(str), st.sampled_from(["true", "1979-05-27"]),
        st.sampled_from(WORDS).map('"{}"'.format),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]"),
        st.dictionaries(KEYS, inner, max_size=3).map(
            lambda each: "{" + ", ".join(f"{key} = {value}" for key, value in each.items()) + "}"
        ),
    ),
    max_leaves=5,
)
TABLES = st.sampled_from([
    "steps", "steps.plan", "steps.keras", "x", "plan", "steps.show", "steps.fixed", "steps.ask", "steps.check",
    "steps.check_fallback", "guide", "guide.vocabulary",
])  # fmt: skip
LINES = st.one_of(
    st.builds("{} = {}".format, KEYS, VALUES),
    st.builds("[{}]".format, TABLES),
    st.builds("[[{}]]".format, TABLES),
    st.text(max_size=20),
)


def lesson_or_refusal(text):
    try:
        outcome = parse_lesson(text, Path("mine.toml"), CATALOGUE)
    except LessonError as error:
        outcome = error
    if isinstance(outcome, Lesson):
        assert outcome.steps
    else:
        assert outcome.line is None or 1 <= outcome.line <= text.count("\n") + 1
        assert "\n" not in str(outcome)


@given(st.lists(LINES, max_size=12).map("\n".join))
@fuzzed
def test_any_text(text):
    lesson_or_refusal(text)


@given(st.sampled_from((FIRST, COMPLETE)), st.integers(min_value=0), LINES)
@fuzzed
def test_a_lesson_with_any_other_line(whole, number, line):
    lines = whole.split("\n")
    lines[number % len(lines)] = line
    lesson_or_refusal("\n".join(lines))


@given(damaged([FIRST.encode(), COMPLETE.encode()]))
@fuzzed
def test_a_damaged_lesson(content):
    lesson_or_refusal(content.decode("utf-8", errors="replace"))
