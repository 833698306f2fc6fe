"""The date and the time of day are asked for in `digitpad.system.clock` alone, checked on the syntax tree."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "digitpad"
CLOCK = "system/clock.py"
QT = "PySide6.QtCore"

# By their full names. What turns a time that is given into another form is here too: without one it takes the present.
ASKING = {
    *(f"datetime.datetime.{name}" for name in ("now", "today", "utcnow")),
    "datetime.date.today",
    *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "strftime", "ctime", "asctime",
                                  "clock_gettime", "clock_gettime_ns")),
    f"{QT}.QDate.currentDate",
    f"{QT}.QTime.currentTime",
    *(f"{QT}.QDateTime.{name}" for name in ("currentDateTime", "currentDateTimeUtc", "currentMSecsSinceEpoch",
                                            "currentSecsSinceEpoch")),
}
MODULES = {name.rsplit(".", parts)[0] for name in ASKING for parts in (1, 2) if name.count(".") >= parts}


def imported(tree):
    """What the names stand for that a module imports, wherever it does."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                # Without `as`, `import a.b` makes the name a.
                names[each.asname or each.name.partition(".")[0]] = (
                    each.name if each.asname else each.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            names |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return names


def full_name(node, names):
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute) and (before := full_name(node.value, names)) is not None:
        return f"{before}.{node.attr}"
    return None


def asked(tree):
    """Where a module asks for the time, or hands somebody the function that does."""
    names = imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in MODULES and any(each.name == "*" for each in node.names):
            yield f"{node.lineno}: all of {node.module}"
        elif isinstance(node, ast.Attribute | ast.Name) and (name := full_name(node, names)) in ASKING:
            yield f"{node.lineno}: {name}"


def breaches(package):
    return [
        f"{place}:{what}"
        for path in sorted(package.rglob("*.py"))
        if (place := path.relative_to(package).as_posix()) != CLOCK
        for what in asked(ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_nobody_else_asks_for_the_time():
    assert breaches(PACKAGE) == []


def test_the_clock_does():
    assert list(asked(ast.parse((PACKAGE / CLOCK).read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("from datetime import date; date.today()", "datetime.date.today"),
        ("from datetime import datetime as when; when.now(zone)", "datetime.datetime.now"),
        ("import datetime; datetime.datetime.utcnow()", "datetime.datetime.utcnow"),
        ("import datetime as d; d.date.today()", "datetime.date.today"),
        ("import time; time.time()", "time.time"),
        ("import time as t; t.time_ns()", "time.time_ns"),
        ("from time import time; time()", "time.time"),
        ("from time import localtime as here; here()", "time.localtime"),
        ("def f():\n    from time import strftime\n    return strftime('%d')", "time.strftime"),
        ("from time import *", "all of time"),
        ("import dataclasses, time; dataclasses.field(default_factory=time.time)", "time.time"),
        ("from PySide6.QtCore import QDate; QDate.currentDate()", f"{QT}.QDate.currentDate"),
        ("import PySide6.QtCore; PySide6.QtCore.QTime.currentTime()", f"{QT}.QTime.currentTime"),
        ("from PySide6 import QtCore; QtCore.QDateTime.currentDateTime()", f"{QT}.QDateTime.currentDateTime"),
    ],
)
def test_the_rule_can_fail(tmp_path, line, name):
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "page.py").write_text(line)
    (found,) = breaches(tmp_path)
    assert found.startswith("ui/page.py:")
    assert found.endswith(f": {name}")


@pytest.mark.parametrize(
    "line",
    [
        "import time; time.monotonic(); time.perf_counter(); time.sleep(1)",
        "from datetime import date; date.fromisoformat('2028-02-29')",
        "def f(clock, time): return clock.now(), clock.today(), time.time()",
    ],
)
def test_durations_and_days_that_are_given_are_nothing_to_it(line):
    assert list(asked(ast.parse(line))) == []
