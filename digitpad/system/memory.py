"""How much memory this process may use."""

import contextlib
import ctypes
import os
import sys
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup/memory.max")


def total_bytes() -> int | None:
    """The computer's memory, or what this process may have of it where that is less; None if nobody says."""
    found = [size for size in (_installed(), _allowed(), _address_space()) if size is not None]
    return min(found, default=None)


if sys.platform == "win32":

    class _Status(ctypes.Structure):
        """MEMORYSTATUSEX of the Windows API. Wine has run this, no Windows yet."""

        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("total", ctypes.c_ulonglong),
            ("others", ctypes.c_ulonglong * 6),
        )

    def _installed() -> int | None:
        status = _Status(length=ctypes.sizeof(_Status))
        return int(status.total) if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None

    def _address_space() -> int | None:
        return None
else:
    import resource

    def _installed() -> int | None:
        with contextlib.suppress(OSError, ValueError):
            pages = os.sysconf("SC_PHYS_PAGES")
            return pages * os.sysconf("SC_PAGE_SIZE") if pages > 0 else None
        return None

    def _address_space() -> int | None:
        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        return None if limit == resource.RLIM_INFINITY else limit


def _allowed() -> int | None:
    """What the control group may have, on Linux."""
    with contextlib.suppress(OSError, ValueError):
        return int(_CGROUP.read_text())  # or the word “max”
    return None
