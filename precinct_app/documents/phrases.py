# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The fixed wording of paper in its two languages at once, from the catalogs; dates and times."""

from dataclasses import dataclass
from datetime import date, datetime

from precinct_app.domain.commission import Role
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.texts import text


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in the two languages of paper; Kazakh stands above or left."""

    kk: str
    ru: str

    @property
    def shared(self) -> str:
        """Both on one line."""
        return f"{self.kk} · {self.ru}"


def of(wording: Wording) -> Pair:
    """The paper's two languages of an official wording."""
    return Pair(wording.kk, wording.ru)


def pair(key: str, **values: str | int) -> Pair:
    """A phrase of the catalogs with its values filled in."""
    return Pair(text(key, Language.KK, **values), text(key, Language.RU, **values))


def role_name(role: Role) -> Pair:
    """A role as it stands under a signer's name."""
    return pair(f"paper.role.{role.value}")


def long_date(day: date) -> Pair:
    """A date in words: ``2023 zhylghy 19 nauryz`` (in Kazakh letters) and Russian."""
    month = pair(f"paper.month.{day.month}")
    values = {"day": day.day, "year": day.year}
    return Pair(
        text("paper.date", Language.KK, month=month.kk, **values),
        text("paper.date", Language.RU, month=month.ru, **values),
    )


def short_date(day: date) -> str:
    """``19.03.2023``, the same in both languages."""
    return f"{day:%d.%m.%Y}"


def moment(when: datetime, known_day: date) -> str:
    """Local wall time; with its date where that is not the day which the reader has in mind."""
    clock = f"{when:%H:%M}"
    return clock if when.date() == known_day else f"{short_date(when.date())}, {clock}"
