"""Run file work and downloads in background threads; results come back as signals."""

import logging
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from digitpad.errors import CancelledError, DigitpadError
from digitpad.translation import _

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
CLOSE_MILLISECONDS = 10_000
"""How long closing waits at most for work that nothing interrupts: a share may hang for minutes."""

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
        self._unfinished: set[Future[Any]] = set()
        self._closed = False
        self._is_shut = False

    @property
    def busy(self) -> bool:
        """Whether a job is waiting, under way, or has not been answered yet."""
        return self._pending > 0

    def start(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[str], None]
    ) -> None:
        """Do `work` in the background, then call `done` with its result or `failed` with a sentence, here.

        `failed` gets an empty sentence when the work was cancelled. After `close` nothing is begun: nobody would hear.
        """
        if self._is_shut:
            return
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="digitpad-jobs")
        self._pending += 1

        def finish(future: "Future[T]") -> None:
            if not self._closed:  # else nobody is there any more
                self._ended.emit(lambda: self._answer(future, done, failed))

        future = self._pool.submit(work)
        self._unfinished.add(future)
        future.add_done_callback(finish)

    def _deliver(self, answer: Callable[[], None]) -> None:
        answer()

    def _answer(self, future: "Future[Any]", done: Callable[[Any], None], failed: Callable[[str], None]) -> None:
        self._pending -= 1
        self._unfinished.discard(future)
        asker = getattr(_innermost(done), "__self__", None)
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

    def finish(self, milliseconds: int) -> bool:
        """Wait for all jobs, at most so long; whether they are done. Their answers come later, as always."""
        if not self._unfinished:
            return True
        from concurrent.futures import wait

        return not wait(self._unfinished, milliseconds / 1000).not_done

    def close(self, milliseconds: int = CLOSE_MILLISECONDS) -> bool:
        """Finish all jobs and end the thread; whether that came about in time. If not, it ends after its job."""
        is_done = self.finish(milliseconds)
        self._is_shut = True
        if self._pool is not None:
            self._closed = not is_done
            self._pool.shutdown(wait=is_done, cancel_futures=not is_done)
        return is_done


def _innermost(answer: Callable[..., None]) -> Callable[..., None]:
    """What is called in the end, without the arguments that it is given beforehand."""
    while isinstance(answer, partial):
        answer = answer.func
    return answer


def finish_all(all_jobs: Iterable[Jobs], milliseconds: int) -> bool:
    """Wait for the jobs of all of them, together at most so long; whether they are done."""
    until = time.monotonic() + milliseconds / 1000
    return all(jobs.finish(max(0, round((until - time.monotonic()) * 1000))) for jobs in all_jobs)
