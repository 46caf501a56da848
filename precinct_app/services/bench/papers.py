# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A protocol's papers made, signed, bundled and verified, beside LibreOffice's mere conversion."""

import shutil
import time
from collections.abc import Callable, Iterator

from precinct_app.services.bench.handed_over import SIGNERS, bundle_of, signed_papers
from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target
from precinct_app.services.bench.mock_protocol import MockProtocol, mock_protocol
from precinct_app.services.bench.process import cost_of
from precinct_app.services.ports import Signer
from precinct_app.services.toolbox import Papers

TIMES = 10
MANY = 200
"""Protocols judged side by side."""
CORES = 2
MADE = Target(at_most=0.25)
FIFTH = Target(at_most=0.2, of_ratio=True)
EVIDENCE = Target(at_most=120.0)
"""Milliseconds of CPU: 10,000 protocols in 10 minutes on two cores."""
IN_TIME = Target(at_most=60.0)
"""Milliseconds of the clock, on two cores."""


def measure(room: Room) -> Iterator[Measured]:
    """Making first, each step apart and all together; then judging."""
    mock = mock_protocol(room.tools)
    signers = [mock.signer(0), mock.signer(2)]
    papers = signed_papers(mock, signers)
    yield from _steps(room, mock, signers)
    made = _seconds(room, lambda: bundle_of(mock, signed_papers(mock, signers), signers))
    yield Measured("protocol_made", made, "seconds", target=MADE, told={"signers": len(SIGNERS)})
    yield beside_office(made, office_seconds(room, papers["xlsx"]))
    yield from _judging(room, mock, papers)
    yield _side_by_side(room, mock, papers)


def _steps(room: Room, mock: MockProtocol, signers: list[Signer]) -> Iterator[Measured]:
    press, record, form = mock.tools.press, mock.record, mock.form
    seal = press.seal(record, form, signers[0])
    pdf, xlsx = press.pdf(record, form, seal, SIGNERS).pdf, press.xlsx(record, form)
    papers = signed_papers(mock, signers)
    steps: dict[str, Callable[[], object]] = {
        "pdf_make": lambda: press.pdf(record, form, seal, SIGNERS),
        "pdf_sign": lambda: press.sign_pdf(pdf, signers[0], mock.when, certify=True),
        "xlsx_make": lambda: press.xlsx(record, form),
        "xlsx_sign": lambda: press.sign_xlsx(xlsx, signers[0], mock.when),
        "bundle_make": lambda: bundle_of(mock, papers, signers),
    }
    for name, step in steps.items():
        yield Measured(name, _seconds(room, step) * 1000, "milliseconds")


def beside_office(made: float, office: float | None) -> Measured:
    """The same figure, where an office program could be asked beside it."""
    beside = None if office is None else Beside("office", office)
    missing = "office" if office is None else ""
    target = FIFTH if beside else None
    return Measured("protocol_beside_office", made, "seconds", beside, target, missing=missing)


def office_seconds(room: Room, xlsx: bytes) -> float | None:
    """LibreOffice only turns the finished sheet into a PDF: no signature, no bundle."""
    program = shutil.which("soffice")
    if program is None:
        return None
    sheet = room.folder / "protocol.xlsx"
    sheet.write_bytes(xlsx)
    profile = f"-env:UserInstallation={(room.folder / 'profile').as_uri()}"
    call = (program, profile, "--headless", "--norestore", "--convert-to", "pdf",
            "--outdir", str(room.folder), str(sheet))  # fmt: skip
    cost_of(call)  # the first call makes its profile
    return min(cost_of(call).seconds for _ in range(min(room.runs, 3)))


def _judging(room: Room, mock: MockProtocol, papers: dict[str, bytes]) -> Iterator[Measured]:
    judge, record, form = mock.tools.judge(mock.package.trust), mock.record, mock.form
    renderer = mock.tools.renderer

    def pdf() -> None:
        judge.pdf(papers["pdf"], record, form, papers["seal"], SIGNERS, renderer)

    def xlsx() -> None:
        judge.xlsx(papers["xlsx"], record, form, SIGNERS, renderer)

    first, second = _seconds(room, pdf) * 1000, _seconds(room, xlsx) * 1000
    yield Measured("pdf_verify", first, "milliseconds", told={"signers": len(SIGNERS)})
    yield Measured("xlsx_verify", second, "milliseconds", told={"signers": len(SIGNERS)})
    yield Measured("evidence", first + second, "milliseconds", target=EVIDENCE)


def _side_by_side(room: Room, mock: MockProtocol, papers: dict[str, bytes]) -> Measured:
    """The whole way through the workers, by the clock; their start is not counted."""
    size = room.size(MANY)
    signed = {ending: papers[ending] for ending in ("pdf", "xlsx")}
    one = Papers(
        papers["json"], mock.form.form_id, papers["seal"], SIGNERS, mock.tools.renderer, signed
    )
    results = mock.tools.evidence(mock.package, ((n, one) for n in range(size + CORES)), CORES)
    for _ in range(CORES):
        next(results)
    start = time.perf_counter()
    for _ in results:
        pass
    taken = (time.perf_counter() - start) / size * 1000
    told = {"protocols": size, "cores": CORES}
    return Measured("evidence_side_by_side", taken, "milliseconds", target=IN_TIME, told=told)


def _seconds(room: Room, work: Callable[[], object]) -> float:
    """Of CPU for one, the best of several runs of some."""
    times = room.size(TIMES)
    return room.cpu(lambda: [work() for _ in range(times)]) / times


BENCH = Bench("papers", measure)
