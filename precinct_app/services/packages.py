# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Election packages: the forms that go into them, and the trust that a person gives."""

import re
import tomllib

from precinct_app.domain.election import Election, FormText
from precinct_app.domain.errors import PackageError
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.runtime import resources
from precinct_app.services.ports import OpenedPackage


def form_texts(election: Election) -> tuple[FormText, ...]:
    """Texts of the shipped forms that the election's ballots use, and of those they build on.

    PackageError ``package.form_kind`` for a ballot whose form is not for its kind: votes for
    candidates in a form of party lists were a real dispute.
    """
    wanted = [ballot.form_id for ballot in election.ballots]
    texts: dict[str, str] = {}
    while wanted:
        form_id = wanted.pop()
        if form_id in texts:
            continue
        texts[form_id] = resources.read_text(f"forms/{form_id}.toml")
        base = tomllib.loads(texts[form_id]).get("builds_on")
        wanted += [base] if isinstance(base, str) else []
    for ballot in election.ballots:
        serves = load_form(ballot.form_id, texts).serves
        if serves and ballot.kind not in serves:
            raise PackageError.of(
                "package.form_kind", ballot=ballot.ballot_id, kind=ballot.kind, form=ballot.form_id
            )
    return tuple(FormText(form_id, text) for form_id, text in sorted(texts.items()))


def trust_by_fingerprint(package: OpenedPackage, typed: str) -> OpenedPackage:
    """Give the package when the digits copied from paper are its own.

    PackageError ``package.fingerprint`` otherwise: a root inside a file proves nothing.
    """
    if re.sub(r"[\s-]", "", typed) != package.fingerprint:
        raise PackageError.of("package.fingerprint")
    return package
