"""Help > Check this computer."""

import os
from pathlib import Path

from helpers.windows import click, find, press
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser

from digitpad import __version__
from digitpad.errors import DigitpadError
from digitpad.system import memory
from digitpad.ui.help.computer_dialog import ComputerDialog


def opened_page(window, qtbot):
    """With its key; the report is there."""
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    page = find(window, "checkPage", ComputerDialog)
    qtbot.waitUntil(lambda: find(page, "copyReportButton").isEnabled())
    return page


def headline(page):
    return find(page, "checkHeadline", QLabel).text()


def report(page):
    return find(page, "checkReport", QTextBrowser).toPlainText()


def test_the_report_comes_beside_the_window(window, qtbot):
    page = opened_page(window, qtbot)
    assert page.isVisible()
    assert not page.isModal()
    assert headline(page).startswith("Drawing, recognising, training and saving will work")
    assert __version__ in report(page)
    assert "Screen" in report(page)


def test_it_is_copied_as_plain_text(window, qtbot):
    page = opened_page(window, qtbot)
    click(page, "copyReportButton")
    copied = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    assert copied.startswith(headline(page))
    assert "\nOK       Program" in copied


def test_problems_are_told_and_looked_at_again(
    window, qtbot, monkeypatch
):
    monkeypatch.setattr(memory, "total_bytes", lambda: 2**29)
    page = opened_page(window, qtbot)
    assert headline(page) == "Not everything will work on this computer; look at: Memory."
    assert find(page, "checkHeadline").property("problem")
    assert "→ Train on another computer" in report(page)
    monkeypatch.setattr(memory, "total_bytes", lambda: 2**33)
    click(page, "checkAgainButton")
    assert (headline(page), report(page)) == ("Looking…", "")
    assert not find(page, "checkAgainButton").isEnabled()
    qtbot.waitUntil(lambda: find(page, "checkAgainButton").isEnabled())
    assert headline(page).startswith("Drawing")
    assert not find(page, "checkHeadline").property("problem")


def test_what_is_quoted_is_no_markup(window, qtbot, monkeypatch):
    monkeypatch.setattr("digitpad.computer_check._memory", lambda: _row("<img src=x> & co"))
    assert "<img src=x> & co" in report(opened_page(window, qtbot))


def test_an_error_inside_is_one_sentence(
    window, qtbot, monkeypatch, stray_log
):
    page = opened_page(window, qtbot)

    def broken():
        raise ZeroDivisionError

    monkeypatch.setattr("digitpad.computer_check._memory", broken)
    click(page, "checkAgainButton")
    qtbot.waitUntil(lambda: find(page, "checkAgainButton").isEnabled())
    assert headline(page).startswith("Something went wrong inside Digitpad")
    assert not find(page, "copyReportButton").isEnabled()
    stray_log.take("a background job failed")


def test_the_colours_follow_the_palette(window, qtbot):
    page = opened_page(window, qtbot)
    before = find(page, "checkReport", QTextBrowser).toHtml()
    window.workbench.settings.appearance = "dark"
    qtbot.waitUntil(lambda: find(page, "checkReport", QTextBrowser).toHtml() != before)
    assert __version__ in report(page)


def test_one_page_however_often_it_is_asked_for_and_escape_closes_it(window, qtbot):
    page = opened_page(window, qtbot)
    assert opened_page(window, qtbot) is page
    press(page, Qt.Key.Key_Escape)
    assert page.isHidden()
    opened_page(window, qtbot)
    assert page.isVisible()
    click(page, "closeCheckButton")
    assert page.isHidden()


def test_every_control_has_a_name_and_a_tip(window, qtbot):
    page = opened_page(window, qtbot)
    buttons = page.findChildren(QPushButton)
    assert {button.objectName() for button in buttons} == {
        "copyReportButton", "checkAgainButton", "tryTrainingButton", "closeCheckButton",
    }
    for widget in [*buttons, find(page, "checkReport")]:
        assert widget.accessibleName()
        assert widget.toolTip()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_trial_says_how_long_an_epoch_takes(window, qtbot, data_dir):
    page = opened_page(window, qtbot)
    click(page, "tryTrainingButton")
    for name in ("tryTrainingButton", "checkAgainButton"):
        assert not find(page, name).isEnabled()
    qtbot.waitUntil(lambda: find(page, "tryTrainingButton").isEnabled())
    assert "Training works. An epoch of 4,000 digits took" in report(page)
    assert headline(page).startswith("Drawing, recognising")
    click(page, "copyReportButton")
    assert "\nOK       Trial" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    assert not (data_dir / "runs").exists()


def test_a_trial_that_fails_is_a_problem(
    window, qtbot, monkeypatch
):
    def missing(_):
        raise DigitpadError(f"“{Path.home() / 'digits'}” is missing.")

    page = opened_page(window, qtbot)
    monkeypatch.setattr("digitpad.ui.help.computer_dialog._load", missing)
    click(page, "tryTrainingButton")
    qtbot.waitUntil(lambda: find(page, "tryTrainingButton").isEnabled())
    assert f"“~{os.sep}digits” is missing." in report(page)
    assert headline(page).endswith("look at: Trial.")


def test_closing_the_window_ends_a_trial(window, qtbot):
    page = opened_page(window, qtbot)
    click(page, "tryTrainingButton")
    window.close()
    assert page.stop(), "it has ended already"


def test_where_training_cannot_be_there_is_no_trial(
    window, qtbot, monkeypatch
):
    monkeypatch.setattr("digitpad.training.runtime.lacks_avx", lambda: True)
    assert not find(opened_page(window, qtbot), "tryTrainingButton").isEnabled()


def _row(sentence):
    from digitpad.computer_report import Check, CheckVerdict

    return Check("Memory", CheckVerdict.FINE, sentence)


def test_the_data_folder_is_the_windows(window, qtbot, data_dir):
    assert data_dir.name in report(opened_page(window, qtbot))
