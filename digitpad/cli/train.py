"""`digitpad train`: train a network from a recipe or options, and save it with a record of how it was made."""

from __future__ import annotations  # plans and outcomes are named in signatures but imported only when needed

import argparse
import dataclasses
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digitpad import __version__
from digitpad.cli.progress_bar import ProgressBar
from digitpad.data.digits import Dataset
from digitpad.errors import DigitpadError
from digitpad.model.keras_file import write_network
from digitpad.samples.own_datasets import full_catalogue
from digitpad.synthesis import handwriting
from digitpad.synthesis.pens import TEST_WRITERS, read_pens
from digitpad.system import paths
from digitpad.system.files import require_writable, write_atomically
from digitpad.training import runtime
from digitpad.training.plan import GENTLE, TrainingPlan, parse_hidden
from digitpad.translation import N_, _

if TYPE_CHECKING:
    from digitpad.training.progress import Outcome


def run(options: argparse.Namespace) -> int:
    """Train what the options say, print how well it reads, and write what was asked for.

    Raises:
        DigitpadError: an option or a file is not right, or this computer cannot train.
    """
    plan = _plan(options)
    dataset = _dataset(plan, options)
    plan.spec(len(dataset.class_names))
    out = getattr(options, "out", None)
    if out is not None and out.suffix != ".keras":
        raise DigitpadError(N_("“{out}” does not end in .keras; the network is saved in Keras' own format."), out=out)
    if hasattr(options, "record") and out is None:
        raise DigitpadError(N_("--record describes a saved network; say where that goes with --out FILE.keras."))
    for place in filter(None, (out, getattr(options, "record", None))):
        require_writable(place)
    if (reason := runtime.why_not_trainable()) is not None:
        raise DigitpadError(reason)
    runtime.load_tensorflow()
    from digitpad.training.trainer import train

    bar = ProgressBar()
    try:
        outcome = train(plan, dataset, bar.show)
    finally:
        bar.close()
    print(outcome.message())
    if out is not None:
        write_network(out, outcome.network)
        print(_("Saved as {out}.").format(out=out))
    else:
        print(_("The network was not saved; to save it, type the same with --out FILE.keras."))
    if hasattr(options, "record"):
        assert out is not None
        record = _record(plan, outcome, out) | _sources(dataset, options)
        write_atomically(options.record, (json.dumps(record, indent=2) + "\n").encode())
    return 0


def _plan(options: argparse.Namespace) -> TrainingPlan:
    """The plan of `train`: a recipe or the defaults, and over it whatever was given."""
    values: dict[str, Any] = {}
    if hasattr(options, "recipe"):
        try:
            recipe = json.loads(options.recipe.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise DigitpadError(
                N_("“{name}” is not a recipe: expected JSON with a “plan”."), name=options.recipe.name
            ) from error
        if not isinstance(recipe, dict) or not isinstance(recipe.get("plan"), dict):
            raise DigitpadError(N_("“{name}” is not a recipe: expected JSON with a “plan”."), name=options.recipe.name)
        values.update(recipe["plan"])
    names = TrainingPlan.__dataclass_fields__.keys() - {"hidden", "augmentation"}
    values.update({name: getattr(options, name) for name in names if hasattr(options, name)})
    if hasattr(options, "hidden"):
        values["hidden"] = parse_hidden(options.hidden)
    plan = TrainingPlan.from_json(values)
    return plan.replace(augmentation=GENTLE) if hasattr(options, "augment") else plan


def _dataset(plan: TrainingPlan, options: argparse.Namespace) -> Dataset:
    catalogue = full_catalogue(options.data_dir or paths.user_data_dir())
    pens: Path | None = getattr(options, "pens", None)
    if plan.dataset != handwriting.NAME:
        if pens is not None:
            raise DigitpadError(
                N_("--pens is for the dataset {name}; this plan learns from {dataset}."),
                name=handwriting.NAME,
                dataset=plan.dataset,
            )
        return catalogue.load(plan.dataset)
    if pens is None:
        raise DigitpadError(
            N_(
                "The dataset {name} is made from MNIST and from pen digits; say where those are with "
                "--pens FILE.jsonl.gz."
            ),
            name=handwriting.NAME,
        )
    mnist, drawings = catalogue.load("mnist"), read_pens(pens)  # untranslated: a name
    print(_("Drawing the digits by other hands takes some minutes…"), flush=True)
    return handwriting.handwriting(mnist, drawings, plan.seed)


def _record(plan: TrainingPlan, outcome: Outcome, out: Path) -> dict[str, Any]:
    """What was done and what came of it, for the file beside a network."""
    import keras
    import tensorflow

    from digitpad.model.indexed import find_offsets

    return {
        "plan": plan.to_json(),
        "class_names": outcome.network.info.class_names,
        "result": {
            "network": str(outcome.network.spec),
            "parameters": outcome.network.spec.parameter_count,
            "test": None if outcome.test is None else dataclasses.asdict(outcome.test),
            "epochs": [dataclasses.asdict(epoch) for epoch in outcome.history],
        },
        "offsets": find_offsets(out.read_bytes(), outcome.network),
        "versions": {"digitpad": __version__, "keras": keras.__version__, "tensorflow": tensorflow.__version__},
    }


def _sources(dataset: Dataset, options: argparse.Namespace) -> dict[str, Any]:
    """What a dataset that is not in the catalogue was made from."""
    if dataset.name != handwriting.NAME:
        return {}
    return {
        "data": {
            "pens_sha256": hashlib.sha256(options.pens.read_bytes()).hexdigest(),
            "writers_kept_out": sorted(TEST_WRITERS),
            "pictures": len(dataset.train),
            "strangers": len(dataset.non_digits),
        }
    }
