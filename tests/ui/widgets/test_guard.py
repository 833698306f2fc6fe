"""What goes wrong in a method that Qt calls is logged, once, and the window goes on."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from helpers.windows import shown
from PySide6.QtCore import QAbstractListModel, QSize, QStringListModel, Qt
from PySide6.QtGui import QPainter, QUndoCommand, QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDoubleSpinBox,
    QLabel,
    QListView,
    QProgressBar,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

import digitpad
from digitpad.ui.widgets.guard import guarded, is_guarded, virtual_methods

PACKAGE = Path(digitpad.__file__).parent
IN_A_THREAD = {"run"}
"""Of QThread: the worker that trains tells the window itself what went wrong."""


def classes():
    """Every class of the program that stands on one of Qt's."""
    for module in pkgutil.walk_packages(digitpad.__path__, "digitpad."):
        if not module.name.endswith("__main__"):
            for each in vars(importlib.import_module(module.name)).values():
                if inspect.isclass(each) and each.__module__ == module.name and virtual_methods(each):
                    yield each


METHODS = [
    pytest.param(getattr(kind, name), id=f"{kind.__name__}.{name}")
    for kind in classes() for name in sorted(virtual_methods(kind) - IN_A_THREAD)
]


def test_there_are_methods_that_qt_calls():
    assert len(METHODS) > 100


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_qt_calls_is_guarded_and_has_a_harmless_answer(method, stray_log):
    assert is_guarded(method), "put @guarded from digitpad.ui.widgets.guard before the class"
    answer = method()  # without the object: it fails at once
    stray_log.records.clear()
    wanted = inspect.formatannotation(method.__annotations__["return"]).strip("'").rpartition(".")[2]
    # Qt takes a whole number for any, and does without the rest of what `validate` says.
    wanted = {"None": "NoneType", "Any": "NoneType", "float": "int", "State, str, int]": "State"}.get(wanted, wanted)
    assert type(answer).__name__ == wanted, "say in guard._ANSWERS what Qt gets"


def hidden(tree):
    """The classes inside functions and classes, where `classes` does not see them."""
    for outer in ast.walk(tree):
        if isinstance(outer, ast.ClassDef | ast.FunctionDef):
            yield from (node.name for node in ast.walk(outer) if isinstance(node, ast.ClassDef) and node is not outer)


def test_no_class_is_hidden_from_these_tests():
    sources = [path.read_text("utf-8") for path in (PACKAGE / "ui").rglob("*.py")]
    assert [name for source in sources for name in hidden(ast.parse(source))] == []
    assert list(hidden(ast.parse("def f():\n    class A: ...\nclass B: ..."))) == ["A"]


def fail(*__):
    raise ZeroDivisionError


def fail_while_painting(widget, __):
    painter = QPainter(widget)
    painter.drawLine(0, 0, 9, 9)
    raise ZeroDivisionError


def careless(base, *names, method=fail):
    """A class of which these methods fail."""
    return guarded(type(f"Careless{base.__name__}", (base,), dict.fromkeys(names, method)))


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("paintEvent", fail_while_painting),
        *((name, fail) for name in (
            "sizeHint", "minimumSizeHint", "hasHeightForWidth", "heightForWidth", "event", "eventFilter", "showEvent",
            "resizeEvent", "changeEvent", "mousePressEvent", "keyPressEvent", "focusInEvent", "closeEvent",
        )),
    ],
)  # fmt: skip
def test_a_widget_lives_on_and_its_neighbours_are_painted(name, method, qtbot, stray_log):
    failing = type("Neighbour", (careless(QWidget, name, method=method),), {})()
    failing.setMinimumSize(30, 30)
    failing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    holder, sound = QWidget(), QLabel("sound")
    layout = QVBoxLayout(holder)
    layout.addWidget(failing)
    layout.addWidget(sound)
    holder.installEventFilter(failing)
    shown(holder, qtbot)
    for __ in range(3):
        holder.resize(holder.width() + 1, holder.height())
        QTest.mouseClick(failing, Qt.MouseButton.LeftButton)
        QTest.keyClick(failing, Qt.Key.Key_A)
        failing.setEnabled(not failing.isEnabled())
        for ask in (failing.sizeHint, failing.minimumSizeHint, failing.hasHeightForWidth, failing.close, failing.show):
            ask()
        failing.heightForWidth(10)
        holder.grab()
        QApplication.processEvents()
    record = stray_log.take(f"CarelessQWidget.{name} failed")  # one record, though it failed again and again
    assert record.levelname == "ERROR"
    assert isinstance(record.exc_info[1], ZeroDivisionError)
    assert record.exc_info[2].tb_next is not None


def test_a_model_and_a_delegate_that_fail_leave_an_empty_list(qtbot, stray_log):
    model = careless(QAbstractListModel, "rowCount", "data", "flags", "headerData", "setData")()
    assert model.rowCount() == 0
    assert model.data(model.index(0)) is None
    view, strings = QListView(), QStringListModel(["a", "b"])
    view.setModel(model)
    shown(view, qtbot)
    view.setModel(strings)
    for names in (("paint", "createEditor"), ("sizeHint", "initStyleOption")):
        delegate = careless(QStyledItemDelegate, *names)(view)
        view.setItemDelegate(delegate)
        view.grab()
        view.edit(strings.index(0, 0))
        view.grab()
    told = stray_log.told()
    failed = {text.rpartition("Careless")[2].removesuffix(" failed") for text in told}
    assert failed > {"QAbstractListModel.rowCount", "QAbstractListModel.data"}
    assert failed > {
        f"QStyledItemDelegate.{name}" for name in ("paint", "sizeHint", "createEditor", "initStyleOption")
    }
    assert len(told) == len(set(told))
    stray_log.records.clear()


def test_a_number_field_a_progress_bar_and_an_undo_step_that_fail(qtbot, stray_log):
    box = careless(QDoubleSpinBox, "validate", "textFromValue", "valueFromText", "stepBy")()
    shown(box, qtbot)
    box.setValue(5)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(box, key)
    bar = careless(QProgressBar, "initStyleOption")()
    shown(bar, qtbot).grab()
    stack = QUndoStack()
    stack.push(careless(QUndoCommand, "redo", "undo")("x"))
    stack.undo()
    assert {text.rpartition("Careless")[2] for text in stray_log.told()} == {
        "QDoubleSpinBox.validate failed", "QDoubleSpinBox.textFromValue failed", "QDoubleSpinBox.stepBy failed",
        "QDoubleSpinBox.valueFromText failed", "QProgressBar.initStyleOption failed", "QUndoCommand.redo failed",
        "QUndoCommand.undo failed",
    }
    stray_log.records.clear()


def test_what_is_ours_alone_is_not_guarded(qtbot):
    """Whoever calls it shall see what went wrong."""
    label = careless(QLabel, "setText", "show_more")()
    qtbot.addWidget(label)
    for call in (lambda: label.setText("x"), label.show_more):
        with pytest.raises(ZeroDivisionError):
            call()


def test_the_methods_of_a_mixin_are_guarded_where_it_is_mixed_in(qtbot, stray_log):
    mixin = type("Mixin", (), {"sizeHint": fail})
    mixed = guarded(type("Mixed", (mixin, QWidget), {}))()
    qtbot.addWidget(mixed)
    assert mixed.sizeHint() == QSize()
    stray_log.take("Mixed.sizeHint failed")
    with pytest.raises(ZeroDivisionError):
        mixin().sizeHint()
