# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One precinct's mock day: list, certificates, counts with a slip caught, papers, hand-over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from precinct_app.domain.canonical import control_number
from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot, Distance, Level, Precinct
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.domain.voters import Voter
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.files import write_whole
from precinct_app.services import certificates, handover, protocol_entry, protocol_notes
from precinct_app.services.mock_counts import MockNight, mock_counts, plant_slip
from precinct_app.services.mock_voters import mock_people, mock_voter
from precinct_app.services.opening import open_workspace, set_up_precinct
from precinct_app.services.ports import OpenedPackage, Signer, StoredProtocol
from precinct_app.services.protocol_signing import Night, freeze, sign
from precinct_app.services.toolbox import ElectionKeys, WorkspaceUser
from precinct_app.services.voter_list import take_in_list
from precinct_app.services.workspace import Workspace

if TYPE_CHECKING:
    from precinct_app.services.mock_day import MockDay

KIND = "avc"
"""The one kind of certificate of 2023."""
ISSUED = 4
"""Certificates given to own voters."""


@dataclass(slots=True)
class PrecinctOutcome:
    """What one precinct's day brought, as plain data for the summary."""

    precinct_id: str
    voters: int = 0
    refused_rows: int = 0
    certificates_issued: int = 0
    certificates_accepted: list[dict[str, Any]] = field(default_factory=list)
    slip: dict[str, Any] = field(default_factory=dict)
    protocols: list[dict[str, Any]] = field(default_factory=list)
    bundles: list[str] = field(default_factory=list)

    def to_mapping(self) -> dict[str, Any]:
        """All of it for JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}
