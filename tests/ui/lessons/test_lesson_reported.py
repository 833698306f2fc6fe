"""A lesson of the teacher's own, from its guess to its report, through the window, with a real run."""

from helpers.lessons import COMPLETE
from helpers.windows import click, find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QTextBrowser


def test_guess_run_look_and_report(small_window, qtbot):
    window, folder = small_window, small_window.workbench.data_dir / "lessons"
    folder.mkdir(parents=True)
    (folder / "how-fast.toml").write_text(COMPLETE, encoding="utf-8")
    window.show_page("lessons")
    page, box = window.pages.lessons, find(window, "lessonBox", QComboBox)
    page.read()
    qtbot.waitUntil(lambda: box.findText("How fast?") >= 0)
    box.setCurrentIndex(box.findText("How fast?"))
    click(page, "beginLessonButton")
    QApplication.processEvents()
    assert not find(page, "runStep1Button").isEnabled()
    QTest.keyClicks(find(page, "how-manyEdit"), "70")
    QTest.keyClick(find(page, "betterChoice1"), Qt.Key.Key_Space)
    QTest.keyClick(find(page, "runStep1Button"), Qt.Key.Key_Space)
    assert window.workbench.is_training
    qtbot.waitUntil(lambda: not window.workbench.is_training)
    (run,) = page.log.of("how-fast", 1).runs
    assert (run.state, run.plan.epochs, run.plan.hidden) == ("finished", 2, (8,))
    assert (window.workbench.data_dir / "runs" / run.name).is_dir()
    outcome = find(page, "how-manyOutcome", QLabel).text()
    assert outcome.startswith("You guessed: 70")
    assert "The run gave: " in outcome
    assert not find(page, "how-manyEdit").isEnabled()
    click(page, "lessonNextButton")
    QTest.keyClicks(find(page, "whyEdit"), "It jumps.")
    window.menus.leave_lesson.trigger()
    window.menus.lesson_report.trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(QDialog, "reportDialog")))
    dialog = window.findChildren(QDialog, "reportDialog")[0]
    said = find(dialog, "reportPreview", QTextBrowser).toPlainText()
    for text in ("Guess: 70", "It jumps.", "Left the lesson at", "Confusion matrix"):
        assert text in said
    dialog.close()
