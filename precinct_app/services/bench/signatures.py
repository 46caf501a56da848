# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signatures made and verified, beside what OpenSSL takes for the bare signatures in the same run."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target
from precinct_app.services.bench.mock_protocol import MockProtocol, mock_protocol
from precinct_app.services.ports import Signer

MESSAGES = 200
SIGNERS = 2
CHAIN = 7
"""Signers whose certificates are seen for the first time: a whole commission."""
FAST = Target(at_most=5.0)
"""Milliseconds a protocol for the bundle's signatures, with the hashes of its files."""
_SPEED = re.compile(r"^\+F4:\d+:256:([0-9.]+):([0-9.]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bare:
    """What OpenSSL takes for one bare P-256 signature on this machine, milliseconds."""

    sign: float
    verify: float


def measure(room: Room) -> Iterator[Measured]:
    """Milliseconds of CPU for each; the certificates' chain is told apart."""
    mock, bare = mock_protocol(room.tools), openssl_speed()
    signers = [mock.signer(0), mock.signer(2)]
    yield from _cms(room, mock, signers, bare)
    yield from _chain(room, mock, bare)
    yield from _seal(room, mock, signers[0], bare)


def openssl_speed() -> Bare | None:
    """Measured by ``openssl speed``; None where there is no OpenSSL, or it says something else."""
    program = shutil.which("openssl")
    if program is None:
        return None
    call = [program, "speed", "-seconds", "1", "-mr", "ecdsap256"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    found = _SPEED.search(done.stdout)
    return Bare(1000 / float(found[1]), 1000 / float(found[2])) if found else None


def _cms(
    room: Room, mock: MockProtocol, signers: list[Signer], bare: Bare | None
) -> Iterator[Measured]:
    press, judge, turns = mock.tools.press, mock.tools.judge(mock.package.trust), count()
    size = room.size(MESSAGES)

    def content() -> bytes:
        """As long as a manifest, and another one each time."""
        return b"%08d" % next(turns) * 200

    def make() -> tuple[bytes, bytes]:
        text = content()
        first = press.sign_manifest(text, signers[0], mock.when)
        return press.sign_manifest(text, signers[1], mock.when, first), text

    made = [make() for _ in range(size)]
    judge.cms(*made[0])
    making = room.cpu(lambda: [make() for _ in range(size)]) / size * 1000
    verifying = room.cpu(lambda: [judge.cms(*one) for one in made]) / size * 1000
    told = {"signers": SIGNERS}
    yield _beside("cms_make", making, bare.sign * SIGNERS if bare else None, None, told)
    yield _beside("cms_verify", verifying, bare.verify * SIGNERS if bare else None, FAST, told)


def _chain(room: Room, mock: MockProtocol, bare: Bare | None) -> Iterator[Measured]:
    """What a certificate costs when it is seen for the first time: form, issuer, revocation."""
    press, trust = mock.tools.press, mock.package.trust
    made = [press.sign_manifest(b"x", mock.signer(n), mock.when) for n in range(CHAIN)]
    warm = mock.tools.judge(trust)
    for message in made:
        warm.cms(message, b"x")
    rounds = max(1, room.size(MESSAGES) // CHAIN)
    cold = [mock.tools.judge(trust) for _ in range(rounds * room.runs)]
    left = iter(cold)

    def first_time() -> None:
        for _ in range(rounds):
            judge = next(left)
            for message in made:
                judge.cms(message, b"x")

    def known() -> None:
        for _ in range(rounds):
            for message in made:
                warm.cms(message, b"x")

    gap = (room.cpu(first_time) - room.cpu(known)) / (rounds * CHAIN) * 1000
    yield _beside("chain_verify", max(gap, 1e-6), bare.verify if bare else None, None, {})


def _seal(room: Room, mock: MockProtocol, signer: Signer, bare: Bare | None) -> Iterator[Measured]:
    press, judge = mock.tools.press, mock.tools.judge(mock.package.trust)
    record, form, size = mock.record, mock.form, room.size(MESSAGES)
    sealed, text = press.seal(record, form, signer), record.to_json()
    judge.seal(sealed, text, form)
    making = room.cpu(lambda: [press.seal(record, form, signer) for _ in range(size)])
    verifying = room.cpu(lambda: [judge.seal(sealed, text, form) for _ in range(size)])
    yield _beside("seal_make", making / size * 1000, bare.sign if bare else None, None, {})
    yield _beside("seal_verify", verifying / size * 1000, bare.verify if bare else None, None, {})


def _beside(
    name: str, value: float, bare: float | None, target: Target | None, told: dict[str, int]
) -> Measured:
    other = None if bare is None else Beside("openssl", bare)
    missing = "openssl" if bare is None else ""
    return Measured(name, value, "milliseconds", other, target, told, missing)


BENCH = Bench("signatures", measure)
