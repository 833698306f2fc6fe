"""`digitpad train`: the arguments; `train` does the work, imported when it is needed."""

import argparse
from pathlib import Path

from digitpad.cli.arguments import Commands, number, whole
from digitpad.translation import N_, _


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
        ("learning-rate", number, N_("size of a step")),
        ("batch-size", whole, N_("pictures a step")),
        ("epochs", whole, N_("how often every picture is seen")),
        ("dropout", number, N_("share of each hidden layer switched off at each step")),
        ("label-smoothing", number, N_("share of each label spread over all classes")),
        ("averaging", number, N_("share of the old value kept in the running average of the weights")),
        ("validation-share", number, N_("share of the training pictures kept aside")),
        ("pictures", whole, N_("how many of the training pictures are used, 0 for all")),
        ("seed", whole, N_("where the random numbers start")),
    ):
        train.add_argument(f"--{name}", type=kind, metavar="X" if kind is number else "INT", help=_(text))
    train.add_argument("--augment", action="store_true", help=_("bend the training pictures at random, gently"))
    train.add_argument(
        "--out", type=Path, metavar="FILE.keras", help=_("where the network goes; without it, it is not saved")
    )
    train.add_argument("--record", type=Path, metavar="FILE.json", help=_("where the plan and its result are written"))
    train.set_defaults(run=_run)


def _choices() -> dict[str, str]:
    """What the options with names of things take, from the tables that check them."""
    from digitpad.data.dataset_info import BUNDLED, OWN, SOURCES, mix_name, published_entries
    from digitpad.training.plan import HIDDEN_ACTIVATIONS, OPTIMIZERS, SCHEDULES

    names = {"activation": HIDDEN_ACTIVATIONS, "optimizer": OPTIMIZERS, "schedule": SCHEDULES}
    choices = {option: _("one of {names}").format(names=", ".join(names[option])) for option in names}
    datasets = [*(entry.name for entry in published_entries(SOURCES)), OWN]
    choices["dataset"] = _(
        "one of {names}, {mix} (or another share), handwriting (with --pens), or an imported one; {default} by default"
    ).format(names=", ".join(datasets), mix=mix_name(0.5), default=BUNDLED)
    return choices


def _run(options: argparse.Namespace) -> int:
    from digitpad.cli import train

    return train.run(options)
