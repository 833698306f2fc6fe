"""Keep the lesson that a teacher is writing in a file, so that it survives quitting and a crash.

    lesson-draft.json            replaced as a whole with every pause in typing; gone when it is saved or thrown away
    lesson-draft.json.damaged    what could not be read any more, set aside

A row that makes no question or check yet is not in it.
"""

import json
from dataclasses import replace
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError, reason_of
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.reading import parse_lesson
from digitpad.lessons.writing import lesson_toml
from digitpad.system.files import is_file, write_atomically
from digitpad.system.files import replace as move
from digitpad.translation import N_, _
from digitpad.ui.lessons.lesson_draft import OpenedLesson

MAX_BYTES = 4 * 2**20

_NOT_A_DRAFT = (ValueError, LookupError, TypeError, AttributeError, RecursionError, DigitpadError)


def unsaved_path(data_dir: Path) -> Path:
    """The file; it exists while a lesson is being written."""
    return data_dir / "lesson-draft.json"


def keep_unsaved(data_dir: Path, written: OpenedLesson) -> None:
    """Keep a lesson in place of what was kept. In the jobs' thread.

    Raises:
        DigitpadError: it cannot be written; what was kept is still there.
    """
    values = {"name": written.lesson.name, "lesson": lesson_toml(written.lesson), "before": written.text}
    write_atomically(unsaved_path(data_dir), json.dumps(values).encode())


def read_unsaved(data_dir: Path, catalogue: Catalogue) -> OpenedLesson | None:
    """The lesson that was being written; None where none was. In the jobs' thread.

    Raises:
        DigitpadError: it cannot be read; what is damaged is set aside.
    """
    path = unsaved_path(data_dir)
    if not is_file(path):
        return None
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DigitpadError(
            N_("The lesson that was being written cannot be read ({reason})."), reason=reason_of(error)
        ) from error
    try:
        if len(content) > MAX_BYTES:
            raise ValueError("too big")
        values = json.loads(content)
        name, before = values["name"], values["before"]
        if not isinstance(name, str) or not name or Path(name).name != name or not isinstance(before, str | None):
            raise ValueError("not a lesson")
        lesson = parse_lesson(values["lesson"], Path(f"{name}.toml"), catalogue)
    except _NOT_A_DRAFT as error:
        aside = path.with_name(f"{path.name}.damaged")
        try:
            move(path, aside)
        except OSError:
            aside = path
        raise DigitpadError(
            N_("The lesson that was being written is damaged and lies in “{aside}”."), aside=aside
        ) from error
    return OpenedLesson(_with_gaps(lesson), before)


def forget_unsaved(data_dir: Path) -> None:
    """Nothing is to be kept any more. In the jobs' thread.

    Raises:
        DigitpadError: the system does not let it be removed.
    """
    try:
        unsaved_path(data_dir).unlink(missing_ok=True)
    except OSError as error:
        raise DigitpadError(
            N_("The lesson that was being written cannot be removed ({reason})."), reason=reason_of(error)
        ) from error


def _with_gaps(lesson: Lesson) -> Lesson:
    """What stood in for nothing is nothing again: the editor puts it there as long as nothing is typed."""
    steps = tuple(
        replace(
            step, text="" if step.text == step.title else step.text,
            title="" if step.title == lesson.title else step.title,
        )
        for step in lesson.steps
    )
    look_for = () if lesson.look_for == (lesson.title,) else lesson.look_for
    return replace(lesson, title="" if lesson.title == _("Untitled") else lesson.title, look_for=look_for, steps=steps)
