"""What lies in a folder, and functions of the system that fail."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fails_with(number: int) -> Callable[..., NoReturn]:
    """In the place of a function that asks the system."""

    def fail(*_args: object, **_options: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail
