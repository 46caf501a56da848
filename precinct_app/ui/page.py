# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What every page can do: say its keys, speak another language, take the focus."""

from PySide6.QtWidgets import QWidget

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text


class Page(QWidget):
    """A page of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.language = Language.KK

    def say(self, key: str, **values: str | int) -> str:
        """A text in the page's language."""
        return text(key, self.language, **values)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the bar at the foot: keycap and text key, in the order of use."""
        return []

    def set_language(self, language: Language) -> None:
        """Speak another language from now on."""
        self.language = language
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again."""

    def take_focus(self) -> None:
        """Put the focus where the next key belongs."""

    def function_key(self, number: int) -> bool:
        """A key F1 to F12 that the page knows; False when it does not."""
        del number
        return False
