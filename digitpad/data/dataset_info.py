"""What is known about a dataset before it is read: name, title, sizes, classes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from digitpad.data import fashion
from digitpad.data.download_source import DownloadSource
from digitpad.data.imported import ImportedSet
from digitpad.translation import _

BUNDLED = "mnist-5k"
"""The dataset to begin with."""

DIGIT_NAMES = tuple("0123456789")

HANDWRITING = "handwriting"
"""What the network that comes with Digitpad is made of: all of MNIST's training part among others."""

_ALSO_LEARNT = {"mnist": (HANDWRITING,)}

OWN = "our-digits"
_MIX = re.compile(r"mnist-and-ours-(\d\d?)", re.ASCII)

SOURCES: Mapping[str, tuple[DownloadSource, ...]] = {
    # Address and hash as in keras.datasets.mnist.
    "mnist": (
        DownloadSource(
            url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
            sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
            size=11_490_434,
        ),
    ),
    "fashion-mnist": fashion.SOURCES,
}


@dataclass(frozen=True)
class DatasetInfo:
    """What is known about a dataset before it is read.

    Attributes:
        name: its key, such as `mnist`.
        title: what people call it.
        class_names: one name a class, in the order of the labels.
        description: one sentence for people.
        download: the files it is published as; empty for one that comes with Digitpad.
        in_folder: whether its data are the files of a folder rather than one file.
        part_of: the dataset from whose training part all its pictures are, or an empty text. One with such a name
            comes with Digitpad.
        unseen_by: datasets that have the training part of the whole; networks trained on them have never seen the test
            part of this one, which is there to examine them on and in no list.
        is_imported: whether the user imported it from other programs' files.
        own_share: how much of what is learnt from are the pupils' own digits, 0 to 1.
    """

    name: str
    title: str
    class_names: tuple[str, ...]
    description: str
    download: tuple[DownloadSource, ...] = ()
    in_folder: bool = False
    part_of: str = ""
    unseen_by: tuple[str, ...] = ()
    is_imported: bool = False
    own_share: float = 0.0

    @property
    def is_bundled(self) -> bool:
        """Whether it comes with Digitpad."""
        return bool(self.part_of)

    @property
    def download_size(self) -> int:
        """How many bytes a download would take."""
        return sum(source.size for source in self.download)


def published_entries(sources: Mapping[str, tuple[DownloadSource, ...]]) -> tuple[DatasetInfo, ...]:
    """The datasets that everybody has or can have; a bundled one comes before the one it is part of.

    Args:
        sources: where they can be downloaded from, by name.
    """
    few = _("4,000 to learn from, 1,000 for the test; included.")
    all_of_them = _("60,000 to learn from, 10,000 for the test.")
    return (
        DatasetInfo(BUNDLED, _("MNIST, 5,000 digits"), DIGIT_NAMES, few, part_of="mnist"),
        DatasetInfo("mnist", _("MNIST, all 70,000 digits"), DIGIT_NAMES, all_of_them, sources.get("mnist", ())),
        DatasetInfo(
            "fashion-5k", _("Fashion-MNIST, 5,000 clothes"), fashion.CLASS_NAMES, few, part_of="fashion-mnist"
        ),
        DatasetInfo(
            "fashion-mnist", _("Fashion-MNIST, all 70,000 clothes"), fashion.CLASS_NAMES, all_of_them,
            sources.get("fashion-mnist", ()), in_folder=True,
        ),
    )


def unseen_entry(few: DatasetInfo) -> DatasetInfo:
    """The training part of a bundled dataset with test pictures of the test part of the whole."""
    title = _("{title}, 1,000 test pictures").format(title=few.title.partition(",")[0])
    unseen_by = (few.part_of, *_ALSO_LEARNT.get(few.part_of, ()))
    return replace(few, name=f"{few.part_of}-test-1k", title=title, unseen_by=unseen_by)


def has_learnt_from_test(learnt: str, info: DatasetInfo) -> bool | None:
    """Whether a network has learnt from a dataset's test pictures, so that what it reads of them proves little.

    The test part of a bundled dataset is of the training part of the whole, but for those that are there to be unseen.

    Args:
        learnt: the dataset that the network was trained on, or an empty text.
        info: the dataset that it is to be examined on.

    Returns:
        None where nobody can tell: it is not known what the network has learnt from, or MNIST's part in a mix with own
        digits may have been all of it.
    """
    if not info.part_of or info.unseen_by:
        return False if learnt else None
    mixed = own_dataset_info(learnt)
    if not learnt or (mixed is not None and mixed.name != OWN):
        return None
    return learnt in (info.part_of, *_ALSO_LEARNT.get(info.part_of, ()))


def imported_entry(imported: ImportedSet) -> DatasetInfo:
    """A dataset that the user imported."""
    description = _("{train:,} to learn from, {test:,} for the test; imported from “{source}”.").format(
        train=imported.train, test=imported.test, source=imported.source
    )
    return DatasetInfo(imported.name, imported.title, imported.class_names, description, is_imported=True)


def own_dataset_info(name: str) -> DatasetInfo | None:
    """A dataset that is made of the pupils' own digits: `our-digits`, or `mnist-and-ours-50` with that share of ours.

    A share is 5 to 95 hundredths.
    """
    if name == OWN:
        description = _("Whole seats are kept out for the test.")
        return DatasetInfo(OWN, _("Our digits"), DIGIT_NAMES, description, own_share=1.0)
    if (found := _MIX.fullmatch(name)) is not None and 5 <= (percent := int(found[1])) <= 95:
        description = _("{percent} of 100 are our digits. Whole seats are kept out for the test.").format(
            percent=found[1]
        )
        return DatasetInfo(name, _("MNIST and ours"), DIGIT_NAMES, description, own_share=percent / 100)
    return None


def mix_name(share: float) -> str:
    """The name of the mix of MNIST and our digits with that share, 0.05..0.95, of ours."""
    return f"mnist-and-ours-{round(100 * share)}"
