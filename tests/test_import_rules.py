"""Which room may import which: the table of docs/architecture.md, checked on the syntax tree."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "digitpad"
HEAVY = ("tensorflow", "keras")
WIDGETS = ("PySide6.QtWidgets",)

# Folders of the package; a room below names those that it may import.
ROOMS = (
    "ink", "photo", "synthesis", "data", "samples", "model", "evaluation", "insight", "lessons", "training", "ui",
    "app", "cli",
)


def others(*allowed):
    """All rooms but these."""
    return tuple(f"digitpad.{room}" for room in ROOMS if room not in allowed)


FOLDERS = {path.name for path in (PACKAGE / "ui").iterdir() if path.is_dir()}
# Those that all the others there may use.
UI_BASE = {"answer", "background", "settings", "widgets"}
# The rest, each about one page or one part of the window, do not know each other, but for these.
UI_CROSSINGS = {
    ("preparation", "drawing"),  # shows what becomes of the canvas' ink
    ("samples", "drawing"),  # what is on the canvas is kept
    ("lessons", "training"),  # the run of a step is paused and has curves
    ("training", "datasets"),  # the form has the list of datasets
    ("projector", "drawing"),  # borrows the picture
    ("projector", "training"),  # shows the curves of a run
    ("samples", "networks"),  # takes the network back that had not yet learnt
}

KERAS_ROOM = tuple(
    f"digitpad.training.{name}" for name in ("trainer", "batch_scheduler", "engine", "keras_model", "tensor_pictures")
)
"""What of the room of training imports TensorFlow."""

# Path prefix -> what must not be imported there, not even inside a function.
FORBIDDEN = {
    "ink/": (*HEAVY, "PySide6", *others("ink")),
    "photo/": (*HEAVY, "PySide6", *others("ink", "photo")),
    "synthesis/": (*HEAVY, "PySide6", *others("ink", "photo", "synthesis", "data")),
    "data/": (*HEAVY, "PySide6", *others("ink", "photo", "synthesis", "samples", "data")),
    "samples/": (*HEAVY, "PySide6", *others("ink", "photo", "synthesis", "samples", "data")),
    "model/": (*HEAVY, "PySide6", *others("ink", "model")),
    "lessons/": (*HEAVY, "PySide6",
                 *others("ink", "photo", "synthesis", "samples", "data", "model", "evaluation", "lessons", "training"),
                 *KERAS_ROOM, "digitpad.training.worker"),
    "evaluation/": (*HEAVY, "PySide6", *others("ink", "photo", "synthesis", "samples", "data", "model", "evaluation")),
    "insight/": (*HEAVY, "PySide6", *others("ink", "model", "evaluation", "insight")),
    "system/": (*HEAVY, *WIDGETS, *others()),
    "training/": (*WIDGETS, "digitpad.ui", "digitpad.app", "digitpad.cli"),
    "training/plan.py": (*HEAVY, "PySide6"),
    "training/progress.py": (*HEAVY, "PySide6"),
    "training/live_changes.py": (*HEAVY, "PySide6"),
    "training/run_controls.py": (*HEAVY, "PySide6"),
    "training/run.py": (*HEAVY, "PySide6"),
    "training/runs.py": (*HEAVY, "PySide6"),
    "training/checkpoint_file.py": (*HEAVY, "PySide6"),
    "training/hints/": (*HEAVY, "PySide6"),
    "training/trainer.py": ("PySide6",),
    "training/batch_scheduler.py": ("PySide6",),
    "training/engine.py": ("PySide6",),
    "training/keras_model.py": ("PySide6",),
    "training/tensor_pictures.py": ("PySide6",),
    "training/augment.py": ("PySide6",),
    "training/runtime.py": ("PySide6",),
    "computer_check.py": (*HEAVY, "PySide6", "digitpad.ui", "digitpad.app", "digitpad.cli"),
    "computer_report.py": (*HEAVY, "PySide6", "digitpad.ui", "digitpad.app", "digitpad.cli"),
    "ui/": (*HEAVY, *KERAS_ROOM, "digitpad.training.augment", "digitpad.app", "digitpad.cli"),
    "ui/samples/fine_tuning_inputs.py": ("PySide6", "digitpad.ui"),
}
# Pillow reads files that nobody has checked, so one module alone talks to it.
FORBIDDEN |= {
    place: (*FORBIDDEN.get(place, ()), "PIL")
    for place in (path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
    if place != "photo/image_file.py"
}
# The same for the top level of a module only: these import heavy parts inside functions.
FORBIDDEN_AT_TOP = {
    "training/worker.py": (*HEAVY, *KERAS_ROOM),
    "training/runtime.py": HEAVY,
    "cli/main.py": (*HEAVY, "numpy", "h5py", "PySide6", "digitpad.ui", "digitpad.app", "digitpad.model",
                    "digitpad.training"),
    "computer_check.py": (*HEAVY, "numpy", "h5py", "PySide6", "digitpad.model", "digitpad.data", "digitpad.training"),
    "system/policy.py": (*HEAVY, "numpy", "h5py", "PySide6", "configparser"),
    "__main__.py": (*HEAVY, "numpy", "h5py", "PySide6"),
    "photo/image_file.py": ("PIL",),
}


def imported(tree, *, top_only):
    """The full names that a module imports; blocks under `if TYPE_CHECKING` count only when all do."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports are not used"
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif not (top_only and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.If)):
            yield from imported(node, top_only=top_only)


