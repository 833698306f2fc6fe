"""Two networks on the same pictures: four groups to choose from, and the verdict in words."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.evaluation.two_networks import Group, compare
from digitpad.translation import N_, _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import Note, named

if TYPE_CHECKING:
    from digitpad.ui.evaluation.examination import Examination

_BUTTONS = {
    Group.BOTH_RIGHT: ("bothRightButton", N_("Both right: {count:,}"), N_("Show the pictures that both get right.")),
    Group.ONLY_FIRST: ("onlyFirstButton", N_("Only A: {count:,}"), N_("Show the pictures that only A gets right.")),
    Group.ONLY_SECOND: ("onlySecondButton", N_("Only B: {count:,}"), N_("Show the pictures that only B gets right.")),
    Group.BOTH_WRONG: ("bothWrongButton", N_("Both wrong: {count:,}"), N_("Show the pictures that both get wrong.")),
}


class ComparisonPanel(QWidget):
    """Network A is the one in use, B the second one.

    Signals:
        group_chosen: the pictures of this `Group` are to be shown.
    """

    group_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._verdict = named(
            Note(), "comparisonVerdict", _("Verdict"),
            _("How many each network gets right, and whether the difference could be luck (exact sign test)."),
        )
        self._row = FlowRow()
        self._buttons: dict[Group, QPushButton] = {}
        for group, (name, text, tip) in _BUTTONS.items():
            button = named(QPushButton(_(text).format(count=0)), name, _(text).format(count=0), _(tip))
            button.clicked.connect(partial(self._choose, group))
            self._row.add(button)
            self._buttons[group] = button
        layout = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)
        layout.addWidget(self._row)
        layout.addWidget(self._verdict)

    def show_examination(self, examination: Examination, first: str, second: str) -> None:
        """Show how two networks compare.

        Args:
            examination: of both of them.
            first: what the network in use is called.
            second: what the second one is called.
        """
        assert examination.second is not None
        result = compare(examination.first, examination.second)
        for group, button in self._buttons.items():
            text = _(_BUTTONS[group][1]).format(count=result.count(group))
            button.setText(text)
            button.setAccessibleName(text)
        who = _("A is “{first}”: {share}. B is “{second}”: {other}.").format(
            first=first, second=second, share=examination.first.accuracy.message(),
            other=examination.second.accuracy.message(),
        )
        self._verdict.setText(f"{result.message(_('A'), _('B'))} {who}")

    @property
    def verdict(self) -> str:
        """How they compare, in words."""
        return self._verdict.text()

    def _choose(self, group: Group, *__: object) -> None:
        self.group_chosen.emit(group)
