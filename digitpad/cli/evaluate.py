"""`digitpad evaluate`: what a network gets right and wrong, in words or as JSON."""

from __future__ import annotations  # evaluations are named in signatures but imported only when needed

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digitpad.cli.arguments import Commands
from digitpad.errors import DigitpadError
from digitpad.formatting import percent
from digitpad.system import paths
from digitpad.translation import N_, _, ngettext

if TYPE_CHECKING:
    from digitpad.data.catalogue import Catalogue
    from digitpad.data.dataset_info import DatasetInfo
    from digitpad.data.digits import Dataset
    from digitpad.evaluation.confusion import Confusion
    from digitpad.evaluation.endurance import EndurancePoint, InkToDamage, PicturesToDamage
    from digitpad.evaluation.evaluation import Evaluation
    from digitpad.model.network import Network

_LEARNT = {
    True: N_("This network has learnt from these very pictures: the figures say how well it remembers them."),
    None: N_("It is not known what this network has learnt from; if it was these pictures, the figures are too good."),
}


def add_parser(commands: Commands) -> None:
    """Add the command to those of the program."""
    command = commands.add_parser("evaluate", help=_("what a network gets right and wrong on test pictures"))
    command.add_argument("file", type=Path, metavar="FILE.keras")
    command.add_argument(
        "--dataset", metavar="NAME", help=_("whose test pictures; else those that go with the network best")
    )
    command.add_argument("--against", type=Path, metavar="OTHER.keras", help=_("compare it with another network"))
    command.add_argument("--endurance", action="store_true", help=_("damage the pictures more and more as well"))
    command.add_argument("--json", action="store_true", help=_("as one JSON object"))
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from digitpad.cli.networks import open_network, say_beside
    from digitpad.evaluation.evaluation import evaluate
    from digitpad.samples.own_datasets import full_catalogue

    network = open_network(options.file, say_beside)
    other = None if options.against is None else _comparable(network, open_network(options.against, say_beside))
    data_dir = options.data_dir or paths.user_data_dir()
    info, dataset = _pictures(full_catalogue(data_dir), options.dataset, network)
    evaluation = evaluate(network, dataset.test)
    second = None if other is None else evaluate(other, dataset.test)
    networks = [network] if other is None else [network, other]
    if options.json:
        facts = _facts(options.file, network, info, evaluation)
        if second is not None:
            facts["against"] = _comparison(options.against, evaluation, second)
        if options.endurance:
            facts["endurance"] = _curves(list(_endurance(networks, info, dataset, data_dir)))
        print(json.dumps(facts))
        return 0
    for line in _lines(options.file, network, info, evaluation):
        print(line)
    if second is not None:
        print("", *_verdict(options, evaluation, second), sep="\n")
    if options.endurance:
        print("", _("Right when the pictures are damaged:"), sep="\n")
        for point in _endurance(networks, info, dataset, data_dir):
            shares = "  ".join(str(share.message()) for share in point.accuracies)
            print(f"  {_(point.damage.title)} {point.amount:g} {_(point.damage.unit)}: {shares}", flush=True)
    return 0


def _pictures(catalogue: Catalogue, name: str | None, network: Network) -> tuple[DatasetInfo, Dataset]:
    """The dataset that was asked for, or the one on this computer that goes with the network best."""
    names = network.info.class_names
    name = name or catalogue.closest(network.info.dataset, names)
    if name is None:
        raise DigitpadError(
            N_("No dataset with {count} classes is on this computer; import one with “digitpad data import”."),
            count=len(names),
        )
    dataset = catalogue.load(name)
    if len(dataset.class_names) != len(names):
        raise DigitpadError(
            N_("The network tells {network} classes apart, {title} has {dataset}; choose another dataset."),
            network=len(names), title=dataset.title, dataset=len(dataset.class_names),
        )  # fmt: skip
    if not len(dataset.test):
        raise DigitpadError(N_("{title} has no pictures for the test; choose another dataset."), title=dataset.title)
    return catalogue.entry(name), dataset


def _comparable(network: Network, other: Network) -> Network:
    if network.spec.classes != other.spec.classes:
        raise DigitpadError(
            N_("The networks tell {first} and {second} classes apart; compare two with the same classes."),
            first=network.spec.classes, second=other.spec.classes,
        )  # fmt: skip
    return other


def _facts(file: Path, network: Network, info: DatasetInfo, evaluation: Evaluation) -> dict[str, Any]:
    """All figures about one network, shares as 0..1, null where there is nothing to take a share of."""
    from digitpad.data.dataset_info import has_learnt_from_test
    from digitpad.evaluation.calibration import expected_calibration_error, reliability
    from digitpad.evaluation.confusion import confusion
    from digitpad.model.answer import DEFAULT_MARGIN

    table, answered = confusion(evaluation), confusion(evaluation, DEFAULT_MARGIN)
    bins = reliability(evaluation.confidence, evaluation.right)
    unanswered = answered.unanswered
    return {
        "network": file.name,
        "layers": str(network.spec),
        "dataset": info.name,
        "pictures": len(evaluation),
        "learnt_from_these": has_learnt_from_test(network.info.dataset, info),
        "classes": list(evaluation.class_names),
        "accuracy": table.accuracy.value,
        "accuracy_span": table.accuracy.span,
        "confusion": table.counts[:, :-1].tolist(),
        "recall": [share.value for share in table.recall],
        "precision": [share.value for share in table.precision],
        "calibration_error": expected_calibration_error(bins),
        "reliability": [
            {"low": each.low, "high": each.high, "count": each.count,
             "confidence": each.confidence if each.count else None, "accuracy": each.accuracy if each.count else None}
            for each in bins
        ],
        "unsure": {
            "margin": DEFAULT_MARGIN,
            "confusion": answered.counts.tolist(),
            "coverage": (unanswered.whole - unanswered.part) / unanswered.whole,
            "accuracy": _of_answers(answered),
        },
    }  # fmt: skip


