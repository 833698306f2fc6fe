"""The user's settings, stored in `digitpad.ini` in the data folder."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from digitpad.model.answer import DEFAULT_MARGIN
from digitpad.system import policy
from digitpad.ui.widgets.theme import APPEARANCES

ZOOMS = (100, 125, 150, 175, 200)


class Settings(QObject):
    """Every choice with its default, which this computer's `digitpad.ini` may set.

    A value that makes no sense counts as not chosen.

    Attributes:
        data_dir: the user's data folder.

    Signals:
        changed: any of them is another now.
    """

    changed = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_dir = data_dir
        self._store = QSettings(str(data_dir / "digitpad.ini"), QSettings.Format.IniFormat)
        self._fixed_margin: float | None = None
        self._defaults = policy.current().defaults

    @property
    def margin(self) -> float:
        """How far the best class must be ahead of the second to be the answer, 0..0.9."""
        if self._fixed_margin is not None:
            return self._fixed_margin
        return min(0.9, max(0.0, self._number("answer/lead", DEFAULT_MARGIN)))

    @margin.setter
    def margin(self, value: float) -> None:
        self._set("answer/lead", value)

    def fix_margin(self, value: float | None) -> None:
        """From now on that margin counts, whatever was chosen; None for what was chosen."""
        if value != self._fixed_margin:
            self._fixed_margin = value
            self.changed.emit()

    @property
    def appearance(self) -> str:
        """A key of `theme.APPEARANCES`."""
        value = str(self._value("window/appearance", "system"))
        return value if value in APPEARANCES else "system"

    @appearance.setter
    def appearance(self, value: str) -> None:
        self._set("window/appearance", value)

    @property
    def zoom(self) -> int:
        """Size of text and symbols in percent, one of `ZOOMS`."""
        value = self._number("window/zoom", ZOOMS[0])
        return min(ZOOMS, key=lambda zoom: abs(zoom - value))

    @zoom.setter
    def zoom(self, value: int) -> None:
        self._set("window/zoom", value)

    @property
    def seat(self) -> int | None:
        """The number of the place where drawings are made, 1 to 9999; None for no number."""
        seat = self._number("samples/seat", 0)
        return int(seat) if 1 <= seat <= 9_999 else None

    @seat.setter
    def seat(self, value: int | None) -> None:
        self._set("samples/seat", value or 0)

    @property
    def tour_seen(self) -> bool:
        """Whether the tour has been shown here, or is not to be shown by itself."""
        return policy.is_yes(str(self._value("tour/seen", "")))

    @tour_seen.setter
    def tour_seen(self, value: bool) -> None:
        self._set("tour/seen", "yes" if value else "no")

    @property
    def network_strip(self) -> bool:
        """Whether the network at work stands under the bars, where there is room for it."""
        return policy.is_yes(str(self._value("window/network-strip", "")))

    @network_strip.setter
    def network_strip(self, value: bool) -> None:
        self._set("window/network-strip", "yes" if value else "no")

    @property
    def last_folder(self) -> Path | None:
        """Where somebody chose a file last, which may be gone; None for nowhere yet."""
        value = self._store.value("files/last-folder", "")
        return Path(value) if isinstance(value, str) and Path(value).is_absolute() else None

    @last_folder.setter
    def last_folder(self, value: Path) -> None:
        self._store.setValue("files/last-folder", str(value))

    @property
    def lesson(self) -> tuple[str, int]:
        """The lesson with a lock that is under way, by its name, and the number of its step; nothing and 0 for none."""
        name, __, number = str(self._store.value("lesson/under-way", "")).rpartition("/")
        return (name, int(number)) if name and number.isdecimal() and len(number) < 4 else ("", 0)

    @lesson.setter
    def lesson(self, value: tuple[str, int]) -> None:
        name, number = value
        self._store.setValue("lesson/under-way", f"{name}/{number}" if name else "")

    def layout(self, name: str) -> QByteArray:
        """How the window was arranged; empty at first."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        """Remember how the window is arranged."""
        self._store.setValue(f"layout/{name}", state)

    def _value(self, key: str, default: object) -> object:
        return self._store.value(key, self._defaults.get(key, default))

    def _number(self, key: str, default: float) -> float:
        try:
            return float(str(self._value(key, default)))
        except ValueError:
            return default

    def _set(self, key: str, value: object) -> None:
        if self._store.value(key) != value:
            self._store.setValue(key, value)
            self.changed.emit()
