"""A page is shown and saved."""

import pytest
from helpers.windows import click, file_dialog, find
from PySide6.QtWidgets import QLabel, QTextBrowser, QWidget

from digitpad.ui.lessons.page_dialog import PageDialog

PAGE = "<html><body><h1>Title</h1><p>Words.</p></body></html>"


@pytest.fixture
def dialog(qtbot, jobs):
    around = QWidget()
    qtbot.addWidget(around)
    dialog = PageDialog("any", "A page", "page", jobs, around)
    dialog.show_page(lambda __: PAGE)
    with qtbot.waitActive(dialog):
        dialog.show()
    yield dialog
    around.close()  # not before, and the dialog with it


def test_the_preview_is_the_page(dialog):
    assert find(dialog, "anyPreview", QTextBrowser).toPlainText() == "Title\nWords."
    assert dialog.windowTitle() == "A page"


@pytest.mark.parametrize(("button", "file", "begins"), [
    ("anyHtmlButton", "page.html", PAGE.encode()), ("anyPdfButton", "page.pdf", b"%PDF"),
])
def test_it_is_saved_as_html_or_pdf(dialog, tmp_path, qtbot, button, file, begins):
    path = tmp_path / "Zoë 学生" / file
    path.parent.mkdir()
    with file_dialog(path):
        click(dialog, button)
    qtbot.waitUntil(path.is_file)
    assert path.read_bytes().startswith(begins)
    qtbot.waitUntil(lambda: find(dialog, "anyTold", QLabel).text() == f"Saved as {path}.")


def test_its_pages_are_previewed(dialog, qtbot):
    click(dialog, "anyPrintButton")
    pages = find(dialog, "printPreviewDialog")
    qtbot.waitUntil(pages.isVisible)
    assert pages.windowTitle() == "Preview: A page"
    assert find(pages, "printTold", QLabel).text() == "1 page"
    pages.close()
    assert dialog.isVisible()


def test_larger_text_for_the_projector_and_smaller_again(dialog):
    preview = find(dialog, "anyPreview", QTextBrowser)
    before = preview.document().size().height()
    for _ in range(4):
        click(dialog, "anyLargerButton")
    assert preview.document().size().height() > before
    for _ in range(9):
        click(dialog, "anySmallerButton")
    assert preview.document().size().height() == pytest.approx(before, abs=4)


def test_a_new_page_keeps_the_place(dialog):
    preview = find(dialog, "anyPreview", QTextBrowser)
    dialog.show_page(lambda __: PAGE + "<p>more</p>" * 200)
    preview.verticalScrollBar().setValue(300)
    dialog.show_page(lambda __: PAGE + "<p>more</p>" * 201)
    assert preview.verticalScrollBar().value() == 300


def test_every_button_says_what_it_does(dialog):
    for name in ("HtmlButton", "PdfButton", "PrintButton", "LargerButton", "SmallerButton", "Preview"):
        assert find(dialog, f"any{name}").toolTip().endswith(".")
        assert find(dialog, f"any{name}").accessibleName()
