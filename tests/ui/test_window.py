# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The first window by real keys: sign-in, both entries, differences, checks, preview."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.wording import Language
from precinct_app.services.ballot_sheet import form_and_rows
from precinct_app.services.mock_counts import MockNight, mock_counts
from precinct_app.ui.digits import KAZAKH_ROW, digit_of
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.theme import TOKENS, Theme, contrast, style_sheet
from tests.ui.conftest import SECRET, press, settle

ENTER = Qt.Key.Key_Return
X11_ROW = 10
"""The scan code of the key 1."""


def figures_of(window: MainWindow) -> dict[str, Figure]:
    assert window.session is not None
    workspace = window.session.workspace
    ballot = workspace.election.ballots_of(workspace.info.precinct_id)[0]
    with workspace.store.begin() as work:
        form, rows = form_and_rows(workspace, work, ballot)
    return mock_counts(form, rows, MockNight(1000, 0, 0), seed=5)


def open_sheet(window: MainWindow, member: str = "m2") -> None:
    window.ballots.who.setCurrentIndex(window.ballots.who.findData(member))
    window.ballots.go.setFocus()
    press(window, key=ENTER)
    settle(window)
    assert window.pages.currentWidget() is window.sheet


def type_sheet(window: MainWindow, figures: dict[str, Figure]) -> int:
    """Type every cell from the focus downward; the number of keys pressed."""
    count = 0
    for cell in window.sheet.rows.typed():
        focused = window.focusWidget()
        assert getattr(focused, "cell", "") == cell
        for digit in str(figures[cell]):
            press(window, digit)
            count += 1
        press(window, key=ENTER)
        count += 1
    settle(window)
    return count


def finish(window: MainWindow) -> None:
    press(window, key=Qt.Key.Key_F12)
    settle(window)


def test_a_wrong_pass_phrase_is_told_and_the_right_one_opens(window: MainWindow) -> None:
    for digit in "99":
        press(window, digit)
    press(window, key=ENTER)
    settle(window)
    assert window.session is None
    assert window.start.message.text()
    for digit in SECRET:
        press(window, digit)
    press(window, key=ENTER)
    settle(window)
    assert window.session is not None
    assert window.pages.currentWidget() is window.ballots


def test_a_damaged_workspace_is_told_and_the_others_stay(window: MainWindow) -> None:
    folder = window.desk.folder / "broken"
    folder.mkdir()
    (folder / "workspace.json").write_text("{")
    window._open_folder(window.desk.folder)
    settle(window)
    assert len(window.start.training.found) == 1
    assert window.start.message.text()
    assert "refusal." not in window.start.message.text()


def test_digits_arrive_from_the_kazakh_layout(window: MainWindow) -> None:
    letters = {digit: letter for letter, digit in KAZAKH_ROW.items()}
    for digit in SECRET:
        press(window, letters[digit], scan=X11_ROW + int(digit) - 1)
    press(window, key=ENTER)
    settle(window)
    assert window.session is not None


def typed(text: str, scan: int = 0) -> str:
    plain = Qt.KeyboardModifier.NoModifier
    return digit_of(QKeyEvent(QEvent.Type.KeyPress, 0, plain, scan, 0, 0, text))


@pytest.mark.parametrize(
    ("text", "scan", "digit"),
    [(".", 16, "7"), (".", 8, "7"), (",", 15, "6"), ('"', 10, "1"), (".", 91, ""), (".", 83, ""),
     (",", 59, ""), ('"', 11, ""), (".", 0, "")],
)  # fmt: skip
def test_a_mark_is_a_digit_only_on_its_key_of_the_number_row(
    text: str, scan: int, digit: str
) -> None:
    """The keypad's point, the comma beside M and the Russian Shift+2 are no digits."""
    assert typed(text, scan) == digit


def test_letters_are_no_digits() -> None:
    assert [typed(c) for c in ("7", "ғ", "Қ", "a", "й", "٣", "", "12")] == [
        "7", "5", "0", "", "", "", "", "",
    ]  # fmt: skip


def test_the_cell_one_is_in_is_kept_when_the_window_closes(signed_in: MainWindow) -> None:
    window = signed_in
    open_sheet(window)
    cell = window.sheet.rows.typed()[0]
    press(window, "4")
    press(window, "2")
    assert window.session is not None
    kept = []
    close = window.session.close

    def look_then_close() -> None:
        assert window.session is not None
        assert window.sheet.view is not None
        view = window.sheet.view
        kept.append(window.session.open_entry(view.ballot.ballot_id, view.kind, view.member_id))
        close()

    window.session.close = look_then_close  # type: ignore[method-assign]
    window.close()
    assert kept[0].figures[cell] == 42


