"""The points of an endurance curve, one after the other, in the background."""

from __future__ import annotations  # what jobs compute with is imported by them

import threading
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from digitpad.evaluation.damage import Damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digitpad.evaluation.endurance import EndurancePoint
    from digitpad.evaluation.picture_sets import PictureSet
    from digitpad.model.network import Network
    from digitpad.ui.background.jobs import Jobs
    from digitpad.ui.evaluation.examiner import Examiner

MOST_PICTURES = 2000
"""More would take longer than anybody waits for a curve, and the span of 2,000 is narrow enough."""

_REST_MILLISECONDS = 2000
"""After a curve of a network in training the next one waits so long: training needs the machine."""


class _Task(NamedTuple):
    pictures: PictureSet
    damage: Damage
    networks: tuple[Network, ...]

    def is_same(self, other: _Task | None) -> bool:
        """Whether it is about the very same pictures and networks."""
        return (
            other is not None and self.pictures is other.pictures and self.damage is other.damage
            and len(self.networks) == len(other.networks)
            and all(one is another for one, another in zip(self.networks, other.networks, strict=True))
        )


class EnduranceCurves(QObject):
    """Follows what is examined; each point is a job of its own, so that other jobs come in between.

    Signals:
        changed: there are more points, or others.
        failed: it could not be worked out; a sentence says why.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, examiner: Examiner, data_dir: Path, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._examiner = examiner
        self._data_dir = data_dir
        self._jobs = jobs
        self._damage = Damage.NOISE
        self._awake = False
        self._task: _Task | None = None  # what the points are of
        self._points: list[EndurancePoint] = []
        self._busy = False
        self._cancelled = threading.Event()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._look)
        examiner.changed.connect(self._look)

    @property
    def points(self) -> tuple[EndurancePoint, ...]:
        """What is known so far, by amount."""
        return tuple(sorted(self._points, key=lambda point: point.amount))

    @property
    def damage(self) -> Damage:
        """Which curve it is."""
        return self._damage

    @property
    def is_busy(self) -> bool:
        """Whether more points are to come."""
        return self._busy

    @property
    def is_sample(self) -> bool:
        """Whether only some of the pictures are asked."""
        return self._task is not None and len(self._task.pictures) > MOST_PICTURES

    def set_damage(self, damage: Damage) -> None:
        """Work out another curve."""
        self._damage = damage
        self._look()

    def set_awake(self, awake: bool) -> None:
        """Somebody looks, or nobody does; then what is not finished is given up."""
        self._awake = awake
        if awake:
            self._look()
        elif self._busy:
            self._give_up()

    def _look(self) -> None:
        examiner = self._examiner
        if not self._awake or examiner.pictures is None or examiner.network is None:
            return
        networks = (examiner.network,) if examiner.against is None else (examiner.network, examiner.against)
        task = _Task(examiner.pictures, self._damage, networks)
        before = self._task
        if task.is_same(before) or task.networks[0].spec.classes != len(task.pictures.class_names):
            return
        only_trained = before is not None and task.is_same(before._replace(networks=networks)) and len(
            before.networks) == len(networks)
        if only_trained and (self._busy or self._rest.isActive()):
            return  # looked at again when this curve is finished, or the rest is over
        self._start(task)

    def _give_up(self) -> None:
        self._cancelled.set()
        self._busy, self._task = False, None

    def _start(self, task: _Task) -> None:
        self._give_up()
        self._rest.stop()
        self._task, self._points, self._busy = task, [], True
        self._cancelled = cancelled = threading.Event()
        self.changed.emit()
        self._jobs.start(
            partial(_begin, self._data_dir, task, cancelled), partial(self._go_on, cancelled),
            partial(self._fail, cancelled),
        )

    def _go_on(self, cancelled: threading.Event, points: Iterator[EndurancePoint]) -> None:
        if not cancelled.is_set():
            self._jobs.start(
                partial(next, points, None), partial(self._add, cancelled, points), partial(self._fail, cancelled)
            )

    def _add(
        self, cancelled: threading.Event, points: Iterator[EndurancePoint], point: EndurancePoint | None
    ) -> None:
        if cancelled.is_set():
            return
        if point is None:
            self._busy = False
            self._rest.start()
        else:
            self._points.append(point)
            self._go_on(cancelled, points)
        self.changed.emit()

    def _fail(self, cancelled: threading.Event, sentence: str) -> None:
        if not cancelled.is_set():
            self._busy = False
            self.failed.emit(sentence)


def _begin(data_dir: Path, task: _Task, cancelled: threading.Event) -> Iterator[EndurancePoint]:
    from digitpad.evaluation.endurance import endurance
    from digitpad.evaluation.picture_sets import to_damage

    material = to_damage(data_dir, task.pictures, MOST_PICTURES)
    return endurance(task.networks, material, [task.damage], cancelled.is_set)
