# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Above the lists of certificates: papers and signatures that are still to be told, or the blanks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from precinct_app.domain.registers.certificate_rows import CertificateRegisters, StockRow
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.polling.account_table import AccountTable
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.labels import label
from precinct_app.ui.widgets.lamp import Lamp

_ROWS = ("received", "surplus", "issued", "spoiled", "lost", "left", "unused")
_SUMS = 2
"""Rows at the foot that are sums."""


class CertificateAccount(QFrame):
    """One of the two: a lamp over the accepted papers, the account over the blanks."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plainground")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.lamp, self.account = Lamp(), AccountTable()
        layout.addWidget(self.lamp)
        layout.addWidget(self.account)

    def show_view(self, view: str, found: CertificateRegisters, language: Language) -> None:
        """Show what belongs to a list."""
        self.lamp.setVisible(view == "accepted")
        self.account.setVisible(view == "blanks")
        if view == "accepted":
            self._show_papers(found, language)
        elif view == "blanks":
            self._show_blanks(found.stock, language)

    def _show_papers(self, found: CertificateRegisters, language: Language) -> None:
        """Papers counted beside papers accepted, and holders of whom nothing is told."""
        standing = sum(row.entry.stands for row in found.accepted)
        if found.papers is None:
            told = text("certificates.papers_open", language, count=standing)
        else:
            told = text("certificates.papers_told", language, count=found.papers, all=standing)
        unsigned = len(found.unsigned)
        key = "certificates.unsigned_left" if unsigned else "certificates.unsigned_none"
        wrong = bool(found.papers_gap)
        open_ = found.papers is None or bool(unsigned)
        lamp = "bad" if wrong else "attention" if open_ and standing else "good"
        self.lamp.show_lamp(lamp, told, text(key, language, count=unsigned))

    def _show_blanks(self, stock: Sequence[StockRow], language: Language) -> None:
        heads: list[QWidget] = []
        if len(stock) > 1:
            heads = [label(row.kind.name.in_(language), "small", wrap=True) for row in stock]
        rows = [
            (text(f"certificates.account.{name}", language), [_figure(row, name) for row in stock])
            for name in _ROWS
        ]
        self.account.show_account(heads, rows, len(rows) - _SUMS)


def _figure(row: StockRow, name: str) -> str:
    figure: int | None = getattr(row.balance, name)
    return "" if figure is None else grouped(figure)
