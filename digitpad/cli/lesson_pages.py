"""`digitpad lesson report`, `collect` and `print`: pages about lessons; each function returns text to print."""

from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.report import report_html
from digitpad.lessons.state_file import read_state
from digitpad.system.clock import SYSTEM_CLOCK, Clock
from digitpad.system.files import write_atomically
from digitpad.translation import N_, _


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
