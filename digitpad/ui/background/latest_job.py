"""One job of a kind at a time in the background; of those asked for meanwhile, the latest wins."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from digitpad.ui.background.jobs import Jobs

T = TypeVar("T")


class LatestJob(QObject, Generic[T]):
    """However often it is asked, no more than one piece of work waits behind the one under way.

    Args:
        jobs: where the work is done.
        done: gets each result, here.
        failed: gets a sentence where the work failed; without it failing is silent.
        parent: with it, answers end.
    """

    def __init__(
        self,
        jobs: Jobs,
        done: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._tell_done, self._tell_failed = done, failed
        self._waiting: Callable[[], T] | None = None
        self._under_way = self._is_wanted = False

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting is not None or (self._under_way and self._is_wanted)

    def ask(self, work: Callable[[], T]) -> None:
        """Do this now, or after what is under way, unless a later one takes its place."""
        self._waiting = work
        self._begin()

    def drop(self) -> None:
        """Nobody wants to know any more; the answer to what is under way is not told."""
        self._waiting, self._is_wanted = None, False

    def _begin(self) -> None:
        if self._waiting is None or self._under_way:
            return
        work, self._waiting = self._waiting, None
        self._under_way = self._is_wanted = True
        self._jobs.start(work, self._done, self._failed)

    def _done(self, result: T) -> None:
        self._under_way = False
        wanted, self._is_wanted = self._is_wanted, False
        if wanted:
            self._tell_done(result)
        self._begin()

    def _failed(self, sentence: str) -> None:
        self._under_way = False
        wanted, self._is_wanted = self._is_wanted, False
        if wanted and self._tell_failed is not None:
            self._tell_failed(sentence)
        self._begin()
