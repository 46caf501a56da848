# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which renderer draws which paper."""

from collections.abc import Callable, Mapping
from typing import Any

from precinct_app.documents.act_pdf import render_act
from precinct_app.documents.blank_pdf import render_blank, render_blank_act
from precinct_app.documents.certificate_pdf import render_certificate
from precinct_app.documents.counted_pdf import render_counted
from precinct_app.documents.home_application_pdf import render_home_application
from precinct_app.documents.label_pdf import render_labels
from precinct_app.documents.notice_pdf import render_notice
from precinct_app.documents.refusal_pdf import render_refusal
from precinct_app.documents.register_pdf import render_register
from precinct_app.documents.turnout_pdf import render_turnout
from precinct_app.domain.papers.act import ActPaper
from precinct_app.domain.papers.blank import BlankActPaper, BlankPaper, CountedPaper
from precinct_app.domain.papers.forms import CertificatePaper, HomeApplicationPaper, RefusalPaper
from precinct_app.domain.papers.label import LabelPaper
from precinct_app.domain.papers.notice import NoticePaper
from precinct_app.domain.papers.paper import Paper
from precinct_app.domain.papers.table import TablePaper
from precinct_app.domain.papers.turnout import TurnoutPaper

RENDERERS: Mapping[type[Paper], Callable[[Any], bytes]] = {
    ActPaper: render_act,
    TablePaper: render_register,
    CertificatePaper: render_certificate,
    HomeApplicationPaper: render_home_application,
    RefusalPaper: render_refusal,
    NoticePaper: render_notice,
    TurnoutPaper: render_turnout,
    LabelPaper: render_labels,
    BlankPaper: render_blank,
    BlankActPaper: render_blank_act,
    CountedPaper: render_counted,
}


def render_paper(paper: Paper) -> bytes:
    """Draw a paper as PDF/A."""
    return RENDERERS[type(paper)](paper)
