"""Make THIRD-PARTY-LICENCES.txt: everything that comes along with the frozen Digitpad, and under which licence.

build.spec puts the text into the bundle: `licences.text(path for _, path, _ in a.binaries)`. On its own,
`python packaging/licences.py FILE` writes the text without the libraries of the build machine's system.
"""

import importlib.metadata
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "licence_texts"
ASSETS = HERE.parent / "assets" / "LICENSES.md"

# Packages whose wheels have no licence text in them, and where the text comes from instead.
TEXTS_OF = {
    "flatbuffers": ("Apache-2.0",),  # its metadata say Apache 2.0 and nothing else
    "pyside6-essentials": ("LGPL-3", "GPL-3"),  # the LGPL is a few paragraphs on top of the GPL
    "shiboken6": ("LGPL-3", "GPL-3"),
}
# Texts of what lies inside a wheel without being named in it.
INSIDE = {"h5py": ("libaec",)}

# Where wheels keep their licences now, and how the files are called where older ones do.
_FOLDER = re.compile(r"\.dist-info/licenses/")
_NAME = re.compile(r"/[^/]*(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
# Code has such names too; headers to compile against and what setuptools vendors for itself are not in the bundle.
_IS_NOT = re.compile(r"\.(py|pyi|pyc|h|so|pyd|dll)$|/(include|_vendor|tests?)/")

# Debian's copyright files do not repeat the GPL and its like but say where they are.
_COMMON_FOLDER = "/usr/share/common-licenses"
_COMMON = re.compile(rf"{re.escape(_COMMON_FOLDER)}/([\w.+-]+)")

_INTRODUCTION = """\
Digitpad itself is under the MIT licence. It is packed together with the software below, or with parts of it, so that
nothing else need be installed. Each text stands here once, under the names of all to whom it applies.
"""

_QT = """\
Qt and Qt for Python (PySide6, shiboken6)
-----------------------------------------
Digitpad uses Qt and Qt for Python, copyright The Qt Company Ltd. and other contributors, under the GNU Lesser General
Public License, version 3; the text is below. They are separate, unchanged files, and may be replaced by versions of
one's own: Qt's libraries and plugins lie in _internal/PySide6 beside the program (on macOS in
Digitpad.app/Contents/Frameworks), shiboken6 beside it. Put a build of the same major version with the same file names
in their place; on macOS sign the application again afterwards (codesign --force --deep --sign - Digitpad.app).
Taking Digitpad apart to find a fault in such a change is allowed.

Their source text: <https://download.qt.io/official_releases/qt/> and
<https://download.qt.io/official_releases/QtForPython/pyside6/>, version {version}; Git: <https://code.qt.io>.
Qt contains parts by others (among them FreeType, HarfBuzz, libpng, libjpeg-turbo, PCRE2, SQLite and zlib); their
notices: <https://doc.qt.io/qt-6/licenses-used-in-qt.html>. This software is based in part on the work of the FreeType
Team and of the Independent JPEG Group. On Linux, ICU comes along with it (libicu*.so); its licence stands below under
“icu” in TensorFlow's list, since TensorFlow uses ICU as well.
"""

_PYINSTALLER = """\
The start of the program
------------------------
The program that starts Python, and the code that runs before Digitpad's own, come from PyInstaller {version}
(<https://pyinstaller.org>): GNU General Public License, version 2 or later, with an exception that lets programs packed
with it be passed on under any licence; its run-time hooks are under the Apache License 2.0.
"""

_SYSTEM = """\
Libraries of the system
-----------------------
On Linux, the packages with “lib” in their names are those of the Debian or Ubuntu system that Digitpad was packed on,
unchanged, and each is a file of its own in _internal that may be replaced. Their source text is in the archive of that
system, under the names and versions above.
"""

_WINDOWS = """\
Microsoft's run-time libraries
------------------------------
On Windows, vcruntime140*.dll, msvcp140*.dll and, where present, ucrtbase.dll and api-ms-win-*.dll are Microsoft's,
passed on under the terms of the Visual C++ Redistributable.
"""


class LicenceMissingError(Exception):
    """Something would be passed on without its licence."""


@dataclass(frozen=True)
class Part:
    """One package or system library that comes along.

    Attributes:
        name: as people know it.
        version: as its metadata say.
        licence: in a few words, or "see the text".
        texts: what must be passed on with it; never empty.
    """

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def runtime_packages(root: str = "digitpad") -> list[importlib.metadata.Distribution]:
    """The installed packages that `root` needs to run on this system, without itself, in alphabetical order.

    Raises:
        importlib.metadata.PackageNotFoundError: one of them is not installed.
    """
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [root]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        found[name] = importlib.metadata.distribution(name)
        needs = map(Requirement, found[name].requires or ())
        waiting += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return [found[name] for name in sorted(found) if name != canonicalize_name(root)]


def package_part(distribution: importlib.metadata.Distribution) -> Part:
    """A package with the licence texts of its wheel.

    Raises:
        LicenceMissingError: the wheel has none, and `TEXTS_OF` does not know where there is one.
    """
    name = canonicalize_name(distribution.name)
    texts = [_read(Path(str(distribution.locate_file(file)))) for file in distribution.files or () if _is_licence(file)]
    texts += [_read(TEXTS / f"{text}.txt") for text in (*TEXTS_OF.get(name, ()), *INSIDE.get(name, ()))]
    if not texts:
        raise LicenceMissingError(
            f"{distribution.name} {distribution.version} has no licence text: add one to TEXTS_OF."
        )
    return Part(distribution.name, distribution.version, _licence(distribution), tuple(texts))


def system_parts(binaries: Iterable[Path | str]) -> list[Part]:
    """The Debian packages from which a build on Debian or Ubuntu took libraries, with their copyright files.

    Args:
        binaries: where the libraries of the bundle were found; those in virtual environments are passed over.

    Raises:
        LicenceMissingError: a library of the system belongs to no package, or its package has no copyright file.
    """
    parts = {}
    for path in sorted({Path(binary).resolve() for binary in binaries}):
        if not path.is_relative_to("/usr/lib") and not path.is_relative_to("/lib"):
            continue
        package = _owner(path)
        copyright_file = Path("/usr/share/doc") / package / "copyright"
        if not copyright_file.is_file():
            raise LicenceMissingError(f"{path.name} is from {package}, which has no copyright file.")
        version = _dpkg("--show", "--showformat=${Version}", package)
        copying = _read(copyright_file)
        common = sorted({name.rstrip(".") for name in _COMMON.findall(copying)})
        texts = [_read(path) for path in (Path(_COMMON_FOLDER, name) for name in common) if path.is_file()]
        parts[package] = Part(package, version, "see the text", (copying, *texts))
    return list(parts.values())


def python_part() -> Part:
    """Python itself.

    Raises:
        LicenceMissingError: this Python came without its LICENSE.txt.
    """
    places = Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)
    for place in places:
        if (place / "LICENSE.txt").is_file():
            version = ".".join(map(str, sys.version_info[:3]))
            return Part("Python", version, "PSF-2.0 and others", (_read(place / "LICENSE.txt"),))
    raise LicenceMissingError("Python's LICENSE.txt is not there.")


