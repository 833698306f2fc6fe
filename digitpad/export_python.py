"""Export a network for Python users: its file, a script that prepares drawings as Digitpad does, a drawing."""

import json
import shutil
from pathlib import Path

from digitpad.errors import DigitpadError, reason_of
from digitpad.ink.stroke import Ink
from digitpad.model.network import Network
from digitpad.system import assets
from digitpad.system.file_names import file_name
from digitpad.system.files import write_atomically
from digitpad.translation import N_, _

NETWORK, SCRIPT, DRAWING = "network.keras", "recognize.py", "drawing.json"


def export_for_python(network: Network, title: str, ink: Ink, parent: Path) -> Path:
    """Write the three files into a new folder.

    Args:
        network: what is exported.
        title: what people call it; the folder is called after it.
        ink: a drawing to try it with; one of those that are included if it is empty.
        parent: where the folder is made.

    Returns:
        The folder.

    Raises:
        DigitpadError: it cannot be written; nothing of it is left behind.
    """
    from digitpad.model.keras_file import write_network

    folder = _new_folder(parent, title)
    try:
        write_network(folder / NETWORK, network)
        write_atomically(folder / SCRIPT, script(network).encode())
        write_atomically(folder / DRAWING, _drawing(ink).encode())
    except DigitpadError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise DigitpadError(N_("A file that goes with the export is missing; install Digitpad again.")) from error
    return folder


def script(network: Network) -> str:
    """The script, with what it has to know about the network."""
    facts = {
        "CLASS_NAMES": repr(network.info.class_names),
        "BLACK_AND_WHITE": repr(network.info.pixels != "grey"),
        "WANTS_BYTES": repr(network.spec.expects_bytes),
        "OUTPUT": repr(network.spec.output_activation),
    }
    lines = (assets.folder() / "python" / SCRIPT).read_text(encoding="utf-8").splitlines()
    for place, line in enumerate(lines):
        name, equals, rest = line.partition(" = ")
        if equals and name in facts:
            __, hash_sign, comment = rest.partition("  #")
            lines[place] = f"{name} = {facts[name]}{hash_sign}{comment}"
    return "\n".join(lines) + "\n"


def _drawing(ink: Ink) -> str:
    """As a line of JSON that loses nothing: a rounded point can tip a grey level."""
    if not ink:
        return (assets.folder() / "drawings" / "digits.jsonl").read_text(encoding="utf-8").splitlines()[7] + "\n"
    return json.dumps({"strokes": [stroke.tolist() for stroke in ink.strokes]}) + "\n"


def _new_folder(parent: Path, title: str) -> Path:
    """Make a folder that was not there."""
    stem = file_name(title.removesuffix(".keras"), _("Network"))
    name, number = _("{network} for Python").format(network=stem), 1
    while True:
        try:
            (parent / name).mkdir()
        except FileExistsError:
            number += 1
            name = _("{network} for Python {number}").format(network=stem, number=number)
        except (OSError, ValueError) as error:
            raise DigitpadError(
                N_("No folder can be made in “{parent}” ({reason}); choose another place."),
                parent=parent,
                reason=reason_of(error),
            ) from error
        else:
            return parent / name
