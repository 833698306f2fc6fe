"""Read what a step of a lesson locks, asks and checks, and the teacher's guide: format version 2."""

import math
import re
from collections.abc import Collection, Mapping
from typing import Any

from digitpad.data.catalogue import Catalogue
from digitpad.lessons import values as take
from digitpad.lessons.checks import (
    CHECKS,
    COUNTED,
    LIMITS,
    NEVER_AT_MOST,
    BoundCheck,
    FairTestCheck,
    MisreadCheck,
    ReadCheck,
    StepCheck,
)
from digitpad.lessons.guide import TeachersGuide
from digitpad.lessons.lock import CONTROLS, LEAD, MAX_LEAD, PAGES, StepLock
from digitpad.lessons.plan_reading import PLAN_FIELDS, read_settings
from digitpad.lessons.questions import (
    FIGURES,
    MAX_HINTS,
    PICKED,
    SHARES,
    ChoiceGuess,
    ChoiceQuestion,
    DrawingQuestion,
    NumberGuess,
    NumberQuestion,
    PickQuestion,
    Question,
    TextQuestion,
)
from digitpad.lessons.values import Place, PlacedError
from digitpad.training.plan import TrainingPlan
from digitpad.training.setting_names import SETTING_NAMES
from digitpad.translation import N_

MAX_QUESTIONS, MAX_CHOICES, MAX_WORDS = 20, 10, 40
MAX_SENTENCE, MAX_UNIT, MAX_NUMBER, MAX_MINUTES = 500, 20, 1e12, 600

_COMPARISON = re.compile(r"(>=|<=) *(-?[0-9]{1,12}(?:\.[0-9]{1,12})?)")
_KINDS = ("guess", "choice", "number", "text", "drawing", "pick")
_OF_EVERY_QUESTION = ("id", "kind", "text")
_NUMBERS, _CHOICES = ("low", "high", "unit", "answer", "tolerance"), ("choices", "answer")


def read_lock(place: Place, step: Mapping[str, Any], plan: TrainingPlan | None, catalogue: Catalogue) -> StepLock:
    """What a step shows and fixes, from its tables `show` and `fixed`."""
    here = (*place, "show")
    show = take.table(here, step.get("show", {}), optional=("pages", "controls"))
    return StepLock(
        take.names((*here, "pages"), show["pages"], PAGES) if "pages" in show else None,
        take.names((*here, "controls"), show["controls"], CONTROLS) if "controls" in show else None,
        _fixed((*place, "fixed"), step.get("fixed", {}), plan, catalogue),
    )


def _fixed(place: Place, values: object, plan: TrainingPlan | None, catalogue: Catalogue) -> dict[str, Any]:
    table = take.table(place, values, optional=(*PLAN_FIELDS, LEAD))
    settings = {name: value for name, value in table.items() if name != LEAD}
    # Some settings are only possible together with others.
    as_plan = read_settings(place, (plan.to_json() if plan is not None else {}) | settings, catalogue)[0]
    fixed = {name: getattr(as_plan, name) for name in settings}
    for name, value in fixed.items():
        if plan is not None and getattr(plan, name) != value:
            raise PlacedError(
                N_("“{name}” is fixed at another value than the step's plan has."), (*place, name), name=name
            )
    if LEAD in table:
        fixed[LEAD] = take.any_number((*place, LEAD), table[LEAD], 0, MAX_LEAD)
    return fixed


def read_questions(place: Place, values: object) -> tuple[Question, ...]:
    """What a step asks, from its tables `ask`."""
    return take.several(place, values, MAX_QUESTIONS, _question, least=0)


def _question(place: Place, values: object) -> Question:
    if not isinstance(values, dict):
        raise take.not_a_table(place)
    kind = take.one_of((*place, "kind"), values.get("kind", ""), _KINDS)
    kinds = {
        "guess": _choice if "choices" in values else _number,
        "choice": _choice, "number": _number, "text": _text, "drawing": _drawing, "pick": _pick,
    }  # fmt: skip
    return kinds[kind](place, values)


