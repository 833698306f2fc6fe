"""Close the window safely: stop a run first, and ask before anything would be lost."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from digitpad.translation import _
from digitpad.ui.widgets.dialogs import ask_choice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from digitpad.ui.networks.network_files import NetworkFiles
    from digitpad.ui.workbench import Workbench


class CloseGuard(QObject):
    """Asks what a closing or an opening would end: a run under way, and each network that would be lost.

    Args:
        window: what is closed after the answers.
        workbench: whose run and networks these are.
        files: saves networks.
    """

    def __init__(self, window: QWidget, workbench: Workbench, files: NetworkFiles) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._files = files
        self._agreed = False
        self._waiting = False  # for a run to end, after an answer that stops it, or for what is on disk

    def may_close(self) -> bool:
        """Whether nothing would be lost; otherwise asks, and closes the window after the answers."""
        networks = self._workbench.networks
        if self._agreed or not (self._workbench.is_training or networks.unsaved or networks.runs):
            return True
        if not (self._waiting or self._is_asking()):
            self._ask()
        return False

    def stop_first(self, question: str, stop: str, then: Callable[[], None]) -> None:
        """Go on with `then`, after asking whether a run under way may be stopped.

        Args:
            question: one or two sentences.
            stop: text of the button that stops the run.
            then: what comes after the run.
        """
        if not self._workbench.is_training:
            then()
            return
        from PySide6.QtWidgets import QMessageBox

        role = QMessageBox.ButtonRole
        ask_choice(
            self._window,
            _("Stop the training?"),
            question,
            (
                # In this order: what the run has learnt must not take the place of what comes then.
                (stop, role.AcceptRole, lambda: self._stop(then)),
                (_("Keep training"), role.RejectRole, lambda: None),
            ),
        )

    def _ask(self) -> None:
        if self._workbench.is_training:
            question = _("A network is being trained. Stop it and close? What it has learnt so far is kept.")
            self.stop_first(question, _("Stop and close"), self._ask)
            return
        networks = self._workbench.networks

        def go_on(runs: frozenset[str]) -> None:
            self._waiting = False
            networks.found(runs)
            if networks.unsaved:
                self._files.ask_to_save(networks.unsaved[-1], then=self._ask)
            else:
                self._agreed = True
                self._window.close()

        if not networks.runs:
            go_on(frozenset())
            return
        # Runs are only believed to keep networks: their folder may have been moved, or the stick pulled.
        self._waiting = True
        names, kept = networks.runs, self._workbench.runs.keeping
        self._workbench.jobs.start(lambda: kept(names), go_on, lambda __: go_on(frozenset()))

    def _is_asking(self) -> bool:
        from PySide6.QtWidgets import QMessageBox

        return any(box.isVisible() for box in self._window.findChildren(QMessageBox, "questionDialog"))

    def _stop(self, then: Callable[[], None]) -> None:
        """End the run under way, if it has not ended by itself meanwhile, and go on with `then` when it has."""
        if not self._workbench.is_training:
            then()
            return
        session = self._workbench.session

        def go_on(*__: object) -> None:
            session.ended.disconnect(go_on)
            session.gave_up.disconnect(go_on)
            self._waiting = False
            then()

        self._waiting = True
        session.ended.connect(go_on)
        session.gave_up.connect(go_on)
        session.stop()
