"""Check whether Digitpad will work on this computer: memory, disk, screen and the like, each a row of a report."""

import contextlib
import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from digitpad import __version__
from digitpad.computer_report import Check, CheckVerdict, Report, Screen, without_names
from digitpad.errors import DigitpadError, reason_of
from digitpad.system import memory, paths, policy
from digitpad.system.display import NO_LIBRARY, why_no_window
from digitpad.system.files import scratch_file
from digitpad.translation import N_, _, ngettext

_GIB = 2**30
_MEMORY_TO_TRAIN, _MEMORY_AT_EASE = 1.7 * _GIB, 3.6 * _GIB
"""Training takes about 2 GB; of what a computer is sold with, some is kept by its graphics and firmware."""

_DISK_NEEDED, _DISK_AT_EASE = 100e6, 1e9
_SCREEN = 1024, 600
_DRAWINGS_RIGHT = 9  # of the ten that are included; one is left to other processors' rounding

_ELSEWHERE = N_("Train on another computer, and open the network here.")


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
    return Report(tuple(without_names(check()) for check in checks))


def trial(pictures: int, seconds: float) -> Check:
    """The row of a trial: so many pictures took an epoch of so many seconds."""
    rate = pictures / max(seconds, 1e-3)
    return Check(
        N_("Trial"),
        CheckVerdict.FINE,
        _(
            "Training works. An epoch of {pictures:,} digits took {seconds:.2g} s, so one of all 60,000 takes about "
            "{whole} s here."
        ).format(pictures=pictures, seconds=seconds, whole=max(1, round(60_000 / rate))),
    )


def failed_trial(sentence: str) -> Check:
    """The row of a trial that did not come to its end."""
    return without_names(Check(N_("Trial"), CheckVerdict.PROBLEM, sentence))


def _program() -> Check:
    text = (
        _("Digitpad {version} (installed program), Python {python}.")
        if getattr(sys, "frozen", False)
        else _("Digitpad {version} (from source), Python {python}.")
    )
    found = text.format(version=__version__, python=platform.python_version())
    return Check(N_("Program"), CheckVerdict.FINE, found)


def _system() -> Check:
    parts = [platform.platform()]
    if sys.platform == "linux":
        parts = [f"Linux {platform.release()}", " ".join(platform.libc_ver())]
        with contextlib.suppress(OSError, KeyError):
            parts.insert(0, platform.freedesktop_os_release()["PRETTY_NAME"])
    return Check(N_("System"), CheckVerdict.FINE, f"{', '.join([*parts, platform.machine()])}.")


def _processor() -> Check:
    from digitpad.system.processor import lacks_avx

    cores = os.cpu_count() or 1
    if lacks_avx():
        found = ngettext(
            "{count} core, without AVX, which training needs; all the rest works.",
            "{count} cores, without AVX, which training needs; all the rest works.",
            cores,
        ).format(count=cores)
        return Check(N_("Processor"), CheckVerdict.PROBLEM, found, _(_ELSEWHERE))
    found = ngettext("{count} core, all that training needs.", "{count} cores, all that training needs.", cores)
    return Check(N_("Processor"), CheckVerdict.FINE, found.format(count=cores))


def _memory() -> Check:
    size = memory.total_bytes()
    if size is None:
        found = _("How much there is cannot be found out; training takes about 2 GB.")
        return Check(N_("Memory"), CheckVerdict.NOTE, found)
    if size < _MEMORY_TO_TRAIN:
        text = _("{size:.1f} GB, too little for training, which takes about 2 GB; all the rest works.")
        return Check(N_("Memory"), CheckVerdict.PROBLEM, text.format(size=size / _GIB), _(_ELSEWHERE))
    if size < _MEMORY_AT_EASE:
        text = _("{size:.1f} GB, enough for training, which takes about 2 GB, and little besides.")
        advice = _("Close other programs before training.")
        return Check(N_("Memory"), CheckVerdict.NOTE, text.format(size=size / _GIB), advice)
    text = _("{size:.1f} GB; training takes about 2 GB.")
    return Check(N_("Memory"), CheckVerdict.FINE, text.format(size=size / _GIB))


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)


def _disk(data_dir: Path) -> Check:
    if data_dir == paths.NOWHERE:
        return Check(N_("Disk"), CheckVerdict.NOTE, _("Not looked at, since there is no data folder."))
    try:
        free = shutil.disk_usage(_existing(data_dir)).free
    except OSError as error:
        text = _("How much is free cannot be found out ({reason}).")
        return Check(N_("Disk"), CheckVerdict.NOTE, text.format(reason=reason_of(error)))
    if free < _DISK_NEEDED:
        text = _("{free:.1f} GB free where the data folder is, too little to save runs.")
        advice = _("Make room: 1 GB is plenty.")
        return Check(N_("Disk"), CheckVerdict.PROBLEM, text.format(free=free / 1e9), advice)
    if free < _DISK_AT_EASE:
        text = _("{free:.1f} GB free where the data folder is; each run takes some megabytes.")
        advice = _("Delete old runs now and then.")
        return Check(N_("Disk"), CheckVerdict.NOTE, text.format(free=free / 1e9), advice)
    text = _("{free:.1f} GB free where the data folder is.")
    return Check(N_("Disk"), CheckVerdict.FINE, text.format(free=free / 1e9))


