# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The mutants that `mutation` tries: one wrong change each, of what runs and of nothing else."""

from typing import Any

from tests.domain.protocol.mutants import mutants

SOURCE = '''
"""What it is for."""
__all__ = ["least"]

def least(numbers: list[int], floor: int = 0) -> int | None:
    """The least one."""
    if not numbers or floor < 0:
        return None
    return min(n for n in numbers if n >= floor)
'''


def test_each_changes_one_thing_that_runs() -> None:
    found = {mutant.change: mutant for mutant in mutants(SOURCE, "least.py")}
    assert set(found) == {
        "0 -> 1", "0 -> -1", "if not numbers or floor < 0 -> if True",
        "if not numbers or floor < 0 -> if False",
        "not numbers or floor < 0 -> not numbers and floor < 0",
        "not numbers or floor < 0 -> floor < 0", "not numbers or floor < 0 -> not numbers",
        "not numbers -> numbers", "floor < 0 -> floor <= 0", "floor < 0 -> floor >= 0",
        "return min((n for n in numbers if n >= floor)) -> return None",
        "min((n for n in numbers if n >= floor)) -> max((n for n in numbers if n >= floor))",
        "[... for n in numbers if n >= floor] -> [... for n in numbers]",
        "n >= floor -> n > floor", "n >= floor -> n < floor",
    }  # fmt: skip
    greatest = found["min((n for n in numbers if n >= floor)) -> "
                     "max((n for n in numbers if n >= floor))"]  # fmt: skip
    assert (greatest.line, greatest.last_line) == (9, 9)
    assert greatest.inside == "return min((n for n in numbers if n >= floor))"
    assert found["n >= floor -> n > floor"].inside == greatest.inside
    assert found["floor < 0 -> floor <= 0"].inside == "if not numbers or floor < 0"
    names: dict[str, Any] = {}
    exec(greatest.code, names)  # noqa: S102  our own source
    assert names["least"]([4, 2, 9]) == 9
