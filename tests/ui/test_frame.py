# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The frame: the day as steps, ways back, language and look remembered, help, deadlines, lock."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from precinct_app.bootstrap import Tools
from precinct_app.domain.deadlines import deadlines_of
from precinct_app.domain.errors import Reason
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.settings import Settings, Taste
from precinct_app.runtime.texts import text
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.rail import Rail
from precinct_app.ui.frame.rail_fit import PITCHES, Pitch, fitted, in_sight
from precinct_app.ui.frame.rail_item import RailItem
from precinct_app.ui.frame.rail_lines import at_hand
from precinct_app.ui.frame.steps import Step, StepGroup, StepState, grouped_steps
from precinct_app.ui.frame.top_bar import BarWords, TopBar
from precinct_app.ui.frame.words import next_deadline, time_left
from precinct_app.ui.help.help_page import HelpPage
from precinct_app.ui.machine import Desk
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.page import Page
from precinct_app.ui.pages import PAGES
from precinct_app.ui.theme import Theme
from tests.ui.at_work import ENTER, cell_at_hand, home_page, open_sheet, sit_down, way
from tests.ui.conftest import PRECINCT, SECRET, press, settle

ESC = Qt.Key.Key_Escape


def test_f2_leads_between_the_two_state_languages_and_is_remembered(signed_in: MainWindow) -> None:
    said = []
    for _ in range(3):
        said.append((signed_in.language, home_page(signed_in).sentence.text()))
        press(signed_in, key=Qt.Key.Key_F2)
        settle(signed_in)
    assert [language for language, _ in said] == [Language.KK, Language.RU, Language.KK]
    assert said[0] == said[2]
    assert said[0][1] != said[1][1]
    assert signed_in.settings.taste(signed_in._person()).language is Language.RU


def test_type_size_and_theme_change_at_once(signed_in: MainWindow) -> None:
    before = home_page(signed_in).go.sizeHint()
    signed_in.set_taste(Language.KK, 150, dark=True)
    settle(signed_in)
    assert signed_in.look.theme is Theme.DARK
    assert home_page(signed_in).go.sizeHint().width() > before.width()
    assert signed_in.look.training


def test_a_training_election_shows_its_tape_on_four_sides(signed_in: MainWindow) -> None:
    margins = signed_in.hatch.contentsMargins()
    assert (margins.left(), margins.right(), margins.bottom()) == (10, 10, 10)
    assert signed_in.bar.training.isVisible()
    picture = signed_in.grab().toImage()
    colours = {picture.pixelColor(3, y).name().upper() for y in range(100, 160)}
    assert {"#00656E", "#CFE6E5"} <= colours


def test_escape_leads_back_then_to_the_steps_and_arrows_along_them(signed_in: MainWindow) -> None:
    press(signed_in, key=ESC)
    focused = signed_in.focusWidget()
    assert isinstance(focused, RailItem)
    assert focused.entry.item_id == "home"
    seen = []
    for _ in range(20):
        press(signed_in, key=Qt.Key.Key_Down)
        at = signed_in.focusWidget()
        assert isinstance(at, RailItem)
        seen.append(at.entry.item_id)
    assert seen[-1] == "settings"
    press(signed_in, key=ENTER)
    settle(signed_in)
    assert signed_in.page.place.page_id == "settings"
    press(signed_in, key=ESC)
    settle(signed_in)
    assert signed_in.page.place.page_id == "home"


def test_a_closed_step_says_why_and_leads_nowhere(signed_in: MainWindow) -> None:
    next(i for i in signed_in.rail.items if i.entry.item_id == "protocols").click()
    item = next(i for i in signed_in.rail.items if i.entry.item_id == "finish")
    assert item.entry.state is StepState.BLOCKED
    assert text("refusal.step.count_open", Language.KK) in item.entry.reason
    assert item.accessibleDescription() == item.entry.reason
    item.click()
    settle(signed_in)
    assert signed_in.page.place.page_id == "home"
    assert signed_in.line.text.text() == item.entry.reason


def test_the_rail_shrinks_to_icons_during_the_count(signed_in: MainWindow) -> None:
    assert signed_in.rail.width() == 256
    open_sheet(signed_in)
    assert signed_in.rail.width() == 56
    current = [item.entry.number for item in signed_in.rail.items if item.entry.current]
    assert current == [1]


def steps(*states: StepState) -> list[Step]:
    reason = Reason("step.count_open")
    return [
        Step(f"s{n}", "count", "rail.count", state, Place("home"),
             reason=reason if state is StepState.BLOCKED else None)
        for n, state in enumerate(states)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("states", "whole"),
    [((StepState.DONE, StepState.DONE), StepState.DONE),
     ((StepState.DONE, StepState.LATER), StepState.WORKING),
     ((StepState.WORKING, StepState.BLOCKED), StepState.WORKING),
     ((StepState.LATER, StepState.BLOCKED), StepState.LATER),
     ((StepState.BLOCKED, StepState.BLOCKED), StepState.BLOCKED)],
)  # fmt: skip
def test_a_group_is_as_far_as_its_steps(states: tuple[StepState, ...], whole: StepState) -> None:
    (group,) = grouped_steps(steps(*states))
    assert group.state is whole
    assert (group.reason is not None) == (whole is StepState.BLOCKED)