def _table(place: Place, values: object, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> Any:
    """The table of a question, and what all kinds have in common."""
    table = take.table(place, values, required=(*_OF_EVERY_QUESTION, *required), optional=("hints", *optional))
    common = {
        "id": take.identifier((*place, "id"), table["id"]),
        "text": take.line((*place, "text"), table["text"], MAX_SENTENCE),
        "hints": take.several((*place, "hints"), table.get("hints", []), MAX_HINTS, _sentence, least=0),
    }
    return table, common


def _number(place: Place, values: Mapping[str, Any]) -> Question:
    is_guess = values["kind"] == "guess"
    figure = take.one_of((*place, "of"), values["of"], FIGURES) if is_guess and "of" in values else ""
    needs_range = () if figure in SHARES else ("low", "high")
    table, common = _table(place, values, needs_range, (*_NUMBERS, *(("of",) if is_guess else ())))
    if is_guess:
        common["of"] = figure
    low, high = (
        take.any_number((*place, name), table.get(name, default), -MAX_NUMBER, MAX_NUMBER)
        for name, default in (("low", -100 if figure == "gap" else 0), ("high", 100))
    )
    if low >= high:
        raise PlacedError(N_("“low” is not less than “high”."), (*place, "low"))
    common |= {"low": low, "high": high, "unit": "%" if figure in SHARES else ""}
    if "unit" in table:
        common["unit"] = take.line((*place, "unit"), table["unit"], MAX_UNIT)
    if "answer" in table:
        common["answer"] = take.any_number((*place, "answer"), table["answer"], low, high)
    common["tolerance"] = take.any_number((*place, "tolerance"), table.get("tolerance", 0), 0, MAX_NUMBER)
    return NumberGuess(**common) if is_guess else NumberQuestion(**common)


def _choice(place: Place, values: Mapping[str, Any]) -> Question:
    table, common = _table(place, values, ("choices",), _CHOICES)
    choices = take.several((*place, "choices"), table["choices"], MAX_CHOICES, take.line, least=2)
    if len(set(choices)) < len(choices):
        raise PlacedError(N_("Two of the choices are equal."), (*place, "choices"))
    common["choices"] = choices
    if "answer" in table:
        common["answer"] = take.one_of((*place, "answer"), table["answer"], choices)
    return ChoiceGuess(**common) if table["kind"] == "guess" else ChoiceQuestion(**common)


def _text(place: Place, values: Mapping[str, Any]) -> Question:
    return TextQuestion(**_table(place, values)[1])


def _drawing(place: Place, values: Mapping[str, Any]) -> Question:
    table, common = _table(place, values, (), ("shows", "read_as"))
    for name in ("shows", "read_as"):
        common[name] = take.class_name((*place, name), table[name]) if name in table else ""
    return DrawingQuestion(**common)


def _pick(place: Place, values: Mapping[str, Any]) -> Question:
    table, common = _table(place, values, ("of",))
    return PickQuestion(**common, of=take.one_of((*place, "of"), table["of"], PICKED))


def _sentence(place: Place, value: object) -> str:
    return take.line(place, value, MAX_SENTENCE)


def read_checks(place: Place, values: object) -> tuple[StepCheck, ...]:
    """What has to be reached, from a table such as `check`, in the file's order."""
    table = take.table(place, values, optional=CHECKS)
    return tuple(_check((*place, name), name, value) for name, value in table.items())


def _check(place: Place, name: str, value: object) -> StepCheck:
    if name == "fair_test":
        return FairTestCheck(take.one_of(place, value, SETTING_NAMES))
    if name == "read":
        table = take.table(place, value, required=("digit",), optional=("at_least",))
        share = take.accuracy((*place, "at_least"), table.get("at_least", 0))
        return ReadCheck(take.class_name((*place, "digit"), table["digit"]), share)
    if name == "misread":
        if not take.switch(place, value):
            raise PlacedError(N_("“misread” can only be true."), place)
        return MisreadCheck()
    return _bound(place, name, value)


def _bound(place: Place, name: str, value: object) -> BoundCheck:
    low, high = LIMITS[name]
    found = _COMPARISON.fullmatch(value.strip()) if isinstance(value, str) else None
    bound = float(found[2]) if found is not None else math.nan
    if found is None or not low <= bound <= high or (name in COUNTED and not bound.is_integer()):
        raise PlacedError(
            N_("“{name}” is no comparison such as “>= {low:g}”, with a number up to {high:g}."),
            place, name=name, low=low, high=high,
        )
    at_least = found[1] == ">="
    if not at_least and name in NEVER_AT_MOST:
        raise PlacedError(N_("“{name}” can only be compared with “>=”."), place, name=name)
    return BoundCheck(name, at_least, bound)


def read_guide(place: Place, values: object, questions: Collection[str]) -> TeachersGuide:
    """The teacher's side of a lesson, from its table `guide`."""
    optional = ("minutes", "aims", "needs", "vocabulary", "wrong_ideas", "answers", "notes")
    table = take.table(place, values, optional=optional)
    answers = _sentences((*place, "answers"), table.get("answers", {}))
    for name in answers:
        if name not in questions:
            raise PlacedError(N_("No question is called “{id}”."), (*place, "answers", name), id=name)
    return TeachersGuide(
        take.whole_number((*place, "minutes"), table["minutes"], 1, MAX_MINUTES) if "minutes" in table else 0,
        take.several((*place, "aims"), table.get("aims", []), MAX_WORDS, _sentence, least=0),
        take.several((*place, "needs"), table.get("needs", []), MAX_WORDS, _sentence, least=0),
        _sentences((*place, "vocabulary"), table.get("vocabulary", {})),
        _sentences((*place, "wrong_ideas"), table.get("wrong_ideas", {})),
        answers,
        take.paragraphs((*place, "notes"), table["notes"]) if "notes" in table else (),
    )


def _sentences(place: Place, values: object) -> dict[str, str]:
    """A table of any keys: words or sentences, each with a sentence."""
    if not isinstance(values, dict):
        raise take.not_a_table(place)
    if len(values) > MAX_WORDS:
        raise PlacedError(N_("“{name}” has too many entries: at most {most}."), place, name=place[-1], most=MAX_WORDS)
    return {
        take.line((*place, key), key, MAX_SENTENCE): _sentence((*place, key), value) for key, value in values.items()
    }