def text(binaries: Iterable[Path | str] = ()) -> str:
    """The whole of THIRD-PARTY-LICENCES.txt.

    Args:
        binaries: where the libraries of the bundle were found (for those of the system).

    Raises:
        LicenceMissingError: something would be passed on without its licence.
    """
    parts = [python_part(), *map(package_part, runtime_packages()), *system_parts(binaries)]
    versions = {part.name.lower(): part.version for part in parts}
    return "\n".join(
        [
            _title("Digitpad: what comes along, and under which licences", "="),
            _INTRODUCTION,
            *(f"{part.name} {part.version}: {part.licence}" for part in parts),
            "",
            _QT.format(version=versions["shiboken6"]),
            _PYINSTALLER.format(version=_version_of("pyinstaller")),
            {"win32": _WINDOWS, "linux": _SYSTEM}.get(sys.platform, ""),
            _title("The data that come along", "="),
            _read(ASSETS),
            _title("The licences", "="),
            *_grouped(parts),
        ]
    )


def _grouped(parts: Iterable[Part]) -> Iterator[str]:
    """Every text once, under the names of all whose text it is."""
    names: dict[str, list[str]] = {}
    for part in parts:
        for licence in dict.fromkeys(part.texts):
            names.setdefault(licence, []).append(part.name)
    for licence, whose in names.items():
        yield _title(", ".join(whose), "-")
        yield licence


def _title(line: str, rule: str) -> str:
    return f"{line}\n{rule * min(len(line), 100)}\n"


def _is_licence(file: importlib.metadata.PackagePath) -> bool:
    path = f"/{file.as_posix()}"
    return bool(_FOLDER.search(path) or (_NAME.search(path) and not _IS_NOT.search(path)))


def _licence(distribution: importlib.metadata.Distribution) -> str:
    """The licence in a few words, from the three places where metadata may say it."""
    metadata = distribution.metadata
    words = next((metadata[key].strip() for key in ("License-Expression", "License") if key in metadata), "")
    if not words or "\n" in words or len(words) > 100:
        classes = [line.rsplit(" :: ", 1)[1] for line in metadata.get_all("Classifier") or () if "License ::" in line]
        words = ", ".join(classes) or "see the text"
    return words


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip("\n") + "\n"


def _version_of(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "(not installed here)"


def _owner(path: Path) -> str:
    """The Debian package of a library; its database may say /lib where the system says /usr/lib."""
    for name in (path, Path("/", *path.parts[2:])):
        try:
            return _dpkg("--search", str(name)).split(":")[0]
        except subprocess.CalledProcessError:
            continue
    raise LicenceMissingError(f"{path} belongs to no package of this system.")


def _dpkg(*arguments: str) -> str:
    return subprocess.run(["dpkg-query", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """Write the text to the file named on the command line."""
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
