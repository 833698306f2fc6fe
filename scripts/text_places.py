"""Where in a program texts are given to people: in calls of Qt and of errors, and in functions that pass them on."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LEFT_ALONE = re.compile(r"# untranslated: \w")
"""The comment of a text, or of a parameter, that no person reads."""

FIRST = (0,)
TEXTS: dict[str, tuple[int | str, ...]] = {
    # Qt: name of the function, method or class -> where the texts are among its arguments.
    **dict.fromkeys((
        "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu", "QToolBar",
        "QDockWidget", "QUndoCommand", "QListWidgetItem", "QTableWidgetItem", "QTreeWidgetItem", "QStandardItem",
        "setText", "setTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setPlaceholderText",
        "setAccessibleName", "setAccessibleDescription", "setSuffix", "setPrefix", "setSpecialValueText",
        "setInformativeText", "setDetailedText", "setLabelText", "setCancelButtonText", "setButtonText", "setIconText",
        "setPlainText", "setHtml", "setMarkdown", "appendPlainText", "setFormat", "showMessage", "addMenu",
        "addToolBar", "addSection", "addButton", "addRow", "addItems", "addItem", "beginMacro", "setNameFilter",
        "setNameFilters",
        "setHorizontalHeaderLabels", "setVerticalHeaderLabels", "setApplicationDisplayName", "horizontalAdvance",
    ), FIRST),
    "QAction": (0, 1), "addAction": (0, 1), "addTab": (1, 2), "insertTab": (2, 3), "setTabText": (1,),
    "setTabToolTip": (1,), "setItemText": (1,), "insertItem": (1,), "showText": (1,), "createUndoAction": (1,),
    "createRedoAction": (1,), "QMessageBox": (1, 2), "information": (1, 2), "question": (1, 2), "critical": (1, 2),
    "about": (1, 2), "QProgressDialog": (0, 1), "getText": (1, 2), "getItem": (1, 2), "getInt": (1, 2),
    "QFileDialog": (1, 3), "getOpenFileName": (1, 3), "getOpenFileNames": (1, 3), "getSaveFileName": (1, 3),
    "getExistingDirectory": (1,), "drawText": (1, 2, 3, 4, 5, 6), "announce": FIRST,
    # The command line.
    "print": FIRST, "ArgumentTypeError": FIRST,
    **dict.fromkeys((
        "Parser", "ArgumentParser", "add_parser", "add_argument", "add_argument_group", "add_subparsers",
    ), ("help", "description", "epilog", "title")),
    # Errors; those derived from them are found by their bases.
    "DigitpadError": FIRST, "Message": FIRST,
}
"""Where texts that people read are given. Functions of ours that pass a text on are found by themselves."""

QT_KEYWORDS = {
    "text", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription", "placeholderText", "title",
    "windowTitle", "suffix", "prefix", "specialValueText", "informativeText", "detailedText", "labelText", "iconText",
    "cancelButtonText",
}
"""Properties that PySide takes in a constructor: `QLabel(text=...)`."""

@dataclass
class Known:
    """Where texts are given.

    Attributes:
        places: name -> positions and keywords, everywhere.
        private: the same for names that begin with an underscore, for each module.
        errors: the names of `DigitpadError` and of everything derived from it.
    """

    places: dict[str, set[int | str]]
    private: dict[Path, dict[str, set[int | str]]] = field(default_factory=dict)
    errors: set[str] = field(default_factory=lambda: {"DigitpadError"})

    def at(self, path: Path, name: str) -> Collection[int | str]:
        """Where a call of that name in that module has texts."""
        return self.private.get(path, {}).get(name, ()) if name.startswith("_") else self.places.get(name, ())

    def add(self, path: Path, name: str, places: Collection[int | str]) -> bool:
        """Learn of more; whether it was news."""
        table = self.private.setdefault(path, {}) if name.startswith("_") else self.places
        old = table.setdefault(name, set())
        news = not old.issuperset(places)
        old.update(places)
        return news


def name_of(call: ast.Call) -> str:
    """What is called: the last of its names."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def learn(modules: Mapping[Path, str]) -> Known:
    """Find the errors derived from others, and the functions that pass a text on."""
    known = Known({name: set(places) for name, places in TEXTS.items()})
    ours = [each for path, source in modules.items() for each in _definitions(path, source)]
    news = True
    while news:
        news = False
        for each in ours:
            if each.bases & known.errors and each.name not in known.errors:
                known.errors.add(each.name)
                news = True
            places = each.places(known)
            news |= bool(places) and known.add(each.path, each.name, places)
    return known