def test_done_groups_fold_and_open_again(rail: Rail) -> None:
    rail.resize(256, 700)
    groups = grouped_steps(steps(StepState.DONE, StepState.DONE))
    rail.show_day(groups, "home", Language.KK, full=True)
    assert [i.entry.count for i in rail.items] == ["", "2 / 2", "", ""]
    rail.items[1].click()
    assert [i.entry.item_id for i in rail.items[2:]] == ["s0", "s1", "journal", "settings"]
    rail.items[1].click()
    assert len(rail.items) == 4


def test_the_bar_shortens_the_elections_name_before_it_drops_words(
    application: QApplication,
) -> None:
    bar = TopBar()
    words = BarWords(
        "№ 214", "Қостанай облысы", "Мәжіліс және мәслихат депутаттарын сайлау, 19.03.2023",
        "Санау мерзімі 08:00", "", "Сақталды: 22:41:07", "Төраға: Сәрсенова А. Б.", "22:42",
    )  # fmt: skip
    bar.show_words(words, Language.KK)
    names, deadlines = [], []
    for width in range(1600, 930, -10):
        bar.resize(width, 48)
        bar.show()
        QApplication.processEvents()
        names.append(bar.election.maximumWidth())
        deadlines.append(bar.deadline.isVisible())
    dropped = deadlines.index(False)
    assert names[0] == 300
    assert 170 <= names[dropped - 1] < 300
    assert names[dropped - 1] < names[dropped] <= 300  # the room of what went is its own again
    assert bar.person.isVisible()
    bar.deleteLater()


WHOLE_DAY = {"preparation": 6, "polling": 4, "count": 9, "protocols": 3}


def whole_day(current: str) -> tuple[StepGroup, ...]:
    """A day with all its steps, the count in work, some of the names long."""
    names = "Қолтаңбаларды санау", "Тасымалданатын және тұрақты жәшіктер ашылғанға дейін"
    return grouped_steps([
        Step(f"{part}{n}", part, Wording.same(names[n % 2]),
             StepState.WORKING if f"{part}{n}" == current else StepState.LATER, Place("home"))
        for part, count in WHOLE_DAY.items() for n in range(count)
    ])  # fmt: skip


@pytest.fixture
def rail(application: QApplication) -> Iterator[Rail]:
    """A rail of its own."""
    made = Rail(["journal", "settings"])
    made.show()
    yield made
    made.close()
    made.deleteLater()


def in_order(rail: Rail) -> list[RailItem]:
    """Lines in sight, which stand below each other inside the rail."""
    items = [item for item in rail.items if item.isVisible()]
    for above, below in itertools.pairwise(items):
        assert above.geometry().bottom() < below.geometry().top()
    assert items[0].y() >= 0
    assert items[-1].geometry().bottom() < rail.height()
    return items


@pytest.mark.parametrize("height", [710, 642, 400, 250])
@pytest.mark.parametrize("full", [True, False])
def test_a_day_with_every_part_unfolded_never_overlaps_and_arrows_reach_all(
    rail: Rail, height: int, full: bool
) -> None:
    rail.resize(256, height)
    rail.show_day(whole_day("count8"), "count8", Language.KK, full=full)
    for part in WHOLE_DAY:  # the last that is opened stays, and the one at hand
        in_order(rail)
        head = next((i for i in rail.items if i.entry.item_id == part), None)
        if head is not None and not any(i.entry.item_id == f"{part}1" for i in rail.items):
            head.click()
        told = {i.entry.item_id for i in rail.items}
        assert {f"{part}1", "count8", "journal", "settings"} <= told
        rail.take_focus()
        at_current = in_order(rail)
        assert any(item.entry.current for item in at_current)
        for _ in rail.items:
            press_in(rail, Qt.Key.Key_Up)
        seen = []
        for _ in rail.items:
            here = focused_line(rail)
            assert here in in_order(rail)
            seen.append(here.entry.item_id)
            press_in(rail, Qt.Key.Key_Down)
        assert seen == [item.entry.item_id for item in rail.items]


def focused_line(rail: Rail) -> RailItem:
    here = rail.focusWidget()
    assert isinstance(here, RailItem)
    return here


def press_in(rail: Rail, key: Qt.Key) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(focused_line(rail), event)


def test_lines_come_closer_before_parts_fold_and_fold_before_they_scroll() -> None:
    parts = {"a": [10] * 5, "b": [20] * 5}

    def lines(unfolded: Sequence[str]) -> list[int]:
        return [size for part in unfolded for size in parts[part]]

    def high(sizes: Sequence[int], pitch: Pitch) -> int:
        return sum(size * pitch.inner for size in sizes)

    wide, close = PITCHES[0].inner, PITCHES[-1].inner
    every = fitted(["a", "b"], lines, high, 150 * wide)
    assert (every.pitch, every.fits, len(every.lines)) == (PITCHES[0], True, 10)
    assert fitted(["a", "b"], lines, high, 150 * close).pitch == PITCHES[-1]
    three = fitted(["a", "b", "b"], lines, high, 150 * close)
    assert (len(three.lines), three.fits) == (10, True)
    assert not fitted(["a", "b"], lines, high, 150 * close - 1).fits


