# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every paper that is drawn from plain data alone."""

from precinct_app.domain.papers.act import ActPaper
from precinct_app.domain.papers.blank import BlankActPaper, BlankPaper, CountedPaper
from precinct_app.domain.papers.forms import CertificatePaper, HomeApplicationPaper, RefusalPaper
from precinct_app.domain.papers.label import LabelPaper
from precinct_app.domain.papers.notice import NoticePaper
from precinct_app.domain.papers.table import TablePaper
from precinct_app.domain.papers.turnout import TurnoutPaper

Paper = (
    ActPaper
    | TablePaper
    | CertificatePaper
    | HomeApplicationPaper
    | RefusalPaper
    | NoticePaper
    | TurnoutPaper
    | LabelPaper
    | BlankPaper
    | BlankActPaper
    | CountedPaper
)
