"""Breaks a module in many small ways and shows what its tests miss: python -m tests.mutants MODULE [TESTS ...].

MODULE is a file such as handouts/units.py, or some functions of it: handouts/units.py::mm,length. Nothing is written.
A mutant that survives is without effect, or a test is missing.
"""

from __future__ import annotations

import ast
import copy
import importlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import Phase, settings

ROOT = Path(__file__).resolve().parents[1]
SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
WORDING = ("Problem", "ValueError", "Field", "Literal")  # what they say is no logic


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes whose change could change what the module does: no docstrings, no wording, no annotations of types."""
    hints = (getattr(tree, "annotation", None), getattr(tree, "returns", None))
    for child in ast.iter_child_nodes(tree):
        called = child.func if isinstance(child, ast.Call) else getattr(child, "value", None)
        if (
            child in hints
            or (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant))
            or (isinstance(child, ast.Call | ast.Subscript) and getattr(called, "id", "") in WORDING)
            or isinstance(child, ast.JoinedStr | ast.ImportFrom | ast.Import | ast.arg)
            or (isinstance(child, ast.keyword) and child.arg in ("hint", "description"))
        ):
            continue
        yield child
        yield from nodes(child)


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What a node may become, each told in a word or two."""
    if isinstance(node, ast.Compare) and (other := SWAPS.get(type(node.ops[0]))):
        yield other.__name__, ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield "and/or", ast.BoolOp(SWAPS[type(node.op)](), node.values)
    elif isinstance(node, ast.BinOp) and (other := SWAPS.get(type(node.op))):
        yield other.__name__, ast.BinOp(node.left, other(), node.right)
    elif isinstance(node, ast.UnaryOp):
        yield "no sign", node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        other = not node.value if isinstance(node.value, bool) else node.value + 1
        yield f"{other!r}", ast.Constant(other)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        for value in (True, False):
            if not isinstance(node, ast.While) or not value:
                made = copy.copy(node)
                made.test = ast.Constant(value)
                yield f"always {value}", made
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield "no filter", ast.comprehension(node.target, node.iter, [], node.is_async)
    elif isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        yield "return None", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Expr | ast.Raise | ast.Assert | ast.AugAssign):
        yield "left out", ast.Pass()
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield NAMES[node.id], ast.Name(NAMES[node.id], node.ctx)


class Replace(ast.NodeTransformer):
    """Puts another node at the place of one."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self.new, node) if node is self.old else self.generic_visit(node)


def mutants(path: Path, names: str) -> Iterator[tuple[str, CodeType]]:
    """Every mutant of a file, or of the functions and classes that are named: its line and change, and its code."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    lines = text.splitlines()
    named = {id(one) for top in ast.walk(tree) if getattr(top, "name", "") in names.split(",") for one in ast.walk(top)}
    for index, node in enumerate(list(nodes(tree))):
        if names and id(node) not in named:
            continue
        for told, _ in changes(node):
            fresh = ast.parse(text)
            own = list(nodes(fresh))[index]
            made = next(new for name, new in changes(own) if name == told)
            whole = ast.fix_missing_locations(Replace(own, made).visit(fresh))
            line = getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0)
            yield f"{line} {told}: {lines[line - 1].strip()}", compile(whole, str(path), "exec")


def survives(name: str, path: Path, code: CodeType | None, tests: list[str], limit: float) -> bool:
    """Whether the tests pass, in a process of their own that ends after a time."""
    if child := os.fork():
        return os.waitpid(child, 0)[1] == 0
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(quiet, stream)
        signal.alarm(int(limit) + 1)
        if code:
            package, _, own = name.rpartition(".")
            made = sys.modules[name] = ModuleType(name)
            made.__file__ = str(path)
            setattr(importlib.import_module(package), own, made)
            exec(code, vars(made))
        plain = ("-x", "-q", "-W", "ignore:Module already imported", "--hypothesis-profile", "mutants")
        os._exit(pytest.main([*plain, *tests]))
    finally:
        os._exit(1)


def main() -> None:
    """Prints each mutant that survives, and how many there were."""
    file, _, names = sys.argv[1].partition("::")
    path = Path(file).resolve()
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    own = ROOT / "tests" / path.relative_to(ROOT / "handouts").parent / f"test_{path.name}"
    tests = sys.argv[2:] or [str(own)]
    os.chdir(ROOT)
    for heavy in ("pypdf", "pydantic", "page", "uharfbuzz"):  # once for all mutants
        importlib.import_module(heavy)
    quick = [Phase.explicit, Phase.generate]  # nobody reads which example is the smallest
    settings.register_profile("mutants", max_examples=40, deadline=None, derandomize=True, database=None, phases=quick)
    begin = time.monotonic()
    assert survives(name, path, None, tests, 600), "the tests fail without any change"
    limit, made, left = 5 * (time.monotonic() - begin) + 5, 0, 0
    for told, code in mutants(path, names):
        made += 1
        if survives(name, path, code, tests, limit):
            left += 1
            print(told, flush=True)
    print(f"{sys.argv[1]}: {made} mutants, {left} survive", flush=True)


if __name__ == "__main__":
    main()
