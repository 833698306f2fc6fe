"""Freeze Digitpad with build.spec as the workflow does, and ask the frozen program what `make test-app` asks."""

import os
import shutil
from pathlib import Path

from machine import HERE, ROOT, Machine, check, digest

SOURCES = ("digitpad", "assets", "packaging/frozen", "packaging/licences.py", "packaging/licence_texts",
           "packaging/windows/digitpad.manifest", "build.spec")  # fmt: skip
DIGITPAD = r"C:\freeze\dist\digitpad\digitpad.exe"
OTHER_PLACE = "Zoë 学生"


def freeze(machine: Machine) -> str:
    """Make the folder of the program; takes a quarter of an hour and is not done twice for the same source."""
    inputs = digest(ROOT / name for name in SOURCES) + digest([HERE / "wheels.txt"])
    told = ""
    if not machine.is_done("freeze", inputs):
        machine.undone("freeze")
        shutil.rmtree(machine.wine.drive / "freeze", ignore_errors=True)
        # -m PyInstaller and not its program: pip has made none here.
        machine.python("-m", "PyInstaller", "--log-level", "WARN", "--noconfirm", "--workpath", r"C:\freeze\work",
                       "--distpath", r"C:\freeze\dist", "build.spec", folder=ROOT, timeout=7200)  # fmt: skip
        machine.done("freeze", inputs)
        told = ", new"
    files = [path for path in machine.frozen.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    machine.figures["folder"] = f"{megabytes:,.0f} MB in {len(files)} files"
    return machine.figures["folder"] + told


def nothing_is_missed(machine: Machine) -> str:
    """No library names one that was left out."""
    return machine.python("packaging/windows/check_imports.py", machine.wine.path(machine.frozen), folder=ROOT).strip()


def self_test(machine: Machine) -> str:
    """From its folder, and from one with a blank and other letters, as an account may have."""
    started = machine.wine.run(DIGITPAD, "--version")
    check(started.output.startswith("digitpad "), f"--version says: {started.output!r}")
    machine.figures["start"] = f"{started.seconds:.1f} s"
    tested = machine.wine.run(DIGITPAD, "--self-test")
    check(tested.output.endswith("OK\n"), f"The self-test says: {tested.output.splitlines()[-1:]}")
    machine.figures["self-test"] = f"{tested.seconds:.0f} s"
    machine.wine.run(DIGITPAD, "--check", "--json")
    other = machine.wine.drive / OTHER_PLACE
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(machine.frozen, other, copy_function=os.link)
    elsewhere = machine.wine.run(f"C:\\{OTHER_PLACE}\\digitpad.exe", "--self-test")
    shutil.rmtree(other)
    check(elsewhere.output.endswith("OK\n"), f"The self-test in {OTHER_PLACE} says: {elsewhere.output!r}")
    return f"--version {machine.figures['start']}, --self-test {machine.figures['self-test']}"


def demo(machine: Machine) -> str:
    """The picture of the window, to be looked at."""
    picture = machine.out / "demo-frozen.png"
    machine.wine.run(DIGITPAD, "demo", "--screenshot", machine.wine.path(picture))
    check(picture.stat().st_size > 20_000, "The picture of the window is too small to be one.")
    return str(picture)


def frozen_rooms(machine: Machine) -> str:
    """tests/frozen, which ask the program through processes."""
    told = machine.wine.run(
        r"C:\python\python.exe", "-m", "pytest", "-p", "no:cacheprovider", "-q", "--color=no", "--timeout=1800",
        "tests/frozen", folder=ROOT, timeout=7200, code=None, PYTHONIOENCODING="utf-8", PYTHONDONTWRITEBYTECODE="1",
        DIGITPAD_FROZEN=machine.wine.path(machine.frozen),
    )
    Path(machine.cache, "tests-frozen.txt").write_text(told.output, encoding="utf-8")
    last = told.output.strip().splitlines()[-1]
    check(told.code == 0, f"tests/frozen: {last}")
    return last
