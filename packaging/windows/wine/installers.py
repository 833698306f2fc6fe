"""Both installers around the real program: made, installed, upgraded, repaired, removed, and what is left looked at."""

import filecmp
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from machine import ROOT, Machine, StepError, check, digest, version

MAKER = ROOT / "packaging" / "windows" / "build_installers.py"
SOURCES = ("packaging/windows/build_installers.py", "packaging/windows/digitpad.nsi", "packaging/windows/msi.py")
OLDER = "0.0.1"
UNINSTALL_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Digitpad"
EVERYBODY, ONE_USER = "AllUsers", "CurrentUser"
RUNNING = 1618  # Windows Installer's own code for "another one is at it"


def make_setup(machine: Machine) -> str:
    """The setup.exe around the frozen folder; a quarter of an hour, and not twice for the same folder."""
    return _made(machine, "exe")


def make_msi(machine: Machine) -> str:
    """The .msi around the frozen folder."""
    return _made(machine, "msi")


def _made(machine: Machine, kind: str) -> str:
    inputs = digest(ROOT / name for name in SOURCES) + (machine.cache / "freeze.stamp").read_text(encoding="utf-8")
    if not machine.is_done(kind, inputs):
        machine.undone(kind)
        _run(str(MAKER), str(machine.frozen), "--out", str(machine.out), "--only", kind)
        machine.done(kind, inputs)
    file = machine.out / f"Digitpad-{version()}-windows-x64{'-setup.exe' if kind == 'exe' else '.msi'}"
    machine.figures[kind] = f"{file.stat().st_size / 1e6:,.1f} MB"
    return f"{file.name}, {machine.figures[kind]}"


def for_everybody(machine: Machine) -> str:
    """Upgraded from an older one, refused while the program runs, repaired, removed; an administrator's file stays."""
    folder = machine.wine.drive / "Program Files" / "Digitpad"
    shutil.rmtree(folder, ignore_errors=True)
    data = _data(machine)
    _setup(machine, _older_setup(machine), EVERYBODY)
    check((folder / "_internal" / "old.dll").is_file(), "The older version is not there.")
    (folder / "digitpad.ini").write_text("[digitpad]\ndownloads = no\n", encoding="utf-8")
    seconds = _setup(machine, _setup_file(machine), EVERYBODY)
    machine.figures["upgrade"] = f"{seconds:.0f} s"
    _as_frozen(machine, folder, "digitpad.ini")
    _registered(machine, "HKLM", version())
    told = machine.wine.run(r"C:\Program Files\Digitpad\digitpad.exe", "--self-test").output
    check(told.endswith("OK\n"), f"The installed program's self-test says: {told.splitlines()[-1:]}")
    _refused_while_it_runs(machine, folder)
    (folder / "_internal" / "base_library.zip").unlink()
    (folder / "_internal" / "python311.dll").write_bytes(b"damaged")
    machine.figures["repair"] = f"{_setup(machine, _setup_file(machine), EVERYBODY):.0f} s"
    _as_frozen(machine, folder, "digitpad.ini")
    machine.figures["remove"] = f"{_remove(machine, folder, EVERYBODY):.0f} s"
    left = sorted(path.name for path in folder.iterdir())
    check(left == ["digitpad.ini"], f"Removing leaves {', '.join(left)}.")
    _registered(machine, "HKLM", "")
    check(data.read_text(encoding="utf-8") == "drawings", "The user's data are not as they were.")
    shutil.rmtree(folder)
    return f"upgrade {machine.figures['upgrade']}, repair {machine.figures['repair']}, " \
           f"remove {machine.figures['remove']}; digitpad.ini and data kept"  # fmt: skip


def for_one_user(machine: Machine) -> str:
    """Installed where nothing was, and removed without a trace but the user's data."""
    folder = machine.wine.drive / "users" / "root" / "AppData" / "Local" / "Programs" / "Digitpad"
    shutil.rmtree(folder, ignore_errors=True)
    data = _data(machine)
    machine.figures["install"] = f"{_setup(machine, _setup_file(machine), ONE_USER):.0f} s"
    _as_frozen(machine, folder)
    _registered(machine, "HKCU", version())
    _registered(machine, "HKLM", "")
    _remove(machine, folder, ONE_USER)
    check(not folder.exists(), "Removing leaves its folder.")
    _registered(machine, "HKCU", "")
    check(data.read_text(encoding="utf-8") == "drawings", "The user's data are not as they were.")
    return f"install {machine.figures['install']}; nothing left but data"


