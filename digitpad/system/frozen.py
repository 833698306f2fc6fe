"""Start other programs from the frozen program without its own libraries."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ORIGINAL = "_ORIG"
"""The ending under which PyInstaller keeps a variable that it has changed."""


@contextmanager
def outside() -> Iterator[None]:
    """While this lasts, programs that are started do not look for their libraries among ours, which may not fit them.

    The file manager would otherwise fail to start, or look strange. For Qt as for Python, what is started gets the
    environment of that moment.
    """
    ours = dict(os.environ)
    try:
        if getattr(sys, "frozen", False):
            _put_back(getattr(sys, "_MEIPASS", ""))
        yield
    finally:
        for name in os.environ.keys() - ours.keys():
            del os.environ[name]
        os.environ.update(ours)


def _put_back(folder: str) -> None:
    """Make the environment what it was before the program began, as far as it names that folder of libraries."""
    for name, value in list(os.environ.items()):
        if name.endswith(_ORIGINAL):
            os.environ[name.removesuffix(_ORIGINAL)] = value
            del os.environ[name]
    for name, value in list(os.environ.items()):
        if folder and folder in value:
            theirs = [entry for entry in value.split(os.pathsep) if folder not in entry]
            if theirs:
                os.environ[name] = os.pathsep.join(theirs)
            else:
                del os.environ[name]
