# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where the ballots went, as bars and bands to scale; what does not balance is an edge of its own."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.count_edit import grouped

_BAR = 10
_GAP = 28
_PITCH = 26
"""The least height of an option's line."""
_AT = (0.0, 0.15, 0.319, 0.47, 0.622, 0.789)
"""Where the columns of bars stand, as shares of the width."""
LAST = len(_AT) - 1
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A bar: ballots at one place."""

    key: str
    name: str
    value: int
    column: int
    suspect: bool = False
    pale: bool = False


@dataclass(frozen=True, slots=True)
class FlowGap:
    """What does not balance at a node: dashed, red, leading nowhere."""

    node: str
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole picture."""

    nodes: tuple[FlowNode, ...] = ()
    bands: tuple[tuple[str, str, int], ...] = ()
    """From, to, how many."""
    gaps: tuple[FlowGap, ...] = ()
    told: str = ""
    """The picture in words."""
    rest: str = "{count}"
    """Name of the bar that stands for options that have no room of their own."""


@dataclass(slots=True)
class _Placed:
    """Where bars stand, and how far bands have used their sides."""

    boxes: dict[str, QRectF] = field(default_factory=dict)
    left: dict[str, float] = field(default_factory=dict)
    right: dict[str, float] = field(default_factory=dict)
    names: list[QRectF] = field(default_factory=list)
    """Names of small bars, which stand below them."""
    blocks: list[QRectF] = field(default_factory=list)
    """Red blocks of what does not balance."""
    scale: float = 1.0


