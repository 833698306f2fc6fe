import io

import pytest

from digitpad.cli import progress_bar
from digitpad.cli.progress_bar import ProgressBar
from digitpad.training.epoch import Epoch, Score
from digitpad.training.progress import Phase, Progress

BLANK = "\N{NO-BREAK SPACE}"  # before the sign for percent


class Terminal(io.StringIO):
    """A terminal that remembers what it was told; `screen` is what a person sees on it."""

    def isatty(self):
        return True

    @property
    def screen(self):
        lines, column = [""], 0
        for sign in self.getvalue():
            if sign == "\n":
                lines.append("")
                column = 0
            elif sign == "\r":
                column = 0
            else:
                assert sign.isprintable() or sign == BLANK, "the classic console of Windows shows it as it is"
                lines[-1] = lines[-1][:column] + sign + lines[-1][column + 1 :]
                column += 1
        return [line.rstrip() for line in lines]


FIRST = Epoch(1, Score(0.51234, 0.85), Score(0.4, 0.9012), 2.345)
SECOND = Epoch(2, Score(0.3, 0.9), None, 12.0)
RUN = (
    Progress(Phase.LOADING, epochs=2),
    Progress(Phase.PREPARING, epochs=2),
    Progress(Phase.TRAINING, 1, 2, 5, 10, Score(0.7, 0.7), seconds_left=75),
    Progress(Phase.VALIDATING, 1, 2, 10, 10),
    Progress(Phase.TRAINING, 2, 2, 5, 10, Score(0.6, 0.8), (FIRST,), seconds_left=5),
    Progress(Phase.TESTING, 2, 2, 10, 10, None, (FIRST, SECOND)),
)
FIRST_LINE = f"epoch   1: loss 0.5123, 85.0{BLANK}% right, validation 90.1{BLANK}%, 2.3 s"
SECOND_LINE = f"epoch   2: loss 0.3000, 90.0{BLANK}% right, 12.0 s"


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by a second at every look, so that the bar is always due."""
    ticks = iter(range(1, 1000))
    monkeypatch.setattr(progress_bar.time, "monotonic", lambda: next(ticks))


@pytest.mark.usefixtures("clock")
def test_a_terminal_shows_the_epochs_and_one_bar_below():
    stream = Terminal()
    bar = ProgressBar(stream)
    seen = []
    for progress in RUN:
        bar.show(progress)
        seen.append(stream.screen)
    assert seen[0] == [f"Getting ready (only the first time takes longer)…  [------------------------]   0{BLANK}%"]
    assert seen[2] == [f"Training: epoch 1 of 2  [######------------------]  25{BLANK}%  1:15 left"]
    assert seen[4] == [FIRST_LINE, f"Training: epoch 2 of 2  [##################------]  75{BLANK}%  0:05 left"]
    assert seen[5][:2] == [FIRST_LINE, SECOND_LINE]
    bar.close()
    assert stream.screen == [FIRST_LINE, SECOND_LINE, ""]


@pytest.mark.usefixtures("clock")
def test_a_pipe_gets_a_line_an_epoch_and_no_control_characters():
    stream = io.StringIO()
    bar = ProgressBar(stream)
    for progress in RUN:
        bar.show(progress)
        bar.show(progress)
    bar.close()
    assert stream.getvalue().splitlines() == [
        "Getting ready (only the first time takes longer)…",
        "Preparing the network…",
        "Checking with validation pictures…",
        FIRST_LINE,
        SECOND_LINE,
        "Checking with test pictures…",
    ]


def test_the_bar_is_not_drawn_more_often_than_can_be_seen(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(progress_bar.time, "monotonic", lambda: now[0])
    stream = Terminal()
    bar = ProgressBar(stream)
    for batch in range(100):
        now[0] += 0.01
        bar.show(Progress(Phase.TRAINING, 1, 1, batch, 100))
    assert 9 <= stream.getvalue().count("\r") <= 11


def test_a_program_without_a_terminal_shows_nothing(monkeypatch):
    """Under pythonw on Windows, standard error is None."""
    monkeypatch.setattr(progress_bar.sys, "stderr", None)
    bar = ProgressBar()
    for progress in RUN:
        bar.show(progress)
    bar.close()


@pytest.mark.usefixtures("clock")
def test_standard_error_is_where_it_goes_by_default(capsys):
    ProgressBar().show(RUN[0])
    assert capsys.readouterr() == ("", "Getting ready (only the first time takes longer)…\n")
