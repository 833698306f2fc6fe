"""Rows that a teacher fills in, one below the other, and a button for one more."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.ui.widgets import theme

Row = TypeVar("Row", bound=QWidget)


class RowList(QVBoxLayout, Generic[Row]):
    """The layout of a widget whose rows come and go.

    Args:
        around: the widget.
        button: appends a row when it is pressed; stands below the rows.

    Attributes:
        rows: from the top.
    """

    def __init__(self, around: QWidget, button: QPushButton) -> None:
        super().__init__(around)
        self.rows: list[Row] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.GRID)
        button.setAutoDefault(False)  # Enter in a field presses none
        self.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def append(self, row: Row) -> Row:
        """Put a row below the others."""
        self.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def clear(self) -> None:
        """Have no row."""
        for row in self.rows:
            row.setParent(None)
            row.deleteLater()
        self.rows = []
