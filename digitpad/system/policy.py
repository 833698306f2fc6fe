"""Machine-wide settings for schools: the file `digitpad.ini` that an administrator writes.

Every start looks for it, so nothing more than one attempt to open one small file happens where there is none. Whatever
is wrong with it, the program starts.
"""

import functools
import os
import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from digitpad.errors import reason_of
from digitpad.formatting import printable

ELSEWHERE = "DIGITPAD_CONFIG"
"""The environment variable that names another file; in the frozen program only where the usual one is not there, so
that nobody lifts with it what was decided."""

CHOICES = ("answer/lead", "window/appearance", "window/zoom", "samples/seat")
"""What of `ui.settings` can have another default here, as section and key."""

_MOST_BYTES = 65_536
_SWITCH = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}
_VARIABLE = r"%(\w+)%|\$(\w+)|\$\{(\w+)\}"  # compiled by who has a file, not at every start


class Policy(NamedTuple):
    """What the file says.

    Attributes:
        path: where it is, or would be.
        found: whether it is there.
        data_dir: the user's data folder instead of the usual one, or None.
        downloads: whether datasets may be downloaded.
        defaults: for those of `CHOICES` that it names, the default as text.
        problem: why the file, or a line of it, has no effect, as one sentence; empty if all is well.
        unknown: names in it that Digitpad does not know, as section and key.
    """

    path: Path
    found: bool = False
    data_dir: Path | None = None
    downloads: bool = True
    defaults: Mapping[str, str] = MappingProxyType({})
    problem: str = ""
    unknown: tuple[str, ...] = ()


def current() -> Policy:
    """What the file of this computer said when it was first asked for."""
    named = os.environ.get(ELSEWHERE)
    if named and not getattr(sys, "frozen", False):
        return _read_once(Path(named))
    usual = _read_once(_usual_path())
    return _read_once(Path(named)) if named and not usual.found else usual


def _usual_path() -> Path:
    if sys.platform == "win32":
        # Beside the program, which only administrators may change; anybody may plant a file in %ProgramData%.
        return Path(sys.executable).with_name("digitpad.ini")
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Digitpad/digitpad.ini")
    return Path("/etc/digitpad.ini")


@functools.cache
def _read_once(path: Path) -> Policy:
    return read(path)


def read(path: Path) -> Policy:
    """Read such a file; never fails, and says in `Policy.problem` why it has no effect.

    A file that cannot be read may have forbidden downloads, so then there are none.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Policy(path)
    except (OSError, ValueError) as error:
        return _useless(path, f"cannot be read ({reason_of(error)})")
    if len(content) > _MOST_BYTES:
        return _useless(path, "is too big for a file of settings")
    return parse(path, content)


def parse(path: Path, content: bytes) -> Policy:
    """What the bytes of such a file say."""
    import configparser

    # Of Windows' own tools, some write a byte order mark and some UTF-16.
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    parser = configparser.ConfigParser(
        default_section="", strict=False, interpolation=None, delimiters=("=",), inline_comment_prefixes=(";",),
        empty_lines_in_values=False,
    )
    try:
        parser.read_string(content.decode(encoding))
    except UnicodeDecodeError:
        return _useless(path, "is not in UTF-8")
    except configparser.MissingSectionHeaderError as error:
        return _useless(path, f"cannot be understood (line {error.lineno}: a [section] comes first)")
    except configparser.ParsingError as error:
        return _useless(path, f"cannot be understood (line {error.errors[0][0]})")
    except configparser.Error:
        return _useless(path, "cannot be understood")
    values = {
        f"{section}/{key}".lower(): value for section in parser.sections() for key, value in parser[section].items()
    }
    return _policy(path, values)


def _policy(path: Path, values: dict[str, str]) -> Policy:
    problems = []
    data_dir, downloads = None, True
    if written := values.pop("digitpad/data-dir", ""):
        try:
            data_dir = _folder(written)
        except ValueError as error:
            problems.append(f"data-dir has no effect, since {error}")
    if written := values.pop("digitpad/downloads", ""):
        try:
            downloads = _SWITCH[written.lower()]
        except KeyError:
            problems.append("downloads is neither yes nor no, which counts as no")
            downloads = False
    defaults = {name: values.pop(name) for name in CHOICES if name in values}
    problem = f"In “{path}” {'; '.join(problems)}." if problems else ""
    return Policy(path, True, data_dir, downloads, defaults, problem, tuple(map(_shown, values)))


def _folder(written: str) -> Path:
    """The folder with `~` and variables filled in.

    Raises:
        ValueError: it is none; the reason as the end of a sentence.
    """
    missing = [name for name in _variables(written) if name not in os.environ]
    if missing:
        raise ValueError(f"there is no environment variable {missing[0]}")
    filled_in = re.sub(_VARIABLE, lambda match: os.environ[_name(match)], written)
    if not filled_in.isprintable():
        raise ValueError("it is no name of a folder")
    try:
        folder = Path(filled_in).expanduser()
    except RuntimeError:
        raise ValueError("nobody has this home folder") from None
    if not folder.is_absolute():
        raise ValueError("it is no whole path")
    return folder


def _variables(text: str) -> Iterator[str]:
    return map(_name, re.finditer(_VARIABLE, text))


def _name(match: "re.Match[str]") -> str:
    return match[1] or match[2] or match[3]


def _useless(path: Path, reason: str) -> Policy:
    problem = f"“{path}” {reason}; nothing of it counts, and downloads are off."
    return Policy(path, True, downloads=False, problem=problem)


def _shown(name: str) -> str:
    """A name as it can stand in a sentence."""
    return printable(name, 60)
