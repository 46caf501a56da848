# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Formula text to linear form; refuses what it does not know, with its place.

The language is closed: whole numbers, ``+ -``, ``*`` by a whole number or a form parameter,
``sum(table.column where flag)``, ``N% of line`` (``, up`` rounds up), and one of ``== <= >=``.
There is no eval; a formula becomes whole-number coefficients over references, and check, marked
cells, printed formula and likely slip read that one object.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from precinct_app.domain.errors import FormError

_TOKEN = re.compile(r"\s*(?:(\d+)|([a-z_][a-z0-9_.]*)|(==|<=|>=|[-+*%(),]))")
_WORDS = frozenset({"sum", "where", "of", "up", "not", "source"})
PERCENT = 100


class Operator(StrEnum):
    """How the two sides of a relation compare."""

    EQUAL = "=="
    AT_MOST = "<="
    AT_LEAST = ">="

    def holds(self, difference: int) -> bool:
        """Say whether left minus right fits the comparison."""
        if self is Operator.EQUAL:
            return difference == 0
        return difference <= 0 if self is Operator.AT_MOST else difference >= 0


@dataclass(frozen=True, slots=True)
class Ref:
    """What a coefficient stands before: a line, a cell of a row, or a sum over a table."""

    name: str
    """A line (``ballots_found``), a table's column (``box.found``), or a fixed row's cell."""
    is_sum: bool = False
    where: str = ""
    """Flag column that a row must have set to be in the sum."""

    def __str__(self) -> str:
        if not self.is_sum:
            return self.name
        return f"sum({self.name} where {self.where})" if self.where else f"sum({self.name})"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a side: coefficient times parameter times reference, or a share of it."""

    coefficient: int
    ref: Ref | None
    """None for a plain number."""
    parameter: str = ""
    percent: bool = False
    """The coefficient counts hundredths."""
    up: bool = False


@dataclass(frozen=True, slots=True)
class Linear:
    """A comparison of two sums of terms."""

    left: tuple[Term, ...]
    operator: Operator
    right: tuple[Term, ...]
    refs: tuple[Ref, ...] = field(default=())
    """Every reference once, left before right, in the order of the text."""

    def coefficients(self, parameters: Mapping[str, int]) -> tuple[dict[Ref, int], int]:
        """Left minus right as whole-number coefficients and a constant.

        Scaled by 100 where a percentage stands.  ``<= N% of x, up`` (rounded up) is exact over whole
        numbers: a - b <= ceil(N x / 100) if and only if 100 (a - b) <= N x + 99.
        """
        terms = [(1, t) for t in self.left] + [(-1, t) for t in self.right]
        scale = PERCENT if any(term.percent for _, term in terms) else 1
        found: dict[Ref, int] = {}
        constant = 0
        for sign, term in terms:
            size = sign * term.coefficient * parameters.get(term.parameter, 1)
            size *= 1 if term.percent else scale
            if term.ref is None:
                constant += size
            else:
                found[term.ref] = found.get(term.ref, 0) + size
            if term.up:
                constant += sign * (PERCENT - 1)
        return {ref: size for ref, size in found.items() if size}, constant


@dataclass(frozen=True, slots=True)
class Condition:
    """When a relation is asked at all: a comparison, a row flag, or the source of a line."""

    comparison: Linear | None = None
    flag: str = ""
    negated: bool = False
    source_of: str = ""
    source: str = ""


def read_formula(text: str, place: str) -> Linear:
    """Read one comparison; FormError ``form.formula`` names the place and the column (1 upward)."""
    parser = _Parser(text, place)
    linear = parser.comparison()
    parser.expect_end()
    return linear


def read_condition(text: str, place: str) -> Condition:
    """Read a ``when``: a comparison, ``flag``, ``not flag``, or ``source(line) = counted``."""
    match = re.fullmatch(r"\s*source\(\s*([a-z_][a-z0-9_]*)\s*\)\s*=\s*([a-z]+)\s*", text)
    if match:
        return Condition(source_of=match[1], source=match[2])
    match = re.fullmatch(r"\s*(not\s+)?([a-z_][a-z0-9_]*)\s*", text)
    if match:
        return Condition(flag=match[2], negated=bool(match[1]))
    parser = _Parser(text, place)
    linear = parser.comparison()
    parser.expect_end()
    return Condition(comparison=linear)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    column: int

    @property
    def is_number(self) -> bool:
        return self.text.isdecimal()

    @property
    def is_name(self) -> bool:
        return self.text[:1].isalpha() and self.text not in _WORDS


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, text: str, place: str) -> None:
        self.text = text
        self.place = place
        self.tokens = list(self._tokens())
        self.next = 0

    def comparison(self) -> Linear:
        left = self._side()
        token = self._take()
        if token.text not in {"==", "<=", ">="}:
            self._refuse(token)
        right = self._side()
        refs = tuple(dict.fromkeys(t.ref for t in (*left, *right) if t.ref is not None))
        return Linear(left, Operator(token.text), right, refs)

    def expect_end(self) -> None:
        if self._peek().text:
            self._refuse(self._peek())

    def _side(self) -> tuple[Term, ...]:
        sign = -1 if self._skip("-") else 1
        terms = [self._term(sign)]
        while self._peek().text in {"+", "-"}:
            sign = 1 if self._take().text == "+" else -1
            terms.append(self._term(sign))
        return tuple(terms)

    def _term(self, sign: int) -> Term:
        token = self._peek()
        if token.is_number:
            return self._after_number(sign * int(self._take().text))
        if token.text == "sum":
            return Term(sign, self._sum())
        name = self._name()
        if self._skip("*"):
            return Term(sign, self._factor(), parameter=name)
        return Term(sign, Ref(name))

    def _after_number(self, size: int) -> Term:
        if self._skip("%"):
            self._expect("of")
            ref = self._factor()
            up = bool(self._peek().text == "," and self._take()) and bool(self._expect("up"))
            return Term(size, ref, percent=True, up=up)
        if self._skip("*"):
            return Term(size, self._factor())
        return Term(size, None)

    def _factor(self) -> Ref:
        return self._sum() if self._peek().text == "sum" else Ref(self._name())

    def _sum(self) -> Ref:
        self._expect("sum")
        self._expect("(")
        name, where = self._name(), ""
        if self._skip("where"):
            where = self._name()
        self._expect(")")
        return Ref(name, is_sum=True, where=where.rpartition(".")[2])

    def _name(self) -> str:
        token = self._take()
        if not token.is_name or token.text.endswith(".") or ".." in token.text:
            self._refuse(token)
        return token.text

    def _expect(self, text: str) -> _Token:
        token = self._take()
        if token.text != text:
            self._refuse(token)
        return token

    def _skip(self, text: str) -> bool:
        found = self._peek().text == text
        self.next += found
        return found

    def _peek(self) -> _Token:
        if self.next < len(self.tokens):
            return self.tokens[self.next]
        return _Token("", len(self.text) + 1)

    def _take(self) -> _Token:
        token = self._peek()
        self.next += 1
        return token

    def _tokens(self) -> Iterator[_Token]:
        at = 0
        while self.text[at:].strip():
            match = _TOKEN.match(self.text, at)
            if match is None or match.lastindex is None:
                rest = self.text[at:]
                column = at + len(rest) - len(rest.lstrip()) + 1
                raise self._refusal(_Token(self.text[column - 1], column))
            yield _Token(match[match.lastindex], match.start(match.lastindex) + 1)
            at = match.end()

    def _refuse(self, token: _Token) -> None:
        raise self._refusal(token)

    def _refusal(self, token: _Token) -> FormError:
        found = token.text or "…"
        return FormError.of("form.formula", place=self.place, column=token.column, found=found)
