import socket
import subprocess
import sys

import pytest
from helpers.systems import not_on_windows

from digitpad.system import display
from digitpad.system.display import go_off_screen, why_no_window


@pytest.fixture(autouse=True)
def _no_display(monkeypatch):
    """A process without any screen, whatever the tests run under."""
    monkeypatch.setattr(display.sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_no_display_at_all():
    assert str(why_no_window()) == "There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set)."


@pytest.mark.parametrize("variable", ["QT_QPA_PLATFORM", "WAYLAND_DISPLAY"])
def test_what_else_qt_can_open_a_window_on(monkeypatch, variable):
    monkeypatch.setenv(variable, "something")
    assert why_no_window() is None


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_a_screen(monkeypatch, platform):
    monkeypatch.setattr(display.sys, "platform", platform)
    assert why_no_window() is None


@not_on_windows("Windows has a screen without X")
@pytest.mark.parametrize("name", [":64999", "no such place", ""])
def test_an_x_server_that_does_not_answer(monkeypatch, name):
    monkeypatch.setenv("DISPLAY", name)
    sentence = str(why_no_window())
    assert sentence.startswith("There is no display to open a window on (")
    assert not name or f"DISPLAY={name}" in sentence


def test_without_xcb_qt_has_to_find_out(monkeypatch):
    def missing(name):
        raise OSError(name)

    monkeypatch.setenv("DISPLAY", ":64999")
    monkeypatch.setattr(display.ctypes, "CDLL", missing)
    assert why_no_window() is None


def test_a_library_that_qt_dies_without_is_named(monkeypatch):
    class Libraries:
        """The system's loader, which finds everything but one."""

        def __init__(self, name):
            if name == "libxcb-cursor.so.0":
                raise OSError(name)

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(display, "_x_server_answers", lambda xcb: True)
    monkeypatch.setattr(display.ctypes, "CDLL", lambda name: None)
    assert why_no_window() is None
    monkeypatch.setattr(display.ctypes, "CDLL", Libraries)
    assert str(why_no_window()) == (
        "A window needs the library libxcb-cursor0, which is missing; “apt install libxcb-cursor0” brings it."
    )


def test_asking_leaves_no_connection_open(monkeypatch):
    """Xcb frees the connection on hanging up, also one that failed."""
    monkeypatch.setenv("DISPLAY", ":64999")
    probe = socket.socket()
    before = probe.fileno()
    probe.close()
    for _ in range(5):
        why_no_window()
    with socket.socket() as again:
        assert again.fileno() == before


@pytest.mark.skipif(sys.platform != "linux", reason="the Makefile asks on Linux only")
@pytest.mark.parametrize(
    ("variables", "code", "output"),
    [
        ({}, 1, "There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set).\n"),
        ({"QT_QPA_PLATFORM": "offscreen"}, 0, ""),
    ],
    ids=["no display", "off screen"],
)
def test_the_makefile_gets_a_sentence_and_an_exit_code(variables, code, output):
    command = [sys.executable, "-W", "error", "-m", "digitpad.system.display"]
    # Alone in its environment; -m needs neither PATH nor HOME.
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONUTF8": "1", **variables})
    assert (done.returncode, done.stdout, done.stderr) == (code, output, "")


@pytest.mark.parametrize(
    ("platform", "before", "fonts"),
    [
        ("win32", {"SYSTEMROOT": r"D:\WINNT"}, r"D:\WINNT\Fonts"),
        ("win32", {}, r"C:\Windows\Fonts"),
        ("win32", {"QT_QPA_FONTDIR": r"E:\fonts", "SYSTEMROOT": r"C:\Windows"}, r"E:\fonts"),
        ("linux", {}, None),
        ("darwin", {"QT_QPA_FONTDIR": "/fonts"}, "/fonts"),
    ],
)
def test_off_screen_there_are_letters(monkeypatch, platform, before, fonts):
    """Windows alone has no fonts there by itself."""
    monkeypatch.setattr(display.sys, "platform", platform)
    environment = {"QT_QPA_PLATFORM": "windows"} | before
    go_off_screen(environment)
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    assert environment.get("QT_QPA_FONTDIR") == fonts


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows' own fonts")
def test_on_windows_a_letter_is_no_box():
    """Two letters that look alike are boxes."""
    script = """
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from digitpad.system.display import go_off_screen
go_off_screen()
app = QGuiApplication([])
def picture(letter):
    image = QImage(40, 40, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.drawText(5, 30, letter)
    painter.end()
    return image
assert picture("a") != picture("m")
"""
    subprocess.run([sys.executable, "-c", script], check=True)
