"""How long a test waits for what must come. It costs nothing where it does, and a busy machine may take its time."""

from typing import Any

from pytestqt.qtbot import QtBot

PATIENCE = 120_000
"""Milliseconds."""


class PatientBot(QtBot):
    """Takes the place of pytest-qt's, which gives up after five seconds."""

    def waitUntil(self, callback: Any, *, timeout: int = PATIENCE) -> None:  # noqa: N802 - pytest-qt's name
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **options: Any) -> Any:  # noqa: N802 - as above
        return super().waitSignal(signal, timeout=timeout, **options)
