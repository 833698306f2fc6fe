"""`digitpad --self-test`: draw, recognise, train, save, reload and compare, to test an installation."""

import tempfile
from pathlib import Path

import numpy as np

from digitpad.errors import DigitpadError
from digitpad.ink.raster import rasterize
from digitpad.model.keras_file import read_network, write_network
from digitpad.replay import answer_to, bundled_drawings, off_screen_window, train
from digitpad.training.runtime import why_not_trainable
from digitpad.translation import N_, Message, _

_RIGHT_AT_LEAST = 9
"""Of the ten included drawings; the network that ships reads all of them, one is left to other processors' rounding."""


def self_test() -> int:
    """Try everything off screen; prints OK, or raises with what failed."""
    drawings = bundled_drawings()
    with off_screen_window() as window, tempfile.TemporaryDirectory() as folder:
        answers = [answer_to(window, ink).answer.text for __, ink in drawings]
        right = sum(answer == label for answer, (label, __) in zip(answers, drawings, strict=True))
        problem = N_("The built-in network read only {right} of {count} drawings.")
        _require(right >= _RIGHT_AT_LEAST, problem, right=right, count=len(drawings))
        _print(_("draw and recognise: {right} of {count} right").format(right=right, count=len(drawings)))
        if (reason := why_not_trainable()) is not None:
            _print(_("train: skipped. {reason}").format(reason=reason))
        else:
            window.pages.training.form.epochs.setValue(1)
            outcome = train(window)
            assert outcome.test is not None
            accuracy = outcome.test.accuracy
            _require(accuracy > 0.5, N_("One epoch read only {accuracy:.0%} of the test digits."), accuracy=accuracy)
            _print(_("train: {result}").format(result=outcome.message()))
        network = window.workbench.networks.current.network
        path = Path(folder) / "self-test.keras"
        write_network(path, network)
        pictures = np.stack([rasterize(ink) for __, ink in drawings])
        same = np.array_equal(read_network(path).probabilities(pictures), network.probabilities(pictures))
        _require(same, N_("A saved network answered differently after it was read back."))
        _print(_("save and reload: the same answers"))
    _print("OK")  # untranslated: programs wait for it
    return 0


def _print(line: str) -> None:
    """At once, so that whoever sees it end too early knows how far it came."""
    print(line, flush=True)


def _require(condition: bool, problem: str, **facts: object) -> None:
    if not condition:
        raise DigitpadError(
            N_("The self-test failed. {problem} Install Digitpad again."), problem=Message(problem, **facts)
        )
