"""`digitpad lesson report`, `collect`, `check`, `pack` and `print`; each function returns text to print."""

import sys
from collections.abc import Callable
from pathlib import Path

from digitpad.cli.lesson import aligned
from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.lessons.collected import ReportFileError, collect
from digitpad.lessons.collected_pages import collected_csv, collected_html, collected_lines
from digitpad.lessons.last_matrix import last_matrix
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.lesson_pictures import check_pictures, paper_pictures
from digitpad.lessons.markup import PAPERS
from digitpad.lessons.overlooked import overlooked
from digitpad.lessons.package import SUFFIX, read_package
from digitpad.lessons.package_folder import pack_lesson
from digitpad.lessons.reading import read_lesson
from digitpad.lessons.report import report_html
from digitpad.lessons.sheet import guide_html, sheet_html
from digitpad.lessons.state_file import read_state
from digitpad.system.clock import SYSTEM_CLOCK, Clock
from digitpad.system.display import go_off_screen
from digitpad.system.files import require_writable, write_atomically
from digitpad.translation import N_, _, ngettext


def save_report(
    data_dir: Path, lesson: Lesson, catalogue: Catalogue, name: str, file: Path, clock: Clock = SYSTEM_CLOCK
) -> str:
    """Write what was done in a lesson into one file.

    Args:
        data_dir: the user's data folder.
        lesson: which.
        catalogue: the datasets.
        name: who it is about; kept nowhere else.
        file: where to.
        clock: says what day it is.

    Raises:
        DigitpadError: nothing was done in it, what was done cannot be read, or the file cannot be written.
    """
    state = read_state(data_dir, lesson.name)
    if state is None:
        raise DigitpadError(N_("Nothing was done in the lesson “{name}” on this computer yet."), name=lesson.name)
    today, here = clock.today(), lesson.here(catalogue)
    matrix = last_matrix(state, data_dir, catalogue)
    _write(
        file, lesson.title,
        lambda picture: report_html(here, state, name, today, matrix=matrix, picture=picture),
    )
    return _("Report saved as {file}.").format(file=file)


def print_lesson(lesson: Lesson, file: Path, *, guide: bool, letter: bool) -> str:
    """Write a sheet for pupils, or the teacher's guide.

    Args:
        lesson: as its file has it.
        file: where to.
        guide: whether it is the guide.
        letter: whether the paper is Letter, and not A4.

    Raises:
        DigitpadError: it cannot be written.
    """
    paper, pictures = PAPERS[letter], paper_pictures(lesson)
    html = guide_html if guide else sheet_html
    _write(file, lesson.title, lambda picture: html(lesson, paper, picture, pictures), paper)
    return _("Saved as {file}.").format(file=file)


def _write(file: Path, title: str, make: Callable[[Callable[[str], str]], str], paper: str = PAPERS[0]) -> None:
    """Write a page as HTML or PDF, as the name of its file ends."""
    match file.suffix.lower():
        case ".html" | ".htm":
            write_atomically(file, make(str).encode("utf-8", errors="replace"))
        case ".pdf":
            require_writable(file)
            write_atomically(file, _pdf(title, make, paper))
        case _:
            raise DigitpadError(N_("“{file}” ends in neither .html nor .pdf; choose one of them."), file=file)


def _pdf(title: str, make: Callable[[Callable[[str], str]], str], paper: str) -> bytes:
    go_off_screen()
    from PySide6.QtWidgets import QApplication

    from digitpad.ui.lessons.paper import to_pdf

    app = QApplication.instance() or QApplication(sys.argv[:1])
    try:
        return to_pdf(title, make, paper)
    finally:
        del app


def check_file(file: Path, catalogue: Catalogue) -> str:
    """Say that a lesson's file is right, and what its author may have overlooked.

    Raises:
        DigitpadError: it is not right.
    """
    handed_around = file.suffix.lower() == SUFFIX
    lesson = read_package(file, catalogue).lesson if handed_around else read_lesson(file, catalogue)
    if not handed_around:  # else that has been seen to already
        check_pictures(lesson)
    questions = sum(1 for __ in lesson.questions())
    checks = sum(len(step.checks) for step in lesson.steps)
    sentence = _("“{file}” is right. Steps: {steps}, questions: {questions}, checks: {checks}.")
    said = sentence.format(file=file.name, steps=len(lesson.steps), questions=questions, checks=checks)
    return "\n".join([said, *(str(each) for each in overlooked(lesson, catalogue))])


def pack(data_dir: Path, name: str, catalogue: Catalogue, file: Path) -> str:
    """Write a lesson, and what lies in the folder of its name, as one file to hand around.

    Raises:
        DigitpadError: there is none, something does not belong in it, or the file cannot be written.
    """
    if file.suffix.lower() != SUFFIX:
        raise DigitpadError(N_("“{file}” does not end in {suffix}; choose another name."), file=file, suffix=SUFFIX)
    write_atomically(file, pack_lesson(name, data_dir, catalogue))
    return _("Saved as {file}.").format(file=file)


def collect_reports(folder: Path, table: Path | None, page: Path | None) -> tuple[str, tuple[ReportFileError, ...]]:
    """Put the reports in a folder together, and write a table and a page of them where wanted.

    Returns:
        Who reached what, and what is wrong with files that are not counted.

    Raises:
        DigitpadError: there are no reports, or something cannot be written.
    """
    lessons, problems = collect(folder)
    if page is not None and page.resolve().parent == folder.resolve():
        raise DigitpadError(N_("“{file}” would lie among the reports; choose another folder for it."), file=page)
    if table is not None:
        write_atomically(table, collected_csv(lessons))
    if page is not None:
        write_atomically(page, collected_html(lessons, problems).encode("utf-8", errors="replace"))
    lines = []
    for lesson in lessons:
        count = len(lesson.reports)
        heading = ngettext("{title}: {count} report", "{title}: {count} reports", count)
        lines.append(heading.format(title=lesson.title, count=count))
        lines.append(aligned(collected_lines(lesson)))
    lines += (_("Saved as {file}.").format(file=file) for file in (table, page) if file is not None)
    return "\n".join(lines), problems
