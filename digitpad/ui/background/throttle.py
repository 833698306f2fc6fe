"""Pass on a burst of values at a calm rate: at most every 33 ms, the latest one wins."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")


class Latest(QObject, Generic[T]):
    """Passes values on at most every `interval` milliseconds; of those in between, the latest wins.

    The first value of a burst passes at once, and the last one always arrives.
    """

    def __init__(self, deliver: Callable[[T], None], interval: int = 33, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deliver = deliver
        self._waiting: T | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(interval)
        self._pause.timeout.connect(self.flush)

    def offer(self, value: T) -> None:
        """Deliver this value now or soon, unless a later one takes its place."""
        self._waiting = value
        if not self._pause.isActive():
            self.flush()

    def flush(self) -> None:
        """Deliver what is waiting, if anything."""
        value, self._waiting = self._waiting, None
        if value is not None:
            self._pause.start()
            self._deliver(value)

    def drop(self) -> None:
        """Forget what is waiting."""
        self._waiting = None
