# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
import pytest

from precinct_app.documents.codes import Code, plain_code, sealed_code
from precinct_app.domain.errors import DocumentError
from tests.documents.papers import PLAIN, SEALED


def cells(code: Code) -> set[tuple[int, int]]:
    return {(x + i, y) for x, y, n in code.runs for i in range(n)}


def test_the_sealed_code_is_version_15_m() -> None:
    code = sealed_code(SEALED[:529])
    assert (code.modules, code.level) == (77, "M")
    assert 45 / code.modules >= 0.58


def test_the_plain_code_keeps_its_modules_at_half_a_millimetre() -> None:
    usual, forty_names = plain_code(PLAIN), plain_code("6 5 10 9 " * 33)
    assert [(c.modules, c.level) for c in (usual, forty_names)] == [(57, "M"), (53, "L")]
    assert all(30 / code.modules >= 0.49 for code in (usual, forty_names))


def test_the_level_falls_only_above_287_bytes() -> None:
    assert [plain_code("қ" * 143 + tail).level for tail in ("a", "ab")] == ["M", "L"]


def test_runs_are_rows_of_black_modules_with_the_three_finders() -> None:
    code = plain_code("KZ")
    black, last = cells(code), code.modules - 1
    assert {(0, 0), (last, 0), (0, last)} <= black
    assert (last, last - 7) not in black or (1, 1) not in black
    assert all(n > 0 and x + n <= code.modules for x, _, n in code.runs)
    assert sum(n for _, _, n in code.runs) == len(black)


def test_a_text_that_no_code_holds_is_refused_with_a_reason() -> None:
    with pytest.raises(DocumentError) as refused:
        plain_code("x" * 5000)
    assert refused.value.reasons[0].key == "document.code_too_long"
