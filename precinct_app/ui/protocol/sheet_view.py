# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How the sheet page is laid out: band, sheet and card beside each other, the flow picture behind."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.look import look_of
from precinct_app.ui.protocol.foot_line import FootLine
from precinct_app.ui.protocol.sheet_frame import SheetFrame
from precinct_app.ui.protocol.sheet_side import SheetSide
from precinct_app.ui.widgets.ballot_band import BallotBand
from precinct_app.ui.widgets.finding_card import CardWords
from precinct_app.ui.widgets.flow_picture import FlowPicture
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame as plain_frame

_SHARES = (790, 448)


class SheetView(QWidget):
    """Everything one sees of a sheet; what it shows is told by the page."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.band = BallotBand()
        outer.addWidget(self.band)
        self.views = QStackedWidget()
        self.paper, self.side, self.flow = SheetFrame(), SheetSide(), FlowPicture()
        self.views.addWidget(self._columns())
        self.views.addWidget(_flow_view(self.flow))
        outer.addWidget(self.views, 1)
        self.foot = FootLine()
        self.low_finish = KeyButton("", "Enter", main=True)
        foot = self.low = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(16)
        foot.addWidget(self.foot, 1)
        foot.addWidget(self.low_finish)
        outer.addLayout(foot)

    def _columns(self) -> QWidget:
        ground = QWidget()
        ground.setObjectName("ground")
        self.columns = QHBoxLayout(ground)
        self.columns.setSpacing(24)
        left = QWidget()
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.paper)
        stack.addStretch(1)
        self.columns.addWidget(left, _SHARES[0])
        self.columns.addWidget(self.side, _SHARES[1])
        return ground

    @property
    def is_wide(self) -> bool:
        """Whether type is so large that the card is one line at the foot."""
        return look_of(self).is_large

    @property
    def shows_flow(self) -> bool:
        """Whether the picture stands in the sheet's place."""
        return bool(self.views.currentIndex())

    def show_flow_view(self, *, shown: bool) -> None:
        """The picture in the sheet's place, or the sheet again."""
        self.views.setCurrentIndex(int(shown))

    @property
    def finish_button(self) -> KeyButton:
        """The way on, where it is in this layout."""
        return self.low_finish if self.is_wide else self.side.finish

    def relook(self) -> None:
        """From 150 % the card is one line at the foot."""
        wide = self.is_wide
        self.side.setVisible(not wide)
        margin = 16 if wide else 24
        self.columns.setContentsMargins(margin, 12, margin, 8 if wide else 12)

    def show_card(self, words: CardWords, passed: int, language: Language, *, bad: bool) -> None:
        """Show the finding at hand, as a card or as a line, and how much agrees."""
        self.side.show_words(words, passed, language)
        self.foot.show_words(words)
        self.foot.setVisible(self.is_wide and bad and not self.shows_flow)

    def show_finish(self, language: Language, empty: int, *, bad: bool) -> None:
        """The way on: main where nothing is wrong, closed while cells are empty."""
        self.side.show_finish(language, empty, main=not bad)
        self.low_finish.say(text("sheet.finish_short" if bad else "sheet.finish", language))
        self.low_finish.set_main(main=not bad)
        self.low_finish.close_because(self.side.finish.reason)
        for button in (self.side.finish, self.low_finish):
            button.lead_by("" if bad else "/")
        shown = self.is_wide and not self.shows_flow and not empty
        self.low_finish.setVisible(shown)
        self.low.setContentsMargins(0, 0, 16 if shown else 0, 0)


def _flow_view(flow: FlowPicture) -> QWidget:
    view = QWidget()
    view.setObjectName("ground")
    layout = QVBoxLayout(view)
    layout.setContentsMargins(24, 12, 24, 12)
    card = plain_frame("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(24, 16, 20, 16)
    inside.addWidget(flow)
    layout.addWidget(card)
    return view
