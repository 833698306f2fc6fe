"""Pause Python's garbage collector while many objects are made that stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """No collection begins in here; at the end it is as it was.

    A start makes modules, classes and widgets, of which nothing can be collected. And while a network learns, a full
    collection would walk over everything that TensorFlow has made, with the interpreter's lock held.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
