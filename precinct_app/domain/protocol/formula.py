# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Formula text to linear form; refuses what it does not know, with its place.

The language is closed: whole numbers (with their unit), ``+ -``, ``*`` by a whole number or a form
parameter, ``sum(table.column where flag)``, ``N% of line`` (``, up`` rounds up), and one of
``== <= >=``.  There is no eval.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from precinct_app.domain.errors import FormError, TextKey
from precinct_app.domain.protocol.linear import (
    PERCENT,
    UNITS,
    Condition,
    Linear,
    Operator,
    Ref,
    Term,
)

__all__ = [
    "LONGEST", "PERCENT", "UNITS", "WORDS", "Condition", "Linear", "Operator", "Ref", "Term", "column_of",
    "read_condition", "read_formula",
]  # fmt: skip

LONGEST = 1000
"""Characters of a formula; the longest of ours has 130."""
_MOST_DIGITS = 7
_TOKEN = re.compile(r"\s*(?:([0-9]+)|([a-z_][a-z0-9_.]*)|(==|<=|>=|[-+*%(),]))")
WORDS = frozenset({"sum", "where", "of", "up", "not", "source"})
"""Words of the language, which name nothing."""
_COMPARISON = TextKey("form.expected.comparison")
_TERM = TextKey("form.expected.term")
_END = TextKey("form.expected.end")


def read_formula(text: str, place: str) -> Linear:
    """Read one comparison; FormError ``form.formula`` with the place, the column (1 upward), what
    stands there and what was expected.
    """
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


def column_of(text: str, name: str) -> int:
    """Column (1 upward) where a name stands in a formula; 0 when it does not."""
    match = re.search(rf"(?<![a-z0-9_.]){re.escape(name)}(?![a-z0-9_.])", text)
    return match.start() + 1 if match else 0


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    column: int

    @property
    def is_number(self) -> bool:
        return self.text.isdecimal()

    @property
    def is_name(self) -> bool:
        return self.text[:1].isalpha() and self.text not in WORDS


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, text: str, place: str) -> None:
        self.place = place
        if len(text) > LONGEST:
            raise FormError.of("form.too_long", place=place, most=LONGEST)
        self.text = text
        self.tokens = list(self._tokens())
        self.next = 0

    def comparison(self) -> Linear:
        left = self._side()
        token = self._take()
        if token.text not in {"==", "<=", ">="}:
            self._refuse(token, _COMPARISON)
        right = self._side()
        refs = tuple(dict.fromkeys(t.ref for t in (*left, *right) if t.ref is not None))
        return Linear(left, Operator(token.text), right, refs)

    def expect_end(self) -> None:
        if self._peek().text:
            self._refuse(self._peek(), _END)

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
            return self._after_number(sign * self._number())
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
        unit = self._take().text if self._peek().text in UNITS else ""
        return Term(size, None, unit=unit)

    def _number(self) -> int:
        token = self._take()
        if len(token.text) > _MOST_DIGITS:
            self._refuse(token, TextKey("form.expected.digits"))
        return int(token.text)

    def _factor(self) -> Ref:
        return self._sum() if self._peek().text == "sum" else Ref(self._name())

    def _sum(self) -> Ref:
        self._expect("sum")
        self._expect("(")
        name, where = self._name(), ""
        if self._skip("where"):
            where = self._flag(name.partition(".")[0])
        self._expect(")")
        return Ref(name, is_sum=True, where=where)

    def _flag(self, table: str) -> str:
        """A flag of the summed table, with or without the table's name before it."""
        token, flag = self._peek(), self._name()
        if "." in flag and flag.partition(".")[0] != table:
            self._refuse(token, f"{table}.…")
        return flag.rpartition(".")[2]

    def _name(self) -> str:
        token = self._take()
        if not token.is_name or token.text.endswith(".") or ".." in token.text:
            self._refuse(token, _TERM)
        return token.text

    def _expect(self, text: str) -> _Token:
        token = self._take()
        if token.text != text:
            self._refuse(token, text)
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
            if match is None:
                rest = self.text[at:]
                column = at + len(rest) - len(rest.lstrip()) + 1
                key = TextKey("form.expected.character")
                raise self._refusal(_Token(self.text[column - 1], column), key)
            token, at = match[0].lstrip(), match.end()
            yield _Token(token, at - len(token) + 1)

    def _refuse(self, token: _Token, expected: str) -> NoReturn:
        raise self._refusal(token, expected)

    def _refusal(self, token: _Token, expected: str) -> FormError:
        return FormError.of(
            "form.formula", place=self.place, column=token.column, found=token.text or "…",
            expected=expected,
        )  # fmt: skip
