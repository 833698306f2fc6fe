"""Where things are to be found: a test file for each module of the window, one class of a name; exceptions say why."""

import ast
import re
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "digitpad"


def untested(package, tests):
    """Modules without a test file of their name at the same place; what only makes a folder a package needs none."""
    modules = [path.relative_to(package) for path in sorted(package.rglob("*.py")) if path.name != "__init__.py"]
    return [path.as_posix() for path in modules if not (tests / path.with_name(f"test_{path.name}")).is_file()]


def doubled(package):
    """Names of classes that two modules define, and where."""
    places = defaultdict(list)
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path.relative_to(package).as_posix())
    return {name: found for name, found in places.items() if len(found) > 1}


def test_every_module_of_the_window_has_a_test_file_of_its_name():
    assert untested(PACKAGE / "ui", TESTS / "ui") == []


def test_no_class_name_occurs_twice():
    assert doubled(PACKAGE) == {}


def asking_for_the_focus_chain(package):
    """Modules that walk along Qt's focus chain; `ui/widgets/tab_order.py` says what comes of it."""
    return [
        path.relative_to(package).as_posix() for path in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("nextInFocusChain", "previousInFocusChain")
    ]


def test_nobody_walks_along_the_focus_chain():
    assert asking_for_the_focus_chain(PACKAGE) == []


def test_a_walk_along_the_focus_chain_is_found(tmp_path):
    (tmp_path / "a.py").write_text("each = each.nextInFocusChain()")
    (tmp_path / "b.py").write_text("'nextInFocusChain'")
    assert asking_for_the_focus_chain(tmp_path) == ["a.py"]


def test_a_missing_test_file_is_found(tmp_path):
    for name in ("package/__init__.py", "package/a.py", "package/in/b.py", "tests/test_a.py", "tests/test_b.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert untested(tmp_path / "package", tmp_path / "tests") == ["in/b.py"]


def test_a_class_name_that_occurs_twice_is_found(tmp_path):
    for name, text in (("a.py", "class A: pass"), ("b.py", "class B:\n    class A: pass"), ("c.py", "class C: pass")):
        (tmp_path / name).write_text(text)
    assert doubled(tmp_path) == {"A": ["a.py", "b.py"]}


ROOT = TESTS.parent
SAID = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore(?:\[[\w, -]+\])?)")
"""What tells ruff or mypy to pass over a line."""


def unexplained(folders):
    """Places where ruff or mypy is told to pass over a line, with no reason behind it."""
    return [
        f"{path.name}:{number}" for folder in folders for path in sorted(folder.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (said := SAID.search(line)) and not re.search(r"[a-z]{2}", line[said.end():])
    ]


def test_whatever_is_passed_over_says_why():
    assert unexplained(ROOT / name for name in ("benchmarks", "digitpad", "packaging", "scripts", "tests")) == []


def test_what_is_passed_over_without_a_reason_is_found(tmp_path):
    silent, ignore = "noqa" + ": E402", "type" + ": ignore[arg-type]"
    lines = (f"import b  # {silent}", f"import c  # {silent} - after the folder is known", f"d()  # {ignore}")
    (tmp_path / "a.py").write_text("\n".join(lines))
    assert unexplained([tmp_path]) == ["a.py:1", "a.py:3"]