def by_msi(machine: Machine) -> str:
    """Installed, tested, and removed by Windows Installer, as far as Wine's is that."""
    folder = machine.wine.drive / "Program Files" / "Digitpad"
    shutil.rmtree(folder, ignore_errors=True)
    file = machine.out / f"Digitpad-{version()}-windows-x64.msi"
    begun = time.monotonic()
    done = machine.wine.line(f"msiexec /i {machine.wine.path(file)} /qn /norestart", timeout=1800)
    seconds = time.monotonic() - begun
    check(done.code == 0, f"The .msi ended with {done.code}.")
    _as_frozen(machine, folder)
    check(machine.wine.registry(r"HKLM\Software\Digitpad", "Version") == version(), "No Version in the registry.")
    told = machine.wine.run(r"C:\Program Files\Digitpad\digitpad.exe", "--version").output
    check(told == f"digitpad {version()}\n", f"--version says {told!r}.")
    done = machine.wine.line(f"msiexec /x {machine.wine.path(file)} /qn /norestart", timeout=1800)
    check(done.code == 0, f"Removing ended with {done.code}.")
    check(not [path for path in folder.rglob("*") if path.is_file()], "Removing leaves files.")
    machine.figures["install msi"] = f"{seconds:.0f} s"
    return f"install {machine.figures['install msi']}; nothing left"


def _setup_file(machine: Machine) -> Path:
    return machine.out / f"Digitpad-{version()}-windows-x64-setup.exe"


def _older_setup(machine: Machine) -> Path:
    """A setup of an older version, around next to nothing."""
    folder = machine.cache / "older"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "_internal").mkdir(parents=True)
    shutil.copy(machine.frozen / "digitpad.exe", folder)
    (folder / "_internal" / "old.dll").write_bytes(b"old")
    _run(str(MAKER), str(folder), "--out", str(machine.out), "--version", OLDER, "--only", "exe")
    return machine.out / f"Digitpad-{OLDER}-windows-x64-setup.exe"


def _setup(machine: Machine, file: Path, whom: str, code: int = 0) -> float:
    """Install silently; how many seconds it took."""
    done = machine.wine.line(f'"{machine.wine.path(file)}" /S /{whom}', timeout=1800)
    check(done.code == code, f"{file.name} /S /{whom} ended with {done.code}, not with {code}.")
    return done.seconds


def _remove(machine: Machine, folder: Path, whom: str, code: int = 0) -> float:
    """Remove silently, as the page for school IT says; how many seconds it took."""
    place = machine.wine.path(folder)
    done = machine.wine.line(f'"{place}\\uninstall.exe" /S /{whom} _?={place}', timeout=600)
    check(done.code == code, f"uninstall.exe /S /{whom} ended with {done.code}, not with {code}.")
    return done.seconds


def _refused_while_it_runs(machine: Machine, folder: Path) -> None:
    running = machine.wine.start(machine.wine.path(folder / "digitpad.exe"))  # off screen, so without a display
    try:
        time.sleep(15)
        check(running.poll() is None, "The installed program has ended by itself.")
        _setup(machine, _setup_file(machine), EVERYBODY, RUNNING)
        _remove(machine, folder, EVERYBODY, RUNNING)
    finally:
        machine.wine.run("taskkill", "/f", "/im", "digitpad.exe", code=None)
        running.wait(60)
    _as_frozen(machine, folder, "digitpad.ini")


def _as_frozen(machine: Machine, folder: Path, *others: str) -> None:
    """See that a folder holds what was frozen, byte for byte, its uninstaller and nothing but `others`.

    Raises:
        StepError: it does not.
    """
    found, frozen = _files(folder), _files(machine.frozen)
    more = found - frozen - {"uninstall.exe", *others}
    check(not more and frozen <= found, f"Too many files: {sorted(more)[:3]}; missing: {sorted(frozen - found)[:3]}.")
    _, different, errors = filecmp.cmpfiles(folder, machine.frozen, frozen, shallow=False)
    check(not different and not errors, f"Not as frozen: {[*different, *errors][:3]}.")


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def _registered(machine: Machine, hive: str, wanted: str) -> None:
    found = machine.wine.registry(rf"{hive}\{UNINSTALL_KEY}", "DisplayVersion")
    check(found == wanted, f"The registry says {found!r} in {hive}, not {wanted!r}.")


def _data(machine: Machine) -> Path:
    """What a user has drawn."""
    file = machine.wine.drive / "users" / "root" / "AppData" / "Local" / "Digitpad" / "kept.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("drawings", encoding="utf-8")
    return file


def _run(*words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DIGITPAD_SIGN"}
    done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepError(f"{Path(words[0]).name} fails: {done.stderr.strip().splitlines()[-1:]}")
