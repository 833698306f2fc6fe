"""Digitpad out of its wheel and its source under a Windows Python: commands, self-test, tests."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import parts
import windows_python
from machine import HERE, ROOT, Machine, StepError, check, digest

FONTS = Path("/usr/share/fonts/truetype/dejavu")

QUICK = ("ink", "photo", "synthesis", "data", "samples", "model", "lessons", "evaluation", "insight", "system")
"""Rooms of the tests without a window."""

WINDOW = ("ui", "training", "cli")
"""Rooms that open the window, off screen, or train."""


def fetch(machine: Machine) -> str:
    """All wheels, with the sums that wheels.txt and parts.toml say."""
    roots, others = parts.read()
    parts.wheel_of(roots, machine.wheels)
    for part in others:
        parts.wheel_of(part, machine.wheels)
    lines = (HERE / "wheels.txt").read_text(encoding="utf-8").splitlines()
    inputs = digest([HERE / "wheels.txt"])
    if not machine.is_done("fetch", inputs):
        parts.download([line for line in lines if line and not line.startswith("#")], machine.wheels)
        machine.done("fetch", inputs)
    megabytes = sum(wheel.stat().st_size for wheel in machine.wheels.iterdir()) / 1e6
    return f"{len(list(machine.wheels.iterdir()))} wheels, {megabytes:,.0f} MB"


def assemble(machine: Machine) -> str:
    """Drive C with a Windows Python, what Digitpad needs, and Digitpad."""
    inputs = digest(HERE / name for name in (
        "parts.toml", "wheels.txt", "parts.py", "windows_python.py", "python.c", "nothing.c",
    ))  # fmt: skip
    machine.wine.boot()
    told = "as it was"
    if not machine.is_done("python", inputs):
        machine.undone("python")
        told = windows_python.make(machine.wine, machine.wheels)
        for font in FONTS.glob("*.ttf"):  # Windows is never without, and has its own for all that it writes
            shutil.copy(font, machine.wine.drive / "windows" / "Fonts")
        for name in ("Segoe UI", "Tahoma", "MS Shell Dlg", "MS Shell Dlg 2"):
            machine.wine.take_font(name, "DejaVu Sans")
        machine.done("python", inputs)
    _install_digitpad(machine)
    return f"{machine.python('-V').strip()}, {told}"


def is_warm(machine: Machine) -> bool:
    """Whether there is a drive C already, as it was left by `assemble`."""
    return (machine.cache / "python.stamp").is_file()


def _install_digitpad(machine: Machine) -> None:
    """Make its wheel and unpack it, as anybody would."""
    out = machine.cache / "digitpad"
    shutil.rmtree(out, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    for words in (
        ["wheel", "--no-deps", "--wheel-dir", str(out), str(ROOT)],
        ["install", "--no-deps", "--no-index", "--no-compile", "--upgrade", "--find-links", str(out),
         "--target", str(machine.wine.drive / "python" / "Lib" / "site-packages"), "digitpad"],
    ):  # fmt: skip
        done = subprocess.run([*pip, *words], capture_output=True, text=True, check=False)
        if done.returncode:
            raise StepError(f"pip {words[0]} fails: {done.stderr.strip().splitlines()[-1]}")


def commands(machine: Machine) -> str:
    """What anybody types first."""
    check(re.fullmatch(r"digitpad \d+\.\d+.*\n", machine.python("-m", "digitpad", "--version")), "No version.")
    report = machine.python("-m", "digitpad", "--check")
    check("training and saving will work" in report, f"--check says: {report.splitlines()[0]}")
    return report.splitlines()[0]


def self_test(machine: Machine) -> str:
    """Draw, recognise, train, save, reload."""
    told = machine.python("-m", "digitpad", "--self-test").splitlines()
    check(told[-1:] == ["OK"], f"The self-test says: {told[-1:]}")
    return told[0]


def demo(machine: Machine) -> str:
    """The picture of the window, to be looked at."""
    picture = machine.out / "demo-source.png"
    machine.python("-m", "digitpad", "demo", "--screenshot", machine.wine.path(picture))
    check(picture.stat().st_size > 20_000, "The picture of the window is too small to be one.")
    return str(picture)


def quick_rooms(machine: Machine) -> str:
    """The tests without a window."""
    return _tests(machine, QUICK, "-m", "not slow")


def window_rooms(machine: Machine) -> str:
    """The tests of the window and of training, off screen."""
    return _tests(machine, WINDOW)


def _tests(machine: Machine, rooms: tuple[str, ...], *options: str) -> str:
    """Run rooms in a process each, so that one that hangs is known by its name; the sums of all."""
    total: dict[str, int] = {}
    for room in rooms:
        told = machine.wine.run(
            windows_python.PYTHON, "-m", "pytest", "-p", "no:cacheprovider", "-q", "--color=no", "--timeout=900",
            *options, f"tests/{room}", folder=ROOT, timeout=3600, code=None, PYTHONIOENCODING="utf-8",
            PYTHONDONTWRITEBYTECODE="1",
        )
        (machine.cache / f"tests-{room}.txt").write_text(told.output, encoding="utf-8")
        found = re.findall(r"(\d+) (passed|failed|skipped|errors?|xfailed)", told.output.strip().splitlines()[-1])
        check(found, f"tests/{room} ended with {told.code} before it was through: see tests-{room}.txt.")
        for number, kind in found:
            total[kind] = total.get(kind, 0) + int(number)
    said = ", ".join(f"{number:,} {kind}" for kind, number in total.items())
    check(not {"failed", "error", "errors"} & set(total), f"{said}; see tests-*.txt in {machine.cache}.")
    return said
