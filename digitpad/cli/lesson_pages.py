"""`digitpad lesson report`, `collect` and `print`: pages about lessons; each function returns text to print."""

from pathlib import Path

from digitpad.cli.lesson import aligned
from digitpad.errors import DigitpadError
from digitpad.lessons.collected import ReportFileError, collect
from digitpad.lessons.collected_pages import collected_csv, collected_html, collected_lines
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.report import report_html
from digitpad.lessons.state_file import read_state
from digitpad.system.clock import SYSTEM_CLOCK, Clock
from digitpad.system.files import write_atomically
from digitpad.translation import N_, _, ngettext


def save_report(data_dir: Path, lesson: Lesson, name: str, file: Path, clock: Clock = SYSTEM_CLOCK) -> str:
    """Write what was done in a lesson into one page.

    Raises:
        DigitpadError: nothing was done in it, what was done cannot be read, or the page cannot be written.
    """
    state = read_state(data_dir, lesson.name)
    if state is None:
        raise DigitpadError(N_("Nothing was done in the lesson “{name}” on this computer yet."), name=lesson.name)
    write_atomically(file, report_html(lesson, state, name, clock.today()).encode("utf-8", errors="replace"))
    return _("Report saved as {file}.").format(file=file)


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
