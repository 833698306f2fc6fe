"""What a check of this computer found: a row each, as text and as JSON, without the names of people."""

import contextlib
import getpass
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from digitpad.translation import N_, _


class CheckVerdict(StrEnum):
    """What a check found, as people read it; to be translated where it is shown."""

    FINE = N_("OK")
    NOTE = N_("note")
    PROBLEM = N_("problem")


@dataclass(frozen=True)
class Check:
    """One row.

    Attributes:
        name: what was looked at, in a word or two; to be translated where it is shown.
        verdict: a note is worth knowing; a problem keeps something from working.
        sentence: what was found.
        advice: what to do about it; empty where nothing is to be done.
    """

    name: str
    verdict: CheckVerdict
    sentence: str
    advice: str = ""


@dataclass(frozen=True)
class Screen:
    """A screen as windows see it.

    Attributes:
        width, height: in units of the window system.
        scale: pixels of the screen for one such unit.
    """

    width: int
    height: int
    scale: float


@dataclass(frozen=True)
class Report:
    """All rows. There is no name of a person in it: the home folder is `~`."""

    checks: tuple[Check, ...]

    @property
    def problems(self) -> tuple[Check, ...]:
        """What is in the way."""
        return tuple(check for check in self.checks if check.verdict is CheckVerdict.PROBLEM)

    def sentence(self) -> str:
        """The outcome."""
        if not self.problems:
            return _("Drawing, recognising, training and saving will work on this computer.")
        names = ", ".join(_(check.name) for check in self.problems)
        return _("Not everything will work on this computer; look at: {names}.").format(names=names)

    def with_check(self, check: Check) -> "Report":
        """The same with a row more, or another one in the place of that of the same name."""
        return Report((*(each for each in self.checks if each.name != check.name), check))

    def text(self) -> str:
        """To read, copy and send."""
        first = max(len(_(verdict)) for verdict in CheckVerdict)
        width = max(len(_(check.name)) for check in self.checks)
        lines = [self.sentence(), ""]
        for check in self.checks:
            lines.append(f"{_(check.verdict):<{first}}  {_(check.name):<{width}}  {check.sentence}")
            if check.advice:
                lines.append(f"{'':<{first}}  {'':<{width}}  → {check.advice}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, object]:
        """For programs."""
        checks = [asdict(check) for check in self.checks]
        return {"works": not self.problems, "sentence": self.sentence(), "checks": checks}


def without_names(check: Check) -> Check:
    """The same without the user's name, which is in that of the home folder and of others."""
    return Check(check.name, check.verdict, _nameless(check.sentence), _nameless(check.advice))


def _nameless(text: str) -> str:
    names = set()
    with contextlib.suppress(RuntimeError):  # an account without a home folder
        home = Path.home()
        if home.name:
            names.add(home.name)
            text = re.sub(re.escape(str(home)) + r"(?=[/\\”]|$)", "~", text)
    with contextlib.suppress(OSError, KeyError, ImportError):  # a number without a name; on Windows not even that
        names.add(getpass.getuser())
    for name in names:
        text = re.sub(rf"(?<=[/\\]){re.escape(name)}(?=[/\\”]|$)", "…", text)
    return text
