# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The life of one ballot's protocol; services move it on, each by its own rule."""

from enum import StrEnum


class Status(StrEnum):
    """Where a ballot's protocol stands."""

    DRAFT = "draft"
    ENTERED_TWICE = "entered_twice"
    CHECKED = "checked"
    PARTLY_SIGNED = "partly_signed"
    SIGNED = "signed"
    HANDED_OVER = "handed_over"
    CORRECTING = "correcting"
    SUPERSEDED = "superseded"
