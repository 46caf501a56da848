# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a member does in the window, step by step, by keys."""

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import Qt

from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import Figure, Rows
from precinct_app.services.ballot_sheet import form_and_rows
from precinct_app.services.mock_counts import MockNight, mock_counts
from precinct_app.services.mock_people import sample_pin
from precinct_app.services.registers import count_facts
from precinct_app.services.two_people import Agreed
from precinct_app.ui.desk import Session
from precinct_app.ui.home.home_page import HomePage
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.protocol.sheet_page import SheetPage
from tests.ui.conftest import press, settle

ENTER = Qt.Key.Key_Return


def make_final(session: Session, ballot_id: str) -> None:
    """Make a ballot's figures final alone, the count's facts being as they are proposed."""
    facts = count_facts.asked(session.workspace, session.actor, ballot_id).facts
    count_facts.say(session.workspace, session.actor, facts)
    session.freeze(ballot_id, Agreed(alone="night"))


def home_page(window: MainWindow) -> HomePage:
    page = window.page_of("home")
    assert isinstance(page, HomePage)
    return page


def sheet_page(window: MainWindow) -> SheetPage:
    page = window.page_of("sheet")
    assert isinstance(page, SheetPage)
    return page


def way(window: MainWindow) -> tuple[str, ...]:
    """Typed cells in the order of typing."""
    opened = sheet_page(window).sheet
    assert opened is not None
    return opened.way


def next_step(window: MainWindow) -> str:
    state = home_page(window).next_state()
    return state.step if state else "done"


def cell_at_hand(window: MainWindow) -> str:
    return str(getattr(window.focusWidget(), "cell", ""))


def figures_of(window: MainWindow) -> dict[str, Figure]:
    """A night that obeys every relation."""
    assert window.session is not None
    workspace = window.session.workspace
    ballot = workspace.election.ballots_of(workspace.info.precinct_id)[0]

    def look() -> tuple[Form, Rows]:
        with workspace.store.begin() as work:
            return form_and_rows(workspace, work, ballot)

    with ThreadPoolExecutor(1) as elsewhere:
        form, rows = elsewhere.submit(look).result()
    return mock_counts(form, rows, MockNight(1000, 0, 0, day=1), seed=5)


def more(figures: dict[str, Figure], cell: str, by: int) -> dict[str, Figure]:
    """The same night with one cell changed."""
    figure = figures[cell]
    assert isinstance(figure, int)
    return {**figures, cell: figure + by}


def open_sheet(window: MainWindow, member: str = "m2") -> None:
    """Begin what is next, with a member at the keyboard."""
    home_page(window).go.setFocus()
    press(window, key=ENTER)
    settle(window)
    if window.page.place.page_id == "keyboard":
        sit_down(window, member)
    assert window.page.place.page_id == "sheet"


def sit_down(window: MainWindow, member: str) -> int:
    """Take the keyboard as a member: the digit, then the PIN; the number of keys pressed."""
    number = int(member[1:])
    keys = [str(number), *sample_pin(number)]
    for digit in keys:
        press(window, digit)
    press(window, key=ENTER)
    settle(window)
    return len(keys) + 1


def type_sheet(window: MainWindow, figures: dict[str, Figure]) -> int:
    """Type every cell from the focus on; the number of keys pressed."""
    count = 0
    for cell in way(window):
        assert cell_at_hand(window) == cell
        for digit in str(figures[cell]):
            press(window, digit)
            count += 1
        press(window, key=ENTER)
        count += 1
    settle(window)
    return count


def finish(window: MainWindow) -> None:
    """After the last cell the focus is on the way on."""
    assert window.focusWidget() is sheet_page(window).finish_button()
    press(window, key=ENTER)
    settle(window)
