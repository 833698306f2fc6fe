"""`digitpad demo`: the whole loop without a display. Draw, train, draw again, a picture of the window."""

from pathlib import Path

from digitpad.cli.progress_bar import ProgressBar
from digitpad.errors import DigitpadError
from digitpad.formatting import percent
from digitpad.replay import answer_to, bundled_drawings, off_screen_window, train
from digitpad.system.files import require_writable
from digitpad.training.runtime import why_not_trainable
from digitpad.translation import N_, _
from digitpad.ui.answer.recognizer import Recognition

_SHOWN = "7"
"""The drawing that is on the canvas in the picture."""


def demo(screenshot: Path) -> int:
    """Run it and say what happens.

    Args:
        screenshot: where the picture of the window goes, as PNG.

    Returns:
        The exit code.
    """
    if screenshot.suffix.lower() != ".png":
        raise DigitpadError(
            N_("“{screenshot}” does not end in .png; the picture of the window is saved as PNG."), screenshot=screenshot
        )
    if (reason := why_not_trainable()) is not None:
        raise DigitpadError(reason)
    require_writable(screenshot)
    drawings = bundled_drawings()
    with off_screen_window() as window:
        board = window.workbench.networks.current.network
        print(
            _("Drawing {count} digits on the canvas; the built-in network ({spec}) answers.").format(
                count=len(drawings), spec=board.spec
            )
        )
        before = [answer_to(window, ink) for __, ink in drawings]
        form = window.pages.training.form
        print(
            _("Training a new network ({spec}) on the bundled digits, in the background thread:").format(
                spec=form.plan().spec(10)
            )
        )
        bar = ProgressBar()
        outcome = train(window, bar.show)
        bar.close()
        print(outcome.message())
        after = [answer_to(window, ink) for __, ink in drawings]
        print()
        print(_("drawn   built-in network   network just trained"))
        for (label, __), old, new in zip(drawings, before, after, strict=True):
            print(f"  {label}       {_told(old):<18} {_told(new)}")
        answer_to(window, dict(drawings)[_SHOWN])
        if not window.grab().save(str(screenshot), "PNG"):
            raise DigitpadError(
                N_("“{screenshot}” could not be written; name another place with --screenshot."), screenshot=screenshot
            )
    print()
    print(_("A picture of the window is in {screenshot}.").format(screenshot=screenshot))
    return 0


def _told(recognition: Recognition) -> str:
    assert recognition.probabilities is not None
    return f"{recognition.answer.text}  {percent(float(recognition.probabilities.max())):>7}"
