# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The act by which unused certificate blanks are cancelled at 18:00 of the day before, with numbers."""

from precinct_app.domain.papers.act import ActContent, Listing
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.certificate_rows import StockRow
from precinct_app.runtime.texts import wording
from precinct_app.services.acts.figures import Figures, said
from precinct_app.services.acts.scene import Draft, Recipe, Recipes, Scene, column, same
from precinct_app.services.registers.certificate_stock import stock_rows


def _kinds(scene: Scene) -> list[str]:
    return [kind.kind_id for kind in scene.workspace.election.certificate_kinds]


def _cancelled(scene: Scene, kind_id: str) -> Draft | None:
    """Received and surplus against issued, spoiled, lost and unused; the numbers that lie here."""
    row = next(r for r in stock_rows(scene.workspace, scene.work) if r.kind.kind_id == kind_id)
    if row.cancelled is None or row.balance.unused is None:
        return None
    figures = Figures()
    _account(figures, row)
    content = ActContent(
        wording("act.title.certificates_cancelled"),
        said("act.preamble.certificates_cancelled", when=scene.clock(row.cancelled)),
        (figures.table("certificates", kind=row.kind.name),), tuple(figures.checks),
        (_numbers(row),), findings=(said("act.finding.certificates_cancelled"),),
    )  # fmt: skip
    summary = said("act.summary.certificates_cancelled", count=row.balance.unused).whole
    return Draft(ActKind.CERTIFICATES_CANCELLED, kind_id, content, summary)


def _account(figures: Figures, row: StockRow) -> None:
    kept = row.balance
    came = [figures.add("blanks_received", kept.received)]
    came.append(figures.add("blanks_surplus", kept.surplus))
    went = [figures.add("blanks_issued", kept.issued), figures.add("blanks_spoiled", kept.spoiled)]
    went.append(figures.add("blanks_lost", kept.lost))
    unused = figures.add("blanks_unused", kept.unused or 0)
    figures.check(unused, came, went)


def _numbers(row: StockRow) -> Listing:
    """Numbers of the cancelled blanks as ranges; nothing where no numbers are known."""
    columns = (column("series", 2), column("first", 3), column("last", 3),
               column("blanks", 2, figures=True))  # fmt: skip
    rows = tuple(
        (same(r.series), same(r.first), same(r.last), same(r.count)) for r in row.should_lie
    )
    return Listing(wording("act.listing.cancelled_numbers"), columns, rows)


RECIPES: Recipes = {ActKind.CERTIFICATES_CANCELLED: Recipe(_kinds, _cancelled)}
