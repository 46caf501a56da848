# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day as one axis: from opening to the legal end of the count, turnout as bars, a mark for now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.count_edit import grouped

_AXIS = 52
"""How far the axis stands above the foot."""
_BAR = 38
_TICKS_EVERY = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class DayStory:
    """What the line shows, in local time and in words."""

    opens: datetime
    closes: datetime
    ends: datetime
    now: datetime
    reports: Sequence[tuple[datetime, int]] = ()
    hours: Sequence[datetime] = ()
    """When reports are due, also those to come."""
    listed: int | None = None
    listed_name: str = ""
    voting_name: str = ""
    count_name: str = ""
    told: str = ""
    """The whole picture as a sentence, for those who do not see it."""


class DayLine(Painted):
    """Bars on their hours, the list as a dashed level, a black mark with the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.story: DayStory | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_story(self, story: DayStory) -> None:
        """Show a day."""
        self.story = story
        self.setAccessibleName(story.told)
        self.update()

    def sizeHint(self) -> QSize:
        """As the picture of the home page has it."""
        look = look_of(self)
        return QSize(look.px(480), look.px(190))

    def minimumSizeHint(self) -> QSize:
        """Axis and hours at least."""
        look = look_of(self)
        return QSize(look.px(320), look.px(112))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axis, bars, level and now."""
        story = self.story
        if story is None:
            return
        painter, look = QPainter(self), look_of(self)
        self._paint_axis(painter, look, story)
        self._paint_reports(painter, look, story)
        self._paint_now(painter, look, story)

    def _x(self, look: Look, story: DayStory, moment: datetime) -> int:
        left, right = look.px(45), self.width() - look.px(45)
        whole = (story.ends - story.opens).total_seconds()
        part = (moment - story.opens).total_seconds() / whole
        return left + round((right - left) * max(0.0, min(1.0, part)))

    def _axis(self, look: Look) -> int:
        return self.height() - look.px(_AXIS)

    def _paint_axis(self, painter: QPainter, look: Look, story: DayStory) -> None:
        y, height = self._axis(look), look.px(12)
        start, close, end = (
            self._x(look, story, m) for m in (story.opens, story.closes, story.ends)
        )
        pale = look.colour("bars")
        pale.setAlpha(130)
        painter.fillRect(start, y, close - start, height, pale)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawRect(close, y, end - close, height)
        for moment, told in self._ticks(story):
            x = self._x(look, story, moment)
            painter.setPen(QPen(look.colour("edge"), 1))
            painter.drawLine(x, y + height, x, y + height + look.px(6))
            painter.setPen(look.colour("ink"))
            painter.setFont(look.font(14))
            wide = look.metrics(14).horizontalAdvance(told) + look.px(4)
            box = QRect(x - wide // 2, y + height + look.px(6), wide, look.px(22))
            if not box.intersects(self._clock_box(look, story)):
                painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), told)
        painter.setFont(look.font(16))
        painter.setPen(look.colour("ink"))
        after = max(close, self._x(look, story, story.now)) if story.now < story.ends else close
        wide = look.metrics(16).horizontalAdvance(story.count_name)
        left = min(after + look.px(16), end - wide)
        above = QRect(left, y - look.px(32), wide + 4, look.px(28))
        painter.drawText(above, int(Qt.AlignmentFlag.AlignVCenter), story.count_name)

    def _ticks(self, story: DayStory) -> list[tuple[datetime, str]]:
        """Opening, the hours of the reports, then every fourth hour to the end."""
        hours = story.hours or [moment for moment, _ in story.reports]
        moments = [story.opens, *hours]
        if not hours:
            moments += [story.opens + timedelta(hours=3 * i) for i in range(1, 5)]
        moments = [m for m in moments if m < story.closes]
        tick = story.ends
        while tick > story.closes:
            moments.append(tick)
            tick -= _TICKS_EVERY
        return [(m, f"{m:%H}" if not m.minute else f"{m:%H:%M}") for m in moments]

    def _paint_reports(self, painter: QPainter, look: Look, story: DayStory) -> None:
        base, top = self._axis(look) - look.px(4), look.px(28)
        most = story.listed or max((n for _, n in story.reports), default=0) or 1
        painter.setFont(look.font(14 if look.percent > 150 else 16))  # noqa: PLR2004
        if story.listed:
            self._paint_level(painter, look, story, top)
        room = base - top
        for moment, number in story.reports:
            x, high = self._x(look, story, moment), max(2, round(room * number / most))
            wide = look.px(_BAR)
            bar = QRectF(x - wide / 2, base - high, wide, high)
            painter.fillRect(bar, look.colour("bars"))
            painter.setPen(look.colour("ink"))
            painter.setFont(look.font(16, bold=True))
            above = QRectF(x - look.px(40), base - high - look.px(24), look.px(80), look.px(22))
            painter.drawText(above, int(Qt.AlignmentFlag.AlignHCenter), grouped(number))
        start = self._x(look, story, story.opens)
        first = min((self._x(look, story, m) - look.px(_BAR) // 2 for m, _ in story.reports),
                    default=self.width())  # fmt: skip
        wide = look.metrics(14).horizontalAdvance(story.voting_name) + look.px(6)
        if start + wide <= first:
            painter.setFont(look.font(14))
            painter.setPen(look.colour("ink2"))
            box = QRect(start, base - look.px(28), wide, look.px(26))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), story.voting_name)

    def _paint_level(self, painter: QPainter, look: Look, story: DayStory, top: int) -> None:
        told = f"{story.listed_name} {grouped(story.listed or 0)}"
        painter.setFont(look.font(14))
        painter.setPen(look.colour("ink2"))
        wide = look.metrics(14).horizontalAdvance(told)
        left = look.px(24)
        painter.drawText(QRect(left, top - look.px(12), wide + 4, look.px(24)),
                         int(Qt.AlignmentFlag.AlignVCenter), told)  # fmt: skip
        painter.setPen(QPen(look.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(
            left + wide + 12, top, self._x(look, story, story.closes) + look.px(32), top
        )

    def _clock_box(self, look: Look, story: DayStory) -> QRect:
        x, y = self._x(look, story, story.now), self._axis(look)
        return QRect(x - look.px(34), y + look.px(18), look.px(68), look.px(26))

    def _paint_now(self, painter: QPainter, look: Look, story: DayStory) -> None:
        if not story.opens <= story.now <= story.ends:
            return
        x, y = self._x(look, story, story.now), self._axis(look)
        top = look.px(10)
        painter.fillRect(x - 1, top, 3, y + look.px(18) - top, look.colour("ink"))
        box = self._clock_box(look, story)
        painter.fillRect(box, look.colour("ink"))
        painter.setPen(look.colour("plane"))
        painter.setFont(look.font(16, bold=True))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{story.now:%H:%M}")
