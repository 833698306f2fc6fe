"""The reports of a class, read from a folder and put together: who reached what, all guesses, what was hard."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from digitpad.errors import DigitpadError, reason_of
from digitpad.lessons.answers import number_words
from digitpad.lessons.report_facts import MAX_REPORT_BYTES, CheckFacts, QuestionFacts, ReportFacts, read_facts
from digitpad.translation import N_, Message, _

MAX_REPORTS = 1000
BINS = 10
_ENDINGS = (".html", ".htm")

_Column = tuple[int, str]
"""The number of a step, from 1, and the name of a check or the id of a question."""


class ReportFileError(DigitpadError):
    """A file is no report that can be read; the others are not harmed by it."""

    def __init__(self, file: Path, problem: Message | DigitpadError) -> None:
        super().__init__(N_("“{file}”: {problem}"), file=file.name, problem=problem)


@dataclass(frozen=True)
class CollectedReport:
    """A report and the name of the file it came from."""

    file: str
    facts: ReportFacts

    @property
    def who(self) -> str:
        """The name in the report, or else that of its file."""
        return self.facts.name or Path(self.file).stem


@dataclass(frozen=True)
class Guesses:
    """How often what was guessed.

    Attributes:
        text: what was asked.
        bars: words, and how many guessed them.
        result: the words of what came out, where all reports have the same, or of the right choice; may be empty.
        late: how many more were given only after a run, which are not counted.
    """

    text: str
    bars: tuple[tuple[str, int], ...]
    result: str
    late: int


@dataclass(frozen=True)
class Hardness:
    """How hard a question was.

    Attributes:
        text: what was asked.
        answered: how many answered it.
        right: how many of the answers are right; None where nobody can say.
        hints: how many hints were opened.
    """

    text: str
    answered: int
    right: int | None
    hints: int


@dataclass(frozen=True)
class LessonReports:
    """The reports of one lesson, by the names of those they are about.

    Attributes:
        title: the lesson's.
        reports: at least one, all of the same questions and checks: a lesson that was changed meanwhile is another one.
    """

    title: str
    reports: tuple[CollectedReport, ...]

    @property
    def checks(self) -> dict[_Column, str]:
        """All checks, in the order of the lesson, and what had to be reached."""
        steps = enumerate(self.reports[0].facts.steps, start=1)
        return {(number, check.name): check.text for number, step in steps for check in step.checks}

    @property
    def questions(self) -> dict[_Column, str]:
        """All questions, in the order of the lesson, and what was asked."""
        steps = enumerate(self.reports[0].facts.steps, start=1)
        return {(number, question.id): question.text for number, step in steps for question in step.questions}

    def guesses(self) -> tuple[Guesses, ...]:
        """All guesses, question by question."""
        found = []
        for column, text in self.questions.items():
            asked = self._answers(column)
            if any(each.kind == "guess" for each in asked):
                found.append(_guesses(text, asked))
        return tuple(found)

    def hardest(self) -> tuple[Hardness, ...]:
        """The questions, the hardest first: fewest right, then fewest answered, then most hints."""
        rows = []
        for column, text in self.questions.items():
            asked = self._answers(column)
            judged = [each.right for each in asked if each.right is not None]
            right = sum(judged) if judged else None
            rows.append(
                Hardness(text, sum(bool(each.answer) for each in asked), right, sum(each.hints for each in asked))
            )
        count = len(self.reports)
        return tuple(
            sorted(rows, key=lambda row: (count if row.right is None else row.right, row.answered, -row.hints))
        )

    def _answers(self, column: _Column) -> list[QuestionFacts]:
        return [question_in(each.facts, column) for each in self.reports]


def question_in(facts: ReportFacts, column: _Column) -> QuestionFacts:
    """The question of a report."""
    number, name = column
    return next(question for question in facts.steps[number - 1].questions if question.id == name)


def check_in(facts: ReportFacts, column: _Column) -> CheckFacts:
    """The check of a report."""
    number, name = column
    return next(check for check in facts.steps[number - 1].checks if check.name == name)


def collect(folder: Path) -> tuple[tuple[LessonReports, ...], tuple[ReportFileError, ...]]:
    """The reports in a folder, lesson by lesson, and what is wrong with files that are none.

    Raises:
        DigitpadError: the folder cannot be read, or has no page at all, or too many.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    except OSError as error:
        raise DigitpadError(
            N_("The folder “{folder}” cannot be read ({reason})."), folder=folder, reason=reason_of(error)
        ) from error
    if not 1 <= len(files) <= MAX_REPORTS:
        raise DigitpadError(
            N_("“{folder}” has {count} pages; choose a folder with 1 to {most} reports of lessons."),
            folder=folder, count=len(files), most=MAX_REPORTS,
        )
    reports, problems = [], []
    for file in files:
        try:
            reports.append(CollectedReport(file.name, read_report(file)))
        except ReportFileError as error:
            problems.append(error)
    return _by_lesson(reports), tuple(problems)


def read_report(file: Path) -> ReportFacts:
    """The facts of one report.

    Raises:
        ReportFileError: it is none, or cannot be read.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_REPORT_BYTES + 1)
    except OSError as error:
        problem = Message(N_("The file cannot be read ({reason})."), reason=reason_of(error))
        raise ReportFileError(file, problem) from error
    if len(content) > MAX_REPORT_BYTES:
        problem = Message(N_("The file is too big for a report: at most {most} MB."), most=MAX_REPORT_BYTES >> 20)
        raise ReportFileError(file, problem)
    try:
        return read_facts(content.decode("utf-8", errors="replace"))
    except DigitpadError as error:
        raise ReportFileError(file, error) from error


def _by_lesson(reports: Iterable[CollectedReport]) -> tuple[LessonReports, ...]:
    lessons: dict[object, list[CollectedReport]] = {}
    for report in reports:
        lessons.setdefault((report.facts.lesson, _structure(report.facts)), []).append(report)
    return tuple(
        LessonReports(found[0].facts.title, tuple(sorted(found, key=lambda each: (each.who.casefold(), each.file))))
        for found in sorted(lessons.values(), key=lambda each: (each[0].facts.lesson, -len(each)))
    )


def _structure(facts: ReportFacts) -> tuple[object, ...]:
    """What two reports have in common that can stand in one table."""
    return tuple(
        (tuple((each.id, each.kind, each.choices, each.low, each.high) for each in step.questions),
         tuple(check.name for check in step.checks))
        for step in facts.steps
    )  # fmt: skip


def _guesses(text: str, asked: Sequence[QuestionFacts]) -> Guesses:
    given = [each for each in asked if each.answer]
    in_time = [each for each in given if not each.runs_before]
    late = len(given) - len(in_time)
    if choices := asked[0].choices:
        counts = Counter(each.answer for each in in_time)
        right = next((each.answer for each in given if each.right), "")
        return Guesses(text, tuple((choice, counts[choice]) for choice in choices), right, late)
    low, high, unit = asked[0].low, asked[0].high, asked[0].unit
    if low is None or high is None:
        return Guesses(text, (), "", late)
    ends = [low + (high - low) * place / BINS for place in range(BINS + 1)]
    words = tuple(
        _("{low} to {high}").format(low=number_words(start, ""), high=number_words(end, unit))
        for start, end in pairwise(ends)
    )

    def bin_of(value: float) -> int:
        return min(BINS - 1, int((min(max(value, low), high) - low) / (high - low) * BINS))

    counts_of = Counter(bin_of(each.number) for each in in_time if each.number is not None)
    results = {bin_of(each.result) for each in asked if each.result is not None}
    result = words[results.pop()] if len(results) == 1 else ""
    return Guesses(text, tuple((each, counts_of[place]) for place, each in enumerate(words)), result, late)
