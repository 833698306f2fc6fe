"""Find out whether a network has learnt from pixels 0..255 or 0..1, where nothing in it says so.

A network that rescales its pixels itself says which it wants. Of all others most have learnt from 0..1; those that have
learnt from 0..255 see nearly black pictures then, and give no answer that they are sure of.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitpad.data.dataset_kinds import bundled_folder
from digitpad.data.digits import Pictures
from digitpad.data.formats import read_test_npz
from digitpad.errors import DigitpadError
from digitpad.formatting import whole_percent
from digitpad.model.answer import DEFAULT_MARGIN
from digitpad.model.layers import RAW, Rescaling
from digitpad.model.network import Network
from digitpad.translation import _

_KNOWN = ("mnist-test-1k", "fashion-mnist-test-1k")  # untranslated: files
_EACH = 5  # of the thousand pictures, every fifth: enough to tell 10 % from 90 %, and soon done
_READ_WELL, _BETTER = 0.5, 0.2

# A probability below it costs no more than that, as in Keras: one sure mistake does not outweigh all else.
_SMALLEST = 1e-7

# How many times larger logits would fit the truth best: at most 6 in networks that have learnt from 0..1, however short
# a time, but for two that began with zeros (11 and 45); mostly 8 to 90 in those from 0..255 that are given 0..1 and
# answer `?`. The limit of 7 was set on the same 72 small trainings, so it fits them better than others. It misses
# networks without hidden layers on clothes, or of a tiny learning rate. Losses tell the side, having one minimum.
_LESS, _MORE = 5, 10


@dataclass(frozen=True)
class PixelRange:
    """That a network reads pictures far better with pixels 0..255 than with 0..1, as it is.

    Attributes:
        shares: of the included test pictures, the share that it is sure of and right with pixels 0..1; from 0 to 1.
        raw: the same with pixels 0..255.
    """

    shares: float
    raw: float

    def question(self, name: str) -> str:
        """What to ask about the network in a file of that name."""
        return _(
            "“{name}” does not say which pixels it wants. It gets {raw} of the included test pictures right with "
            "pixels from 0 to 255, and {shares} with pixels from 0 to 1. Which has it learnt from?"
        ).format(name=name, raw=whole_percent(self.raw), shares=whole_percent(self.shares))

    def note(self, name: str) -> str:
        """What to say about it where nobody is asked, and 0..255 is taken."""
        return _(
            "“{name}” is given pixels from 0 to 255: so it gets {raw} of the included test pictures right, and "
            "{shares} with pixels from 0 to 1."
        ).format(name=name, raw=whole_percent(self.raw), shares=whole_percent(self.shares))


def chosen(network: Network, *, raw: bool) -> Network:
    """The network with its range of pixels said in its first layer: 0..255 as they are, or brought to 0..1."""
    return network.with_rescaling(RAW if raw else Rescaling(1 / 255))


def doubt_about(network: Network) -> PixelRange | None:
    """What a look at the network's answers to the included test pictures finds; None where it is as it should be.

    Args:
        network: any; only one of ten classes that does not rescale its pixels itself is looked at.
    """
    if network.spec.expects_bytes or network.spec.classes != 10:
        return None
    for name in _KNOWN:
        try:
            pictures = read_test_npz(bundled_folder() / f"{name}.npz")
        except DigitpadError:
            continue  # the built-in network's file is gone, which is told elsewhere and closes no door
        pictures = pictures.take(np.arange(0, len(pictures), _EACH))
        now, then = (_Look.at(each, pictures) for each in (network, chosen(network, raw=True)))
        is_better = then.loss() < now.loss() or now.loss(_MORE) < now.loss(_LESS)
        if is_better and then.right >= _READ_WELL and then.right - now.right >= _BETTER:
            return PixelRange(now.right, then.right)
    return None


@dataclass(frozen=True)
class _Look:
    """The probabilities that a network gives to each class, float64 (n, classes), and the true ones (n,)."""

    answers: npt.NDArray[np.float64]
    labels: npt.NDArray[np.uint8]

    @classmethod
    def at(cls, network: Network, pictures: Pictures) -> "_Look":
        """What a network says; numbers that have grown too large for it are no answers."""
        with np.errstate(all="ignore"):
            answers = network.probabilities(pictures.images)
        return cls(np.nan_to_num(answers).astype(np.float64), pictures.labels)

    @property
    def right(self) -> float:
        """The share of pictures that it is sure of and right, so that the answer is not `?`."""
        second, best = np.sort(self.answers, axis=1)[:, -2:].T
        is_right = self.answers.argmax(axis=1) == self.labels
        return float((is_right & (best - second >= DEFAULT_MARGIN)).mean())

    def loss(self, times: float = 1.0) -> float:
        """The mean cross-entropy, also as it would be if all logits were so many times larger."""
        logits = times * np.log(np.maximum(self.answers, np.finfo(np.float32).tiny))
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        own = (shares / shares.sum(axis=1, keepdims=True))[np.arange(len(shares)), self.labels]
        return float(-np.log(np.maximum(own, _SMALLEST)).mean())
