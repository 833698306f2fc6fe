"""The network live in a strip: for the place under the bars, and for a second window."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from digitpad.translation import _
from digitpad.ui.answer.follower import Follower, Sight
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.inside.compact_layout import compact_height, lay_out_compact
from digitpad.ui.inside.inside_look import InsideLook, look_inside
from digitpad.ui.inside.network_view import NetworkView
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import named

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from digitpad.ui.workbench import Workbench


@guarded
class NetworkStrip(NetworkView):
    """Follows the bars at most 30 times a second while it is seen, and shows the strongest paths into the answer.

    Keys pass it by: the page Inside shows the same and more.

    Args:
        workbench: its recognizer is followed, its jobs compute.
        name: object name.
        tip: what it is good for, as one sentence.
    """

    def __init__(self, workbench: Workbench, name: str, tip: str) -> None:
        super().__init__(lay_out_compact)
        named(self, name, _("The network at work"), tip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._recognizer = workbench.recognizer
        self._follower = Follower(workbench.recognizer, self)
        self._job: LatestJob[InsideLook] = LatestJob(workbench.jobs, self.show_look, parent=self)
        self._follower.moved.connect(self._see)

    def needed_height(self, width: int) -> int:
        """How high it is with the network in use, in a width; both in pixels."""
        network = self._recognizer.network
        hidden = len(network.spec.dense_layers) - 1
        return round(compact_height(hidden, network.info.class_names, width, self.fontMetrics().height()))

    def _see(self, sight: Sight) -> None:
        self._job.ask(partial(look_inside, sight, None))

    # Qt's own

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._job.drop()
