"""Check whether Digitpad will work on this computer: each check is a row of a report."""

import contextlib
import getpass
import importlib.util
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from digitpad import __version__
from digitpad.errors import DigitpadError, reason_of
from digitpad.system import memory, policy
from digitpad.system.display import NO_DISPLAY, why_no_window
from digitpad.translation import N_

_GIB = 2**30
_MEMORY_TO_TRAIN, _MEMORY_AT_EASE = 1.7 * _GIB, 3.6 * _GIB
"""Training takes about 2 GB; of what a computer is sold with, some is kept by its graphics and firmware."""

_DISK_NEEDED, _DISK_AT_EASE = 100e6, 1e9
_SCREEN = 1024, 600
_DRAWINGS_RIGHT = 9  # of the ten on board; one is left to other processors' rounding


class CheckVerdict(StrEnum):
    """What a check found."""

    FINE = "fine"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Check:
    """One row.

    Attributes:
        name: what was looked at, in a word or two.
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
            return "Drawing, recognising, training and saving will work on this computer."
        names = ", ".join(check.name for check in self.problems)
        return f"Not everything will work on this computer; look at: {names}."

    def with_check(self, check: Check) -> "Report":
        """The same with a row more, or another one in the place of that of the same name."""
        return Report((*(each for each in self.checks if each.name != check.name), check))

    def text(self) -> str:
        """To read, copy and send."""
        width = max(len(check.name) for check in self.checks)
        lines = [self.sentence(), ""]
        for check in self.checks:
            lines.append(f"{check.verdict:<8} {check.name:<{width}}  {check.sentence}")
            if check.advice:
                lines.append(f"{'':<8} {'':<{width}}  → {check.advice}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, object]:
        """For programs."""
        checks = [asdict(check) for check in self.checks]
        return {"works": not self.problems, "sentence": self.sentence(), "checks": checks}


def examine(data_dir: Path, screen: Screen | None = None) -> Report:
    """Look at everything. Takes a second, and longer where a network drive does: not for the window's thread.

    Args:
        data_dir: the user's data folder; a file is written to it, or to where it would be made, and removed.
        screen: the smallest one the window could be on (`screens.smallest_screen`), None where there is none.
    """
    checks: tuple[Callable[[], Check], ...] = (
        _program, _system, _processor, _memory, lambda: _disk(data_dir), lambda: _data_folder(data_dir),
        lambda: _screen(screen), _network, _datasets, _tensorflow, _policy,
    )
    return Report(tuple(_without_names(check()) for check in checks))


def trial(pictures: int, seconds: float) -> Check:
    """The row of a trial: so many pictures took an epoch of so many seconds."""
    rate = pictures / max(seconds, 1e-3)
    return Check(
        "Trial", CheckVerdict.FINE,
        f"Training works. An epoch of {pictures:,} digits took {seconds:.2g} s, so one of all 60,000 takes about "
        f"{max(1, round(60_000 / rate))} s here.",
    )


def failed_trial(sentence: str) -> Check:
    """The row of a trial that did not come to its end."""
    return _without_names(Check("Trial", CheckVerdict.PROBLEM, sentence))


def _program() -> Check:
    kind = "installed program" if getattr(sys, "frozen", False) else "from source"
    return Check("Program", CheckVerdict.FINE, f"Digitpad {__version__} ({kind}), Python {platform.python_version()}.")


def _system() -> Check:
    parts = [platform.platform()]
    if sys.platform == "linux":
        parts = [f"Linux {platform.release()}", " ".join(platform.libc_ver())]
        with contextlib.suppress(OSError, KeyError):
            parts.insert(0, platform.freedesktop_os_release()["PRETTY_NAME"])
    return Check("System", CheckVerdict.FINE, f"{', '.join([*parts, platform.machine()])}.")


def _processor() -> Check:
    from digitpad.system.processor import lacks_avx

    cores = os.cpu_count() or 1
    found = "1 core" if cores == 1 else f"{cores} cores"
    if lacks_avx():
        return Check(
            "Processor", CheckVerdict.PROBLEM, f"{found}, without AVX, which training needs; all the rest works.",
            "Train on another computer, and open the network here.",
        )
    return Check("Processor", CheckVerdict.FINE, f"{found}, all that training needs.")


def _memory() -> Check:
    size = memory.total_bytes()
    if size is None:
        return Check("Memory", CheckVerdict.NOTE, "How much there is cannot be found out; training takes about 2 GB.")
    found = f"{size / _GIB:.1f} GB"
    if size < _MEMORY_TO_TRAIN:
        return Check(
            "Memory",
            CheckVerdict.PROBLEM,
            f"{found}, too little for training, which takes about 2 GB; all the rest works.",
            "Train on another computer, and open the network here.",
        )
    if size < _MEMORY_AT_EASE:
        return Check(
            "Memory", CheckVerdict.NOTE, f"{found}, enough for training, which takes about 2 GB, and little besides.",
            "Close other programs before training.",
        )
    return Check("Memory", CheckVerdict.FINE, f"{found}; training takes about 2 GB.")


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)


def _disk(data_dir: Path) -> Check:
    try:
        free = shutil.disk_usage(_existing(data_dir)).free
    except OSError as error:
        return Check("Disk", CheckVerdict.NOTE, f"How much is free cannot be found out ({reason_of(error)}).")
    found = f"{free / 1e9:.1f} GB free where the data folder is"
    if free < _DISK_NEEDED:
        return Check("Disk", CheckVerdict.PROBLEM, f"{found}, too little to keep runs.", "Make room: 1 GB is plenty.")
    if free < _DISK_AT_EASE:
        return Check(
            "Disk", CheckVerdict.NOTE, f"{found}; each run takes some megabytes.", "Delete old runs now and then."
        )
    return Check("Disk", CheckVerdict.FINE, f"{found}.")


def _data_folder(data_dir: Path) -> Check:
    """Really write: what the system says about rights is not always so on a network drive."""
    try:
        with tempfile.NamedTemporaryFile(dir=_existing(data_dir), prefix=".digitpad-", suffix=".part") as file:
            file.write(b"Digitpad")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return Check(
            "Data folder", CheckVerdict.PROBLEM, f"“{data_dir}” cannot be written to ({reason_of(error)}).",
            "Allow it, or choose another folder: --data-dir, or data-dir in digitpad.ini.",
        )
    return Check("Data folder", CheckVerdict.FINE, f"“{data_dir}” can be written to.")


def _screen(screen: Screen | None) -> Check:
    if screen is None:
        if (reason := why_no_window()) is not None:
            advice = "Ask again in a session with a screen." if reason.startswith(NO_DISPLAY) else ""
            return Check("Screen", CheckVerdict.PROBLEM, reason, advice)
        return Check("Screen", CheckVerdict.NOTE, "Not looked at, since Qt has been told to draw where nobody sees it.")
    found = f"{screen.width} × {screen.height} at {screen.scale:.0%}".replace("%", "\N{NO-BREAK SPACE}%")
    if screen.width < _SCREEN[0] or screen.height < _SCREEN[1]:
        return Check(
            "Screen", CheckVerdict.NOTE, f"{found}; below {_SCREEN[0]} × {_SCREEN[1]} some of the window is cut off.",
            "Choose a higher resolution or a smaller scale in the system's settings.",
        )
    return Check("Screen", CheckVerdict.FINE, f"{found}.")


def _network() -> Check:
    import numpy as np

    from digitpad import bundled_network
    from digitpad.ink.raster import rasterize

    try:
        network, drawings = bundled_network.network(), bundled_network.bundled_drawings()
        answers = network.probabilities(np.stack([rasterize(ink) for _, ink in drawings])).argmax(axis=1)
    except DigitpadError as error:
        return Check("Recognising", CheckVerdict.PROBLEM, str(error))
    names = network.info.class_names
    right = sum(names[answer] == label for answer, (label, _) in zip(answers, drawings, strict=True))
    found = f"The network on board reads {right} of the {len(drawings)} drawings on board."
    if right < _DRAWINGS_RIGHT:
        return Check("Recognising", CheckVerdict.PROBLEM, found, "Install Digitpad again.")
    return Check("Recognising", CheckVerdict.FINE, found)


def _datasets() -> Check:
    from digitpad.data.catalogue import Catalogue

    catalogue = Catalogue(Path(os.devnull))  # nobody's
    on_board = [entry for entry in catalogue.published if catalogue.find(entry.name) is not None]
    try:
        for entry in on_board:
            if entry.is_bundled:
                catalogue.load(entry.name)
        missing = [entry.title for entry in catalogue.published if entry.is_bundled and entry not in on_board]
        if missing:
            raise DigitpadError(N_("{missing}: missing; install Digitpad again."), missing="; ".join(missing))
    except DigitpadError as error:
        return Check("Datasets", CheckVerdict.PROBLEM, str(error))
    return Check("Datasets", CheckVerdict.FINE, f"Here: {'; '.join(entry.title for entry in on_board)}.")


def _tensorflow() -> Check:
    if importlib.util.find_spec("tensorflow") is None:  # found, not imported: that takes seconds
        return Check(
            "TensorFlow", CheckVerdict.PROBLEM, "It is not here, and training needs it; all the rest works.",
            "Install Digitpad again.",
        )
    return Check("TensorFlow", CheckVerdict.FINE, "It is here.")


def _policy() -> Check:
    decided = policy.current()
    downloads = "Downloads are allowed" if decided.downloads else "Downloads are switched off"
    if not decided.found:
        return Check("Settings for all", CheckVerdict.FINE, f"Nothing: there is no “{decided.path}”. {downloads}.")
    if decided.problem:
        return Check("Settings for all", CheckVerdict.NOTE, decided.problem, "Mend the file.")
    found = f"By “{decided.path}”. {downloads}."
    if decided.data_dir is not None:
        found += f" The data folder is “{decided.data_dir}”."
    if decided.defaults:
        found += f" At first: {', '.join(f'{name} = {value}' for name, value in decided.defaults.items())}."
    if decided.unknown:
        unknown = ", ".join(decided.unknown)
        return Check(
            "Settings for all", CheckVerdict.NOTE, f"{found} Unknown in it: {unknown}.", "Look for slips in it."
        )
    return Check("Settings for all", CheckVerdict.FINE, found)


def _without_names(check: Check) -> Check:
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
