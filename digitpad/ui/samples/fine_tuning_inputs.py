"""What fine-tuning starts from: the network, the collection, and sentences about them; no widgets.

Finding it out takes seconds, so it is done in the background, where nothing of Qt may be imported (decision 6).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from digitpad.bundled_network import bundled_drawings
from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.evaluation.learning import FineTuningFigures, figures
from digitpad.model.network import Network
from digitpad.samples.own_digits import CollectionSplit, open_to_look, replayed_from, split_by_seat, with_replay
from digitpad.samples.sample import Sample
from digitpad.training.finetune import plan_for
from digitpad.translation import _, ngettext

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset, Pictures
    from digitpad.samples.collection import SampleCollection

_NUMBERED = re.compile(r"(.*) (\d{1,6})")


@dataclass(frozen=True)
class FineTuningInputs:
    """What was found out in the background about a network.

    Attributes:
        network: which.
        split: the collection's samples of its classes.
        dataset: what is replayed,
        title: what people call that in a word, and
        test: its test part.
        figures: what the network reads.
        problem: why it cannot learn, as a sentence; empty if it can.
    """

    network: Network
    split: CollectionSplit
    dataset: str
    title: str
    test: "Pictures"
    figures: FineTuningFigures
    problem: str


def fine_tuning_inputs(
    data_dir: Path,
    catalogue: Catalogue,
    network: Network,
    present: FineTuningInputs | None,
    is_cancelled: Callable[[], bool],
) -> FineTuningInputs:
    """Find out what a network would learn from and what it reads, in the background.

    Args:
        data_dir: where the collection is, which is opened only to look at it.
        catalogue: the datasets whose digits are replayed.
        network: which.
        present: what was found out before, whose test pictures need not be loaded again.
        is_cancelled: asked now and then.

    Raises:
        DigitpadError: the collection cannot be read, or there is nothing to replay.
        Cancelled: `is_cancelled` said so.
    """
    info = network.info
    with open_to_look(data_dir) as samples:
        split = split_by_seat(samples.collection(info.class_names))
    name = replayed_from(catalogue, info.dataset, info.class_names)
    test = present.test if present is not None and present.dataset == name else catalogue.load(name).test
    try:
        plan_for(network)
        problem = ""
    except DigitpadError as error:
        problem = str(error)
    found = figures(network, split, test, is_cancelled)
    return FineTuningInputs(
        network, split, name, catalogue.entry(name).title.partition(",")[0], test, found, problem
    )


def dataset_for(data_dir: Path, catalogue: Catalogue, network: Network) -> "Dataset":
    """What a network goes on learning from; called in the thread that trains.

    Raises:
        DigitpadError: the collection cannot be read, or there is nothing to replay.
    """
    name = replayed_from(catalogue, network.info.dataset, network.info.class_names)
    # A dataset may have as many classes under other names: what is learnt is the network's. Where that has learnt from
    # more than is included, so has the new one.
    learnt_from = network.info.dataset if network.info.dataset in catalogue.entry(name).unseen_by else name
    known = replace(catalogue.load(name), name=learnt_from, class_names=network.info.class_names)
    with open_to_look(data_dir) as samples:
        return with_replay(samples, known)


def add_examples(names: tuple[str, ...], samples: "SampleCollection") -> None:
    """Add the included drawings, one of each digit, to the collection; in the store's thread.

    Args:
        names: the classes, digits among them.
        samples: the collection.

    Raises:
        DigitpadError: they are missing, or the collection cannot be written.
    """
    drawings = bundled_drawings()
    samples.add_many([Sample.of(ink, names.index(name), names) for name, ink in drawings if name in names])


def what_happens(title: str, split: CollectionSplit, known: str) -> str:
    """What learning will do, in plain words."""
    count = len(split.learnt)
    if not len(split):
        return _(
            "There are no digits of yours yet for the network in use. Draw one and say what it is; the network can "
            "learn from it here."
        )
    if not count:
        return _("All of your digits so far are set aside for the test; a few more, and there are some to learn from.")
    return ngettext(
        "“{title}” continues training on one of your digits, mixed with {known} digits so that it does not forget what "
        "it knew. That takes some seconds. The result is a new network; the one before stays, and one click brings it "
        "back.",
        "“{title}” continues training on {count:,} of your digits, mixed with {known} digits so that it does not "
        "forget what it knew. That takes some seconds. The result is a new network; the one before stays, and one "
        "click brings it back.",
        count,
    ).format(title=title, count=count, known=known)


def whose(split: CollectionSplit) -> str:
    """Whose handwriting is examined, in plain words."""
    seats = sorted(split.seats_out)
    if not seats:
        return _(
            "Whose handwriting is it? Once there are digits from two seats, whole seats are set aside and tell how "
            "well the network does on other people’s digits."
        )
    return ngettext(
        "Whose handwriting is it? {count} seat is set aside ({seats}) and tells how well the network does on other "
        "people’s digits. About every tenth digit of the other seats is set aside as well.",
        "Whose handwriting is it? {count} seats are set aside ({seats}) and tell how well the network does on other "
        "people’s digits. About every tenth digit of the other seats is set aside as well.",
        len(seats),
    ).format(count=len(seats), seats=", ".join(map(str, seats)))


def learnt_title(title: str) -> str:
    """What a network is called after it learnt: `MNIST and our digits`, then `MNIST and our digits 2`."""
    title, learnt = title.removesuffix(".keras"), _("{title} and our digits")
    ending = learnt.format(title="")
    if title.endswith(ending):
        return f"{title} 2"
    if (found := _NUMBERED.fullmatch(title)) is not None and found[1].endswith(ending):
        return f"{found[1]} {int(found[2]) + 1}"
    return learnt.format(title=title)