@dataclass
class _Definition:
    """A function or class of ours, as far as it may pass texts on.

    Attributes:
        lines: the source of its module.
        name: what calls of it are called.
        function: its parameters; None for a class that is made as its base is.
        calls: what it calls.
        bases: of a class.
    """

    path: Path
    lines: list[str]
    name: str
    function: ast.FunctionDef | ast.AsyncFunctionDef | None
    calls: list[ast.Call]
    bases: set[str] = field(default_factory=set)

    def places(self, known: Known) -> set[int | str]:
        """Which of its parameters are texts for people, since it gives them where texts are read."""
        if self.function is None:
            return {place for base in self.bases for place in known.at(self.path, base)}
        given = {
            name
            for call in self.calls
            for value in texts_of(self.path, call, known, self.bases)
            for part in parts_of(value)
            for name in _names(part)
        }
        parameters = [*self.function.args.posonlyargs, *self.function.args.args]
        if parameters and parameters[0].arg in ("self", "cls"):
            del parameters[0]
        texts = {each.arg for each in (*parameters, *self.function.args.kwonlyargs) if self._is_text(each)} & given
        return {place for place, each in enumerate(parameters) if each.arg in texts} | texts

    def _is_text(self, parameter: ast.arg) -> bool:
        if parameter.annotation is None or LEFT_ALONE.search(self.lines[parameter.lineno - 1]):
            return False
        return "str" in re.findall(r"\w+", ast.unparse(parameter.annotation))


def _definitions(path: Path, source: str) -> Iterator[_Definition]:
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            bases = {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases}
            init = next((each for each in node.body if getattr(each, "name", "") == "__init__"), None)
            init = init if isinstance(init, ast.FunctionDef) else None
            yield _Definition(path, lines, node.name, init, [] if init is None else _calls(init), bases)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("__"):
            yield _Definition(path, lines, node.name, node, _calls(node))


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _names(part: ast.expr) -> Iterator[str]:
    """The variables that a part of a text is, or has in it."""
    values = part.values if isinstance(part, ast.JoinedStr) else [part]
    for each in values:
        inner = each.value if isinstance(each, ast.FormattedValue) else each
        if isinstance(inner, ast.Name):
            yield inner.id


def texts_of(path: Path, call: ast.Call, known: Known, bases: Collection[str] = ()) -> Iterator[ast.expr]:
    """The arguments of a call that people read."""
    name = name_of(call)
    places = set(known.at(path, name))
    if name == "__init__":
        for base in bases:
            places |= set(known.at(path, base))
    if name in known.errors and name not in known.places:
        places.add(0)
    if name.startswith("Q"):
        places |= QT_KEYWORDS
    if name == "emit":
        return
    for place, argument in enumerate(call.args):
        if place in places:
            yield argument
    for keyword in call.keywords:
        # The facts of an error stand in its sentence.
        if keyword.arg in places or (name in (*known.errors, "Message") and places and keyword.arg is not None):
            yield keyword.value


def parts_of(value: ast.expr) -> Iterator[ast.expr]:
    """What a text is put together from: literals, names, and what is not looked into."""
    if isinstance(value, ast.BinOp):
        yield from parts_of(value.left)
        if isinstance(value.op, ast.Add):
            yield from parts_of(value.right)
    elif isinstance(value, ast.IfExp):
        yield from parts_of(value.body)
        yield from parts_of(value.orelse)
    elif isinstance(value, ast.BoolOp):
        for each in value.values:
            yield from parts_of(each)
    elif isinstance(value, ast.List | ast.Tuple | ast.Set):
        for each in value.elts:
            yield from parts_of(each)
    elif isinstance(value, ast.Starred | ast.NamedExpr):
        yield from parts_of(value.value)
    elif isinstance(value, ast.GeneratorExp | ast.ListComp):
        yield from parts_of(value.elt)
    elif isinstance(value, ast.Dict):
        for each in value.values:
            yield from parts_of(each)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        if value.func.attr in ("format", "join", "strip", "capitalize", "lower", "upper", "title"):
            yield from parts_of(value.func.value)
            for each in (*value.args, *(keyword.value for keyword in value.keywords)):
                yield from parts_of(each)
    else:
        yield value
