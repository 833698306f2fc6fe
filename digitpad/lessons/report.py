"""The report of a lesson as one page of HTML: guesses beside results, curves, drawings, answers and checks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digitpad.formatting import percent
from digitpad.lessons import markup
from digitpad.lessons.answers import number_words
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.questions import NumberGuess, Question
from digitpad.lessons.report_facts import QuestionFacts, ReportFacts, StepFacts, facts_of
from digitpad.lessons.results import run_figures
from digitpad.lessons.state import Drawn, Leaving, LessonState, StepState
from digitpad.lessons.svg import curves_svg, ink_svg
from digitpad.training.run import Run
from digitpad.training.settings_text import value_text
from digitpad.translation import N_, _, ngettext

_CURVES = 6
"""So many runs of a step have their curves, the newest; all are in the table."""

_RUN_HEADINGS = (N_("Run"), N_("Layers"), N_("Learning rate"), N_("Epochs"), N_("Training"), N_("Test"))
_NOTHING = "–"


@dataclass(frozen=True)
class Matrix:
    """How often which class was taken for which, as `evaluation.confusion` counts it.

    Attributes:
        class_names: one a class.
        counts: row: what it is; column: what the network says.
        about: which network, on which pictures, as people read it.
    """

    class_names: tuple[str, ...]
    counts: Sequence[Sequence[int]]
    about: str


def report_html(
    lesson: Lesson,
    state: LessonState,
    name: str,
    today: date,
    *,
    matrix: Matrix | None = None,
    picture: Callable[[str], str] = str,
) -> str:
    """The page.

    Args:
        lesson: as it is on this computer: `Lesson.here`.
        state: what was done in it.
        name: typed for this report; kept nowhere else.
        today: the date.
        matrix: of the network at the end, if there is one.
        picture: makes of an SVG what stands in the page, for those that cannot show one within: for paper, which
            needs no facts for a program either.
    """
    facts = facts_of(lesson, state, name, today)
    parts = [markup.heading(1, facts.title), markup.paragraph(_headline(facts)), *_left(state.left)]
    for number, (step, said) in enumerate(zip(lesson.steps, facts.steps, strict=True), start=1):
        parts += _step(number, step.questions, said, state.of(number), picture)
    if matrix is not None:
        parts += _matrix(matrix)
    note = _("Made by Digitpad. Anybody can edit this file: it says what was done, and is no examination.")
    parts.append(markup.paragraph(note, class_="faint"))
    title = _("{title}, {name}").format(title=facts.title, name=facts.name) if facts.name else facts.title
    return markup.page(title, "\n".join(parts), after=facts.embedded() if picture is str else "")


def _headline(facts: ReportFacts) -> str:
    done = sum(check.done for step in facts.steps for check in step.checks)
    checks = sum(len(step.checks) for step in facts.steps)
    answered = sum(bool(each.answer) for step in facts.steps for each in step.questions)
    questions = sum(len(step.questions) for step in facts.steps)
    figures = {"done": done, "checks": checks, "answered": answered, "questions": questions, "day": facts.day}
    if facts.name:
        sentence = _("{name}, {day}: {answered} of {questions} questions answered, {done} of {checks} checks reached.")
        return sentence.format(name=facts.name, **figures)
    sentence = _("{day}: {answered} of {questions} questions answered, {done} of {checks} checks reached.")
    return sentence.format(**figures)


def _left(left: Sequence[Leaving]) -> Iterator[str]:
    for each in left:
        at, back = f"{each.left:%H:%M}", f"{each.back:%H:%M}" if each.back is not None else ""
        gone = _("Left the lesson at {at} and did not come back.")
        sentence = _("Left the lesson at {at}, back at {back}.") if back else gone
        yield markup.paragraph(sentence.format(at=at, back=back), class_="open")


def _step(
    number: int, questions: Sequence[Question], facts: StepFacts, done: StepState, picture: Callable[[str], str]
) -> Iterator[str]:
    yield markup.heading(2, f"{number}. {facts.title}")
    for question, said in zip(questions, facts.questions, strict=True):
        yield markup.heading(3, question.text)
        yield from _answer(question, said)
        given = done.answers.get(question.id)
        if given is not None and isinstance(given.value, Drawn) and given.value.ink:
            yield markup.picture(picture(ink_svg(given.value.ink)))
    for check in facts.checks:
        mark, look = ("✓", "done") if check.done else ("○", "open")
        inner = f"{markup.element('span', mark, class_=look)} {markup.text(check.text)}"
        yield markup.element("p", inner, class_="tick")
    if done.runs:
        yield markup.figures([_(each) for each in _RUN_HEADINGS], map(_run, done.runs), texts=2)
        for run in done.ended[-_CURVES:]:
            yield markup.picture(picture(curves_svg(run.title, run.history)))


def _answer(question: Question, said: QuestionFacts) -> Iterator[str]:
    if not said.answer:
        yield markup.paragraph(_("Not answered."), class_="open")
    elif isinstance(question, NumberGuess) and said.result is not None:
        sentence = _("Guess: {guess}. Result: {result}.")
        result = number_words(said.result, question.unit)
        yield markup.paragraph(sentence.format(guess=said.answer, result=result))
    else:
        yield markup.paragraph(said.answer)
    if said.answer and said.kind == "guess" and said.runs_before:
        sentence = ngettext("Given after {count} run.", "Given after {count} runs.", said.runs_before)
        yield markup.paragraph(sentence.format(count=said.runs_before), class_="open")
    if said.right is not None:
        right = markup.element("span", markup.text(_("Right.") if said.right else _("Not right.")),
                               class_="done" if said.right else "open")  # fmt: skip
        yield markup.element("p", right)
    if said.hints:
        sentence = ngettext("{count} hint opened.", "{count} hints opened.", said.hints)
        yield markup.paragraph(sentence.format(count=said.hints), class_="faint")


def _run(run: Run) -> tuple[str, ...]:
    figures = run_figures(run)
    shares = (percent(figures[name]) if name in figures else _NOTHING for name in ("train", "test"))
    rate = value_text("learning_rate", run.plan.learning_rate)
    return run.title, run.layers, rate, str(len(run.history)), *shares


def _matrix(matrix: Matrix) -> Iterator[str]:
    yield markup.heading(2, _("Confusion matrix"))
    yield markup.paragraph(matrix.about)
    yield markup.paragraph(_("Rows: what it is. Columns: what the network says."), class_="faint")
    rows = (
        (name, *(str(count) if count else "·" for count in counts))
        for name, counts in zip(matrix.class_names, matrix.counts, strict=True)
    )
    yield markup.figures(("", *matrix.class_names), rows)
