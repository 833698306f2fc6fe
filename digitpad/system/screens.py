"""The screens that a window can be on, and the smallest of them."""

from PySide6.QtGui import QGuiApplication

from digitpad.computer_report import Screen
from digitpad.system.display import why_no_window

_OFF_SCREEN = ("offscreen", "minimal")  # Qt's platforms that draw where nobody sees it


def smallest_screen() -> Screen | None:
    """The one with the least room, since the window may be on any; None where there is none."""
    application = QGuiApplication.instance()
    if application is None:
        if why_no_window() is not None:
            return None
        application = QGuiApplication(["digitpad"])  # named, since Qt needs it for as long as screens are asked about
    assert isinstance(application, QGuiApplication)
    if application.platformName() in _OFF_SCREEN:
        return None
    screens = (
        Screen(each.size().width(), each.size().height(), each.devicePixelRatio()) for each in application.screens()
    )
    return min(screens, key=lambda screen: screen.width * screen.height, default=None)