def test_a_change_of_language_leaves_the_focus_where_it_is(signed_in: MainWindow) -> None:
    window = signed_in
    open_sheet(window)
    focused = window.focusWidget()
    press(window, key=Qt.Key.Key_F2)
    settle(window)
    assert window.focusWidget() is focused


def test_the_slash_leads_to_the_finding_from_outside_a_cell(signed_in: MainWindow) -> None:
    window = signed_in
    figures = figures_of(window)
    open_sheet(window)
    wrong = {**figures, "ballots_unused": int(figures["ballots_unused"]) + 1}  # type: ignore[arg-type]
    type_sheet(window, wrong)
    assert window.focusWidget() is window.sheet.finish
    press(window, "/")
    assert window.focusWidget() is not window.sheet.finish


def test_a_sheet_takes_its_digits_plus_one_key_a_field(signed_in: MainWindow) -> None:
    window = signed_in
    figures = figures_of(window)
    open_sheet(window)
    keys = type_sheet(window, figures)
    typed = window.sheet.rows.typed()
    assert keys == sum(len(str(figures[cell])) + 1 for cell in typed)
    assert window.sheet.card.finding() is None
    finish(window)
    assert window.pages.currentWidget() is window.ballots
    assert window.ballots.states[0].step == "second"


def test_a_slip_is_shown_with_both_numbers_and_the_key_jumps_to_it(signed_in: MainWindow) -> None:
    window = signed_in
    figures = figures_of(window)
    open_sheet(window)
    type_sheet(window, {**figures, "found_stationary": int(figures["found_stationary"]) + 300})  # type: ignore[arg-type]
    finding = window.sheet.card.finding()
    assert finding is not None
    assert finding.code == "E301"
    assert abs(finding.gap) == 300
    assert window.sheet.card.gap.text() == "300"
    assert window.sheet.card.recount.text()
    assert "found_stationary" in finding.cells
    window.sheet.rows.focus("ballots_valid")
    press(window, "/")
    settle(window)
    assert getattr(window.focusWidget(), "cell", "") in finding.cells
    states = {c: r.edit.property("state") for c, r in window.sheet.rows.rows.items()}
    assert 1 <= list(states.values()).count("failing") <= 2


def test_every_cell_is_kept_as_it_is_left(signed_in: MainWindow) -> None:
    window = signed_in
    open_sheet(window)
    for key in "31":
        press(window, key)
    press(window, "ж")
    press(window, key=ENTER)
    settle(window)
    first = window.sheet.rows.typed()[0]
    assert window.saved.text()
    press(window, key=Qt.Key.Key_F4)
    settle(window)
    open_sheet(window)
    assert window.sheet.rows.figures() == {first: 31}
    assert getattr(window.focusWidget(), "cell", "") == window.sheet.rows.typed()[1]


def test_piles_zeros_and_not_applicable(signed_in: MainWindow) -> None:
    window = signed_in
    open_sheet(window)
    cell = window.sheet.rows.typed()[0]
    for part in ("50", "50", "17"):
        for digit in part:
            press(window, digit)
        if part != "17":
            press(window, "+", Qt.Key.Key_Plus)
    press(window, key=ENTER)
    window.sheet.rows.focus("voters_by_certificate")
    press(window, "-", Qt.Key.Key_Minus)
    press(window, "*", Qt.Key.Key_Asterisk)
    settle(window)
    figures = window.sheet.rows.figures()
    assert figures[cell] == 117
    assert not isinstance(figures["voters_by_certificate"], int)
    assert set(window.sheet.rows.typed()) == set(figures)
    assert figures["ballots_found"] == 0


def test_the_second_entry_sees_nothing_of_the_first_and_differences_are_entered_again(
    signed_in: MainWindow,
) -> None:
    window = signed_in
    figures = figures_of(window)
    open_sheet(window)
    type_sheet(window, figures)
    finish(window)
    open_sheet(window, "m4")
    assert window.sheet.view is not None
    assert window.sheet.view.kind == "second"
    assert window.sheet.rows.figures() == {}
    wrong = {**figures, "ballots_unused": int(figures["ballots_unused"]) + 1}  # type: ignore[arg-type]
    type_sheet(window, wrong)
    finish(window)
    assert window.ballots.states[0].step == "differences"
    window.ballots.go.setFocus()
    press(window, key=ENTER)
    settle(window)
    assert list(window.differences.edits) == ["ballots_unused"]
    for digit in str(figures["ballots_unused"]):
        press(window, digit)
    press(window, key=ENTER)
    settle(window)
    press(window, key=Qt.Key.Key_F12)
    settle(window)
    assert window.ballots.states[0].step == "checks"
    freeze_and_see(window)


