# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Small wrong changes of a module's source, one at a time, for `mutation`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
}  # fmt: skip
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Pow: ast.Mult,
}  # fmt: skip
_CALLED = {"max": "min", "min": "max", "any": "all", "all": "any", "sorted": "list"}
_TYPED = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one wrong change."""

    line: int
    last_line: int
    change: str
    """``what stood there -> what stands there now``."""
    inside: str
    """The statement around it, in short."""
    code: CodeType


def mutants(source: str, path: str) -> Iterator[Mutant]:
    """Every mutant that compiles; words for readers and for the type checker are left alone."""
    tree = ast.parse(source)
    for parent, field, place, node, statement in list(_places(tree, tree)):
        for other in _alternatives(node):
            ast.fix_missing_locations(ast.copy_location(other, node))
            inside = _shown(statement)[:100]
            _put(parent, field, place, other)
            change = f"{_shown(node)} -> {_shown(other)}"
            lines = [n for one in ast.walk(node) for n in _lines(one)]
            yield Mutant(min(lines), max(lines), change, inside, compile(tree, path, "exec"))
            _put(parent, field, place, node)


_Place = tuple[ast.AST, str, int | None, ast.AST, ast.AST]


def _places(node: ast.AST, statement: ast.AST) -> Iterator[_Place]:
    """Every node that runs, with where it hangs and in which statement."""
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list"}:
            continue
        for place, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST) and not isinstance(child, _TYPED) and not _is_said(child):
                around = child if isinstance(child, ast.stmt) else statement
                yield node, field, place if isinstance(value, list) else None, child, around
                yield from _places(child, around)


def _is_said(node: ast.AST) -> bool:
    """A docstring, the words beneath a field, what others may import, what ``strict`` takes for sure."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.keyword(arg="strict"):
            return True
    return False


def _lines(node: ast.AST) -> Iterator[int]:
    if isinstance(node, ast.expr | ast.stmt):
        yield from (node.lineno, node.end_lineno or node.lineno)


def _put(parent: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.comprehension):
        node = ast.ListComp(ast.Constant(...), [node])
    if isinstance(node, ast.If):
        return f"if {_shown(node.test)}"
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    return " ".join(ast.unparse(node).split())


def _alternatives(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant():
            yield from _constants(node.value)
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp() | ast.UnaryOp():
            yield from _truths(node)
        case ast.BinOp() if type(node.op) in _RECKONED:
            yield ast.BinOp(node.left, _RECKONED[type(node.op)](), node.right)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            keywords = [] if name == "sorted" else node.keywords
            yield ast.Call(ast.Name(_CALLED[name], ast.Load()), node.args, keywords)
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case ast.comprehension(ifs=[_, *_]):
            for kept in _one_less(node.ifs):
                yield ast.comprehension(node.target, node.iter, kept, node.is_async)
        case ast.stmt():
            yield from _statements(node)


def _truths(node: ast.BoolOp | ast.UnaryOp) -> Iterator[ast.AST]:
    match node:
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for kept in _one_less(node.values):
                yield ast.BoolOp(node.op, kept) if len(kept) > 1 else kept[0]
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand


def _one_less(values: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for place in range(len(values)):
        yield values[:place] + values[place + 1 :]


def _constants(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int():
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case float():
            yield ast.Constant(value * 1.5 or 1.0)
        case str():
            yield ast.Constant(value + "X")


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for place, op in enumerate(node.ops):
        for other in _COMPARED[type(op)]:
            ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield ast.Compare(node.left, ops, node.comparators)


def _statements(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.If():
            yield from (
                ast.If(ast.Constant(truth), node.body, node.orelse) for truth in (True, False)
            )
        case ast.Return(value=ast.expr()) if _shown(node) != "return None":
            yield ast.Return(ast.Constant(None))
        case ast.AugAssign() if type(node.op) in _RECKONED:
            yield ast.AugAssign(node.target, _RECKONED[type(node.op)](), node.value)
            yield ast.Pass()
        case ast.Expr() | ast.Delete():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