def _of_answers(table: Confusion) -> float | None:
    """The share of the answers other than `?` that are right."""
    from digitpad.evaluation.share import Share

    return Share(table.accuracy.part, table.unanswered.whole - table.unanswered.part).value


def _lines(file: Path, network: Network, info: DatasetInfo, evaluation: Evaluation) -> Iterator[str]:
    from digitpad.evaluation.confusion import confusion

    facts = _facts(file, network, info, evaluation)
    yield _("“{name}” ({layers}) on {title}").format(name=file.name, layers=network.spec, title=info.title)
    if (note := _LEARNT.get(facts["learnt_from_these"])) is not None:
        yield _(note)
    if info.class_names != network.info.class_names:
        yield _("The pictures' classes have other names than the network's, so they are compared by their order.")
    count = len(evaluation)
    right = ngettext("{share} of {count:,} picture are right.", "{share} of {count:,} pictures are right.", count)
    yield right.format(share=evaluation.accuracy.message(), count=count)
    yield _("How sure it is and how often it is right are {error} apart (expected calibration error).").format(
        error=percent(facts["calibration_error"])
    )
    unsure = facts["unsure"]
    if unsure["accuracy"] is None:
        yield _("With “?” where it is not sure, nothing is answered.")
    else:
        yield _("With “?” where it is not sure, {coverage} are answered, and {right} of the answers are right.").format(
            coverage=percent(unsure["coverage"]), right=percent(unsure["accuracy"])
        )
    yield ""
    yield _("Rows: what it is. Columns: what the network says.")
    yield _table(confusion(evaluation))


def _table(table: Confusion) -> str:
    """The matrix, at its right the recall, below it the precision."""
    from digitpad.cli.lesson import aligned

    names = table.class_names
    none = "-"  # there is nothing to take a share of
    found = [none if share.value is None else percent(share.value) for share in table.recall]
    right = [none if share.value is None else percent(share.value) for share in table.precision]
    rows = [("", *names, _("found"))]
    for name, counts, share in zip(names, table.counts[:, :-1].tolist(), found, strict=True):
        rows.append((name, *(str(count or "·") for count in counts), share))
    rows.append((_("right"), *right, ""))
    return aligned(rows)


def _comparison(path: Path, first: Evaluation, second: Evaluation) -> dict[str, Any]:
    from digitpad.evaluation.two_networks import Group, compare

    result = compare(first, second)
    return {
        "network": path.name,
        "accuracy": second.accuracy.value,
        "accuracy_span": second.accuracy.span,
        **{group.name.lower(): result.count(group) for group in Group},
        "p_value": result.p_value,
    }


def _verdict(options: argparse.Namespace, first: Evaluation, second: Evaluation) -> list[str]:
    from digitpad.evaluation.two_networks import Group, compare

    result = compare(first, second)
    paths = (options.file, options.against)
    name, other = (path.name if len({path.name for path in paths}) == 2 else str(path) for path in paths)
    both = _("Both right: {right:,}. Both wrong: {wrong:,}.")
    return [
        _("Against “{name}”: {share} are right.").format(name=other, share=second.accuracy.message()),
        both.format(right=result.count(Group.BOTH_RIGHT), wrong=result.count(Group.BOTH_WRONG)),
        str(result.message(f"“{name}”", f"“{other}”")),
    ]


def _endurance(
    networks: list[Network], info: DatasetInfo, dataset: Dataset, data_dir: Path
) -> Iterator[EndurancePoint]:
    """The points as they are computed; our own digits are damaged as ink."""
    from digitpad.data.dataset_info import OWN
    from digitpad.evaluation.endurance import InkToDamage, PicturesToDamage, endurance
    from digitpad.samples.own_digits import drawings_for_test

    material: PicturesToDamage | InkToDamage = PicturesToDamage(dataset.test)
    if info.name == OWN:
        material = InkToDamage(*drawings_for_test(data_dir))
    return endurance(networks, material)


def _curves(points: list[EndurancePoint]) -> dict[str, list[dict[str, Any]]]:
    """For each damage its points by amount."""
    curves: dict[str, list[dict[str, Any]]] = {}
    for point in sorted(points, key=lambda each: each.amount):
        shares = [share.value for share in point.accuracies]
        curves.setdefault(point.damage.value, []).append({"amount": point.amount, "accuracies": shares})
    return curves
