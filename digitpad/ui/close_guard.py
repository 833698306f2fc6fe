"""Close the window safely: stop a run first, ask before anything would be lost, and wait for nothing for ever."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from digitpad.formatting import visible
from digitpad.translation import _
from digitpad.ui.background.jobs import Jobs, finish_all
from digitpad.ui.widgets.dialogs import ask_choice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QMessageBox

    from digitpad.ui.networks.network_files import NetworkFiles
    from digitpad.ui.workbench import Workbench

_GRACE_MILLISECONDS = 300
"""For so long closing waits without a word; what is done in the background mostly takes a blink."""

_LOOK_AGAIN_MILLISECONDS = 50

_PATIENCE_MILLISECONDS = 8_000
"""After so long somebody is asked whether closing shall go on waiting."""


class CloseGuard(QObject):
    """Asks what a closing or an opening would end: a run under way, and each network that would be lost.

    Whatever closing waits for, the window says so and stays alive, and can be closed without it after a while.

    Args:
        window: what is closed after the answers.
        workbench: whose run and networks these are.
        files: saves networks.
        cancel: cancels what is done in the background and is not worth waiting for.

    Attributes:
        is_forced: whether somebody closes the window without what it is waiting for.
    """

    def __init__(
        self, window: QMainWindow, workbench: Workbench, files: NetworkFiles, cancel: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._files = files
        self._cancel = cancel
        self.is_forced = False
        self._agreed = False
        self._waiting = False  # for a run to end, after an answer that stops it, or for what is on disk
        self._impatient: QMessageBox | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._ask_whether_to_wait)
        self._look_again = QTimer(self)
        self._look_again.setInterval(_LOOK_AGAIN_MILLISECONDS)
        self._look_again.timeout.connect(self._close_if_done)

    def may_close(self) -> bool:
        """Whether nothing would be lost; otherwise asks or waits, and closes the window after the answers."""
        if self._agreed:
            return True
        if self._waiting:
            self._be_patient()  # an opening may be what waits for the run
            return False
        networks = self._workbench.networks
        if self._workbench.is_training or networks.unsaved or networks.runs:
            if not self._is_asking():
                self._ask()
            return False
        return self._is_done()

    def stop_first(self, question: str, stop: str, then: Callable[[], None], *, to_close: bool = False) -> None:
        """Go on with `then`, after asking whether a run under way may be stopped.

        Args:
            question: one or two sentences.
            stop: text of the button that stops the run.
            then: what comes after the run.
            to_close: whether the window is closed in the end.
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
                (stop, role.AcceptRole, lambda: self._stop(then, to_close)),
                (_("Keep training"), role.RejectRole, lambda: None),
            ),
        )

    def _ask(self) -> None:
        if self._workbench.is_training:
            question = _("A network is being trained. Stop it and close? What it has learnt so far is kept.")
            self.stop_first(question, _("Stop and close"), self._ask, to_close=True)
            return
        networks = self._workbench.networks

        def go_on(runs: frozenset[str]) -> None:
            if self._agreed:
                return  # closed without it
            self._end_wait()
            networks.found(runs)
            if networks.unsaved:
                self._files.ask_to_save(networks.unsaved[-1], then=self._ask)
            elif self._is_done():
                self._close()

        if not networks.runs:
            go_on(frozenset())
            return
        # Runs are only believed to keep networks: their folder may have been moved, or the stick pulled.
        self._begin_wait(_("Looking whether the trained networks are on the disk…"))
        self._be_patient()
        names, kept = networks.runs, self._workbench.runs.keeping
        self._workbench.jobs.start(lambda: kept(names), go_on, lambda __: go_on(frozenset()))

    def _is_asking(self) -> bool:
        from PySide6.QtWidgets import QMessageBox

        return any(box.isVisible() for box in self._window.findChildren(QMessageBox, "questionDialog"))

    def _stop(self, then: Callable[[], None], to_close: bool) -> None:
        """End the run under way, if it has not ended by itself meanwhile, and go on with `then` when it has."""
        if not self._workbench.is_training:
            then()
            return
        session = self._workbench.session

        def go_on(*__: object) -> None:
            session.ended.disconnect(go_on)
            session.gave_up.disconnect(go_on)
            if not self._agreed:  # else closed without it
                self._end_wait()
                then()

        self._begin_wait(_("Saving what was learnt…"))
        if to_close:
            self._be_patient()
        session.ended.connect(go_on)
        session.gave_up.connect(go_on)
        session.stop()

    # Waiting, with the window alive

    def _is_done(self) -> bool:
        """Whether nothing is read or written any more; otherwise waits for that, and then closes the window."""
        self._cancel()
        if finish_all(self._window.findChildren(Jobs), _GRACE_MILLISECONDS):
            return True
        self._begin_wait(_("Saving: what is being read and written is finished first…"))
        self._be_patient()
        # Everything was asked; nothing new begins.
        for widget in (self._window.menuBar(), self._window.centralWidget()):
            if widget is not None:
                widget.setEnabled(False)
        self._look_again.start()
        return False

    def _close_if_done(self) -> None:
        if finish_all(self._window.findChildren(Jobs), 0):
            self._close()

    def _close(self) -> None:
        self._end_wait()
        self._agreed = True
        self._window.close()

    def _begin_wait(self, sentence: str) -> None:
        self._waiting = True
        self._window.statusBar().showMessage(visible(sentence))

    def _end_wait(self) -> None:
        self._waiting = False
        self._window.statusBar().clearMessage()
        self._look_again.stop()
        self._patience.stop()
        if self._impatient is not None:
            box, self._impatient = self._impatient, None
            box.hide()
            box.deleteLater()

    def _be_patient(self) -> None:
        """Closing waits from now on: ask after a while."""
        if self._impatient is None and not self._patience.isActive():
            self._patience.start()

    def _ask_whether_to_wait(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        role = QMessageBox.ButtonRole
        self._impatient = ask_choice(
            self._window,
            _("Keep waiting?"),
            _(
                "Something is still being read or written: the disk or a share may be slow, or may not answer. What is"
                " not written yet is lost if you close now; a run keeps its last checkpoint."
            ),
            (
                (_("Keep waiting"), role.RejectRole, self._wait_on),
                (_("Close now"), role.DestructiveRole, self._close_now),
            ),
        )

    def _wait_on(self) -> None:
        self._impatient = None
        if self._waiting:
            self._be_patient()

    def _close_now(self) -> None:
        self._impatient = None
        self.is_forced = True
        self._close()
