"""Who listens to a training session."""

from digitpad.model.network import Network
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome, Progress
from digitpad.ui.training.training_session import TrainingSession, TrainingState


class Told:
    """Everything that a session says to the window."""

    def __init__(self, session: TrainingSession) -> None:
        self.plans: list[TrainingPlan] = []
        self.states: list[TrainingState] = []
        self.progress: list[Progress] = []
        self.networks: list[Network] = []
        self.outcomes: list[Outcome] = []
        self.tested: list[Outcome] = []
        self.sentences: list[str] = []
        session.started.connect(self.plans.append)
        session.state_changed.connect(self.states.append)
        session.progressed.connect(self.progress.append)
        session.snapshot.connect(self.networks.append)
        session.ended.connect(self.outcomes.append)
        session.tested.connect(self.tested.append)
        session.gave_up.connect(self.sentences.append)

    @property
    def given_up(self) -> int:
        """How many runs ended without a network."""
        return len(self.sentences)
