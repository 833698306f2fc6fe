"""Texts reach labels, tips and boxes in one way: `ui/widgets/plain_text.py` and `ui/widgets/dialogs.py`."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "digitpad"
FORBIDDEN = {
    "QLabel", "QMessageBox", "QErrorMessage", "QInputDialog", "QProgressDialog", "setToolTip", "setWhatsThis",
    "setStatusTip", "setTextFormat", "setHtml", "insertHtml", "setMarkdown",
}
THROUGH = {"showText": "tip(", "showMessage": "visible("}
"""What may be called with the result of these."""

SAID_BY = {
    ("ui/widgets/plain_text.py", "setToolTip"), ("ui/widgets/plain_text.py", "setTextFormat"),
    ("ui/widgets/dialogs.py", "QMessageBox"), ("ui/widgets/dialogs.py", "setTextFormat"),
    # What it shows is escaped by lessons.markup.
    ("ui/lessons/lesson_text_view.py", "setTextFormat"),
    # A text that is only painted.
    ("ui/answer/bars_painter.py", "setTextFormat"),
    # Our own words alone, in colours.
    ("ui/training/live_curves.py", "QLabel"),
    # What it quotes is escaped.
    ("ui/help/computer_dialog.py", "setHtml"),
    ("ui/help/help_window.py", "setHtml"),
    ("ui/lessons/paper.py", "setHtml"),  # by lessons.markup
}


def calls(tree):
    """What is called, by its last name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if ast.unparse(node.func).startswith("QMessageBox."):
                yield ast.unparse(node.func)
            elif name in FORBIDDEN or (name in THROUGH and THROUGH[name] not in ast.unparse(node)):
                yield name


def test_texts_reach_the_screen_in_one_way():
    found = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in (PACKAGE / "ui").rglob("*.py") for name in calls(ast.parse(path.read_text("utf-8")))
    }
    assert found - SAID_BY == set(), "use PlainLabel, set_tip, tip, visible, show_problem or ask_choice"
    assert SAID_BY - found == set()


def test_a_model_gives_no_tip_but_through_the_same_way():
    """Whoever answers for the role of tips knows the function."""
    paths = [path for path in (PACKAGE / "ui").rglob("*.py") if "ToolTipRole" in path.read_text("utf-8")]
    assert paths
    assert all("import tip" in path.read_text("utf-8") for path in paths)


@pytest.mark.parametrize(
    "source",
    ["QLabel(x)", "w.setToolTip(x)", "QMessageBox.about(w, x, y)", "QToolTip.showText(p, x)", "bar.showMessage(x)"],
)
def test_other_ways_are_found(source):
    assert list(calls(ast.parse(source)))


@pytest.mark.parametrize("source", ["QToolTip.showText(p, tip(x))", "bar.showMessage(visible(x), 5)", "PlainLabel(x)"])
def test_the_one_way_is_not(source):
    assert list(calls(ast.parse(source))) == []
