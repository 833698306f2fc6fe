"""A question as it was typed: its kind, and a few fields that are read as those of a file are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digitpad.errors import DigitpadError
from digitpad.lessons.questions import FIGURES, SHARES, Question
from digitpad.lessons.task_reading import read_questions
from digitpad.lessons.writing import question_values
from digitpad.translation import N_, _
from digitpad.ui.widgets.number_fields import read_number

CHOICE_GUESS = "guess:choice"

FIELDS: Mapping[str, tuple[str, str]] = {
    "choices": (N_("Choices"), N_("yes; no")),
    "low": (N_("Lowest number"), N_("lowest number")),
    "high": (N_("Highest number"), N_("highest number")),
    "unit": (N_("Unit"), N_("unit, if any")),
    "answer": (N_("Right answer"), N_("right answer, if any")),
    "tolerance": (N_("How far off is right"), N_("how far off is right")),
    "shows": (N_("What the drawing shows"), N_("shows, such as 4")),
    "read_as": (N_("What it is read as"), N_("is read as, such as 9")),
    "hints": (N_("Hints"), N_("hints; with semicolons; between them")),
}
"""What can be typed besides the question itself, by the file's key: what it is called, and what stands there."""

_LISTS, _NUMBERS = frozenset(("choices", "hints")), frozenset(("low", "high", "tolerance"))


def kinds() -> dict[str, str]:
    """What can be asked, and what people call it: the file's kind, and after a colon what it is of."""
    guesses = {f"guess:{figure}": _("Guess: {what}").format(what=_(words)) for figure, words in FIGURES.items()}
    first = guesses.pop("guess:test")
    return {
        "guess:test": first, CHOICE_GUESS: _("Guess: one of several"), "choice": _("One of several"),
        "number": _("A number"), "text": _("Some sentences"), "drawing": _("A drawing"),
        "pick:picture": _("A picture from Examine"), "pick:neuron": _("A neuron from Inside"),
        **guesses, "guess:": _("Guess: a number"),
    }  # fmt: skip


def fields_of(kind: str) -> tuple[str, ...]:
    """Those of `FIELDS` that belong to one of the `kinds`."""
    name, __, of = kind.partition(":")
    if kind == CHOICE_GUESS:
        return "choices", "hints"
    if name == "guess":
        return ("hints",) if of in SHARES else ("low", "high", "unit", "hints")
    more = {
        "choice": ("choices", "answer"), "number": ("low", "high", "unit", "answer", "tolerance"),
        "drawing": ("shows", "read_as"),
    }  # fmt: skip
    return (*more.get(name, ()), "hints")


@dataclass(frozen=True)
class DraftQuestion:
    """A question that is being typed.

    Attributes:
        id: what the program calls it.
        kind: one of the `kinds`.
        text: what is asked; empty for no question.
        typed: what stands in the fields, by their keys.
        before: the question that it was before it was typed in.
    """

    id: str
    kind: str = "guess:test"
    text: str = ""
    typed: Mapping[str, str] | None = None
    before: Question | None = None

    @classmethod
    def of(cls, question: Question) -> "DraftQuestion":
        """A question to go on with."""
        values = question_values(question)
        kind, of = question.kind, values.get("of", "")
        if kind == "guess":
            kind = CHOICE_GUESS if "choices" in values else f"guess:{of}"
        elif kind == "pick":
            kind = f"pick:{of}"
        typed = {name: _shown(values[name]) for name in FIELDS if name in values}
        return cls(question.id, kind, question.text, typed, question)

    def question(self) -> Question:
        """What was typed, as a question.

        Raises:
            DigitpadError: something is missing or makes no sense.
        """
        asked, typed = " ".join(self.text.split()), self.typed or {}
        name, __, of = self.kind.partition(":")
        as_before = DraftQuestion.of(self.before) if self.before is not None else None
        same = as_before is not None and as_before.kind == self.kind
        values: dict[str, Any] = dict(question_values(self.before)) if same and self.before is not None else {}
        values |= {"id": self.id, "kind": name, "text": asked}
        if of and self.kind != CHOICE_GUESS:
            values["of"] = of
        shown_before = (as_before.typed if as_before is not None else None) or {}
        for field in fields_of(self.kind):
            text = typed.get(field, "").strip()
            if same and text == shown_before.get(field, ""):
                continue  # as it was: a hint may have a semicolon in it
            values.pop(field, None)
            if text:
                values[field] = _value(field, text, self.kind)
        if "choices" in fields_of(self.kind) and len(values.get("choices", ())) < 2:
            raise DigitpadError(N_("“{text}” needs two choices at least, with a semicolon between them."), text=asked)
        values = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
        try:
            return read_questions(("ask",), [values])[0]
        except DigitpadError as error:
            raise DigitpadError(N_("“{question}”: {problem}"), question=asked, problem=error) from error


def _shown(value: Any) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _value(field: str, text: str, kind: str) -> Any:
    if field in _LISTS:
        return tuple(dict.fromkeys(" ".join(each.split()) for each in text.split(";") if each.strip()))
    if field in _NUMBERS or (field == "answer" and kind == "number"):
        number = read_number(text)
        return text if number is None else number
    return text