@pytest.mark.parametrize(
    ("first", "target", "shown"),
    [(0, 0, range(3)), (0, 3, range(1, 4)), (2, 1, range(1, 4)), (4, 4, range(2, 5))],
)
def test_lines_scroll_no_further_than_they_must(first: int, target: int, shown: range) -> None:
    assert in_sight([10] * 5, 30, first, target) == shown


@pytest.mark.parametrize(
    ("states", "hand"),
    [({"preparation": "done", "polling": "working", "count": "working"}, "count"),
     ({"preparation": "later", "polling": "working", "count": "blocked"}, "polling"),
     ({"polling": "working", "count": "later", "protocols": "working"}, "polling"),
     ({"polling": "working", "count": "done", "protocols": "working"}, "protocols"),
     ({"preparation": "later", "count": "later", "protocols": "blocked"}, "preparation"),
     ({"count": "done", "protocols": "done"}, "")],
)  # fmt: skip
def test_the_part_at_hand_is_where_the_work_is(states: dict[str, str], hand: str) -> None:
    day = [Step(f"{part}{n}", part, "rail.count", StepState(state), Place("home"))
           for part, state in states.items() for n in range(2)]  # fmt: skip
    assert at_hand(grouped_steps(day), "home") == hand
    assert at_hand(grouped_steps(day), "count1") == "count"


def test_help_opens_at_the_page_and_leads_back_to_the_same_cell(signed_in: MainWindow) -> None:
    open_sheet(signed_in)
    press(signed_in, "4")
    press(signed_in, key=ENTER)
    settle(signed_in)
    press(signed_in, key=Qt.Key.Key_F1)
    page = signed_in.page
    assert isinstance(page, HelpPage)
    assert "F9" in page.text.toPlainText()
    press(signed_in, key=ESC)
    settle(signed_in)
    assert signed_in.page.place.page_id == "sheet"
    assert cell_at_hand(signed_in) == way(signed_in)[1]


@pytest.mark.parametrize("language", list(Language))
def test_every_page_has_its_help_in_every_language(language: Language) -> None:
    folder = Path(__file__).parents[2] / "resources" / "help" / language.value
    pages = {spec.page_id for spec in PAGES} - {"help"}
    assert pages <= {file.stem for file in folder.glob("*.md")}


def test_every_listed_page_can_be_made_and_is_a_page(signed_in: MainWindow) -> None:
    for spec in PAGES:
        assert isinstance(signed_in.page_of(spec.page_id), Page)


def test_pages_are_made_when_somebody_goes_there(window: MainWindow) -> None:
    assert list(window._made) == ["start"]


def test_what_needs_a_session_is_closed_without_one(window: MainWindow) -> None:
    window.go(Place("home"))
    window.go(Place("no such page"))
    assert window.page.place.page_id == "start"


def test_work_goes_on_where_it_was_after_a_crash(signed_in: MainWindow, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    signed_in.settings = settings
    open_sheet(signed_in)
    settle(signed_in)
    person, place = signed_in._opener, signed_in.page.place
    again = MainWindow(Desk(Tools(), signed_in.desk.folder), Settings(tmp_path / "settings.json"))
    assert again.settings.place(person)[:3] == (place.page_id, place.subject, place.detail)
    again.sign_in(signed_in.desk.folder / PRECINCT, "m1", SECRET)
    settle(again)
    assert again.page.place.page_id == "keyboard"
    assert again.line.notes
    sit_down(again, "m2")
    assert (again.page.place.subject, again.page.place.detail) == (place.subject, place.detail)
    again.close()
    assert Settings(tmp_path / "settings.json").place(person) == ()
    again.deleteLater()


def test_the_next_deadline_is_told_with_the_time_left() -> None:
    day = datetime(2023, 3, 19)  # noqa: DTZ001  local wall times
    deadlines = deadlines_of(day.date())
    said = [
        next_deadline(deadlines, day.replace(hour=22, minute=42), Language.KK),
        next_deadline(deadlines, day.replace(hour=9), Language.RU),
        next_deadline(deadlines, day + timedelta(days=2), Language.EN),
        next_deadline(deadlines, day - timedelta(days=9), Language.EN),
    ]
    assert said[0] == "Санау мерзімі 08:00, қалғаны 9\u00a0сағ\u00a018\u00a0мин"
    assert "12:00" in said[1]
    assert "3\u00a0ч\u00a00\u00a0мин" in said[1]
    assert said[2] == ""
    assert "18.03, 18:00" in said[3]
    assert "8\u00a0days" in said[3]
    assert time_left(timedelta(minutes=59, seconds=1), Language.EN) == "1\u00a0h\u00a00\u00a0min"


def test_the_first_taste_of_a_machine_is_kazakh_and_light() -> None:
    assert Settings().taste() == Taste(Language.KK, 100, dark=False)
