"""Runs as they may have gone, for the rules that look at them."""

from collections.abc import Sequence
from typing import Any

from digitpad.training.epoch import Epoch, Score
from digitpad.training.hints.evidence import Evidence
from digitpad.training.hints.neurons import LayerLook
from digitpad.training.plan import TrainingPlan

Figures = Sequence[tuple[float, float]]


def evidence(training: Figures, validation: Figures = (), batches: int = 113, **more: Any) -> Evidence:
    """A run of ten classes with these losses and accuracies, an epoch each; what is not a setting is the evidence's.

    Without other numbers it is one of 3,600 of the included digits in batches of 32.
    """
    history = tuple(
        Epoch(number + 1, Score(*scores), Score(*validation[number]) if validation else None, 0.1)
        for number, scores in enumerate(training)
    )
    own = {name: more.pop(name) for name in ("is_finished", "flew_off", "layers", "classes") if name in more}
    return Evidence(TrainingPlan(**more), history, own.pop("classes", 10), batches, **own)


def layer(activation: str = "relu", dead: float = 0.0, saturated: float = 0.0, learns: float = 1.0) -> LayerLook:
    """A hidden layer, whose output layer learns 1."""
    return LayerLook(activation, dead, saturated, learns, 1.0)


# As they went: `python -m scripts.hint_figures`, losses and accuracies of the training pictures and the others.
DEFAULT = (((0.834, 0.771), (0.334, 0.911), (0.248, 0.932), (0.195, 0.949), (0.154, 0.964)),
           ((0.44, 0.873), (0.363, 0.905), (0.313, 0.917), (0.307, 0.920), (0.288, 0.917)))
SLOW = (((2.29, 0.152), (2.19, 0.246), (2.1, 0.330), (2.01, 0.398), (1.93, 0.460)),
        ((2.26, 0.188), (2.16, 0.278), (2.08, 0.333), (1.99, 0.420), (1.91, 0.477)))
GUESSING = (((6.2, 0.117), (2.33, 0.106), (2.33, 0.098), (2.33, 0.094), (2.33, 0.104)),
            ((2.31, 0.1), (2.34, 0.1), (2.35, 0.1), (2.33, 0.1), (2.34, 0.1)))
MIXED_UP = (((2.34, 0.091), (2.28, 0.146), (2.23, 0.175), (2.19, 0.200), (2.14, 0.237)),
            ((2.32, 0.117), (2.34, 0.100), (2.36, 0.110), (2.39, 0.092), (2.42, 0.110)))
BY_HEART = (((0.583, 0.821), (0.196, 0.941), (0.128, 0.958), (0.0746, 0.977), (0.0549, 0.982)),
            ((0.343, 0.907), (0.362, 0.890), (0.244, 0.943), (0.295, 0.917), (0.369, 0.930)))
