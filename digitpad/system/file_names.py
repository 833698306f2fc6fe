"""Names that every system accepts: one made out of a title, and why Windows refuses another."""

import re
from pathlib import PurePath, PureWindowsPath

from digitpad.formatting import printable
from digitpad.translation import N_, Message

_LONGEST = 60
_LONGEST_PART = 255  # of a path on Windows, in UTF-16's units
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_DEVICES = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)


def file_name(title: str, otherwise: str) -> str:
    """A name without an ending, at most 61 characters long.

    Args:
        title: what people call it.
        otherwise: the name where nothing is left of the title.
    """
    name = _NOT_IN_NAMES.sub("-", title)[:_LONGEST].strip(" .") or otherwise
    return f"_{name}" if is_device(name) else name


def is_device(name: str) -> bool:
    """Whether Windows takes a name for a device's, as it does with any ending."""
    return _DEVICES.fullmatch(name.partition(".")[0].rstrip(" ")) is not None


def why_refused(path: PurePath) -> Message | None:
    """A few words why Windows would write under no such name, or under another one; None where it would.

    Asked before long work: Windows itself takes some of these at first, writes to a device, or into a hidden stream of
    another file. Other systems take any name, so a path of theirs is not looked at.
    """
    if not isinstance(path, PureWindowsPath):
        return None
    for name in path.parts[1:] if path.anchor else path.parts:
        if name == "..":
            continue
        if (found := _NOT_IN_NAMES.search(name)) is not None:
            sign = printable(found[0][0], instead="�")
            return Message(N_("Windows does not allow “{sign}” in names"), sign=sign)
        if is_device(name):
            return Message(N_("“{name}” is the name of a device on Windows"), name=name)
        if name.endswith((" ", ".")):
            return Message(N_("on Windows no name ends with a dot or a blank"))
        if len(name.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_PART:
            return Message(N_("the name is too long"))
    return None
