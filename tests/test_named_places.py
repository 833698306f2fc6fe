"""What lessons, the README and docs call by name is there: menus and their entries, pages, buttons."""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from digitpad.lessons.lock import PAGES
from digitpad.ui.main_menu import MainMenu

ROOT = Path(__file__).parent.parent
SENTENCE_FUNCTIONS = {"_", "N_"}
DOCUMENTS = (
    ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "assets" / "lessons").glob("*.toml")),
)  # fmt: skip
CODE = sorted((ROOT / "digitpad").rglob("*.py"))

PROPER_NAMES = {
    "MNIST", "Digitpad", "Adam", "ReLU", "American", "I", "S", "Z", "T-shirt", "Shirt", "Coat", "Ankle",
    "“I do not know”", "“none of them”",
}  # fmt: skip
"""What lessons write with a capital letter, or quote, and is not in the window."""

PARTS_OF_NAMES = {"Exact": "Exact sum", "How": "How sure", "Next": "Next person", "Run": "Run step {number}"}
"""Where only the first word has a capital letter, or the window says more."""


def sentences() -> set[str]:
    """Everything that the program says, without the marks of keys and dots."""
    found = set()
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SENTENCE_FUNCTIONS
                and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
            ):  # fmt: skip
                found.add(plain(node.args[0].value))
    return found


def plain(text: str) -> str:
    return text.replace("&", "").rstrip("…:")


SAID = sentences()


@pytest.fixture
def entries(qtbot) -> dict[str, set[str]]:
    """The titles of the menus, each with its entries."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.menus = MainMenu(window, [QAction("Undo", window), QAction("Redo", window)])
    return {
        plain(menu.title()): {plain(entry.text()) for entry in menu.actions()}
        for menu in window.menuBar().findChildren(QMenu)
    }


def spoken() -> Iterator[tuple[str, str]]:
    """All documents as one line each, and all that the program says, each after where it stands."""
    for file in DOCUMENTS:
        yield file.name, " ".join(file.read_text(encoding="utf-8").replace("`", "").split())
    yield from (("digitpad", sentence) for sentence in SAID)


PATH = re.compile(r"\b(File|Edit|View|Training|Samples|Photo|Runs|Explore|Lesson|Help) > ([A-Z][^.,;:()]*)")


def test_every_menu_entry_is_there(entries):
    for place, text in spoken():
        for menu, rest in PATH.findall(text):
            assert any(rest.startswith(entry) for entry in entries[menu] if entry), f"{place}: {menu} > {rest}"


PAGE = re.compile(r"\b(?:the|an?|its?) ([A-Z]\w+) page\b|\bthe page “?([A-Z]\w+)")


def test_every_page_is_there():
    for place, text in spoken():
        named = {before or after for before, after in PAGE.findall(text)}
        assert named <= set(PAGES.values()), place


LESSONS = sorted((ROOT / "assets" / "lessons").glob("*.toml"))
NAME = re.compile(r"(?<=[a-z,;0-9(] )[A-Z][\w-]*|“[^”]*”")
"""A word with a capital letter within a sentence, or a quotation."""


def strings(value: Any) -> Iterator[str]:
    """All texts of a lesson, and the words that it explains."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        wanted = {key: each for key, each in value.items() if key not in {"plan", "show", "fixed", "check"}}
        yield from chain(wanted.get("wrong_ideas", {}), *map(strings, wanted.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(strings, value))


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.stem)
def test_what_a_lesson_calls_by_name_is_there(file):
    texts = list(strings(tomllib.loads(file.read_text(encoding="utf-8"))))
    named = set(chain.from_iterable(map(NAME.findall, texts))) - PROPER_NAMES
    assert {name for name in named if PARTS_OF_NAMES.get(name, name.strip("“”")) not in SAID} == set()
    whole = " ".join(texts)
    for first, name in PARTS_OF_NAMES.items():
        if first in named and "{" not in name:
            assert name in whole