def test_differences_name_the_typists_and_what_explains_them(signed_in: MainWindow) -> None:
    window = signed_in
    figures = figures_of(window)
    open_sheet(window)
    type_sheet(window, figures)
    finish(window)
    open_sheet(window, "m4")
    one, other = [cell for cell in figures if cell.startswith("votes.")][2:4]
    swapped = {one: figures[other], other: figures[one]}
    type_sheet(window, figures | swapped)
    finish(window)
    window.ballots.go.setFocus()
    press(window, key=ENTER)
    settle(window)
    page = window.differences
    assert window.session is not None
    heads = " ".join(label.text() for label in page.table.findChildren(QLabel))
    for member in ("m2", "m4"):
        assert window.session.workspace.member(member).short_name in heads
    assert page.patterns.isVisible()
    assert "16.3, 16.4" in page.patterns.text()
    for _ in ("met neither entry", "typed once more"):
        assert page.edits[one].figure() is None
        page.edits[one].setFocus()
        for digit in "77":
            press(window, digit)
        press(window, key=ENTER)
        settle(window)
        press(window, key=Qt.Key.Key_F2)
        settle(window)
        assert not page.go.isEnabled()
    assert page.edits[one].figure() == 77
    assert page.edits[other].figure() is None


def freeze_and_see(window: MainWindow) -> None:
    window.ballots.go.setFocus()
    press(window, key=ENTER)
    settle(window)
    assert window.checks.freeze.isEnabled()
    press(window, key=Qt.Key.Key_F12)
    settle(window)
    assert window.pages.currentWidget() is window.preview
    assert window.preview.protocol is not None
    assert window.preview.protocol.record is not None
    paper = window.preview.paper.widget()
    assert paper is not None
    labels = paper.findChildren(QLabel)
    assert sum(not label.pixmap().isNull() for label in labels) >= 2


def test_the_language_is_switched_live(signed_in: MainWindow) -> None:
    window = signed_in
    said = set()
    for _ in Language:
        press(window, key=Qt.Key.Key_F2)
        said.add(window.ballots.sentence.text())
    assert len(said) == len(Language)


@pytest.mark.parametrize("theme", list(Theme))
def test_contrasts_of_the_tokens(theme: Theme) -> None:
    tokens = TOKENS[theme]
    texts = [("ink", "plane"), ("ink", "ground"), ("ink2", "plane"), ("ink2", "ground"),
             ("onact", "act"), ("onbar", "bar"), ("onbar2", "bar"), ("red", "plane"),
             ("onred", "redfill"), ("ochre", "plane"), ("green", "plane"), ("ink", "fill"),
             ("ink2", "sunk"), ("training", "plane")]  # fmt: skip
    shapes = [("edge", "plane"), ("edge", "ground"), ("ring", "fill"), ("hatch_a", "hatch_b")]
    assert [pair for pair in texts if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5] == []
    assert [pair for pair in shapes if contrast(tokens[pair[0]], tokens[pair[1]]) < 3.0] == []


def test_the_style_sheet_has_no_open_token() -> None:
    for theme in Theme:
        sheet = style_sheet(theme, 150)
        assert "[" not in sheet.replace('[state="', "").replace('[main="', "").replace(
            '[role="', ""
        ).replace('[quiet="', "").replace('[cap="', "").replace('[good="', "").replace(
            '[group="', ""
        ).replace('[current="', "").replace('[segment="', "")
        assert "24px" in sheet


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("language", list(Language))
def test_nothing_is_clipped_and_everything_has_a_name(
    signed_in: MainWindow, language: Language, percent: int
) -> None:
    window = signed_in
    open_sheet(window)
    window.percent = percent
    window.set_look()
    window.set_language(language)
    for page in window.all_pages():
        window.pages.setCurrentWidget(page)
        settle(window)
        assert list(clipped(page)) == [], page
        for widget in focusable(page):
            assert widget.accessibleName(), widget


def clipped(page: QWidget) -> Iterator[str]:
    for button in page.findChildren(QAbstractButton):
        wanted = button.fontMetrics().horizontalAdvance(button.text())
        if button.isVisible() and button.text() and wanted > button.width():
            yield button.text()
    for label in page.findChildren(QLabel):
        one_line = not label.wordWrap() and not label.toolTip()
        wanted = label.fontMetrics().horizontalAdvance(label.text())
        if label.isVisible() and one_line and wanted > label.width() + 1:
            yield label.text()


def focusable(page: QWidget) -> Iterator[QWidget]:
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for widget in page.findChildren(kind):
            hidden = widget.objectName().startswith("qt_") or not widget.isVisible()
            if not hidden and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                yield widget
