"""Find out whether a window can be opened, before Qt would end the process for lack of a screen; or do without one."""

import ctypes
import os
import sys
from collections.abc import MutableMapping
from pathlib import PureWindowsPath

from digitpad.translation import N_, Message

NO_LIBRARY = N_("A window needs the library libxcb-cursor0, which is missing; “apt install libxcb-cursor0” brings it.")


def why_no_window() -> Message | None:
    """One sentence why no window can be opened, or None."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if os.environ.get("WAYLAND_DISPLAY"):
        return None
    display = os.environ.get("DISPLAY")
    if not display:
        return Message(N_("There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set)."))
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return None  # without the library to ask with, Qt has to find out
    if not _x_server_answers(xcb):
        key = N_("There is no display to open a window on (the X server at DISPLAY={display} does not answer).")
        return Message(key, display=display)
    try:
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError:
        return Message(NO_LIBRARY)
    return None


def go_off_screen(environment: MutableMapping[str, str] = os.environ) -> None:
    """Have Qt draw where nobody sees it, with letters; called before the application is made.

    Args:
        environment: the variables of this process.
    """
    environment["QT_QPA_PLATFORM"] = "offscreen"
    if sys.platform == "win32":
        # Off screen Qt asks no Windows for fonts but looks for a folder of its own, and draws boxes without one.
        windows = PureWindowsPath(environment.get("SYSTEMROOT", r"C:\Windows"))
        environment.setdefault("QT_QPA_FONTDIR", str(windows / "Fonts"))  # untranslated: a folder


def _x_server_answers(xcb: ctypes.CDLL) -> bool:
    """Connect to the X server. The connection is kept, as a server that lost its last client may begin anew.

    Xvfb does by itself, and would turn Qt away meanwhile.
    """
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    if not answers:
        xcb.xcb_disconnect(connection)
    return answers


if __name__ == "__main__":  # for the Makefile: says the sentence and fails when there is no screen
    reason = why_no_window()
    if reason:
        print(reason)
    sys.exit(1 if reason else 0)
