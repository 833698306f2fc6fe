"""Tests of the window use it as anybody could: no private attribute of a window, a page or a widget."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOMS = ("ui", "e2e", "helpers")
# What is private of modules, of Python's own for the most part, where there is no other way.
ALLOWED = {"os._exit", "sys._current_frames"}


def private(tree):
    """What is said in a module after a dot with one line before it, unless it is of the test's own class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            said = ast.unparse(node)
            if not (said.startswith("self.") and said.count(".") == 1) and said not in ALLOWED:
                yield f"{said} in line {node.lineno}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_private_attribute_is_used(room):
    paths = sorted((TESTS / room).rglob("*.py"))
    assert paths
    uses = {path.relative_to(TESTS): list(private(ast.parse(path.read_text("utf-8")))) for path in paths}
    assert {path: found for path, found in uses.items() if found} == {}


def test_private_attributes_are_found():
    own = "class A:\n    def f(self): self._mine.x()\n"
    tree = ast.parse(own + "window._jobs; a.b._c; self.page._d; e.__class__; os._exit(0)")
    assert [use.partition(" ")[0] for use in private(tree)] == ["window._jobs", "a.b._c", "self.page._d"]
