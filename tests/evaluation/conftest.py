"""Evaluations of made-up answers."""

import numpy as np
import pytest

from digitpad.evaluation.evaluation import Evaluation


@pytest.fixture(scope="session")
def answers_of():
    """An evaluation with these probabilities."""

    def make(labels, probabilities):
        probabilities = np.array(probabilities, np.float32)
        names = tuple(str(number) for number in range(probabilities.shape[1]))
        return Evaluation(names, np.array(labels, np.intp), probabilities)

    return make


@pytest.fixture(scope="session")
def random_answers(answers_of):
    """What a network might say that is right more often than not; all classes but `absent` occur."""

    def make(classes, count=2000, seed=0, absent=()):
        random = np.random.default_rng(seed)
        present = [label for label in range(classes) if label not in absent]
        labels = random.choice(present, count)
        scores = random.normal(0, 1, (count, classes))
        scores[np.arange(count), labels] += 2
        scores[:, list(absent)] -= 99
        exponentials = np.exp(scores)
        return answers_of(labels, exponentials / exponentials.sum(axis=1, keepdims=True))

    return make
