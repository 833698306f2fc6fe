"""Find what people read in English whatever their language: `python scripts/untranslated.py [file or folder] ...`.

Two things betray it on the syntax tree. A text is given where a person will read it: to `setText`, to `DigitpadError`,
as the `help` of an option, or to a function of ours that passes it on to one of them. Or it reads like a sentence,
wherever it is. Neither is certain. What is no text for people has its words in `NAMES`, or its call in `NOT_READ`;
where it is alone of its kind, `# untranslated: why` stands at the end of its line or of its statement's first line.
At a parameter of a function of ours it says that what is given there is no text, but a name in a file, for instance.

Each is printed as `path:line: text`; the exit code is 1 if there are any.
"""

import ast
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "digitpad"

MARKS = ("_", "N_", "ngettext", "N_plural")
"""What stands around a text that is translated."""

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

NOT_READ = {
    # Names and rules for the machine.
    "execute", "executemany", "executescript", "compile", "getattr", "setattr", "hasattr", "QKeySequence", "TypeVar",
    "cast", "Property", "Signal", "Slot", "setProperty", "property", "setObjectName", "setStyleSheet", "setStyle",
    "normalize", "setdefault", "getenv", "sysconf", "removeprefix", "removesuffix", "startswith", "endswith", "split",
    "partition", "rpartition", "rsplit", "encode", "decode", "strptime", "import_module", "QFont", "setFamily",
    "findChild", "findChildren", "invokeMethod", "setApplicationName", "setDesktopFileName", "sub", "match",
    "fullmatch", "search", "finditer", "findall", "replace", "frozenset",
    # What only developers read: records of the log, and errors that are mistakes of ours.
    "debug", "exception", "log", "getLogger", "ValueError", "TypeError", "RuntimeError", "KeyError", "IndexError",
    "AssertionError", "NotImplementedError", "LookupError", "AttributeError", "EOFError",
}
"""Calls whose texts no person reads."""

NAMES = {
    # Names that are the same in every language.
    "Digitpad", "digitpad", "Python", "NumPy", "TensorFlow", "Keras", "keras", "PyTorch", "Qt", "PySide", "OpenML",
    "Kaggle", "MNIST", "EMNIST", "Fashion", "Adam", "SGD", "ReLU", "GitHub", "Linux", "Windows", "macOS",
    # Formats, their endings, and units.
    "CSV", "PNG", "JPEG", "IDX", "NPZ", "JSON", "TOML", "UTF", "ASCII", "HTML", "ZIP", "SVG", "BOM", "csv", "png",
    "jpg", "npz", "npy", "json", "toml", "gz", "zip", "idx", "ubyte", "KB", "MB", "GB", "kB", "KiB", "MiB", "GiB", "ms",
    "px", "pt", "nbsp",
    # Keys.
    "Ctrl", "Alt", "Shift", "Del", "Esc", "Return", "Backspace",
}
"""Words that are no text to translate; a text of nothing but these is left alone."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_TWO_WORDS = re.compile(r"(?:^|[^\w/.%-])[^\W\d_]{2,}[,;:”’)]? [“‘(]?[^\W\d_]+(?:$|[^\w/_=-])")
_CAPITAL = re.compile(r"^[A-Z][a-z]{2,}( …)?$")
_WITH_A_NUMBER = re.compile(r"(?:^|[\s“(])0 [^\W\d_]{3,}|(?:^|[\s“(])[^\W\d_]{3,}:? 0")
_MARKUP = re.compile(r"</?[a-z][^<>]*>|&\w+;|&(?=\w)|--[a-z-]+")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LEFT_ALONE = re.compile(r"# untranslated: \w")
_MACHINE = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|ALTER|DROP|BEGIN|COMMIT|VACUUM|WITH)\b")


class Offence(NamedTuple):
    """A text that is read as it is written."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        path = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{path.as_posix()}:{self.line}: {self.text}"


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


def sources(paths: Collection[Path]) -> dict[Path, str]:
    """The source of these files and of all in these folders."""
    files = [file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]
    return {file: file.read_text(encoding="utf-8") for file in files}


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


def offences(path: Path, source: str, known: Known) -> list[Offence]:
    """What is read as it is written in a module, in the order of its lines."""
    finder = _Finder(path, source, known)
    finder.visit(ast.parse(source))
    return sorted(finder.found.values(), key=lambda offence: offence.line)


def find(paths: Collection[Path], around: Collection[Path] = (PACKAGE,)) -> list[Offence]:
    """The same for files and folders.

    Args:
        paths: where to look.
        around: the whole program, for the functions that pass texts on.
    """
    known = learn(sources([*around, *paths]))
    return [offence for path, source in sources(paths).items() for offence in offences(path, source, known)]


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
            for value in _texts(self.path, call, known, self.bases)
            for part in _parts(value)
            for name in _names(part)
        }
        parameters = [*self.function.args.posonlyargs, *self.function.args.args]
        if parameters and parameters[0].arg in ("self", "cls"):
            del parameters[0]
        texts = {each.arg for each in (*parameters, *self.function.args.kwonlyargs) if self._is_text(each)} & given
        return {place for place, each in enumerate(parameters) if each.arg in texts} | texts

    def _is_text(self, parameter: ast.arg) -> bool:
        if parameter.annotation is None or _LEFT_ALONE.search(self.lines[parameter.lineno - 1]):
            return False
        return "str" in _LETTERS.findall(ast.unparse(parameter.annotation))


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


