"""What the network of a lesson's last run takes for what, for its report."""

from collections.abc import Callable
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.evaluation.confusion import confusion
from digitpad.evaluation.evaluation import evaluate
from digitpad.lessons.report import Matrix
from digitpad.lessons.state import LessonState
from digitpad.model.keras_file import read_network
from digitpad.system.files import is_file
from digitpad.training.run import Run
from digitpad.training.runs import Runs
from digitpad.translation import _


def last_matrix(
    state: LessonState, data_dir: Path, catalogue: Catalogue, is_cancelled: Callable[[], bool] = lambda: False
) -> Matrix | None:
    """The matrix of the last run that has a network; None where there is none, or its test pictures are not here.

    Args:
        state: what was done in the lesson.
        data_dir: the user's data folder, where runs are.
        catalogue: the datasets.
        is_cancelled: asked now and then.

    Raises:
        CancelledError: `is_cancelled` said so.
    """
    runs = Runs(data_dir / "runs")
    ended = [run for __, step in sorted(state.steps.items()) for run in step.ended]
    for run in reversed(ended):
        if is_file(runs.network_path(run)):
            try:
                return _matrix(run, runs.network_path(run), catalogue, is_cancelled)
            except DigitpadError:
                return None  # a report is not refused for want of a matrix
    return None


def _matrix(run: Run, path: Path, catalogue: Catalogue, is_cancelled: Callable[[], bool]) -> Matrix:
    network = read_network(path)
    test = catalogue.load(run.plan.dataset).test
    evaluation = evaluate(network, test, is_cancelled=is_cancelled)
    counts = confusion(evaluation).counts[:, :-1].tolist()
    sentence = _("“{run}” on the {count:,} test pictures of “{dataset}”.")
    about = sentence.format(run=run.title, count=len(test), dataset=catalogue.entry(run.plan.dataset).title)
    return Matrix(network.info.class_names, counts, about)
