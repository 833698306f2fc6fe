"""Make a file name that every system accepts out of a title."""

import re

_LONGEST = 60
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