def _data_folder(data_dir: Path) -> Check:
    """Really write: what the system says about rights is not always so on a network drive."""
    if data_dir == paths.NOWHERE:
        found = " ".join((policy.current().folder_problem, _("Nothing is saved, here or anywhere else.")))
        return Check(N_("Data folder"), CheckVerdict.PROBLEM, found, _("Correct the file."))
    try:
        with scratch_file(_existing(data_dir)) as file:
            file.write(b"Digitpad")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        found = _("“{folder}” cannot be written to ({reason}).").format(folder=data_dir, reason=reason_of(error))
        advice = _("Allow it, or choose another folder: --data-dir, or data-dir in digitpad.ini.")
        return Check(N_("Data folder"), CheckVerdict.PROBLEM, found, advice)
    found = _("“{folder}” can be written to.").format(folder=data_dir)
    return Check(N_("Data folder"), CheckVerdict.FINE, found)


def _screen(screen: Screen | None) -> Check:
    if screen is None:
        if (reason := why_no_window()) is not None:
            if reason.key == NO_LIBRARY:
                return Check(N_("Screen"), CheckVerdict.PROBLEM, str(reason))
            # As over SSH: it says nothing about the computer, and the rest decides.
            advice = _("Check the screen in a session that has one.")
            return Check(N_("Screen"), CheckVerdict.NOTE, str(reason), advice)
        found = _("Not looked at, since Qt has been told to draw where nobody sees it.")
        return Check(N_("Screen"), CheckVerdict.NOTE, found)
    facts = {
        "width": screen.width,
        "height": screen.height,
        "scale": f"{screen.scale:.0%}".replace("%", "\N{NO-BREAK SPACE}%"),
    }
    if screen.width < _SCREEN[0] or screen.height < _SCREEN[1]:
        text = _("{width} × {height} at {scale}; below {least} some of the window is cut off.")
        advice = _("Choose a higher resolution or a smaller scale in the system's settings.")
        found = text.format(**facts, least=f"{_SCREEN[0]} × {_SCREEN[1]}")
        return Check(N_("Screen"), CheckVerdict.NOTE, found, advice)
    return Check(N_("Screen"), CheckVerdict.FINE, _("{width} × {height} at {scale}.").format(**facts))


def _network() -> Check:
    import numpy as np

    from digitpad import bundled_network
    from digitpad.ink.raster import rasterize

    try:
        network, drawings = bundled_network.network(), bundled_network.bundled_drawings()
        answers = network.probabilities(np.stack([rasterize(ink) for __, ink in drawings])).argmax(axis=1)
    except DigitpadError as error:
        return Check(N_("Recognising"), CheckVerdict.PROBLEM, str(error))
    names = network.info.class_names
    right = sum(names[answer] == label for answer, (label, __) in zip(answers, drawings, strict=True))
    text = _("The built-in network gets {right} of the {count} included drawings right.")
    found = text.format(right=right, count=len(drawings))
    if right < _DRAWINGS_RIGHT:
        return Check(N_("Recognising"), CheckVerdict.PROBLEM, found, _("Install Digitpad again."))
    return Check(N_("Recognising"), CheckVerdict.FINE, found)


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
        return Check(N_("Datasets"), CheckVerdict.PROBLEM, str(error))
    found = _("Here: {titles}.").format(titles="; ".join(entry.title for entry in on_board))
    return Check(N_("Datasets"), CheckVerdict.FINE, found)


def _tensorflow() -> Check:
    if importlib.util.find_spec("tensorflow") is None:  # found, not imported: that takes seconds
        found = _("Not installed, and training needs it; all the rest works.")
        return Check("TensorFlow", CheckVerdict.PROBLEM, found, _("Install Digitpad again."))
    return Check("TensorFlow", CheckVerdict.FINE, _("Installed."))


def _policy() -> Check:
    decided = policy.current()
    downloads = _("Downloads are allowed.") if decided.downloads else _("Downloads are switched off.")
    if not decided.found:
        found = [_("None: there is no “{path}”.").format(path=decided.path), downloads]
        return Check(N_("Machine-wide settings"), CheckVerdict.FINE, " ".join(found))
    found = [_("By “{path}”.").format(path=decided.path), downloads]
    if decided.data_dir is not None:
        found.append(_("The data folder is “{folder}”.").format(folder=decided.data_dir))
    if decided.defaults:
        defaults = ", ".join(f"{name} = {value}" for name, value in decided.defaults.items())
        found.append(_("In force: {defaults}.").format(defaults=defaults))
    if decided.unknown:
        found.append(_("Unknown, so not in force: {names}.").format(names=", ".join(decided.unknown)))
    if decided.problem:
        found.append(decided.problem)
    if not decided.unknown and not decided.problem:
        return Check(N_("Machine-wide settings"), CheckVerdict.FINE, " ".join(found))
    return Check(N_("Machine-wide settings"), CheckVerdict.NOTE, " ".join(found), _("Correct the file."))
