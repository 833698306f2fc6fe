"""A monkey in front of the window: it presses whatever is there, and knows nothing of what it does."""

import random
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QInputMethodEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMenuBar,
    QMessageBox,
    QTabBar,
    QWidget,
)

from digitpad.ui.main_window import MainWindow
from helpers.handing_over import drop, files
from helpers.pen import LEFT, RIGHT, Place, Stylus, pixel
from helpers.windows import find

REMEMBERED = 50
"""How many of its last actions are told after a failure."""

_DEEPEST = 3
"""So many loops of events inside each other are let be; of more the innermost window is closed."""

_SHORTCUTS = (
    "Ctrl+O", "Ctrl+Shift+O", "Ctrl+S", "Ctrl+Shift+S", "Ctrl+E", "Ctrl+I", "Ctrl+Shift+I", "Ctrl+Shift+E", "Ctrl+Q",
    "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Delete", "Ctrl+V", "Ctrl++", "Ctrl+-", "F11", "Ctrl+T", "Ctrl+.", "Shift+F1",
    "Ctrl+Shift+F1", "Ctrl+F1", "F1", "Escape", "Tab", "Shift+Tab", "Return", "Space", "Up", "Down", "Left", "Right",
    "Home", "End", "PgUp", "PgDown", "Ctrl+A", "Ctrl+C", "Ctrl+X", "Backspace", "Ctrl+PgDown", "Alt+F", "Menu",
    *map(str, range(10)),
)
_TEXTS = (
    "0", "-1", "7", "64", "1e308", "5e-324", "nan", "0,5", "9" * 40, "100, 50", "<b>x</b>", "&", "%n", "{}", "a" * 300,
    "٣", "\u202e", "学生",
)
_CONTROLS = (
    QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView, QMenuBar, QTabBar,
)


