"""A progress bar in the terminal."""

import sys
import time
from typing import TextIO

from digitpad.formatting import percent, time_left, whole_percent
from digitpad.training.epoch import Epoch
from digitpad.training.progress import Phase, Progress
from digitpad.translation import _

_WIDTH = 24
_REDRAW_SECONDS = 0.1


class ProgressBar:
    """Shows a run's progress on one line, redrawn in place; in a file or a pipe, one line an epoch.

    What was longer before is written over with blanks: the classic console of Windows shows escape sequences as text.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._in_place = self._stream is not None and self._stream.isatty()
        self._drawn = 0.0
        self._width = 0  # of what stands on the line
        self._epochs_told = 0
        self._said = ""  # in the line before this one

    def show(self, progress: Progress) -> None:
        """Draw the newest progress."""
        if self._stream is None:  # a windowed program has no terminal
            return
        for epoch in progress.history[self._epochs_told :]:
            self._line(_epoch(epoch))
        self._epochs_told = len(progress.history)
        text = str(progress.message())
        if text != self._said and progress.phase is not Phase.TRAINING and not self._in_place:
            self._line(text)
        self._said = text
        now = time.monotonic()
        if self._in_place and now - self._drawn >= _REDRAW_SECONDS:
            self._drawn = now
            self._write(self._over(_bar(progress)))

    def close(self) -> None:
        """Leave the line to whatever is printed next."""
        if self._in_place:
            self._write(self._over("") + "\r")

    def _line(self, text: str) -> None:
        self._write((self._over(text) if self._in_place else text) + "\n")
        self._width = 0

    def _over(self, text: str) -> str:
        """The text in the place of what stands on the line."""
        padded = text.ljust(self._width)
        self._width = len(text)
        return "\r" + padded

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _epoch(epoch: Epoch) -> str:
    facts = {
        "number": epoch.number,
        "loss": epoch.training.loss,
        "right": percent(epoch.training.accuracy),
        "seconds": epoch.seconds,
    }
    if epoch.validation is None:
        return _("epoch {number:>3}: loss {loss:.4f}, {right} right, {seconds:.1f} s").format(**facts)
    text = _("epoch {number:>3}: loss {loss:.4f}, {right} right, validation {validation}, {seconds:.1f} s")
    return text.format(**facts, validation=percent(epoch.validation.accuracy))


def _bar(progress: Progress) -> str:
    filled = round(_WIDTH * progress.run_share)
    share = whole_percent(progress.run_share)
    bar = f"{progress.message()}  [{'#' * filled}{'-' * (_WIDTH - filled)}] {share:>5}"
    if progress.seconds_left is None:
        return bar
    left = _("{time} left").format(time=time_left(progress.seconds_left))
    return f"{bar}  {left}"
