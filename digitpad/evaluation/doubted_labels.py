"""The list of labels that somebody thinks are wrong. It changes nothing by itself: no figure and no training heeds it.

MNIST's test part has about fifteen such pictures, as people found who looked at all that networks disagreed with:
C. G. Northcutt, A. Athalye and J. Mueller, "Pervasive Label Errors in Test Sets Destabilize Machine Learning
Benchmarks" (2021).

    {"mnist": ["0f3c5a7b91d2e468"], "our-digits": []}
"""

import json
import re
from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.system.files import is_file, write_atomically
from digitpad.translation import N_

NAME = "doubted-labels.json"
_KEY = re.compile(r"[0-9a-f]{16}")
_MOST_BYTES = 16 * 2**20


def read_doubts(data_dir: Path, name: str) -> frozenset[str]:
    """The keys of a set's pictures whose labels are doubted; none where nobody doubts any.

    Args:
        data_dir: the user's data folder.
        name: the `PictureSet.name`.

    Raises:
        DigitpadError: the list is damaged, or the system does not let it be read.
    """
    return _read(data_dir).get(name, frozenset())


def change_doubt(data_dir: Path, name: str, key: str, doubted: bool) -> frozenset[str]:
    """Add a picture to the list of its set, or take it off.

    Args:
        data_dir: the user's data folder.
        name: the `PictureSet.name`.
        key: the `PictureSet.key`.
        doubted: whether it is in the list afterwards.

    Returns:
        The keys in the set's list now.

    Raises:
        DigitpadError: the list is damaged, or cannot be written; it is as it was.
    """
    lists = _read(data_dir)
    lists[name] = lists.get(name, frozenset()) | {key} if doubted else lists.get(name, frozenset()) - {key}
    content = json.dumps({each: sorted(keys) for each, keys in sorted(lists.items()) if keys}, indent=1)
    write_atomically(data_dir / NAME, content.encode())
    return lists[name]


def _read(data_dir: Path) -> dict[str, frozenset[str]]:
    path = data_dir / NAME
    if not is_file(path):
        return {}
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        lists = json.loads(content) if len(content) <= _MOST_BYTES else None
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(lists, dict) or not all(
        isinstance(keys, list) and all(isinstance(key, str) and _KEY.fullmatch(key) for key in keys)
        for keys in lists.values()
    ):
        raise _damaged(path)
    return {name: frozenset(keys) for name, keys in lists.items()}


def _damaged(path: Path) -> DigitpadError:
    return DigitpadError(
        N_("“{name}” in “{folder}” is damaged or cannot be read, so no label can be marked; move it elsewhere."),
        name=path.name, folder=path.parent,
    )  # fmt: skip
