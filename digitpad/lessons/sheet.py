"""A lesson on paper: a sheet for pupils to write on, and the teacher's guide, both made from the lesson's file."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from digitpad.formatting import whole_percent
from digitpad.lessons import markup
from digitpad.lessons.answers import number_words
from digitpad.lessons.lesson import PARTS, Figures, Lesson, Step
from digitpad.lessons.lesson_pictures import PaperPicture
from digitpad.lessons.lesson_text import sources
from digitpad.lessons.lesson_text_html import text_html
from digitpad.lessons.lock import CONTROLS, LEAD, PAGES, StepLock
from digitpad.lessons.questions import (
    ChoiceQuestion,
    DrawingQuestion,
    NumberGuess,
    NumberQuestion,
    PickQuestion,
    Question,
    must_come_before_run,
)
from digitpad.lessons.svg import box_svg
from digitpad.training.plan import TrainingPlan
from digitpad.training.setting_names import SETTING_NAMES
from digitpad.training.settings_text import value_text
from digitpad.translation import N_, _, ngettext

Pictures = Mapping[str, PaperPicture]
"""By the names of their files, as `lesson_pictures.paper_pictures` gives them."""

_NONE: Pictures = {}
_LINES_OF_A_TEXT = 3
_EXPECTED = {
    "train": N_("Training, epoch {epoch}: {span}"),
    "validation": N_("Validation, epoch {epoch}: {span}"),
    "test": N_("Test, epoch {epoch}: {span}"),
}
_PLAN = ("dataset", "hidden", "activation", "optimizer", "learning_rate", "batch_size", "epochs")


def sheet_html(
    lesson: Lesson, paper: str = markup.PAPERS[0], picture: Callable[[str], str] = str, pictures: Pictures = _NONE
) -> str:
    """The pupils' sheet.

    Args:
        lesson: as its file has it.
        paper: one of `markup.PAPERS`.
        picture: makes of an SVG or a picture what stands in the page, for those that cannot show one within.
        pictures: those of its texts that are there; the others are told in words.
    """
    head = [_("Name: {line}").format(line="_" * 24), _("Date: {line}").format(line="_" * 16)]
    parts = [markup.heading(1, lesson.title), _side_by_side(head)]
    parts += text_html(lesson.look_for, pictures, picture)
    for number, step in enumerate(lesson.steps, start=1):
        parts.append(markup.heading(2, f"{number}. {step.title}"))
        parts += text_html(sources(step.text), pictures, picture)
        for question in step.questions:
            parts += [markup.heading(3, _asked(question)), *_room_for(question, picture)]
        if step.checks:
            parts.append(markup.paragraph(_("Tick what you have reached:")))
        parts += (markup.paragraph(f"☐ {check.message()}", class_="tick") for check in step.checks)
    return markup.page(lesson.title, "\n".join(parts), paper, with_pictures=bool(pictures))


def _asked(question: Question) -> str:
    if must_come_before_run(question):
        return _("Guess, before you run it: {question}").format(question=question.text)
    return question.text


def _side_by_side(texts: Iterable[str]) -> str:
    cells = "".join(markup.element("td", markup.text(each)) for each in texts)
    return markup.element("table", markup.element("tr", cells))


def _room_for(question: Question, picture: Callable[[str], str]) -> Iterator[str]:
    """Where the answer is written."""
    match question:
        case NumberGuess() if question.of:
            line = f"{'_' * 16} {question.unit}"
            yield _side_by_side([_("Guess: {line}").format(line=line), _("Result: {line}").format(line=line)])
        case NumberQuestion():
            yield markup.paragraph(f"{'_' * 16} {question.unit}")
        case ChoiceQuestion():
            yield from (markup.paragraph(f"☐ {choice}", class_="tick") for choice in question.choices)
        case DrawingQuestion():
            yield markup.picture(picture(box_svg()))
        case PickQuestion():
            yield markup.lines(1)
        case _:
            yield markup.lines(_LINES_OF_A_TEXT)


def guide_html(
    lesson: Lesson, paper: str = markup.PAPERS[0], picture: Callable[[str], str] = str, pictures: Pictures = _NONE
) -> str:
    """The teacher's guide: aims, minutes, vocabulary, expected figures, wrong ideas, answers.

    Args:
        lesson: as its file has it.
        paper: one of `markup.PAPERS`.
        picture: as of `sheet_html`.
        pictures: the same.
    """
    guide = lesson.guide
    title = _("For the teacher: {title}").format(title=lesson.title)
    parts = [markup.heading(1, title)]
    if guide.minutes:
        minutes = ngettext("{count} minute", "{count} minutes", guide.minutes).format(count=guide.minutes)
        parts.append(markup.paragraph(minutes))
    parts += text_html(lesson.look_for, pictures, picture)
    for heading, words in ((_("Aims"), guide.aims), (_("What is needed"), guide.needs)):
        parts += _section(heading, markup.items(words))
    parts += _section(_("How to go about it"), "".join(map(markup.paragraph, guide.notes)))
    parts += _section(_("Words"), _pairs(guide.vocabulary.items()))
    for number, step in enumerate(lesson.steps, start=1):
        parts.append(markup.heading(2, f"{number}. {step.title}"))
        parts += text_html(sources(step.text), pictures, picture)
        parts += _guide_step(lesson, step)
    parts += _section(_("What pupils often think"), _pairs(guide.wrong_ideas.items()))
    return markup.page(title, "\n".join(parts), paper, with_pictures=bool(pictures))


def _section(heading: str, inner: str) -> Iterator[str]:
    if inner:
        yield markup.heading(2, heading)
        yield inner


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        markup.element("tr", markup.element("th", markup.text(first)) + markup.element("td", markup.text(second)))
        for first, second in pairs
    )
    return markup.element("table", rows) if rows else ""


def _guide_step(lesson: Lesson, step: Step) -> Iterator[str]:
    if step.plan is not None:
        yield markup.paragraph(_("Runs: {settings}.").format(settings=_settings(step.plan)), class_="faint")
    yield from (markup.paragraph(each, class_="faint") for each in _locked(step.lock))
    if expected := list(_figures(step.expected or step.keras or step.lecture)):
        yield markup.paragraph(_("Expected:"))
        yield markup.items(expected)
    for question in step.questions:
        yield markup.heading(3, _asked(question))
        yield from map(markup.paragraph, _answers(question, lesson.guide.answers.get(question.id, "")))
        yield markup.items(question.hints, numbered=True)
    if step.checks:
        yield markup.paragraph(_("To be reached:"))
        yield markup.items(str(check.message()) for check in step.checks)
    if step.fallback_checks or step.fallback_expected:
        yield markup.paragraph(_("Where the dataset is missing:"))
        yield markup.items((*_figures(step.fallback_expected), *(str(each.message()) for each in step.fallback_checks)))


def _settings(plan: TrainingPlan) -> str:
    return ", ".join(
        _("{setting} {value}").format(setting=_(SETTING_NAMES[name]), value=value_text(name, getattr(plan, name)))
        for name in _PLAN
    )


def _locked(lock: StepLock) -> Iterator[str]:
    if lock.pages is not None:
        names = ", ".join(_(PAGES[page]) for page in PAGES if lock.shows_page(page))
        yield _("Pages that are visible: {names}.").format(names=names)
    if lock.controls is not None:
        names = ", ".join(_(words) for name, words in CONTROLS.items() if lock.allows(name)) or _("none")
        yield _("What can be used besides: {names}.").format(names=names)
    if lock.fixed:
        fixed = (
            _("lead {value}").format(value=whole_percent(value)) if name == LEAD
            else _("{setting} {value}").format(setting=_(SETTING_NAMES[name]), value=value_text(name, value))
            for name, value in lock.fixed.items()
        )  # fmt: skip
        yield _("Fixed: {settings}.").format(settings=", ".join(fixed))


def _figures(figures: Iterable[Figures]) -> Iterator[str]:
    for each in figures:
        for part in PARTS:
            span = getattr(each, part)
            if span is not None:
                yield _(_EXPECTED[part]).format(epoch=each.epoch, span=span.shown(decimals=1))


def _answers(question: Question, told: str) -> Iterator[str]:
    match question:
        case NumberQuestion() if question.answer is not None:
            right = number_words(question.answer, question.unit)
            if question.tolerance:
                spread = number_words(question.tolerance, question.unit)
                yield _("Answer: {right}, give or take {spread}.").format(right=right, spread=spread)
            else:
                yield _("Answer: {right}.").format(right=right)
        case ChoiceQuestion() if question.answer:
            yield _("Answer: {right}.").format(right=question.answer)
    if told:
        yield told
