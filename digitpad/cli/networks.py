"""Open the network file that a command names, and say what is doubtful about it."""

import sys
from collections.abc import Callable
from pathlib import Path

from digitpad.evaluation.pixel_range import chosen, doubt_about
from digitpad.model.keras_file import read_network
from digitpad.model.network import Network


def open_network(path: Path, say: Callable[[str], None]) -> Network:
    """Read a network; one that has learnt from pixels 0..255 without saying so is given those.

    Args:
        path: the file.
        say: is told so, in one sentence.

    Raises:
        DigitpadError: it cannot be read.
    """
    network = read_network(path)
    if (doubt := doubt_about(network)) is None:
        return network
    say(doubt.note(path.name))
    return chosen(network, raw=True)


def say_beside(sentence: str) -> None:
    """Print a sentence where it does not mix with the answers."""
    print(f"digitpad: {sentence}", file=sys.stderr)
