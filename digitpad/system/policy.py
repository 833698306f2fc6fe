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

from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import printable
from digitpad.translation import N_, _

ELSEWHERE = "DIGITPAD_CONFIG"
"""The environment variable that names another file; in the frozen program only where the usual one is not there, so
that nobody lifts with it what was decided."""

_MOST_BYTES = 65_536
_SWITCH = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}
_APPEARANCES, _ZOOMS, _MOST_SEAT, _MOST_LEAD = ("system", "light", "dark"), (100, 125, 150, 175, 200), 9_999, 0.9
CHOICES = {
    "answer/lead": f"0–{_MOST_LEAD}",
    "window/appearance": ", ".join(_APPEARANCES),
    "window/zoom": ", ".join(map(str, _ZOOMS)),
    "samples/seat": f"0–{_MOST_SEAT}",
    "tour/seen": "yes, no",  # untranslated: as it is typed
}
"""What of `ui.settings` can have another default here, as section and key, and which values it can have."""

_VARIABLE = r"%(\w+)%|\$(\w+)|\$\{(\w+)\}"  # compiled by who has a file, not at every start


class Policy(NamedTuple):
    """What the file says.

    Attributes:
        path: where it is, or would be.
        found: whether it is there.
        data_dir: the user's data folder instead of the usual one, or None.
        downloads: whether datasets may be downloaded.
        defaults: for those of `CHOICES` that it names with a value that makes sense, the default as text.
        problem: why the file, or lines of it, have no effect, as sentences; empty if all is well.
        unknown: names in it that Digitpad does not know, as section and key.
        folder_problem: why the data folder that it names is none, as one sentence, which is in `problem` too.
    """

    path: Path
    found: bool = False
    data_dir: Path | None = None
    downloads: bool = True
    defaults: Mapping[str, str] = MappingProxyType({})
    problem: str = ""
    unknown: tuple[str, ...] = ()
    folder_problem: str = ""


def is_yes(written: str) -> bool:
    """Whether a switch is on; what is neither yes nor no counts as no."""
    return _SWITCH.get(written.lower(), False)


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
        key = N_("“{path}” cannot be read ({reason}); nothing of it counts, and downloads are off.")
        return _useless(key, path, reason=reason_of(error))
    if len(content) > _MOST_BYTES:
        key = N_("“{path}” is too big for a file of settings; nothing of it counts, and downloads are off.")
        return _useless(key, path)
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
        return _useless(N_("“{path}” is not in UTF-8; nothing of it counts, and downloads are off."), path)
    except configparser.MissingSectionHeaderError as error:
        key = N_(
            "“{path}” cannot be understood (line {line}: a [section] comes first); nothing of it counts, and downloads "
            "are off."
        )
        return _useless(key, path, line=error.lineno)
    except configparser.ParsingError as error:
        key = N_("“{path}” cannot be understood (line {line}); nothing of it counts, and downloads are off.")
        return _useless(key, path, line=error.errors[0][0])
    except configparser.Error:
        return _useless(N_("“{path}” cannot be understood; nothing of it counts, and downloads are off."), path)
    values = {
        f"{section}/{key}".lower(): value for section in parser.sections() for key, value in parser[section].items()
    }
    return _policy(path, values)


def _policy(path: Path, values: dict[str, str]) -> Policy:
    problems = []
    data_dir, downloads, folder_problem = None, True, ""
    if written := values.pop("digitpad/data-dir", ""):
        try:
            data_dir = _folder(written, path)
        except DigitpadError as error:
            folder_problem = str(error)
            problems.append(folder_problem)
    if written := values.pop("digitpad/downloads", ""):
        try:
            downloads = _SWITCH[written.lower()]
        except KeyError:
            text = _("In “{path}”, downloads is neither yes nor no, which counts as no.")
            problems.append(text.format(path=path))
            downloads = False
    defaults = {name: values.pop(name) for name in CHOICES if name in values}
    for name in [name for name, value in defaults.items() if not _makes_sense(name, value)]:
        text = _("In “{path}”, {name} = {value} has no effect; it can be {allowed}.")
        value = _shown(defaults.pop(name))
        problems.append(text.format(path=path, name=name, value=value, allowed=CHOICES[name]))
    return Policy(
        path, True, data_dir, downloads, defaults, " ".join(problems), tuple(map(_shown, values)), folder_problem
    )


def _makes_sense(name: str, value: str) -> bool:
    """Whether it is a value that `ui.settings` would take."""
    if name == "window/appearance":
        return value in _APPEARANCES
    if name == "tour/seen":
        return value.lower() in _SWITCH
    try:
        number = float(value)
    except ValueError:
        return False
    if name == "window/zoom":
        return number in _ZOOMS
    if name == "samples/seat":
        return 0 <= number <= _MOST_SEAT and number.is_integer()
    return 0 <= number <= _MOST_LEAD


def _folder(written: str, path: Path) -> Path:
    """The folder with `~` and variables filled in.

    Raises:
        DigitpadError: it is none.
    """
    missing = [name for name in _variables(written) if name not in os.environ]
    if missing:
        raise DigitpadError(
            N_("In “{path}”, data-dir has no effect, since there is no environment variable {name}."),
            path=path,
            name=missing[0],
        )
    filled_in = re.sub(_VARIABLE, lambda match: os.environ[_name(match)], written)
    if not filled_in.isprintable():
        raise DigitpadError(N_("In “{path}”, data-dir has no effect, since it is no name of a folder."), path=path)
    try:
        folder = Path(filled_in).expanduser()
    except RuntimeError:
        raise DigitpadError(
            N_("In “{path}”, data-dir has no effect, since nobody has this home folder."), path=path
        ) from None
    if not folder.is_absolute():
        raise DigitpadError(N_("In “{path}”, data-dir has no effect, since it is no whole path."), path=path)
    return folder


def _variables(text: str) -> Iterator[str]:
    return map(_name, re.finditer(_VARIABLE, text))


def _name(match: "re.Match[str]") -> str:
    return match[1] or match[2] or match[3]


def _useless(key: str, path: Path, **facts: object) -> Policy:
    return Policy(path, True, downloads=False, problem=_(key).format(path=path, **facts))


def _shown(name: str) -> str:
    """A name as it can stand in a sentence."""
    return printable(name, 60)