def _texts(path: Path, call: ast.Call, known: Known, bases: Collection[str] = ()) -> Iterator[ast.expr]:
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


def _parts(value: ast.expr) -> Iterator[ast.expr]:
    """What a text is put together from: literals, names, and what is not looked into."""
    if isinstance(value, ast.BinOp):
        yield from _parts(value.left)
        if isinstance(value.op, ast.Add):
            yield from _parts(value.right)
    elif isinstance(value, ast.IfExp):
        yield from _parts(value.body)
        yield from _parts(value.orelse)
    elif isinstance(value, ast.BoolOp):
        for each in value.values:
            yield from _parts(each)
    elif isinstance(value, ast.List | ast.Tuple | ast.Set):
        for each in value.elts:
            yield from _parts(each)
    elif isinstance(value, ast.Starred | ast.NamedExpr):
        yield from _parts(value.value)
    elif isinstance(value, ast.GeneratorExp | ast.ListComp):
        yield from _parts(value.elt)
    elif isinstance(value, ast.Dict):
        for each in value.values:
            yield from _parts(each)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        if value.func.attr in ("format", "join", "strip", "capitalize", "lower", "upper", "title"):
            yield from _parts(value.func.value)
            for each in (*value.args, *(keyword.value for keyword in value.keywords)):
                yield from _parts(each)
    else:
        yield value


class _Finder(ast.NodeVisitor):
    """Goes through one module."""

    def __init__(self, path: Path, source: str, known: Known) -> None:
        self.path = path
        self.lines = source.splitlines()
        self.known = known
        self.found: dict[tuple[int, int], Offence] = {}
        self._bases: list[list[str]] = [[]]

    def visit(self, node: ast.AST) -> None:
        """Look into a node, unless a comment says that it is left alone."""
        if isinstance(node, ast.expr | ast.stmt) and _LEFT_ALONE.search(self.lines[node.lineno - 1]):
            compound = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            if not compound:
                return
        super().visit(node)

    def visit_Module(self, node: ast.Module) -> None:
        self._body(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bases.append([getattr(base, "id", getattr(base, "attr", "")) for base in node.bases])
        self._body(node)
        self._bases.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name == "__repr__":  # for developers
            return
        self.visit(node.args)
        for decorator in node.decorator_list:
            self.visit(decorator)
        self._body(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)  # type: ignore[arg-type] # both have the same parts

    def visit_arg(self, node: ast.arg) -> None:
        pass  # annotations

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # the docstring of an attribute
            self.visit(node.value)

    def visit_Assert(self, node: ast.Assert) -> None:
        pass  # a mistake of ours

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)  # what is looked up is a key

    def visit_Compare(self, node: ast.Compare) -> None:
        for each in (node.left, *node.comparators):
            if not isinstance(each, ast.Constant | ast.Tuple | ast.Set | ast.List):
                self.visit(each)

    def visit_Dict(self, node: ast.Dict) -> None:
        for each in node.values:  # the keys are for the machine
            self.visit(each)

    def visit_MatchValue(self, node: ast.MatchValue) -> None:
        pass

    def visit_Call(self, node: ast.Call) -> None:
        name = name_of(node)
        if name in MARKS:
            return
        for value in _texts(self.path, node, self.known, self._bases[-1]):
            for part in _parts(value):
                if isinstance(part, ast.Constant | ast.JoinedStr):
                    self._look(part, given=True)
        if name in NOT_READ or getattr(getattr(node.func, "value", None), "id", "") == "_log":
            # The text that a method of a text works on is none of its arguments.
            if isinstance(node.func, ast.Attribute):
                self.visit(node.func.value)
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                if not isinstance(argument, ast.Constant | ast.JoinedStr | ast.BinOp | ast.Tuple | ast.List | ast.Set):
                    self.visit(argument)
            return
        self.visit(node.func)
        for argument in node.args:
            self.visit(argument)
        for keyword in node.keywords:
            if keyword.arg not in ("metavar", "dest", "prog", "encoding", "version"):
                self.visit(keyword.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._look(node, given=False)
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                self.visit(each.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        self._look(node, given=False)

    def _body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef) -> None:
        for statement in node.body:
            self.visit(statement)

    def _look(self, node: ast.Constant | ast.JoinedStr, *, given: bool) -> None:
        """Note a text that has words in it, and, where nobody gives it to a reader here, reads like a sentence."""
        shown = written(node)
        if shown is None or (node.lineno, node.col_offset) in self.found:
            return
        plain = _PLACEHOLDER.sub("0", _MARKUP.sub("", shown))
        if all(word in NAMES for word in _LETTERS.findall(plain)):
            return
        sentence = _TWO_WORDS.search(plain) or _CAPITAL.match(plain.strip())
        if isinstance(node, ast.JoinedStr):
            sentence = sentence or _WITH_A_NUMBER.search(plain)
        if given or (sentence and not _MACHINE.match(shown)):
            self.found[node.lineno, node.col_offset] = Offence(self.path, node.lineno, shown)


def written(node: ast.expr) -> str | None:
    """A literal as it is in the source, with `{}` for what an f-string puts in; None if it is not a text."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else "{}"
            for each in node.values
        )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def main(arguments: list[str]) -> int:
    """Print them."""
    found = find([Path(argument).resolve() for argument in arguments] or [PACKAGE])
    for offence in found:
        print(str(offence).replace("\n", "\\n"))
    print(f"{len(found)} texts are not translated.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
