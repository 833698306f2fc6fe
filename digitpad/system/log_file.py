"""The rotating log file in the data folder, written by a thread of its own.

Nothing is written, and no file made, before there is something to log. The thread that logs only puts a record into a
queue: the window never waits for a disk. Where the file cannot be written, the program goes on without it.

What people type and draw is not written: of an error with facts only the numbers among them, of the errors of
the system the reason without the path, of texts that quote a value not what stands in quotation marks.
"""

import contextlib
import copy
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from digitpad import __version__
from digitpad.errors import DigitpadError
from digitpad.system.streams import LogStream
from digitpad.translation import Plural

NAME = "digitpad.log"
MAX_BYTES = 1_000_000
"""Then the file begins anew, and one older file is kept beside it."""

_STOP_SECONDS = 3.0
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")

_log = logging.getLogger(__name__)
_started: list["_Log"] = []


def start(path: Path, *, debug: bool = False, makes_folder: bool = False) -> None:
    """Keep log records in a file from now on, until `stop`.

    Args:
        path: the file.
        debug: keep records of every level, and print them on standard error as well.
        makes_folder: make the file's folder where it is missing; otherwise nothing is kept then.
    """
    stop()
    _started.append(_Log(path, debug, makes_folder))


def stop() -> None:
    """Write what is waiting and end the thread; does nothing where no log was started."""
    while _started:
        _started.pop().stop()


def log_unexpected(error: BaseException) -> None:
    """Log an error that nobody has foreseen; Python itself prints it where there is a terminal."""
    _log.error("unexpected error", exc_info=error, extra={"file_only": True})


class _Log:
    """Handlers and hooks from their installation until `stop`."""

    def __init__(self, path: Path, debug: bool, makes_folder: bool) -> None:
        records: SimpleQueue[logging.LogRecord | None] = SimpleQueue()
        self._records = records
        self._handlers: list[logging.Handler] = [_QueueHandler(records)]
        if not isinstance(sys.stderr, LogStream):
            terminal = logging.StreamHandler()
            terminal.setLevel(logging.DEBUG if debug else logging.WARNING)
            terminal.addFilter(lambda record: not hasattr(record, "file_only"))
            self._handlers.append(terminal)
        for handler in self._handlers:
            logging.getLogger().addHandler(handler)
        self._logger = logging.getLogger("digitpad")
        self._level = self._logger.level
        self._logger.setLevel(logging.DEBUG if debug else logging.INFO)
        self._hook, self._thread_hook = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._excepthook, self._log_in_thread
        # Begun here: while TensorFlow's libraries are loaded, a new thread would keep the window waiting.
        self._thread = threading.Thread(
            target=_write, args=(records, path, makes_folder), name="digitpad-log", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        if sys.excepthook == self._excepthook:
            sys.excepthook = self._hook
        if threading.excepthook == self._log_in_thread:
            threading.excepthook = self._thread_hook
        self._logger.setLevel(self._level)
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
        self._records.put(None)
        self._thread.join(_STOP_SECONDS)

    def _excepthook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log_unexpected(error)
        if not isinstance(sys.stderr, LogStream):
            self._hook(kind, error, trace)

    def _log_in_thread(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            log_unexpected(found.exc_value)
        if not isinstance(sys.stderr, LogStream):
            self._thread_hook(found)


class _QueueHandler(logging.Handler):
    """Hands records to the writing thread, without the objects that an exception's frames hold (widgets may be)."""

    def __init__(self, records: "SimpleQueue[logging.LogRecord | None]") -> None:
        super().__init__()
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        kept = copy.copy(record)
        try:
            kept.msg, kept.args = record.getMessage(), None
        except Exception:  # noqa: BLE001 - a library's slip in its own message must not end anything
            kept.msg, kept.args = str(record.msg), None
        kept.exc_info = kept.exc_text = None
        kept.trace = list(_parts(record.exc_info[1])) if record.exc_info and record.exc_info[1] else []
        self._records.put(kept)


class _Formatter(logging.Formatter):
    """One line for the record and, where an exception caused it, a traceback without what people typed."""

    def format(self, record: logging.LogRecord) -> str:
        lines = [super().format(record)]
        for frames, line in getattr(record, "trace", []):
            lines += [*(part.rstrip("\n") for part in frames.format()), line]
        return _without_home("\n".join(lines))


def _parts(error: BaseException | None) -> Iterator[tuple[traceback.StackSummary, str]]:
    """Frames and text of an error and of those that caused it, the first cause first; no file is read here."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    for each in reversed(chain):
        frames = traceback.StackSummary.extract(traceback.walk_tb(each.__traceback__), lookup_lines=False)
        yield frames, f"{type(each).__module__}.{type(each).__qualname__}: {described(each)}".removeprefix("builtins.")


def described(error: BaseException) -> str:
    """What an error says, without names of files and without what somebody may have typed."""
    if isinstance(error, DigitpadError):
        key = error.key.plural if isinstance(error.key, Plural) else error.key
        facts = {name: fact if isinstance(fact, int | float) else _fact(fact) for name, fact in error.facts.items()}
        try:
            return key.format(**facts) if facts else _QUOTED.sub("“…”", key)
        except (LookupError, ValueError, AttributeError):  # a format for a number where there is none
            return key
    if isinstance(error, OSError):
        return str(error.strerror or type(error).__name__)
    if isinstance(error, ValueError | LookupError):
        return _QUOTED.sub("'…'", str(error))
    return str(error)


def _fact(fact: object) -> str:
    return described(fact) if isinstance(fact, BaseException) else "…"


def _without_home(text: str) -> str:
    """The same with `~` for the home folder, whose name is a person's."""
    try:
        home = str(Path.home())
    except RuntimeError:
        return text
    return text.replace(home, "~") if len(home) > 1 else text


def _write(records: "SimpleQueue[logging.LogRecord | None]", path: Path, makes_folder: bool) -> None:
    """Write records until None comes; the thread's work."""
    handler: logging.Handler | None = None
    while (record := records.get()) is not None:
        try:
            if makes_folder:
                path.parent.mkdir(parents=True, exist_ok=True)
            elif not path.parent.is_dir():
                continue
            if handler is None:
                handler = _open(path)
                handler.handle(_first_record())
            handler.handle(record)
        except Exception:  # noqa: BLE001 - a log that cannot be written keeps nobody from working
            continue
    if handler is not None:
        with contextlib.suppress(OSError):
            handler.close()


def _open(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    class Quiet(RotatingFileHandler):
        """Loses what cannot be written."""

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
            """Do not print a traceback about it."""

        def doRollover(self) -> None:  # noqa: N802 - logging's name
            """Go on in the same file where another window has it open, which Windows does not rename then."""
            with contextlib.suppress(OSError):
                super().doRollover()

    handler = Quiet(path, maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8", errors="backslashreplace", delay=True)
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


def _first_record() -> logging.LogRecord:
    """What whoever reads the log asks first."""
    python = ".".join(map(str, sys.version_info[:3]))
    kind = "installed program" if getattr(sys, "frozen", False) else "from source"  # untranslated: in the log
    text = f"Digitpad {__version__} ({kind}), Python {python}, {sys.platform}"
    return logging.LogRecord(__name__, logging.INFO, __file__, 0, text, None, None)
