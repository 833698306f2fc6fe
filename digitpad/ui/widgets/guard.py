"""Keep exceptions inside the methods that Qt calls: one that leaves such a method ends the process.

PySide holds it until Python is called next, and a painter that it keeps alive outlives what it paints on.
"""

import functools
import logging
import traceback
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QValidator

T = TypeVar("T")
_log = logging.getLogger(__name__)

_ANSWERS: dict[str, object] = {
    "columnCount": 0,
    "event": False,
    "eventFilter": False,
    "hasHeightForWidth": False,
    "heightForWidth": -1,
    "minimumSizeHint": QSize(),
    "rowCount": 0,
    "sizeHint": QSize(),
    "text": "",
    "textFromValue": "",
    "validate": QValidator.State.Acceptable,
    "valueFromText": 0,
}
"""What Qt gets from a method that failed; from all others nothing."""

_OURS = ("setText", "setValue", "tabBar")
"""Not virtual, so that only we call them; whoever does shall see what went wrong."""

_told: set[tuple[str, type[Exception]]] = set()


def guarded(kind: type[T]) -> type[T]:
    """A decorator for every class that overrides methods of Qt: they end what goes wrong in them with a log record."""
    for name in virtual_methods(kind):
        method = getattr(kind, name)
        if not is_guarded(method):
            setattr(kind, name, _guard(method, f"{kind.__name__}.{name}", _ANSWERS.get(name)))
    return kind


def virtual_methods(kind: type) -> set[str]:
    """The names of the methods that Qt would call and that are ours, of a mixin too."""
    of_qt = [base for base in kind.__mro__ if base.__module__.startswith("PySide6.")]
    ours = {name for base in kind.__mro__ if base not in of_qt for name in vars(base)}
    return {
        name for name in ours.difference(_OURS)
        if not name.startswith("__")
        and any(hasattr(base, name) for base in of_qt)
        and isinstance(getattr(kind, name), FunctionType)
    }


def is_guarded(method: object) -> bool:
    """Whether exceptions stay inside it."""
    return hasattr(method, "__wrapped__")


def _guard(method: Callable[..., Any], name: str, answer: object) -> Callable[..., Any]:
    @functools.wraps(method)
    def call(*arguments: Any) -> Any:
        try:
            return method(*arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, the window goes on
            _tell(name, error)
            return answer

    return call


def _tell(name: str, error: Exception) -> None:
    """Log it once: what fails when it is painted fails many times a second."""
    if (name, type(error)) not in _told:
        _told.add((name, type(error)))
        _log.error("%s failed", name, exc_info=error)
    # Whoever keeps the record must not keep a painter that is still painting.
    traceback.clear_frames(error.__traceback__)
