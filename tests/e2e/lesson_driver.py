"""What a teacher and pupils do with a lesson, in a process of its own: `python lesson_driver.py STEP DATA_DIR ...`.

Buttons and menus are clicked and words typed; choices, numbers and names of files are set by code.
Prints one JSON object at the end.
"""

import logging
import sys
from pathlib import Path

from driving import tell, wait, wait_until
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTextBrowser,
    QWidget,
)

from digitpad.app import create_application, create_window
from digitpad.ui.main_window import MainWindow

_LEFT = Qt.MouseButton.LeftButton


def find(parent, name, kind=QWidget):
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def click(parent, name):
    """Press a button where it can be seen."""
    button = find(parent, name, QPushButton)
    wait_until(button.isEnabled, name)
    QTest.mouseClick(button, _LEFT)
    wait(20)


def write(parent, name, text):
    edit = find(parent, name)
    edit.setFocus()
    QTest.keyClicks(edit, text)


def choose(window, title, entry):
    """Open a menu with the mouse and click an entry of it."""
    bar = window.menuBar()
    (action,) = [each for each in bar.actions() if each.text().replace("&", "") == title]
    QTest.mouseClick(bar, _LEFT, pos=bar.actionGeometry(action).center())
    menu = action.menu()
    wait_until(menu.isVisible, title)
    (wanted,) = [each for each in menu.actions() if each.text().replace("&", "") == entry]
    QTest.mouseClick(menu, _LEFT, pos=menu.actionGeometry(wanted).center())
    wait(50)


def dialog(window, name):
    def seen():
        return [each for each in window.findChildren(QDialog, name) if each.isVisible()]

    wait_until(lambda: len(seen()) == 1, name)
    return seen()[0]


def type_path(path):
    wait_until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "a file dialog")
    edit = find(QApplication.activeModalWidget(), "fileNameEdit", QLineEdit)
    edit.setText(str(path))
    QTest.keyClick(edit, Qt.Key.Key_Return)
    wait_until(lambda: QApplication.activeModalWidget() is None, "the end of the file dialog")


def teach(window, package):
    """Make a lesson of two steps with a guess, a choice and a check, and pack it."""
    find(window, "epochsBox", QSpinBox).setValue(1)
    choose(window, "Lesson", "Make this a lesson…")
    editor = dialog(window, "lessonEditorDialog")
    write(editor, "lessonTitleEdit", "Fast or slow")
    write(editor, "stepTextEdit", "Guess first, then run.")
    click(editor, "addQuestionButton")
    write(editor, "question1Edit", "How many will be right?")
    click(editor, "addQuestionButton")
    kind = find(editor, "question2KindBox", QComboBox)
    kind.setCurrentIndex(kind.findData("choice"))
    write(editor, "question2Edit", "Was it fast?")
    write(editor, "question2ChoicesEdit", "yes; no")
    write(editor, "question2AnswerEdit", "yes")
    click(editor, "addCheckButton")
    check = find(editor, "check1KindBox", QComboBox)
    check.setCurrentIndex(check.findData("runs >="))
    write(editor, "check1NumberEdit", "1")
    click(editor, "addStepButton")
    write(editor, "stepTextEdit", "Say what you saw.")
    find(editor, "guideMinutesBox", QSpinBox).setValue(20)
    wait(300)
    click(editor, "packLessonButton")
    type_path(package)
    wait_until(package.is_file, "packing")
    return {}


def learn(window, package, guess, choice, name, report):
    """Open the packed lesson as a double click does, answer, run, and save the report."""
    window.opener.open_files([package])
    box = find(window, "lessonBox", QComboBox)
    wait_until(lambda: box.currentText() == "Fast or slow", "the lesson")
    click(window, "beginLessonButton")
    assert not find(window, "runStep1Button").isEnabled(), "the guess comes first"
    write(window, "question-1Edit", guess)
    QTest.keyClick(find(window, "question-1Edit"), Qt.Key.Key_Return)
    click(window, "runStep1Button")
    wait_until(lambda: "Finished" in find(window, "step1Status", QLabel).text(), "the run")
    wait_until(lambda: not window.workbench.is_training, "the end of the run")
    button = find(window, f"question-2Choice{choice}")
    QTest.mouseClick(button, _LEFT, pos=QPoint(10, button.height() // 2))
    wait(100)
    choose(window, "Lesson", "Report…")
    shown = dialog(window, "reportDialog")
    write(shown, "reportNameEdit", name)
    click(shown, "reportHtmlButton")
    type_path(report)
    wait_until(report.is_file, "the report")
    shown.close()
    return {}


def collect(window, folder):
    """Put the reports of the class together, and look at the pages."""
    choose(window, "Lesson", "Collect reports…")
    type_path(folder)
    shown = dialog(window, "collectedDialog")
    said = find(shown, "collectedPreview", QTextBrowser).toPlainText()
    click(shown, "collectedPrintButton")
    preview = dialog(shown, "printPreviewDialog")
    pages = find(preview, "printTold", QLabel).text()
    shown.close()
    return {"said": said, "pages": pages}


def main(step, data_dir, *arguments):
    logging.basicConfig(level=logging.WARNING)
    app = create_application(["digitpad"])
    window = create_window(data_dir)
    assert isinstance(window, MainWindow)
    window.resize(1100, 900)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    window.add_pages()
    wait(100)
    result = {"teach": teach, "learn": learn, "collect": collect}[step](window, *arguments)
    for entry in window.workbench.networks.entries:
        window.workbench.networks.discard(entry)
    window.close()
    if window.has_threads_left:  # the program would end around what is only being loaded
        assert window.workbench.session.wait(120_000)
    QApplication.processEvents()
    tell(**result, platform=app.platformName())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["learn", data, package, guess, choice, name, report]:
            main("learn", Path(data), Path(package), guess, choice, name, Path(report))
        case [step, data, path]:
            main(step, Path(data), Path(path))
