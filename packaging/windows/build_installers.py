"""Make Windows' installers around the frozen program: `python packaging/windows/build_installers.py FOLDER`.

FOLDER is what PyInstaller made on a Windows machine (dist/digitpad). The setup.exe is compiled by `makensis` of NSIS 3,
the .msi by `wixl` and `msibuild` of msitools; all run on Linux too, which is where the workflow makes them.

With DIGITPAD_SIGN set, that command is run with a file name after it for every program and library of FOLDER and for
both installers, for example `signtool sign /fd sha256 /tr ... /a` on Windows or osslsigncode in a small script. Without
it nothing is signed.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import msi  # noqa: E402  # this folder is no package: `packaging` is the name of one that others import
from version_info import numbers  # noqa: E402 - as above

LONGEST_PATH = 259  # characters, without the 260th that Windows keeps for the end
USUAL_PLACE = "C:\\Program Files\\Digitpad\\"
LARGEST = 2_000_000_000  # bytes: neither NSIS nor a cabinet in an MSI goes beyond 2 GiB
SIGNED = {".exe", ".dll", ".pyd"}


class UnpackableError(Exception):
    """This folder would not make an installer that works."""


def version_of_source() -> str:
    """Digitpad's version, without importing Digitpad."""
    source = (HERE.parents[1] / "digitpad" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', source, re.M)
    assert found
    return found[1]


def check_version(version: str) -> None:
    """Of a release candidate Windows Installer would see three numbers alone, those of the version that it is before.

    Raises:
        UnpackableError: the version is not one to three numbers.
    """
    if re.fullmatch(r"\d+(\.\d+){0,2}", version, re.ASCII) is None:
        raise UnpackableError(f"“{version}” is no final version such as 1.2.3, and Windows would take it for one.")


def size(folder: Path) -> int:
    """The bytes in a folder, after a look at what would fail on Windows.

    Raises:
        UnpackableError: there is no program in it, it is too large, or a file would have too long a path or a name
            that an MSI cannot hold.
    """
    if not (folder / "digitpad.exe").is_file():
        raise UnpackableError(f"{folder} has no digitpad.exe: it is made by PyInstaller on Windows.")
    total = 0
    for path in folder.rglob("*"):
        name = USUAL_PLACE + "\\".join(path.relative_to(folder).parts)
        if len(name) > LONGEST_PATH:
            raise UnpackableError(f"“{name}” would have {len(name)} characters; Windows opens {LONGEST_PATH}.")
        if not name.isascii():
            raise UnpackableError(f"“{name}” has letters that an MSI cannot hold.")
        total += path.stat().st_size if path.is_file() else 0
    if total > LARGEST:
        raise UnpackableError(f"The folder has {total:,} bytes; installers end at {LARGEST:,}.")
    return total


def make_setup(folder: Path, version: str, out: Path) -> Path:
    """Compile the setup.exe; where it is.

    Raises:
        UnpackableError, subprocess.CalledProcessError: it cannot be made.
    """
    target = out / f"Digitpad-{version}-windows-x64-setup.exe"
    defines = {
        "VERSION": version,
        "NUMBERS": ".".join(map(str, numbers(version))),
        "KILOBYTES": size(folder) // 1024,
        "SOURCE": folder.resolve(),
        "OUT": target.resolve(),
    }
    if sign := os.environ.get("DIGITPAD_SIGN"):
        defines["SIGN"] = sign
    options = [f"-D{name}={value}" for name, value in defines.items()]
    subprocess.run(["makensis", "-V2", "-WX", *options, str(HERE / "digitpad.nsi")], check=True)
    return target


def make_msi(folder: Path, version: str, out: Path) -> Path:
    """Compile the .msi; where it is.

    Raises:
        UnpackableError, subprocess.CalledProcessError: it cannot be made.
    """
    size(folder)
    target = out / f"Digitpad-{version}-windows-x64.msi"
    with tempfile.TemporaryDirectory() as scratch:
        wxs = Path(scratch, "digitpad.wxs")
        source = msi.source(folder.resolve(), version, numbers(version), HERE / "digitpad.ico", wxs.parent.resolve())
        wxs.write_text(source, encoding="utf-8")
        subprocess.run(["wixl", "--arch", "x64", "--output", str(target), str(wxs)], check=True)
    subprocess.run(["msibuild", str(target), "-q", msi.LEAVE_DIGITS], check=True)
    return target


def sign(*files: Path) -> None:
    """Sign files with the command in DIGITPAD_SIGN, if there is one."""
    command = shlex.split(os.environ.get("DIGITPAD_SIGN", ""))
    for file in files if command else ():
        subprocess.run([*command, str(file)], check=True)


def main() -> int:
    """Sign the folder, make the installers that are asked for, sign them and say where they are."""
    parser = argparse.ArgumentParser(description="Make Windows' installers around the frozen program.")
    parser.add_argument("folder", type=Path, help="the folder with digitpad.exe")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="where the installers are put")
    parser.add_argument("--version", default=version_of_source(), help="Digitpad's version; the source's if not given")
    parser.add_argument("--only", choices=["exe", "msi"], help="make only one of the two")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    try:
        check_version(arguments.version)
        sign(*(path for path in sorted(arguments.folder.rglob("*")) if path.suffix.lower() in SIGNED))
        if arguments.only != "msi":
            target = make_setup(arguments.folder, arguments.version, arguments.out)
            sign(target)
            print(target)
        if arguments.only != "exe":
            target = make_msi(arguments.folder, arguments.version, arguments.out)
            sign(target)
            print(f"{target}, product code {msi.product_code(arguments.version)}")
    except (UnpackableError, ValueError, FileNotFoundError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
