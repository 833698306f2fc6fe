"""`digitpad train`: the arguments; `train` does the work, imported when it is needed."""

import argparse
from pathlib import Path

from digitpad.cli.arguments import Commands, number, whole
from digitpad.translation import _


def add_parser(commands: Commands, *, asked: bool) -> None:
    """Add the command to those of the program.

    Args:
        commands: where to.
        asked: whether it is this command that was typed; if not, nobody reads the choices that its options have.
    """
    train = commands.add_parser("train", help=_("train a network"), argument_default=argparse.SUPPRESS)
    choices = _choices() if asked else {}
    train.add_argument("--recipe", type=Path, metavar="FILE.json", help=_("start from a recorded plan"))
    train.add_argument("--dataset", metavar="NAME", help=choices.get("dataset"))
    train.add_argument("--hidden", metavar="500,500,500", help=_("units of each hidden layer"))
    train.add_argument("--pens", type=Path, metavar="FILE.jsonl.gz", help=_("pen digits for the dataset handwriting"))
    for name in ("activation", "optimizer", "schedule"):
        train.add_argument(f"--{name}", metavar="NAME", help=choices.get(name))
    for name, kind, text in (
        ("learning-rate", number, "size of a step"),
        ("batch-size", whole, "pictures a step"),
        ("epochs", whole, "how often every picture is seen"),
        ("dropout", number, "share of each hidden layer switched off at each step"),
        ("label-smoothing", number, "share of each label spread over all classes"),
        ("averaging", number, "share of the old value kept in the running average of the weights"),
        ("validation-share", number, "share of the training pictures kept aside"),
        ("seed", whole, "where the random numbers start"),
    ):
        train.add_argument(f"--{name}", type=kind, metavar="X" if kind is number else "INT", help=text)
    train.add_argument("--augment", action="store_true", help=_("bend the training pictures at random, gently"))
    train.add_argument(
        "--out", type=Path, metavar="FILE.keras", help=_("where the network goes; without it, it is not kept")
    )
    train.add_argument("--record", type=Path, metavar="FILE.json", help=_("where the plan and its result are written"))
    train.set_defaults(run=_run)


def _choices() -> dict[str, str]:
    """What the options with names of things take, from the tables that check them."""
    from digitpad.data.dataset_info import BUNDLED, OWN, SOURCES, mix_name, published_entries
    from digitpad.training.plan import HIDDEN_ACTIVATIONS, OPTIMIZERS, SCHEDULES

    datasets = [entry.name for entry in published_entries(SOURCES)]
    return {
        "dataset": f"one of {', '.join(datasets)}, {OWN}, {mix_name(0.5)} (or another share), handwriting "
        f"(with --pens), or an imported one; {BUNDLED} by default",
        "activation": f"one of {', '.join(HIDDEN_ACTIVATIONS)}",
        "optimizer": f"one of {', '.join(OPTIMIZERS)}",
        "schedule": f"one of {', '.join(SCHEDULES)}",
    }


def _run(options: argparse.Namespace) -> int:
    from digitpad.cli import train

    return train.run(options)
