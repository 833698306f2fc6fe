"""Find what people read in English whatever their language: `python -m scripts.untranslated [file or folder] ...`.

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
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from scripts.text_places import LEFT_ALONE, Known, learn, name_of, parts_of, texts_of

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "digitpad"

MARKS = ("_", "N_", "ngettext", "N_plural")
"""What stands around a text that is translated."""

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
_CAPITAL = re.compile(r"^[A-Z][a-z]{2,}(…)?$")
_WITH_A_NUMBER = re.compile(r"(?:^|[\s“(])0 [^\W\d_]{3,}|(?:^|[\s“(])[^\W\d_]{3,}:? 0")
_MARKUP = re.compile(r"</?[a-z][^<>]*>|&\w+;|&(?=\w)|--[a-z-]+")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_MACHINE = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|ALTER|DROP|BEGIN|COMMIT|VACUUM|WITH)\b")


class Offence(NamedTuple):
    """A text that is read as it is written."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        path = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{path.as_posix()}:{self.line}: {self.text}"


def sources(paths: Collection[Path]) -> dict[Path, str]:
    """The source of these files and of all in these folders."""
    files = [file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]
    return {file: file.read_text(encoding="utf-8") for file in files}


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
        if isinstance(node, ast.expr | ast.stmt) and LEFT_ALONE.search(self.lines[node.lineno - 1]):
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
        for value in texts_of(self.path, node, self.known, self._bases[-1]):
            for part in parts_of(value):
                if isinstance(part, ast.Constant | ast.JoinedStr):
                    self._look(part, given=True)
        if name in NOT_READ or ast.unparse(node.func).startswith("_log."):
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
