# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A walk over every sample of every page: nothing clipped, everything named, in reach by keys.

Three languages, light and dark (the sample day is training), 100 and 150 %; pages that are added
to `PAGES` are walked without a word here.
"""

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QRawFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from precinct_app.domain.wording import Language
from precinct_app.services.ports import OpenedPackage
from precinct_app.ui.frame.page_stack import PageStack
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.page import Page
from precinct_app.ui.pages import PAGES
from precinct_app.ui.protocol.sheet_row import SheetRow
from precinct_app.ui.screens import DAYS, SampleDay, sample_day, settle, tour
from precinct_app.ui.widgets.elided_label import ElidedLabel
from precinct_app.ui.widgets.key_button import KeyButton
from tests.ui.conftest import PRECINCT, SECRET, Master, open_window

LOOKS = [(Language.KK, False, 100), (Language.KK, True, 150), (Language.RU, True, 100),
         (Language.RU, False, 150), (Language.EN, True, 100), (Language.EN, False, 150)]  # fmt: skip
"""Each language at both sizes, each size on both themes: what is clipped does not ask for colours."""
KEYBOARD = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)


Walked = tuple[MainWindow, SampleDay]


@pytest.fixture(scope="module", params=DAYS)
def walked(
    request: pytest.FixtureRequest, application: QApplication, package: OpenedPackage,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Walked]:  # fmt: skip
    """One window for all walks over a sample day, signed in."""
    master: Master = request.getfixturevalue(f"{request.param}_day")
    folder = tmp_path_factory.mktemp("walk") / PRECINCT
    shutil.copytree(master.folder, folder)
    window = open_window(folder.parent, master.tools())
    window.sign_in(folder, package.election.precinct(PRECINCT).members[0].member_id, SECRET)
    settle(window)
    yield window, sample_day(package, PRECINCT, name=request.param)
    window.close()
    window.deleteLater()


def test_every_page_is_registered_with_a_sample() -> None:
    assert [spec.page_id for spec in PAGES if not spec.samples] == []
    assert len({spec.page_id for spec in PAGES}) == len(PAGES)


@pytest.mark.parametrize(("language", "dark", "percent"), LOOKS)
def test_nothing_is_clipped_and_everything_is_in_reach(
    walked: Walked, language: Language, dark: bool, percent: int
) -> None:
    """At 100 % also in a window with title and task bar; Tab is tried in one language."""
    window, day = walked
    window.set_taste(language, percent, dark=dark)
    found = []
    for name in tour(window, day):
        faults = [*clipped(window), *unnamed(window), *out_of_sight(window.page), *strange(window)]
        if percent == 100 and language is Language.KK:
            faults += out_of_reach(window)
        if percent == 100:
            window.resize(1366, 700)
            settle(window)
            faults += [*clipped(window), *out_of_sight(window.page)]
            window.resize(1366, 768)
        found += [f"{name}: {fault}" for fault in faults]
    assert found == []


def shown(root: QWidget, *kinds: type[QWidget]) -> Iterator[QWidget]:
    """Widgets that can be seen, of some kinds."""
    for kind in kinds:
        for widget in root.findChildren(kind):
            inner = widget.objectName().startswith("qt_")
            if widget.isVisible() and not inner:
                yield widget


def clipped(window: MainWindow) -> Iterator[str]:
    """Words that do not fit where they stand."""
    for label in shown(window, QLabel):
        assert isinstance(label, QLabel)
        if isinstance(label, ElidedLabel) or not label.text():
            continue
        wanted = needed(label)
        if wanted.width() > label.width() + 1 or wanted.height() > label.height() + 1:
            yield f"{label.text()[:60]!r} needs {wanted}, has {label.size()}"
    for button in shown(window, KeyButton):
        wanted_size = button.minimumSizeHint()
        if wanted_size.width() > button.width() or wanted_size.height() > button.height():
            yield f"button {button.accessibleName()!r}"
    yield from clipped_steps(window)
    for row in shown(window, SheetRow):
        assert isinstance(row, SheetRow)
        yield from clipped_captions(row)


def clipped_steps(window: MainWindow) -> Iterator[str]:
    """Lines of the rail that touch each other or leave it, and words that leave their line."""
    items = [item for item in window.rail.items if item.isVisible()]
    for number, one in enumerate(items):
        if not window.rail.rect().contains(one.geometry()):
            yield f"{one.entry.name!r} of the rail is out of it"
        if any(one.geometry().intersects(other.geometry()) for other in items[number + 1 :]):
            yield f"{one.entry.name!r} of the rail overlaps another line"
        for box, told, size, bold in one.word_boxes(window.look) if one.full else ():
            wrap = int(Qt.TextFlag.TextWordWrap)
            room = QRect(box.left(), box.top(), box.width(), 1000)
            wanted = window.look.metrics(size, bold=bold).boundingRect(room, wrap, told)
            inside = box.bottom() <= one.height() + 1 and box.right() <= one.width()
            if wanted.width() > box.width() or wanted.height() > box.height() or not inside:
                yield f"{told!r} of the rail needs {wanted.size()}, has {box.size()}"


def needed(label: QLabel) -> QRect:
    """The room that a label's words take at its width."""
    if label.textFormat() is Qt.TextFormat.RichText or label.wordWrap():
        if label.hasHeightForWidth():
            return QRect(0, 0, 0, label.heightForWidth(label.width()))
        return QRect(QPoint(), label.minimumSizeHint())
    return QFontMetrics(label.font()).boundingRect(label.text().replace("&", "&&")).translated(0, 0)