class FlowPicture(Painted):
    """Painted to scale; heights are never under two pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = Flow()
        self._crowd = 0
        self.placed = _Placed()
        """Where everything stood when it was painted last."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_flow(self, flow: Flow) -> None:
        """Show a ballot's way."""
        self.flow = flow
        self.setAccessibleName(flow.told)
        self.update()

    def sizeHint(self) -> QSize:
        """As the check page has it."""
        look = look_of(self)
        return QSize(look.px(600), look.px(380))

    def minimumSizeHint(self) -> QSize:
        """Less where the window is low."""
        return QSize(look_of(self).px(300), look_of(self).px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bands, bars, names, gaps."""
        if not self.flow.nodes:
            return
        look, painter = look_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        nodes, bands = self._shown(look)
        placed = self.placed = self._placed(look, nodes)
        for source, target, value in bands:
            self._paint_band(painter, look, placed, source, target, value)
        for node in nodes:
            tone = "red" if node.suspect else "edge" if node.pale else "node"
            painter.fillRect(placed.boxes[node.key], look.colour(tone))
        for node in nodes:
            self._paint_name(painter, look, placed, node)
        for gap in self.flow.gaps:
            self._paint_gap(painter, look, placed, gap)

    def _shown(self, look: Look) -> tuple[list[FlowNode], list[tuple[str, str, int]]]:
        """Bars and bands; the last options become one bar where there is no room for all."""
        nodes, bands = list(self.flow.nodes), list(self.flow.bands)
        options = [node for node in nodes if node.column == LAST]
        most = max(2, int(self._room(look)) // look.px(_PITCH))
        if len(options) <= most:
            return nodes, bands
        rest = options[most - 1 :]
        keys, value = {node.key for node in rest}, sum(node.value for node in rest)
        one = FlowNode("rest", self.flow.rest.format(count=len(rest)), value, LAST)
        source = next((band[0] for band in bands if band[1] in keys), "")
        kept = [band for band in bands if band[1] not in keys]
        return (
            [*(node for node in nodes if node.key not in keys), one],
            [*kept, (source, "rest", value)] if source else kept,
        )

    # --- placing -----------------------------------------------------------------------------------

    def _placed(self, look: Look, nodes: list[FlowNode]) -> _Placed:
        columns = [[n for n in nodes if n.column == c] for c in range(len(_AT))]
        self._crowd = len(columns[LAST])
        most = max(sum(n.value for n in column) for column in columns) or 1
        scale = self._room(look) / most
        for _ in range(60):
            if all(self._height(look, c, scale) <= self._room(look) for c in columns):
                break
            scale *= 0.96
        placed = _Placed(scale=scale)
        for column in columns:
            y = 0.0
            for node in column:
                high = max(2.0, node.value * scale)
                x = _AT[node.column] * self.width()
                placed.boxes[node.key] = QRectF(x, y, look.px(_BAR), high)
                placed.left[node.key] = placed.right[node.key] = y
                y += self._step(look, node, high)
        return placed

    def _room(self, look: Look) -> float:
        first = {n.key for n in self.flow.nodes if n.column == 0}
        below = look.px(96) if any(gap.node in first for gap in self.flow.gaps) else look.px(22)
        return max(40.0, self.height() - below)

    def _height(self, look: Look, column: list[FlowNode], scale: float) -> float:
        steps = [self._step(look, n, max(2.0, n.value * scale)) for n in column]
        return sum(steps[:-1]) + (max(2.0, column[-1].value * scale) if column else 0)

    def _step(self, look: Look, node: FlowNode, high: float) -> float:
        """From the top of a bar to the top of the next."""
        if node.column == LAST:
            wide = self._room(look) // max(1, self._crowd) >= look.px(39)
            return max(high + look.px(8), look.px(39 if wide else _PITCH))
        return max(high + look.px(_GAP), look.px(38))

    # --- painting ----------------------------------------------------------------------------------

    def _paint_band(
        self, painter: QPainter, look: Look, placed: _Placed, source: str, target: str, value: int
    ) -> None:
        high = value * placed.scale
        start, end = placed.boxes[source], placed.boxes[target]
        top, foot = placed.right[source], placed.left[target]
        placed.right[source] += high
        placed.left[target] += high
        x, to = start.right(), end.left()
        steep = abs(foot - top) / max(1.0, self.height())
        bend = x + (to - x) * (0.45 + 0.25 * min(1.0, 2 * steep))
        path = QPainterPath(QPointF(x, top))
        path.cubicTo(bend, top, x + (to - x) * 0.5, foot, to, foot)
        path.lineTo(to, foot + max(1.2, high))
        path.cubicTo(x + (to - x) * 0.5, foot + high, bend, top + high, x, top + max(1.2, high))
        path.closeSubpath()
        painter.fillPath(path, look.colour("band"))

    def _paint_name(self, painter: QPainter, look: Look, placed: _Placed, node: FlowNode) -> None:
        box = placed.boxes[node.key]
        left = int(box.right()) + look.px(8)
        if node.column == LAST:
            self._paint_option(painter, look, box, node, left)
            return
        width = int((_AT[node.column + 1] - _AT[node.column]) * self.width()) - look.px(16)
        tall = box.height() >= look.px(52)
        top = int(box.top()) + look.px(12) if tall else int(box.center().y()) - look.px(2)
        painter.setFont(look.font(16))
        painter.setPen(look.colour("ink2"))
        number = grouped(node.value)
        wide = look.metrics(20, bold=True).horizontalAdvance(number)
        metrics = look.metrics(16)
        if tall:
            told = metrics.elidedText(node.name, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, look.px(22)), _LEFT, told)
            place = QRect(left, top + look.px(20), width, look.px(28))
        else:
            told = metrics.elidedText(
                node.name, Qt.TextElideMode.ElideRight, width - wide - look.px(6)
            )
            painter.drawText(QRect(left, top, width, look.px(26)), _LEFT, told)
            place = QRect(
                left + metrics.horizontalAdvance(told) + look.px(6), top, wide + 4, look.px(26)
            )
            placed.names.append(QRectF(left, top, place.right() - left - look.px(8), look.px(26)))
        painter.setFont(look.font(20, bold=True))
        painter.setPen(look.colour("ink"))
        painter.drawText(place, _LEFT, number)

    def _paint_option(
        self, painter: QPainter, look: Look, box: QRectF, node: FlowNode, left: int
    ) -> None:
        high = look.px(26)
        top = (
            int(box.top()) - (high - int(box.height())) // 2
            if box.height() < look.px(40)
            else int(box.top()) + 8
        )
        number = grouped(node.value)
        wide = look.metrics(20, bold=True).horizontalAdvance(number) + look.px(10)
        painter.setFont(look.font(16))
        painter.setPen(look.colour("ink2"))
        room = self.width() - left - wide
        told = look.metrics(16).elidedText(node.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, top, room, high), _LEFT, told)
        painter.setFont(look.font(20, bold=True))
        painter.setPen(look.colour("ink"))
        painter.drawText(QRect(self.width() - wide, top, wide, high), _RIGHT, number)

    def _paint_gap(self, painter: QPainter, look: Look, placed: _Placed, gap: FlowGap) -> None:
        box = placed.boxes[gap.node]
        x = box.center().x()
        block, named = self._gap_block(look, placed, gap)
        placed.blocks.append(block)
        red = look.colour("red")
        pen = QPen(red, 6, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.5, 0.9])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, box.bottom() + 2), QPointF(x, block.top()))
        painter.fillRect(block, look.colour("redfill"))
        painter.setPen(look.colour("onred"))
        number = grouped(gap.value)
        size = look.metrics(40, bold=True).horizontalAdvance(number) + look.px(14)
        painter.setFont(look.font(40, bold=True))
        painter.drawText(block.adjusted(0, 0, -look.px(14), 0), _RIGHT, number)
        if not named:
            return
        painter.setFont(look.font(16))
        room = block.adjusted(look.px(14), 0, -size - look.px(8), 0)
        painter.drawText(room, _LEFT | int(Qt.TextFlag.TextWordWrap), gap.name)

    def _gap_block(self, look: Look, placed: _Placed, gap: FlowGap) -> tuple[QRectF, bool]:
        """Where the block covers no name of a small bar; its own name goes before that."""
        box = placed.boxes[gap.node]
        x, high = box.center().x(), look.px(76)
        top = min(box.bottom() + look.px(58), self.height() - high)
        alone = look.metrics(40, bold=True).horizontalAdvance(grouped(gap.value)) + look.px(28)
        for wide in (look.px(192), alone):
            right = x + wide <= _AT[LAST] * self.width()
            for to_left in (not right, right):
                block = QRectF(x + 6 - wide if to_left else x - 6, top, wide, high)
                if not any(block.intersects(name) for name in placed.names):
                    return block, wide != alone
        return block, False
