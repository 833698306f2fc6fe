"""Apply the light or dark theme and the size of text to the whole program, as the settings say."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from digitpad.ui.settings.settings import ZOOMS
from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from digitpad.ui.settings.settings import Settings


class Appearance(QObject):
    """Dresses the program at once, and again whenever the settings or the system's colours change.

    Args:
        settings: says light, dark or as the system, and how large text is.
        parent: Qt's parent.
    """

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._scaled: Callable[[int], float] = float
        self._apply()
        settings.changed.connect(self._apply)
        QApplication.styleHints().colorSchemeChanged.connect(self._apply)

    def scale(self, scaled: Callable[[int], float], changed: SignalInstance) -> None:
        """Ask from now on how large text is for the size in the settings, both in percent; again at each `changed`."""
        self._scaled = scaled
        changed.connect(self._apply)

    def zoom(self, step: int) -> None:
        """Larger or smaller text, by so many steps."""
        place = ZOOMS.index(self._settings.zoom) + step
        self._settings.zoom = ZOOMS[min(len(ZOOMS) - 1, max(0, place))]

    def _apply(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self._settings.appearance, self._scaled(self._settings.zoom))
