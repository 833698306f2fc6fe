"""The reports of a class as a page for the projector, as a table for a spreadsheet, and as text."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from digitpad.lessons import markup
from digitpad.lessons.collected import (
    CollectedReport,
    Guesses,
    Hardness,
    LessonReports,
    ReportFileError,
    check_in,
    question_in,
)
from digitpad.lessons.svg import bars_svg
from digitpad.system.spreadsheet import cell
from digitpad.translation import N_, _, ngettext

_DONE, _OPEN, _NONE = "✓", "○", "–"
_HARD_HEADINGS = (N_("Question"), N_("Answered"), N_("Right"), N_("Hints"))


def collected_html(
    lessons: Sequence[LessonReports], problems: Sequence[ReportFileError] = (), picture: Callable[[str], str] = str
) -> str:
    """The page: for each lesson pupils by checks, all guesses, and which question was hard.

    Args:
        lessons: their reports.
        problems: what is wrong with files that are not counted.
        picture: makes of an SVG what stands in the page, for those that cannot show one within.
    """
    parts: list[str] = []
    for each in lessons:
        parts += _lesson(each, picture)
    if problems:
        parts += [markup.heading(2, _("Files that are not counted")), markup.items(map(str, problems))]
    title = lessons[0].title if len(lessons) == 1 else _("Reports of the class")
    return markup.page(title, "\n".join(parts))


def _lesson(lesson: LessonReports, picture: Callable[[str], str]) -> Iterator[str]:
    yield markup.heading(1, lesson.title)
    count = len(lesson.reports)
    yield markup.paragraph(ngettext("{count} report.", "{count} reports.", count).format(count=count))
    if lesson.checks:
        yield markup.heading(2, _("Who reached what"))
        yield markup.figures(("", *_numbers(lesson)), _rows(lesson))
        yield markup.items(map(_numbered, lesson.checks, lesson.checks.values()))
    for guesses in lesson.guesses():
        yield markup.heading(2, guesses.text)
        yield markup.picture(picture(bars_svg(guesses.bars, mark=guesses.result)))
        yield from map(markup.paragraph, _about(guesses))
    if lesson.questions:
        yield markup.heading(2, _("Which question was hard"))
        yield markup.figures([_(each) for each in _HARD_HEADINGS], map(_hard, lesson.hardest()))


def _numbers(lesson: LessonReports) -> list[str]:
    return [f"{step}.{place}" for (step, __), place in _places(lesson).items()]


def _places(lesson: LessonReports) -> dict[tuple[int, str], int]:
    """Which check of its step each one is, from 1."""
    places: dict[tuple[int, str], int] = {}
    for step, name in lesson.checks:
        places[step, name] = 1 + sum(number == step for number, __ in places)
    return places


def _rows(lesson: LessonReports) -> Iterator[tuple[str, ...]]:
    for each in lesson.reports:
        yield (each.who, *(_mark(each, column) for column in lesson.checks))
    sums = (sum(_mark(each, column) == _DONE for each in lesson.reports) for column in lesson.checks)
    yield (_("All"), *map(str, sums))


def _mark(report: CollectedReport, column: tuple[int, str]) -> str:
    return _DONE if check_in(report.facts, column).done else _OPEN


def _numbered(column: tuple[int, str], text: str) -> str:
    return _("Step {step}: {text}").format(step=column[0], text=text)


def _about(guesses: Guesses) -> Iterator[str]:
    if guesses.result:
        yield _("What came out: {result}.").format(result=guesses.result)
    if guesses.late:
        late = ngettext(
            "{count} guess came after a run and is not counted.",
            "{count} guesses came after a run and are not counted.",
            guesses.late,
        )
        yield late.format(count=guesses.late)


def _hard(row: Hardness) -> tuple[str, ...]:
    return row.text, str(row.answered), _NONE if row.right is None else str(row.right), str(row.hints)


def collected_csv(lessons: Sequence[LessonReports]) -> bytes:
    """A row for each report: checks as 1 or 0, answers in words; the columns of all lessons side by side. UTF-8."""
    checks = [(each, column) for each in lessons for column in each.checks]
    questions = [(each, column) for each in lessons for column in each.questions]
    heads = [f"{owner.title} {step} {name}" for owner, (step, name) in (*checks, *questions)]
    rows: list[Sequence[object]] = [("lesson", "name", "file", "day", "left", *heads)]
    for lesson in lessons:
        for each in lesson.reports:
            facts = each.facts
            reached = (_as_number(each, column) if owner is lesson else None for owner, column in checks)
            answers = (_answer(each, column) if owner is lesson else None for owner, column in questions)
            rows.append((facts.title, facts.name, each.file, facts.day, facts.left, *reached, *answers))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8", errors="replace")


def _as_number(report: CollectedReport, column: tuple[int, str]) -> int:
    return int(check_in(report.facts, column).done)


def _answer(report: CollectedReport, column: tuple[int, str]) -> str | float:
    question = question_in(report.facts, column)
    return question.answer if question.number is None else question.number


def collected_lines(lesson: LessonReports) -> list[tuple[str, ...]]:
    """The table of pupils and checks for a terminal: rows of equal length, the first is the heading."""
    return [("", *_numbers(lesson)), *_rows(lesson)]
