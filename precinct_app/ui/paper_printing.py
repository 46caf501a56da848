# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A paper that a service draws, to the printer that is chosen first."""

from collections.abc import Callable

from precinct_app.ui.desk import Session
from precinct_app.ui.page import Page
from precinct_app.ui.printing import SCALE, choose_printer, print_pages
from precinct_app.ui.protocol.pdf_pages import page_images

Draw = Callable[[Session], bytes]
"""Draws a paper as PDF."""


def print_paper(page: Page, title: str, draw: Draw) -> None:
    """Draw off the window's thread, print, and say how it went; the dialog also prints to a file."""
    printer = choose_printer(page, title)
    if printer is None:
        return
    page.ask(
        lambda session: page_images(draw(session), SCALE),
        lambda images: page.frame.tell(
            page.say("print.done" if print_pages(printer, images) else "print.refused")
        ),
    )