def clipped_captions(row: SheetRow) -> Iterator[str]:
    from precinct_app.ui.look import look_of  # noqa: PLC0415

    look = look_of(row)
    wrap = int(Qt.TextFlag.TextWordWrap)
    for box, told, _ in row.caption_boxes(look):
        found = look.metrics(16).boundingRect(QRect(0, 0, box.width(), 1000), wrap, told)
        if found.height() > row.height() or found.width() > box.width() + 2:
            yield f"caption {told[:50]!r}"


def strange(window: MainWindow) -> Iterator[str]:
    """Letters that our font does not have: they would come from somewhere else, or not at all."""
    font = QRawFont.fromFont(window.look.font(16))
    told = [w.text() for w in shown(window, QLabel, QAbstractButton)
            if isinstance(w, QLabel | QAbstractButton)]  # fmt: skip
    missing = {c for c in "".join(told) if not c.isspace() and not font.supportsCharacter(ord(c))}
    if missing:
        yield f"letters that the font lacks: {sorted(missing)}"


def unnamed(window: MainWindow) -> Iterator[str]:
    """Whatever takes keys has a name for those who do not see it."""
    for widget in shown(window, *KEYBOARD):
        focusable = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if focusable and not widget.accessibleName():
            yield f"{type(widget).__name__} has no name"


def out_of_sight(page: Page) -> Iterator[str]:
    """What takes keys lies inside the page, or in something that scrolls to it."""
    for widget in shown(page, *KEYBOARD):
        if any(isinstance(above, QAbstractScrollArea) for above in ancestors(widget, page)):
            continue
        place = QRect(widget.mapTo(page, QPoint()), widget.size())
        if not page.rect().contains(place):
            yield f"{widget.accessibleName()!r} at {place} of {page.size()}"
    overlapping = [
        w for w in shown(page, KeyButton, QLineEdit) if isinstance(w.parentWidget(), Page)
    ]
    for number, one in enumerate(overlapping):
        for other in overlapping[number + 1 :]:
            if one.geometry().intersects(other.geometry()):
                yield f"{one.accessibleName()!r} overlaps {other.accessibleName()!r}"


def ancestors(widget: QWidget, root: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None and above is not root:
        yield above
        above = above.parentWidget()


def out_of_reach(window: MainWindow) -> Iterator[str]:
    """What takes keys and is not on Tab's way."""
    reached = set(chain(window))
    for widget in shown(window.page, *KEYBOARD):
        wanted = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        if wanted and widget not in reached:
            yield f"Tab never comes to {widget.accessibleName()!r}"


def chain(window: MainWindow) -> Iterator[QWidget]:
    """Every widget of the Tab chain, from the one that has the focus round to it again."""
    start = window.focusWidget() or window
    widget: QWidget | None = start
    for _ in range(100_000):
        if widget is None:
            return
        yield widget
        widget = widget.nextInFocusChain()
        if widget is start:
            return


def test_hidden_pages_ask_for_no_room(walked: Walked) -> None:
    window, _ = walked
    assert isinstance(window.pages, PageStack)
    assert window.pages.minimumSizeHint().width() <= 0
    assert window.size().width() == 1366
    assert window.size().height() == 768
