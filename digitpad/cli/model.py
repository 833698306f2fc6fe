"""`digitpad model`: show what is in a network file, or export it for Python."""

import argparse
import json
from pathlib import Path
from typing import Any

from digitpad.cli.arguments import Commands, add_actions
from digitpad.errors import DigitpadError
from digitpad.formatting import percent
from digitpad.translation import _


def add_parser(commands: Commands) -> None:
    """Add the command to those of the program."""
    model = commands.add_parser("model", help=_("look at a network file, or write it for Python"))
    actions = add_actions(model)

    info = actions.add_parser("info", help=_("what is in a network file"))
    info.add_argument("file", type=Path, metavar="FILE.keras")
    info.add_argument("--json", action="store_true", help=_("as one JSON object"))
    info.set_defaults(run=_info)

    export = actions.add_parser("export", help=_("a folder with the network, a Python script and a drawing to try"))
    export.add_argument("file", type=Path, metavar="FILE.keras")
    export.add_argument(
        "--out", type=Path, default=Path(), metavar="FOLDER", help=_("where that folder is made; by default here")
    )
    export.set_defaults(run=_export)


def _info(options: argparse.Namespace) -> int:
    from digitpad.cli.networks import open_network, say_beside

    network = open_network(options.file, say_beside)
    info = network.info
    facts: dict[str, Any] = {
        "network": str(network.spec),
        "layers": [repr(layer) for layer in network.spec.layers],
        "parameters": network.spec.parameter_count,
        "classes": list(info.class_names),
        "dataset": info.dataset,
        "test accuracy": info.test_accuracy,
        "plan": info.recipe,
    }
    if options.json:
        print(json.dumps(facts))
        return 0
    accuracy = info.test_accuracy
    told = facts | {
        "parameters": f"{network.spec.parameter_count:,}",
        "classes": ", ".join(info.class_names),
        "test accuracy": None if accuracy is None else percent(accuracy),
        "plan": _settings(info.recipe),
    }
    for name, value in told.items():
        for line in (value if isinstance(value, list) else [value]) or [None]:
            print(f"{name and name + ':':<15} {line or '-'}")
            name = ""
    return 0


def _settings(recipe: dict[str, Any]) -> list[str]:
    """The plan of a network, a setting a line; one that Digitpad does not know, as it is."""
    from digitpad.training.plan import TrainingPlan
    from digitpad.training.setting_names import SETTING_NAMES
    from digitpad.training.settings_text import value_text

    try:
        plan = TrainingPlan.from_json(recipe).in_effect()
    except DigitpadError:
        return [json.dumps(recipe)]
    return [f"{_(SETTING_NAMES[name])}: {value_text(name, value)}" for name, value in plan.items() if name in recipe]


def _export(options: argparse.Namespace) -> int:
    from digitpad.cli.networks import open_network, say_beside
    from digitpad.export_python import SCRIPT, export_for_python
    from digitpad.ink.stroke import Ink

    folder = export_for_python(open_network(options.file, say_beside), options.file.name, Ink(), options.out)
    print(_("Exported: run {script} in “{folder}”.").format(script=SCRIPT, folder=folder))
    return 0
