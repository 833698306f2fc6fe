"""A training session that trains nothing, and what its runs give."""

from digitpad.data.catalogue import Catalogue
from digitpad.training.epoch import Epoch, Score
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome
from digitpad.ui.training.training_session import TrainingSession, TrainingState
from helpers.networks import tiny


class Trainer(TrainingSession):
    """A session that only takes plans, or refuses them."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.plans: list[TrainingPlan] = []
        self.titles: list[str] = []
        self.willing = True

    def start(self, plan: TrainingPlan, title: str = "", *, test_every_epoch: bool = False) -> bool:
        """Take the plan, if it is willing."""
        if self.willing:
            self.plans.append(plan)
            self.tests_every_epoch = test_every_epoch
            self.titles.append(title)
            self._set_state(TrainingState.RUNNING)
        return self.willing

    def end(self, outcome: Outcome) -> None:
        """The run comes to its end."""
        self._end()
        self.ended.emit(outcome)

    def give_up(self) -> None:
        """The run comes to nothing."""
        self._end()
        self.gave_up.emit("")


def outcome(epochs: int, test: float | None) -> Outcome:
    """What a run of that many epochs gives; without a test it was stopped."""
    history = tuple(Epoch(number, Score(1.0, number / 4), None, 1.0) for number in range(1, epochs + 1))
    return Outcome(tiny(), history, None if test is None else Score(1.0, test), stopped=test is None)
