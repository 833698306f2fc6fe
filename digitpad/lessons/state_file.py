"""Keep what somebody has done in a lesson in a file, so that it survives a restart and a crash.

    answers/clothes.json            one for each lesson that was begun, replaced as a whole
    answers/clothes.json.damaged    what could not be read any more, set aside

No name of a person is in it: one is only typed when a report is made.
"""

import json
import math
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import visible
from digitpad.ink.stroke import parse_ink
from digitpad.lessons.questions import MAX_HINTS
from digitpad.lessons.reading import MAX_STEPS
from digitpad.lessons.state import (
    MAX_ANSWER,
    MAX_LEAVINGS,
    MAX_RUNS,
    MAX_SAMPLES,
    AnswerValue,
    Drawn,
    Given,
    Leaving,
    LessonState,
    Picked,
    Reading,
    StepState,
)
from digitpad.system.files import is_file, replace, write_atomically
from digitpad.training.run import run_from_json
from digitpad.translation import N_

FOLDER = "answers"
MAX_BYTES = 64 * 2**20

_NOT_A_STATE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, DigitpadError)
_MOST_NAMED = 80
_MOST_ANSWERS = 1000
"""In one step: a teacher may change a lesson, and give its questions other names."""


class DamagedStateError(DigitpadError):
    """What was done in a lesson cannot be read any more; the file is set aside."""


def state_path(data_dir: Path, lesson: str) -> Path:
    """The file of a lesson; it exists when something was done in it."""
    return data_dir / FOLDER / f"{lesson}.json"


def write_state(data_dir: Path, state: LessonState) -> None:
    """Keep a state in place of the lesson's last one.

    Raises:
        DigitpadError: it cannot be written; the last one is still there.
    """
    write_atomically(state_path(data_dir, state.lesson), json.dumps(state_to_json(state)).encode())


def read_state(data_dir: Path, lesson: str) -> LessonState | None:
    """What was done in a lesson; None where nothing was.

    Raises:
        DamagedStateError: the file was damaged, and is set aside now.
        DigitpadError: the system does not let it be read.
    """
    path = state_path(data_dir, lesson)
    if not is_file(path):
        return None
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DigitpadError(
            N_("What was done in the lesson “{name}” cannot be read ({reason})."), name=lesson, reason=reason_of(error)
        ) from error
    try:
        if len(content) > MAX_BYTES:
            raise ValueError("too big")
        return state_from_json(lesson, json.loads(content))
    except _NOT_A_STATE as error:
        aside = path.with_name(f"{path.name}.damaged")
        try:
            replace(path, aside)
        except OSError:
            aside = path
        raise DamagedStateError(
            N_("What was done in the lesson “{name}” is damaged and lies in “{aside}”; the lesson begins anew."),
            name=lesson, aside=aside,
        ) from error


def state_to_json(state: LessonState) -> dict[str, Any]:
    """A state as plain JSON values."""
    return {
        "started": state.started.isoformat(timespec="seconds"),
        "step": state.step,
        "steps": {str(number): _step_to_json(step) for number, step in state.steps.items()},
        "left": [
            {"left": each.left.isoformat(timespec="seconds"),
             "back": each.back and each.back.isoformat(timespec="seconds")}
            for each in state.left
        ],
    }  # fmt: skip


def state_from_json(lesson: str, values: Mapping[str, Any]) -> LessonState:
    """The state from what `state_to_json` gave.

    Raises:
        ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, DigitpadError: it is none.
    """
    return LessonState(
        lesson,
        _time(values["started"]),
        _count(values["step"], MAX_STEPS),
        {_count(int(number), MAX_STEPS): _step(step) for number, step in values["steps"].items()},
        tuple(
            Leaving(_time(each["left"]), _time(each["back"]) if each["back"] is not None else None)
            for each in values["left"][:MAX_LEAVINGS]
        ),
    )


def _step_to_json(step: StepState) -> dict[str, Any]:
    return {
        "answers": {
            name: {"at": given.at.isoformat(timespec="seconds"), "runs_before": given.runs_before,
                   **answer_to_json(given.value)}
            for name, given in step.answers.items()
        },
        "hints": dict(step.hints),
        "runs": [run.to_json() for run in step.runs],
        "samples": step.samples,
        "reached": sorted(step.reached),
    }  # fmt: skip


def _step(values: Mapping[str, Any]) -> StepState:
    answers = {
        _name(name): Given(answer_from_json(each), _time(each["at"]), _count(each["runs_before"], MAX_RUNS))
        for name, each in _few(values["answers"]).items()
    }
    hints = {_name(name): _count(opened, MAX_HINTS) for name, opened in _few(values["hints"]).items()}
    return StepState(
        answers,
        hints,
        tuple(run_from_json(_name(each["name"]), each) for each in values["runs"][:MAX_RUNS]),
        _count(values["samples"], MAX_SAMPLES),
        frozenset(map(_name, values["reached"][:_MOST_ANSWERS])),
    )


def answer_to_json(value: AnswerValue) -> dict[str, Any]:
    """The value of an answer as plain JSON values."""
    match value:
        case str():
            return {"text": value}
        case Picked():
            return {"picked": value.words}
        case Drawn():
            reading = None if value.reading is None else [value.reading.answer, value.reading.share]
            return {"ink": json.loads(value.ink.to_json()), "reading": reading}
    return {"number": value}


def answer_from_json(values: Mapping[str, Any]) -> AnswerValue:
    """The value from what `answer_to_json` gave; raises like `state_from_json`."""
    if "text" in values:
        return _text(values["text"], MAX_ANSWER)
    if "picked" in values:
        return Picked(_text(values["picked"], MAX_ANSWER))
    if "ink" in values:
        reading = values["reading"]
        said = None if reading is None else Reading(_text(reading[0], _MOST_NAMED), _number(reading[1], 0, 1))
        return Drawn(parse_ink(json.dumps(values["ink"])), said)
    return _number(values["number"], -math.inf, math.inf)


def _few(values: Mapping[str, Any]) -> Mapping[str, Any]:
    if len(values) > _MOST_ANSWERS:
        raise ValueError("too many")
    return values


def _name(value: object) -> str:
    return _text(value, _MOST_NAMED)


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("not a text")
    return visible(value)


def _count(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError("not a count")
    return value


def _number(value: object, low: float, high: float) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError("not a number")
    if math.isinf(value):
        raise ValueError("not a number")
    return float(value)


def _time(value: object) -> datetime:
    if not isinstance(value, str) or len(value) > len("2026-11-30T07:45:00"):
        raise ValueError("not a time")
    return datetime.fromisoformat(value).replace(tzinfo=None)