def breaches(rules, *, top_only):
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        names = set(imported(ast.parse(path.read_text(encoding="utf-8")), top_only=top_only))
        for prefix, forbidden in rules.items():
            if place.startswith(prefix):
                found += [
                    f"{place} imports {name}"
                    for name in sorted(names)
                    if any(name == banned or name.startswith(banned + ".") for banned in forbidden)
                ]
    return found


def test_no_room_imports_what_it_must_not():
    assert breaches(FORBIDDEN, top_only=False) == []


def test_heavy_parts_are_imported_inside_functions():
    assert breaches(FORBIDDEN_AT_TOP, top_only=True) == []


def test_the_rules_can_fail():
    """A rule for a file that does import the thing is breached, so the check sees imports at all."""
    assert breaches({"training/engine.py": HEAVY}, top_only=True)
    assert breaches({"training/worker.py": ("digitpad.training.trainer",)}, top_only=False)


@pytest.mark.parametrize("table", [FORBIDDEN, FORBIDDEN_AT_TOP], ids=["anywhere", "at the top"])
def test_every_rule_is_about_something(table):
    places = [path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")]
    for prefix in table:
        assert any(place.startswith(prefix) for place in places), prefix


def crossings():
    """Pairs of folders of ui/ of which the first imports the second."""
    for path in sorted((PACKAGE / "ui").glob("*/*.py")):
        for name in imported(ast.parse(path.read_text(encoding="utf-8")), top_only=False):
            match name.split("."):
                case ["digitpad", "ui", folder, _, *_] if folder in FOLDERS and folder != path.parent.name:
                    yield path.parent.name, folder


def test_features_of_the_window_do_not_know_each_other():
    found = set(crossings())
    assert not any(folder in UI_BASE and other not in UI_BASE for folder, other in found)
    assert {pair for pair in found if pair[1] not in UI_BASE} == UI_CROSSINGS


def graph(package=PACKAGE):
    """Module -> those of the package that it imports, also for types alone."""
    trees = {
        ".".join(path.relative_to(package.parent).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for path in package.rglob("*.py")
    }
    return {module: trees.keys() & imported(tree, top_only=False) for module, tree in trees.items()}


def circles(graph):
    """Modules that import themselves by way of others: what is left when nothing can be taken from either end."""
    rest = dict(graph)
    while free := [module for module, imports in rest.items() if not imports & rest.keys()]:
        for module in free:
            del rest[module]
    while free := rest.keys() - set().union(*rest.values()):
        for module in free:
            del rest[module]
    return sorted(rest)


def test_no_modules_import_each_other_in_a_circle():
    assert circles(graph()) == []


def test_a_circle_is_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set(), "e": {"c", "d"}}) == ["b", "c"]


@pytest.mark.parametrize(
    ("room", "without"),
    [
        ("ink", ("PySide6", "PIL", *HEAVY)), ("photo", ("PySide6", "PIL", *HEAVY)),
        ("synthesis", ("PySide6", *HEAVY)), ("samples", ("PySide6", *HEAVY)),
        ("data", ("PySide6", "PIL", *HEAVY)), ("model", ("PySide6", *HEAVY)),
        ("lessons", ("PySide6", *HEAVY)), ("evaluation", ("PySide6", *HEAVY)),
        ("insight", ("PySide6", *HEAVY)), ("ui", ("PIL", *HEAVY)),
    ],
)
def test_no_room_brings_it_along_by_way_of_others(room, without):
    """The table is about what is written in a room; this, about what is there when all of it is imported."""
    modules = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
               for path in sorted((PACKAGE / room).rglob("*.py")) if path.stem != "__init__"]
    script = f"import importlib, sys\nfor name in {modules}: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(modules) <= set(done.stdout.split())
    assert set(done.stdout.split()).isdisjoint(without)


def test_a_window_that_only_draws_never_loads_tensorflow():
    script = """
import sys, tempfile
from pathlib import Path
from digitpad.replay import answer_to, bundled_drawings, off_screen_window
with off_screen_window() as window:
    label, ink = bundled_drawings()[7]
    assert answer_to(window, ink).answer.text == label
    loaded = {name.partition(".")[0] for name in sys.modules} & {"tensorflow", "keras"}
    print("loaded:", sorted(loaded))
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("loaded: []", "")
