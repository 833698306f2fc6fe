"""Run file work and downloads in background threads; results come back as signals."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from digitpad.errors import CancelledError, DigitpadError
from digitpad.translation import _

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Jobs(QObject):
    """One background thread that does one job after the other and answers in the window's thread."""

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        # Queued always: a job may end before `start` comes back, and its answer must still come later.
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._pending = 0

    @property
    def busy(self) -> bool:
        """Whether a job is waiting, under way, or has not been answered yet."""
        return self._pending > 0

    def start(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[str], None]
    ) -> None:
        """Do `work` in the background, then call `done` with its result or `failed` with a sentence, here.

        `failed` gets an empty sentence when the work was cancelled.
        """
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="digitpad-jobs")
        self._pending += 1

        def finish(future: "Future[T]") -> None:
            self._ended.emit(lambda: self._answer(future, done, failed))

        self._pool.submit(work).add_done_callback(finish)

    def _deliver(self, answer: Callable[[], None]) -> None:
        answer()

    def _answer(self, future: "Future[Any]", done: Callable[[Any], None], failed: Callable[[str], None]) -> None:
        self._pending -= 1
        asker = getattr(done, "__self__", None)
        if isinstance(asker, QObject) and not shiboken6.isValid(asker):
            return  # whoever asked is gone
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, CancelledError):
            failed("")
        elif isinstance(error, DigitpadError):
            _log.info("a background job was refused", exc_info=error)
            failed(str(error))
        else:
            _log.error("a background job failed", exc_info=error)
            text = _("Something went wrong inside Digitpad ({kind}: {problem}). Nothing was changed.")
            failed(text.format(kind=type(error).__name__, problem=error))

    def close(self) -> None:
        """Finish the job under way and end the thread."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)
