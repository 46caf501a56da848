# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The way one came by, so that Escape leads back along it."""

from precinct_app.ui.frame.place import Place

_MOST = 20


class Way:
    """Places that were left, the latest last."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def left(self, place: Place) -> None:
        """Remember a place that is left."""
        self._places = [*self._places[-_MOST:], place]

    def back_from(self, here: Place) -> Place | None:
        """The latest place that is another one; None at the beginning of the way."""
        while self._places:
            place = self._places.pop()
            if place != here:
                return place
        return None

    def forget(self) -> None:
        """Begin anew."""
        self._places = []
