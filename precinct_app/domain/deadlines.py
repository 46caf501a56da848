# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Deadlines from the polling day; local wall times, whose zone is the precinct's (law on elections).

Certificates from the day the lists are shown, 15 days before, to 18:00 the day before (Art. 41);
home voting applied for until 12:00 (Art. 41); voting 07:00 to 20:00 or other hours between 06:00 and
22:00 (Art. 38); the count takes at most 12 hours (Art. 43).
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from precinct_app.domain.election import Deadlines

EARLIEST, LATEST = time(6), time(22)


def deadlines_of(day: date, opens: time = time(7), closes: time = time(20)) -> Deadlines:
    """Every deadline of a polling day; ValueError for hours that the law does not allow."""
    if not EARLIEST <= opens < closes <= LATEST:
        raise ValueError((opens, closes))
    closing = datetime.combine(day, closes)
    return Deadlines(
        certificates_from=datetime.combine(day - timedelta(days=15), time()),
        certificates_until=datetime.combine(day - timedelta(days=1), time(18)),
        home_applications_until=datetime.combine(day, time(12)),
        voting_opens=datetime.combine(day, opens),
        voting_closes=closing,
        count_ends=closing + timedelta(hours=12),
    )


def aware(local: datetime, timezone: str) -> datetime:
    """A local wall time in an IANA zone as a moment."""
    return local.replace(tzinfo=ZoneInfo(timezone))
