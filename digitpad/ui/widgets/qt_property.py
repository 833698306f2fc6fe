"""Properties that Qt's own property system can read: tests, screen readers, other languages."""

from operator import methodcaller
from typing import Any

from PySide6.QtCore import Property


def qt_property(kind: str, getter: str) -> Any:
    """A property of a widget.

    Args:
        kind: Qt's name of its type, such as `double` or `QVariantList`. The stubs know Python's types only.
        getter: the name of the method that gives its value.

    WORKAROUND: a Property that holds a Python function holds its module, which holds the class, which holds the
    Property. PySide's collector cannot take such a circle apart, and Python says so at its end; a method that is
    called by its name is in no circle.
    """
    return Property(kind, methodcaller(getter))  # type: ignore[arg-type] # the stubs want the name of a type as one