class Monkey:
    """Does one thing after the other to a window, inside any loop of events that it meets.

    Args:
        seed: the same one does the same things, as far as threads let it.
        bait: files to drop and to open.
        scratch: a folder for what it saves.
        tell: gets each action, before it is done.
        problems: what has gone wrong so far; the monkey stops as soon as there is something.

    Attributes:
        last: its last actions.
        count: how many there were.
    """

    def __init__(
        self, seed: int, bait: list[Path], scratch: Path, tell: Callable[[str], None],
        problems: Callable[[], list[str]],
    ) -> None:
        self._random = random.Random(seed)
        self._bait = bait
        self._scratch = scratch
        self._tell = tell
        self._problems = problems
        self._depth = 0
        self._left = 0
        self.last: deque[str] = deque(maxlen=REMEMBERED)
        self.count = 0

    def play(self, window: MainWindow, actions: int) -> None:
        """Do so many things to a window, or fewer if it closes; leaves no dialog or menu open."""
        self._window = window
        self._left = actions
        self._loop = QEventLoop()
        QTimer.singleShot(0, self._turn)
        self._loop.exec()

    def _turn(self) -> None:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if self._is_over() and top is None and self._depth == 0:
            self._loop.quit()
            return
        # First, since an action may open a loop of its own; in there, only what that loop waits for gets something.
        QTimer.singleShot(0 if self._depth == 0 else 5, self._turn)
        if self._is_over():
            if top is not None:
                _close(top)
            return
        if self._depth > 0 and top is None:
            return
        if self._depth >= _DEEPEST and top is not None:
            _close(top)
            return
        self._depth += 1
        try:
            self._act(top)
        finally:
            self._depth -= 1
        self._left -= 1

    def _is_over(self) -> bool:
        return self._left <= 0 or not shiboken6.isValid(self._window) or self._window.isHidden() or bool(
            self._problems()
        )

    # What it does

    def _act(self, top: QWidget | None) -> None:
        if isinstance(top, QFileDialog):
            self._answer_file_dialog(top)
        elif isinstance(top, QMessageBox) and isinstance(top.parent(), QFileDialog):
            self._note("press Enter in the file dialog's question")
            QTest.keyClick(top, Qt.Key.Key_Return)
        elif top is not None and self._random.random() < 0.15:
            self._note(f"close {_name(top)}")
            QTest.keyClick(top, Qt.Key.Key_Escape)
        elif top is not None:
            self._random.choices((self._click, self._key, self._type), (6, 3, 1))[0](top)
        else:
            others = [each for each in QApplication.topLevelWidgets() if each.isVisible() and isinstance(each, QDialog)]
            target = self._random.choice(others) if others and self._random.random() < 0.5 else self._window
            deeds = (
                (self._click, 40), (self._key, 14), (self._type, 4), (self._wheel, 6), (self._drag, 4),
                (self._draw, 10), (self._draw_with_pen, 2), (self._touch, 2), (self._drop, 5), (self._copy, 2),
                (self._show_page, 4), (self._dress, 3), (self._resize, 3), (self._wait, 4), (self._close_window, 0.6),
                (self._pull_stick, 0.4),
            )
            self._random.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])[0](target)

    def _note(self, action: str) -> None:
        self.count += 1
        self.last.append(action)
        self._tell(action)

    def _click(self, top: QWidget) -> None:
        target = self._control(top)
        place = self._place(target)
        button = RIGHT if self._random.random() < 0.1 else LEFT
        twice = self._random.random() < 0.1
        self._note(f"{'double-click' if twice else 'click'} {_name(target)} at {place.toTuple()} with {button.name}")
        act = QTest.mouseDClick if twice else QTest.mouseClick
        act(target, button, Qt.KeyboardModifier.NoModifier, place)

    def _key(self, top: QWidget) -> None:
        keys = self._random.choice(_SHORTCUTS)
        self._note(f"press {keys} in {_name(top)}")
        QTest.keySequence(_focus(top), QKeySequence(keys))

    def _type(self, top: QWidget) -> None:
        fields = [each for each in _visible(top) if isinstance(each, QLineEdit | QAbstractSpinBox)]
        target = self._random.choice(fields) if fields else _focus(top)
        text = self._random.choice(_TEXTS)
        self._note(f"type {text[:20]!r} into {_name(target)}")
        if self._random.random() < 0.7:
            QTest.keySequence(target, QKeySequence("Ctrl+A"))
        if text.isascii():
            QTest.keyClicks(target, text)
        else:  # as an input method does; QTest knows no other keys
            commit = QInputMethodEvent()
            commit.setCommitString(text)
            QCoreApplication.sendEvent(target, commit)
        if self._random.random() < 0.5 and shiboken6.isValid(target):
            QTest.keyClick(target, Qt.Key.Key_Return)

    def _wheel(self, top: QWidget) -> None:
        target = self._control(top)
        place = QPointF(self._place(target))
        turn = QPoint(0, self._random.choice((-120, 120, -1200, 8)))
        self._note(f"wheel {turn.y()} over {_name(target)}")
        event = QWheelEvent(
            place, target.mapToGlobal(place), QPoint(), turn, Qt.MouseButton.NoButton,
            self._random.choice((Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)),
            Qt.ScrollPhase.NoScrollPhase, False,
        )
        QCoreApplication.sendEvent(target, event)

    def _drag(self, top: QWidget) -> None:
        target = self._control(top)
        start, end = self._place(target), self._place(target)
        self._note(f"drag {_name(target)} from {start.toTuple()} to {end.toTuple()}")
        nothing = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(target, LEFT, nothing, start)
        for deed in (QTest.mouseMove, lambda each, place: QTest.mouseRelease(each, LEFT, nothing, place)):
            if shiboken6.isValid(target):
                deed(target, end)

    def _draw(self, _: QWidget) -> None:
        places = self._line()
        button = RIGHT if self._random.random() < 0.2 else LEFT
        self._note(f"draw {len(places)} points with {button.name}")
        canvas, nothing = self._window.drawing.canvas, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(canvas, button, nothing, pixel(canvas, places[0]))
        for place in places[1:]:
            QTest.mouseMove(canvas, pixel(canvas, place))
        if self._random.random() < 0.95:  # else its end goes to a dialog
            QTest.mouseRelease(canvas, button, nothing, pixel(canvas, places[-1]))

    def _draw_with_pen(self, _: QWidget) -> None:
        pen = Stylus(self._window.drawing.canvas, eraser=self._random.random() < 0.3, time=self.count * 1_000)
        near = self._random.random() < 0.5
        self._note(f"draw with a pen{' that comes near' if near else ''}")
        if near:
            pen.come_near()
        pen.stroke(self._line(), self._random.choice((LEFT, RIGHT)))
        if near:
            pen.go_away()

    def _touch(self, _: QWidget) -> None:
        canvas, device = self._window.drawing.canvas, QTest.createTouchDevice()
        fingers = self._random.randint(1, 3)
        self._note(f"draw with {fingers} fingers")
        for deed in ("press", "move", "release"):
            event = QTest.touchEvent(canvas, device)
            for finger in range(fingers):
                getattr(event, deed)(finger, self._place(canvas), canvas)
            event.commit()

    def _drop(self, _: QWidget) -> None:
        paths = self._random.sample(self._bait, self._random.choice((1, 1, 1, 2, 5)))
        self._note(f"drop {', '.join(path.name[:40] for path in paths)}")
        drop(self._window, files(*paths))

    def _copy(self, _: QWidget) -> None:
        what = self._random.choice(("nothing", "text", "file", "picture", "bytes"))
        self._note(f"copy {what}")
        content = QMimeData()
        if what == "text":
            content.setText(self._random.choice(_TEXTS))
        elif what == "file":
            content = files(self._random.choice(self._bait))
        elif what == "picture":
            content.setImageData(QImage(self._random.choice((1, 28, 300)), 28, QImage.Format.Format_RGB32))
        elif what == "bytes":
            content.setData("image/png", b"\x89PNG\r\n\x1a\n" + bytes(30))
        QGuiApplication.clipboard().setMimeData(content)

    def _show_page(self, _: QWidget) -> None:
        name = self._random.choice(self._window.tabs.names)
        self._note(f"show the page {name}")
        self._window.show_page(name)

    def _dress(self, _: QWidget) -> None:
        settings = self._window.workbench.settings
        settings.appearance = self._random.choice(("light", "dark", "system"))
        settings.zoom = self._random.choice((100, 125, 150, 200))
        self._note(f"dress as {settings.appearance} at {settings.zoom} %")

    def _resize(self, top: QWidget) -> None:
        size = self._random.randint(300, 1_900), self._random.randint(200, 1_200)
        self._note(f"resize {_name(top)} to {size}")
        top.resize(*size)

    def _wait(self, _: QWidget) -> None:
        self._note("wait")
        QTest.qWait(self._random.choice((1, 20, 100)))

    def _close_window(self, _: QWidget) -> None:
        self._note("close the window")
        self._window.close()

    def _pull_stick(self, _: QWidget) -> None:
        """The data folder goes away, or comes back unless there is another by now."""
        folder = self._window.workbench.data_dir
        pulled = folder.with_name(f"{folder.name} pulled")
        if not pulled.exists() and folder.exists():
            self._note("take the data folder away")
            folder.rename(pulled)
        elif pulled.exists() and not folder.exists():
            self._note("bring the data folder back")
            pulled.rename(folder)
        else:
            shutil.rmtree(pulled, ignore_errors=True)

    def _answer_file_dialog(self, dialog: QFileDialog) -> None:
        """Only so: with random keys somebody could write or delete files anywhere."""
        is_saving = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        if self._random.random() < 0.4:
            self._note(f"escape from {_name(dialog)}")
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            return
        if is_saving:
            path = self._scratch / self._random.choice(("a.keras", "b", "c.digits", "d.py", "e.csv", "f" * 300))
        else:
            path = self._random.choice(self._bait)
        self._note(f"choose {path.name[:40]} in {_name(dialog)}")
        edit = find(dialog, "fileNameEdit", QLineEdit)
        edit.setText(str(path))
        QTest.keyClick(edit, Qt.Key.Key_Return)
        if shiboken6.isValid(dialog) and dialog.isVisible():
            QTest.keyClick(dialog, Qt.Key.Key_Escape)

    # Where it does it

    def _control(self, top: QWidget) -> QWidget:
        controls = [each for each in _visible(top) if isinstance(each, _CONTROLS)]
        if isinstance(top, QMenu) or not controls:
            return top
        target = self._random.choice(controls)
        viewport = target.viewport() if isinstance(target, QAbstractItemView) else None
        return viewport or target

    def _place(self, widget: QWidget) -> QPoint:
        return QPoint(self._random.randrange(max(1, widget.width())), self._random.randrange(max(1, widget.height())))

    def _line(self) -> list[Place]:
        return [
            (self._random.uniform(-100, 1_100), self._random.uniform(-100, 1_100))
            for _ in range(self._random.randint(1, 12))
        ]


def _visible(top: QWidget) -> Iterator[QWidget]:
    """What can be used in a window."""
    for each in top.findChildren(QWidget):
        if each.isVisible() and each.isEnabled() and each.window() is top.window():
            yield each


def _focus(top: QWidget) -> QWidget:
    return top.focusWidget() or top


def _close(top: QWidget) -> None:
    if isinstance(top, QDialog):
        top.reject()
    else:
        top.close()


def _name(widget: QWidget) -> str:
    return f"{widget.metaObject().className()} {widget.objectName() or '-'}"
