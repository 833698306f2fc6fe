"""A Windows Python on Wine's drive C: others' signed libraries, the standard library of this Python, two stand-ins."""

import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path

import parts
from wine import Wine

HERE = Path(__file__).resolve().parent
PYTHON = r"C:\python\python.exe"
COMPILER = "x86_64-w64-mingw32-gcc"
READER = "x86_64-w64-mingw32-objdump"
NOT_OF_WINDOWS = ("site-packages", "dist-packages", "lib-dynload", "test", "idlelib", "__pycache__", "config-*")
"""Folders of this Python's standard library that stay here."""


def make(wine: Wine, wheels: Path) -> str:
    """Put it together on drive C, with Digitpad's wheels; what was done, in a few words.

    Args:
        wine: whose drive C.
        wheels: the folder with all wheels.

    Raises:
        parts.PartError: something is missing or not what it should be.
    """
    if sys.version_info[:2] != (3, 11):
        raise parts.PartError("The standard library is taken from the Python 3.11 that runs this, and this is another.")
    python = wine.drive / "python"
    shutil.rmtree(python, ignore_errors=True)
    roots, others = parts.read()
    signed = 0
    with tempfile.TemporaryDirectory() as scratch:
        shutil.unpack_archive(parts.wheel_of(roots, wheels), scratch, "zip")
        for part in others:
            signed += len(parts.unpack(part, parts.wheel_of(part, wheels), wine.drive, Path(scratch, roots.bundle)))
    shutil.copytree(sysconfig.get_path("stdlib"), python / "Lib", ignore=shutil.ignore_patterns(*NOT_OF_WINDOWS))
    add_licence(python)
    compile_launcher(python)
    compile_stand_ins(python, wine.drive / "windows" / "system32", wheels)
    for library in ("ucrtbase", "icuuc"):
        wine.use_own(library)
    installed = install(python / "Lib" / "site-packages", wheels)
    return f"{signed} signed libraries, {installed} wheels"


def add_licence(python: Path) -> None:
    """Where Debian keeps Python's licence, and where Windows' installer puts it."""
    debian = Path("/usr/share/doc/python3.11/copyright")
    for found in (python / "Lib" / "LICENSE.txt", debian):
        if found.is_file():
            shutil.copy(found, python / "LICENSE.txt")
            return
    raise parts.PartError("Python's licence is not on this computer, which build.spec asks for.")


def compile_launcher(python: Path) -> None:
    """python.exe."""
    _compile("-municode", str(HERE / "python.c"), str(python / "python311.dll"), "-o", str(python / "python.exe"))


def compile_stand_ins(python: Path, system: Path, wheels: Path) -> None:
    """python3.dll, which hands all names on, and icuuc.dll, which does nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        definition = Path(scratch, "python3.def")
        names = exported(_told(python / "python311.dll"))
        definition.write_text(handing_on("python3.dll", "python311", names), encoding="ascii")
        _compile("-shared", "-nostdlib", str(definition), "-o", str(python / "python3.dll"))
        (qt,) = wheels.glob("pyside6_essentials-*.whl")
        shutil.unpack_archive(qt, scratch, "zip")
        asked_for = imported(_told(Path(scratch, "PySide6", "Qt6Core.dll")), "icuuc.dll")
        definition = Path(scratch, "icuuc.def")
        lines = ["LIBRARY icuuc.dll", "EXPORTS", *(f"    {name} = nothing" for name in asked_for)]
        definition.write_text("\n".join(lines) + "\n", encoding="ascii")
        icu = system / "icuuc.dll"
        icu.unlink(missing_ok=True)
        _compile("-shared", "-nostdlib", str(HERE / "nothing.c"), str(definition), "-o", str(icu))


def exported(told: str) -> list[str]:
    """The names in the table of exports, as objdump writes it."""
    table = told.split("[Ordinal/Name Pointer] Table", 1)[-1].split("\n\n", 1)[0]
    return re.findall(r"^\s*\[\s*\d+\].*?(\w+)$", table, re.MULTILINE)


def imported(told: str, library: str) -> list[str]:
    """The names asked of one library, as objdump writes them."""
    table = told.split(f"DLL Name: {library}", 1)[-1].split("\n\n", 1)[0]
    return re.findall(r"^\s+[0-9a-f]+\s+\d+\s+(\w+)\s*$", table, re.MULTILINE)


def handing_on(library: str, other: str, names: Iterable[str]) -> str:
    """What the linker is told of a library that hands all names on to another one."""
    return "\n".join([f"LIBRARY {library}", "EXPORTS", *(f"    {name} = {other}.{name}" for name in names)]) + "\n"


def install(site_packages: Path, wheels: Path) -> int:
    """Unpack the wheels of wheels.txt as pip does; how many."""
    lines = (HERE / "wheels.txt").read_text(encoding="utf-8").splitlines()
    names = [line.split()[0] for line in lines if line and not line.startswith("#")]
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-deps",
               "--no-index", "--find-links", str(wheels), "--no-compile", *parts.TARGET,
               "--target", str(site_packages), *names]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise parts.PartError(f"pip cannot unpack the wheels: {done.stderr.strip().splitlines()[-1]}")
    return len(names)


def _compile(*words: str) -> None:
    done = subprocess.run([COMPILER, "-O2", "-s", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise parts.PartError(f"{COMPILER} fails: {done.stderr.strip().splitlines()[-1]}")


def _told(library: Path) -> str:
    return subprocess.run([READER, "-p", str(library)], capture_output=True, text=True, check=True).stdout
