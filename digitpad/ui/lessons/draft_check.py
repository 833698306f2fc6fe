"""A check as it was chosen and typed: one of a closed vocabulary, with a number, a setting or a class."""

from dataclasses import dataclass
from typing import Any

from digitpad.errors import DigitpadError
from digitpad.lessons.checks import (
    LIMITS,
    NEVER_AT_MOST,
    SENTENCES,
    BoundCheck,
    FairTestCheck,
    MisreadCheck,
    ReadCheck,
    StepCheck,
)
from digitpad.lessons.questions import SHARES
from digitpad.lessons.task_reading import read_checks
from digitpad.translation import N_, Message, _
from digitpad.ui.widgets.number_fields import read_number, show_number

NOTHING = ""
"""The kind of a row that is no check."""


def kinds() -> dict[str, str]:
    """What can be reached, and what people call it: the file's name, and for numbers which side of the bound."""
    bounds = {
        f"{name} {'>=' if at_least else '<='}": str(Message(SENTENCES[name, at_least], bound="…", count=2))
        for name in LIMITS for at_least in (True, False) if at_least or name not in NEVER_AT_MOST
    }
    return {
        NOTHING: _("Nothing"), **bounds, "fair_test": _("Two runs differ in one setting only (a fair test)."),
        "read": _("A drawing is read as a class."), "misread": str(MisreadCheck().message()),
    }  # fmt: skip


def needs_number(kind: str) -> bool:
    """Whether a number belongs to one of the `kinds`."""
    return kind.endswith("=") or kind == "read"


def is_percent(kind: str) -> bool:
    """Whether the number is typed in percent."""
    return kind == "read" or kind.partition(" ")[0] in SHARES


@dataclass(frozen=True)
class DraftCheck:
    """A check that is being typed.

    Attributes:
        kind: one of the `kinds`.
        number: the bound; shares in percent.
        setting: of a fair test.
        digit: the class that a drawing is read as.
        before: the check that it was before it was typed in.
    """

    kind: str = NOTHING
    number: str = ""
    setting: str = "learning_rate"
    digit: str = ""
    before: StepCheck | None = None

    @classmethod
    def of(cls, check: StepCheck) -> "DraftCheck":
        """A check to go on with."""
        match check:
            case BoundCheck():
                kind = f"{check.name} {'>=' if check.at_least else '<='}"
                return cls(kind, _shown(kind, check.bound), before=check)
            case FairTestCheck():
                return cls("fair_test", setting=check.setting, before=check)
            case ReadCheck():
                number = _shown("read", check.share) if check.share else ""
                return cls("read", number, digit=check.class_name, before=check)
        return cls("misread", before=check)

    def check(self) -> StepCheck:
        """What was chosen and typed, as a check.

        Raises:
            DigitpadError: something is missing or makes no sense.
        """
        if self.before is not None and self._is_as_before(DraftCheck.of(self.before)):
            return self.before  # not rounded
        name, __, sign = self.kind.partition(" ")
        number = self._number()
        value: Any = True
        if sign:
            bound = f"{number or 0.0:.12f}".rstrip("0").rstrip(".")
            value = f"{sign} {bound}"
        elif name == "fair_test":
            value = self.setting
        elif name == "read":
            value = {"digit": self.digit.strip()} | ({} if number is None else {"at_least": number})
        return read_checks(("check",), {name: value})[0]

    def _is_as_before(self, before: "DraftCheck") -> bool:
        used = [self.kind == before.kind, self.number == before.number, self.digit == before.digit]
        return all(used) and (self.kind != "fair_test" or self.setting == before.setting)

    def _number(self) -> float | None:
        if not needs_number(self.kind) or (self.kind == "read" and not self.number.strip()):
            return None
        number = read_number(self.number)
        if number is None:
            raise DigitpadError(N_("“{check}” needs a number."), check=kinds()[self.kind])
        return round(number / 100, 12) if is_percent(self.kind) else number


def _shown(kind: str, number: float) -> str:
    return show_number(round(100 * number, 10) if is_percent(kind) else number)
