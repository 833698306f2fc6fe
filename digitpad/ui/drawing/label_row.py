"""The row under the canvas that labels a drawing with one tap."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.translation import N_, _
from digitpad.ui.drawing.save_question import SaveQuestion
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.elided_label import ElidedLabel
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, allow, mark, named
from digitpad.ui.widgets.link_button import LinkButton
from digitpad.ui.widgets.plain_text import PlainLabel, set_tip
from digitpad.ui.widgets.tab_order import tab_through

_MOST_BUTTONS = 10
_LONGEST = 2
"""More classes, or names of more characters, are chosen from a box."""

_BOX_TIP = N_("Saves the drawing as what you choose.")

_NOT_LEARNT = N_("The network has not learnt from it yet.")

_SMALL_LINE = 0.4
"""Size of the two lines about what was saved, as a share of the height of the button beside them."""


@guarded
class LabelRow(QWidget):
    """A button for each class, or a box where they are many or have long names; and what became of the drawing.

    Signals:
        labelled: the drawing shows the class of this number.
        taken_back: what was saved last is not to be saved after all.
        answered: whether the drawing is to be saved, as was asked.
        learning_wanted: the network is to learn from what was saved.
    """

    labelled = Signal(int)
    taken_back = Signal()
    answered = Signal(bool)
    learning_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("labelRow")
        self.setAccessibleName(_("What the drawing shows"))
        set_tip(self, _("Says what the drawing shows, and saves it among your own digits."))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._names: tuple[str, ...] = ()
        self._ready = False
        self._why = ""  # of a drawing that cannot be kept
        self._buttons: list[QToolButton] = []
        self._question = mark(PlainLabel(_("This is a")), faint=True)
        self._said = named(ElidedLabel(), "keptLabel", _("What was saved"), _("What became of the last drawing."))
        self._link = named(
            LinkButton(_(_NOT_LEARNT)), "learnFromRowButton", _(_NOT_LEARNT),
            _("Not learnt yet: opens Learn, where the network in use can learn from your drawings."),
        )
        self._link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._link.clicked.connect(lambda: self.learning_wanted.emit())
        self._undo = named(
            QToolButton(), "undoKeepButton", _("Do not save it"),
            _("Takes what was saved last out of your digits again.")
        )
        self._undo.setText(_("Undo"))
        self._undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._undo.clicked.connect(lambda: self.taken_back.emit())
        policy = self._undo.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when something is saved
        self._undo.setSizePolicy(policy)
        self._problem = named(Note(), "keepProblem", _("Problem"), _("Why the drawing was not saved."))
        mark(self._problem, problem=True)
        self._box = named(QComboBox(), "labelBox", _("What the drawing shows"), _(_BOX_TIP))
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setPlaceholderText(_("Choose…"))
        self._box.activated.connect(self._chosen)
        self._lay_out()
        self.say("")

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(theme.GRID)
        above.addWidget(self._question)
        self._lines = QWidget()
        lines = theme.spaced(QVBoxLayout(self._lines), gap=0)
        lines.addWidget(self._said)
        lines.addWidget(self._link)
        above.addWidget(self._lines, 1)
        above.addWidget(self._undo)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.GRID // 4)
        self._row.addWidget(self._box, 1)
        usual = QWidget()
        inside = theme.spaced(QVBoxLayout(usual), gap=theme.GRID // 2)
        inside.addLayout(above)
        inside.addLayout(self._row)
        self._asking = SaveQuestion("label")
        self._asking.answered.connect(self.answered)
        self._stack = QStackedLayout()
        self._stack.addWidget(usual)
        self._stack.addWidget(self._asking)
        layout = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)
        layout.addLayout(self._stack)
        layout.addWidget(self._problem)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes that can be chosen, in the order of their numbers."""
        return self._names

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Offer other classes."""
        if names == self._names:
            return
        self._names = names
        for button in self._buttons:
            button.hide()
            button.setParent(None)
            button.deleteLater()
        short = len(names) <= _MOST_BUTTONS and max(map(len, names)) <= _LONGEST
        self._buttons = [self._button(label, name) for label, name in enumerate(names)] if short else []
        tab_through(self._box, *self._buttons)
        self._box.clear()
        self._box.addItems(names)
        self._box.setCurrentIndex(-1)
        self._box.setVisible(not short)
        self._apply_style()
        self._allow()

    def set_ready(self, ready: bool, why: str = "") -> None:
        """Whether there is a drawing that can be kept; if there is one that cannot, the reason, as a tip."""
        if (ready, why) != (self._ready, self._why):  # not at every point of a line
            self._ready, self._why = ready, why
            self._allow()

    def _allow(self) -> None:
        for control in (*self._buttons, self._box):
            allow(control, self._why)
            control.setEnabled(self._ready)
        self._show_question()

    def ask(self, sentence: str) -> None:
        """Ask whether the drawing is to be saved all the same; an empty sentence takes the question back."""
        self._asking.ask(sentence)
        self._stack.setCurrentIndex(1 if sentence else 0)

    def _show_question(self) -> None:
        """What was saved has the whole line until there is another drawing to say something about."""
        self._question.setVisible(self._ready or not self._said.text())

    def say(self, text: str, *, undo: bool = False) -> None:
        """Say quietly what became of the drawing; if it is saved, that can be undone, and learnt from."""
        self._said.setText(text)
        set_tip(self._said, text or self._said.property("purpose"))  # in large text it is cut
        self._undo.setVisible(undo)
        self._link.setVisible(undo)
        self._problem.hide()
        self._show_question()

    def say_problem(self, sentence: str) -> None:
        """Say why it was not kept."""
        self.say("")
        self._problem.setText(sentence)
        self._problem.show()

    def forget_problem(self) -> None:
        """What kept the drawing from being kept is over."""
        self._problem.hide()

    def _apply_style(self) -> None:
        """One height for buttons and box: the canvas above must not change its size with the classes."""
        height = max(self._undo.sizeHint().height(), self._box.sizeHint().height())
        self._lines.setFixedHeight(self._undo.sizeHint().height())
        sheet = f"font-size: {max(1, round(self._undo.sizeHint().height() * _SMALL_LINE))}px;"
        for line in (self._said, self._link):
            if line.styleSheet() != sheet:
                line.setStyleSheet(sheet)
        for control in (*self._buttons, self._box):
            control.setFixedHeight(height)

    def event(self, event: QEvent) -> bool:
        """Follow the buttons' size; they hear of another text size before or after the row."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._apply_style()
        return super().event(event)

    def _button(self, label: int, name: str) -> QToolButton:
        button = named(
            QToolButton(), f"label{name if name.isalnum() else label}", _("This is a {name}").format(name=name),
            _("Saves the drawing as a {name}; the key {name} does the same while the canvas has the focus.").format(
                name=name
            ),
        )
        button.setText(name.replace("&", "&&"))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(1)  # ten of them share the room that there is
        # A tap leaves the focus on the canvas: the next digit can be drawn and labelled by keys.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self._pressed, label))
        self._row.addWidget(button)
        return button

    def _pressed(self, label: int, _checked: bool = False) -> None:
        self.labelled.emit(label)

    def _chosen(self, label: int) -> None:
        self._box.setCurrentIndex(-1)
        self.labelled.emit(label)
