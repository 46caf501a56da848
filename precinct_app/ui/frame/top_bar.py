# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The bar on top: which precinct, what ends next, what is saved, who, which language, what time."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from precinct_app.domain.wording import Language
from precinct_app.ui.look import Painted, look_of
from precinct_app.ui.widgets.elided_label import ElidedLabel
from precinct_app.ui.widgets.hatch import paint_hatch
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.segments import Segments

HEIGHT = 48
_ELECTION, _LEAST_ELECTION = 300, 170
"""The election's name has dots in its middle where it is longer; its day stays."""
NAMES = {Language.KK: "Қаз", Language.RU: "Рус", Language.EN: "Eng"}


@dataclass(frozen=True, slots=True)
class BarWords:
    """What the bar says."""

    number: str = ""
    where: str = ""
    election: str = ""
    deadline: str = ""
    training: str = ""
    """Empty in a real election."""
    saved: str = ""
    person: str = ""
    clock: str = ""


Told = tuple[BarWords, Language, bool]


def _fits_alike(former: Told, told: Told) -> bool:
    """Whether only digits of the times have changed, which are all equally wide."""
    same = len(former[0].saved) == len(told[0].saved)
    return same and former[1:] == told[1:] and former[0] == replace(
        told[0], saved=former[0].saved, clock=former[0].clock
    )  # fmt: skip


def _wide(shown: QLabel) -> int:
    return 0 if shown.isHidden() else shown.sizeHint().width()


class TopBar(Painted):
    """Solid; in training its words stand on plates over the tape."""

    language_chosen = Signal(Language)

    def __init__(self) -> None:
        super().__init__()
        self.words = BarWords()
        self._told: Told | None = None
        self._names = 0
        """Width of place and election."""
        self.person_first = True
        """Whether the person is dearer than the deadline where there is no room for both."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._build()

    def _build(self) -> None:
        self.number, self.clock = label("", "clock"), label("", "clock")
        self.where, self.election = (
            label("", "onbar"),
            ElidedLabel("onbar2", Qt.TextElideMode.ElideMiddle),
        )
        self.deadline, self.person, self.saved = (label("", "onbar") for _ in range(3))
        self.training = label("", "plate")
        self.training.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tick = Icon("tick", "onbar", 16)
        self.languages = Segments([(lang.value, NAMES[lang]) for lang in Language], on_bar=True)
        self.languages.chosen.connect(self._chosen)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.setContentsMargins(0, 0, 0, 0)
        names.addStretch(1)
        names.addWidget(self.where)
        names.addWidget(self.election)
        names.addStretch(1)
        self.left, self.right = self._plate(), self._plate()
        self._fill(self.left, self.number, names, spacing=14)
        self._fill(
            self.right, row(self.tick, self.saved, spacing=6), self.person, self.languages,
            self.clock, spacing=22,
        )  # fmt: skip
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.left)
        layout.addStretch(1)
        layout.addWidget(self.deadline)
        layout.addWidget(self.training)
        layout.addStretch(1)
        layout.addWidget(self.right)

    def show_words(self, words: BarWords, language: Language) -> None:
        """Show what it should say."""
        if (words, language, self.person_first) == self._told:
            return
        former, self._told = self._told, (words, language, self.person_first)
        self.words = words
        self.languages.choose(language.value)
        for shown, told in (
            (self.number, words.number), (self.where, words.where), (self.clock, words.clock),
            (self.saved, words.saved), (self.person, words.person), (self.training, words.training),
            (self.deadline, words.deadline), (self.election, words.election),
        ):  # fmt: skip
            if shown.text() != told:
                shown.setText(told)
        if former is None or not _fits_alike(former, self._told):
            self.relook()

    def relook(self) -> None:
        """Fit to the width: the second line and the dearer less words are dropped, never shrunk."""
        super().relook()
        look = look_of(self)
        self.setFixedHeight(max(HEIGHT, look.px(40)))
        for shown in self._droppable():
            shown.setVisible(bool(shown.text()))
        self.number.setVisible(bool(self.words.number))
        self.where.setVisible(bool(self.words.where))
        self.election.setVisible(bool(self.words.election) and not look.is_large)
        self.training.setText(self.words.training)
        self.training.setVisible(bool(self.words.training))
        self.deadline.setVisible(bool(self.words.deadline) and not self.words.training)
        self._names = max(_wide(self.where), min(look.px(_ELECTION), _wide(self.election)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another choice."""
        super().resizeEvent(event)
        self.relook()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, or the tape."""
        look = look_of(self)
        painter = QPainter(self)
        if self.words.training:
            paint_hatch(painter, self.rect(), look)
            for plate in (self.left, self.right):
                painter.fillRect(plate.geometry(), look.colour("bar"))
            painter.fillRect(self.training.geometry(), look.colour("plane"))
        else:
            painter.fillRect(self.rect(), look.colour("bar"))

    def _droppable(self) -> list[QLabel]:
        """What may go where there is no room, first to go first."""
        two = [self.deadline, self.person] if self.person_first else [self.person, self.deadline]
        return [*two, self.election, self.saved, self.where]

    def _fit(self) -> None:
        """The election's name is shortened first; then the dearer less words go."""
        whole = self._names
        least = min(whole, max(_wide(self.where), look_of(self).px(_LEAST_ELECTION)))
        self._names = max(least, whole - max(0, self._wanted() - self.width()))
        for shown in self._droppable():
            if self._wanted() <= self.width():
                break
            shown.hide()
        self._names = min(whole, self._names + max(0, self.width() - self._wanted()))
        self.election.setFixedWidth(self._names)
        self.tick.setVisible(not self.saved.isHidden())
        plates = (self.left, self.training, self.right)
        if self.words.training and sum(p.sizeHint().width() for p in plates) > self.width():
            self.training.setText(self.words.training.partition(":")[0])

    def _wanted(self) -> int:
        """Room for all that is shown."""
        names = 0 if self.where.isHidden() and self.election.isHidden() else self._names
        others = (self.number, self.deadline, self.training, self.saved, self.person, self.clock)
        return names + sum(_wide(one) for one in others) + self.languages.sizeHint().width() + 220

    def _chosen(self, value: str) -> None:
        self.language_chosen.emit(Language(value))

    def _plate(self) -> QWidget:
        plate = QWidget()
        layout = QHBoxLayout(plate)
        layout.setContentsMargins(16, 0, 16, 0)
        return plate

    def _fill(
        self, plate: QWidget, *parts: QWidget | QHBoxLayout | QVBoxLayout, spacing: int
    ) -> None:
        layout = plate.layout()
        assert isinstance(layout, QHBoxLayout)  # noqa: S101  narrowed for the type checker
        layout.setSpacing(spacing)
        for part in parts:
            if isinstance(part, QWidget):
                layout.addWidget(part)
            else:
                layout.addLayout(part)
