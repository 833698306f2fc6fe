"""How sentences are marked for translation: `python scripts/translation_rules.py [file or folder] ...`.

The tools of gettext read the source without running it, so the marks `_`, `N_`, `ngettext` and `N_plural` have whole
sentences in them, and nothing is put together. Each breach is printed as `path:line: what is wrong`; the exit code is
1 if there are any.
"""

import ast
import string
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "digitpad"

SENTENCES = {"_": 1, "N_": 1, "ngettext": 2, "N_plural": 2}
"""The marks, and how many sentences each has."""

NOW = ("_", "ngettext")
"""The marks that translate at once."""

LATER = ("DigitpadError", "Message")
"""What takes a marked sentence and exactly its facts; what is derived from them may take more."""

_TOO_EARLY = "translated at import, before the language is known; mark it with N_"


def breaches(source: str) -> list[tuple[int, str]]:
    """What is wrong in a module, with its lines."""
    tree = ast.parse(source)
    if any(isinstance(node, ast.FunctionDef) and node.name == "N_" for node in tree.body):
        return []  # where the marks are defined
    found = [(call.lineno, problem) for call in _calls(tree) for problem in _wrong_marks(call)]
    found += [(call.lineno, _TOO_EARLY) for call in _early(tree)]
    found += [(node.lineno, problem) for node, problem in _wrong_surroundings(tree)]
    found += [(node.lineno, "binds `_`, which translates in this module") for node in _other_underscores(tree)]
    return sorted(set(found))


def placeholders(text: str) -> set[str]:
    """The names in braces.

    Raises:
        ValueError: something else is in braces.
    """
    names = set()
    for _literal, name, form, _conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or "{" in (form or ""):
            raise ValueError(name)
        names.add(name)
    return names


def name_of(call: ast.expr) -> str:
    """What is called: the last of its names; nothing for what is no call."""
    function = call.func if isinstance(call, ast.Call) else None
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _sentences(call: ast.Call) -> list[str]:
    return [
        each.value
        for each in call.args[:SENTENCES[name_of(call)]]
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]


def _wrong_marks(call: ast.Call) -> Iterator[str]:
    mark = name_of(call)
    if mark not in SENTENCES:
        return
    if mark == "_" and [type(each) for each in call.args] in ([ast.Name], [ast.Attribute], [ast.Subscript]):
        return  # marked with N_ where it is written
    texts = _sentences(call)
    expected = SENTENCES[mark] + (mark == "ngettext")
    if len(texts) != SENTENCES[mark] or len(call.args) != expected or call.keywords:
        yield f"{mark}() takes whole sentences as literals, nothing put together"
        return
    every: list[set[str]] = []
    for text in texts:
        if text != text.strip() or not text:
            yield f"“{text}” is a piece of a sentence, or has spaces at its ends"
        try:
            every.append(placeholders(text))
        except ValueError:
            yield f"“{text}” has something in braces that is not a name"
            return
        if not every[-1] and ("{" in text or "}" in text):
            yield f"“{text}” has braces but nothing to fill in; give them as a fact"
    if len(every) == 2 and every[0] - {"count"} != every[1] - {"count"}:
        yield f"“{texts[0]}” and “{texts[1]}” have different placeholders"


def _early(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that translate while the module is imported."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and name_of(node) in NOW:
            yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.Lambda):
            waiting += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        else:
            waiting += ast.iter_child_nodes(node)


def _wrong_surroundings(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Sentences that are glued to something, or whose facts are others than their placeholders."""
    filled_in = {
        id(call.func.value): call
        for call in _calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "format"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and {name_of(node.left), name_of(node.right)} & set(NOW):
            yield node, "a sentence with something glued to it; write it whole"
        if not isinstance(node, ast.Call):
            continue
        if name_of(node) in NOW:
            call = filled_in.get(id(node))
            if call is not None:  # a choice of two sentences is filled in further out
                if isinstance(node.args[0], ast.Constant):
                    yield from _wrong_facts(node, node, call.keywords, exactly=True)
                if call.args:
                    yield node, "facts have names"
        elif node.args and isinstance(node.args[0], ast.Call) and name_of(node.args[0]) in ("N_", "N_plural"):
            exactly = name_of(node) in LATER
            if exactly or name_of(node).endswith("Error"):
                yield from _wrong_facts(node, node.args[0], node.keywords, exactly=exactly)


def _wrong_facts(
    node: ast.expr, mark: ast.Call, facts: list[ast.keyword], *, exactly: bool
) -> Iterator[tuple[ast.expr, str]]:
    given = {fact.arg for fact in facts if fact.arg is not None}
    if len(given) < len(facts):  # **facts
        return
    try:
        needed = set[str]().union(*(placeholders(text) for text in _sentences(mark)))
    except ValueError:
        return  # told by _wrong_marks
    if name_of(mark) == "N_plural":
        needed.add("count")
    if missing := sorted(needed - given):
        yield node, f"lacks the facts {', '.join(missing)}"
    if exactly and (more := sorted(given - needed)):
        yield node, f"has facts without a placeholder: {', '.join(more)}"


def _other_underscores(tree: ast.Module) -> Iterator[ast.expr | ast.stmt | ast.arg]:
    """Where a module that translates uses `_` for what it does not need."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {name.name for node in imports if node.module == "digitpad.translation" for name in node.names}
    if "_" not in names:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == "_":
            yield node
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            parameters = node.args
            every = (*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs)
            yield from (each for each in every if each.arg == "_")


def find(paths: Collection[Path]) -> Iterator[str]:
    """The breaches in files and folders, as they are printed."""
    for path in paths:
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            shown = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
            for line, problem in breaches(file.read_text(encoding="utf-8")):
                yield f"{shown.as_posix()}:{line}: {problem}"


def main(arguments: list[str]) -> int:
    """Print them."""
    found = list(find([Path(argument).resolve() for argument in arguments] or [PACKAGE]))
    for breach in found:
        print(breach)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
