# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A whole mock day: what stands on paper, in spreadsheets, codes and data is one and the same."""

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.journal import first_break
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, Source, cell_parts
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.ports import OpenedPackage
from precinct_app.signing.seal import read_qr, read_seal

pytestmark = pytest.mark.journey


def protocols(summary: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(p["precinct_id"], q) for p in summary["precincts"] for q in p["protocols"]]


def stem(precinct: str, protocol: dict[str, Any]) -> str:
    return f"{precinct}_{protocol['ballot_id']}_v{protocol['version']}"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_every_check_of_the_day_is_good(summary: dict[str, Any]) -> None:
    assert len(protocols(summary)) == 10
    assert [check for check in summary["checks"] if not check["good"]] == []
    names = {check["check"] for check in summary["checks"]}
    assert {"pdf_shows_data", "xlsx_shows_data", "totals_equal_sums", "foreign_root_refuses",
            "signatures", "identity", "content"} <= names  # fmt: skip


def test_pdf_xlsx_code_and_data_hold_the_same_figures(day: Path, summary: dict[str, Any]) -> None:
    for precinct, protocol in protocols(summary):
        base = day / "documents" / stem(precinct, protocol)
        record_json = base.with_suffix(".json").read_bytes()
        record = ProtocolRecord.from_json(record_json)
        told = {c: "n/a" if f is NA else f for c, f in record.figures().items()}
        assert told == protocol["figures"]
        pdf = base.with_suffix(".pdf").read_bytes()
        assert Tools().attachments(pdf)["protocol.json"] == record_json
        assert_paper_shows(pdf, record, control_number(record_json))
        assert_spreadsheet_shows(base.with_suffix(".xlsx").read_bytes(), told)


def assert_paper_shows(pdf: bytes, record: ProtocolRecord, number: str) -> None:
    text = text_of(pdf)
    for group in groups_of_four(number):
        assert group in text
    votes = [value.figure for value in record.values if value.cell.startswith("votes.")]
    for figure in votes:
        assert str(figure) in text
    pages = Tools().read_pages(pdf, "x.pdf")
    codes = {text for page in pages for text in (*page.sealed, *page.plain)}
    sealed = read_seal(read_qr(next(code for code in codes if code.startswith("KZ1:"))))
    assert list(sealed.printed.votes) == votes
    plain = next(code for code in codes if not code.startswith("KZ1:"))
    assert plain.startswith("TRAINING, NOT REAL")
    assert f"15={record.figure('ballots_valid')}" in plain.replace("\n", " ")


def assert_spreadsheet_shows(data: bytes, told: dict[str, Any]) -> None:
    book = load_workbook(io.BytesIO(data))
    rows = list(book["data"].iter_rows(values_only=True))
    at = {name: i for i, name in enumerate(rows[0])}
    found = {(row[at["line"]], row[at["row"]] or ""): row[at["value"]] for row in rows[1:]}
    assert found == {cell_parts(cell): value for cell, value in told.items()}
    figures = [row[2] for row in book.worksheets[0].iter_rows(values_only=True) if row[2]]
    assert {value for cell, value in told.items() if cell.startswith("votes.")} <= set(figures)


def test_totals_equal_the_sums_over_bundles(
    day: Path, summary: dict[str, Any], package: OpenedPackage
) -> None:
    latest: dict[tuple[str, str], ProtocolRecord] = {}
    for path in (day / "bundles").glob("*.zip"):
        content = Tools().open_bundle(path.read_bytes())
        for handed in content.manifest.protocols:
            record = ProtocolRecord.from_json(content.files[f"{handed.ballot_id}.json"])
            sheet = (record.precinct_id, record.ballot_id)
            if sheet not in latest or latest[sheet].version < record.version:
                latest[sheet] = record
    sums: dict[tuple[str, str], int] = {}
    for record in latest.values():
        for cell, figure in record.figures().items():
            key = (record.ballot_id, cell)
            sums[key] = sums.get(key, 0) + (0 if figure is NA else int(figure))
    for table in summary["district"]["tables"]:
        assert table["totals"]
        for cell, total in table["totals"].items():
            assert total == sums[table["ballot_id"], cell]
    published = json.loads((day / "district" / "consolidated.json").read_text(encoding="utf-8"))
    totals = {(r[1], r[7]): r[9] for r in published["rows"] if r[2] == "TOTAL"}
    assert totals == {
        (t["ballot_id"], cell): total
        for t in summary["district"]["tables"]
        for cell, total in t["totals"].items()
    }
    assert package.election.election_id == published["election_id"]


def test_certificate_holders_get_the_ballots_of_the_matrix(summary: dict[str, Any]) -> None:
    given = [c for p in summary["precincts"] for c in p["certificates_accepted"]]
    assert {tuple(c["ballots"]) for c in given if c["issued_at"].startswith("KZ-KOS")} == {
        ("mazhilis_list", "region_list")
    }
    elsewhere = [c for c in given if not c["issued_at"].startswith("KZ-KOS")]
    assert elsewhere
    assert {tuple(c["ballots"]) for c in elsewhere} == {("mazhilis_list",)}
    for precinct in summary["precincts"]:
        figures = {p["ballot_id"]: p["figures"]["certificates_in"] for p in precinct["protocols"]}
        assert figures["mazhilis_list"] > figures["region_list"] > 0
        assert figures["mazhilis_single_1"] == 0


def test_the_planted_slip_was_caught_and_named(summary: dict[str, Any]) -> None:
    for precinct in summary["precincts"]:
        slip = precinct["slip"]
        assert slip["typed"] != slip["right"]
        assert slip["code"] == "E306"
        assert abs(slip["gap"]) == abs(slip["typed"] - slip["right"])
        figures = next(
            p["figures"] for p in precinct["protocols"] if p["ballot_id"] == slip["ballot_id"]
        )
        assert figures[slip["cell"]] == slip["right"]


def test_the_same_seed_gives_the_same_figures(tmp_path: Path, summary: dict[str, Any]) -> None:
    out = tmp_path / "again"
    arguments = ["demo", "--out", str(out), "--seed", "11", "--precincts", "2", "--json"]
    assert main(arguments, Tools()) == 0
    again = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    figures = [[(p["ballot_id"], p["figures"]) for p in q["protocols"]] for q in again["precincts"]]
    first = [[(p["ballot_id"], p["figures"]) for p in q["protocols"]] for q in summary["precincts"]]
    assert figures == first


def test_the_journal_of_a_precinct_is_whole(day: Path) -> None:
    store = Tools().open_workspace(day / "workspaces" / "KZ-KOS-9001", "m1", PASSPHRASE)
    with store.begin() as work:
        events = list(work.journal.all())
        voters = [voter.surname for voter in work.voters.all()][:50]
    store.close()
    assert first_break(events) is None
    assert {"voters.imported", "protocol.frozen", "protocol.signed", "register.bundle_packed"} <= {
        event.kind for event in events
    }
    told = repr(events)
    assert not any(f"{surname} " in told for surname in voters)


def test_no_voter_leaves_the_precinct(day: Path) -> None:
    """Names and numbers of voters stand in the voter files and the encrypted workspaces alone."""
    store = Tools().open_workspace(day / "workspaces" / "KZ-KOS-9001", "m1", PASSPHRASE)
    with store.begin() as work:
        iins = [voter.iin for voter in work.voters.all() if voter.iin]
    store.close()
    for path in day.rglob("*"):
        if path.is_file() and "voters" not in path.parts:
            data = path.read_bytes()
            assert not any(iin.encode() in data for iin in iins[:300]), path.name


def test_openssl_accepts_a_bundle_and_refuses_it_changed(day: Path, tmp_path: Path) -> None:
    content = Tools().open_bundle(next((day / "bundles").glob("*.zip")).read_bytes())
    (tmp_path / "m.json").write_bytes(content.manifest_bytes)
    (tmp_path / "m.p7s").write_bytes(content.cms)
    call = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "m.p7s", "-content",
            "m.json", "-CAfile", str(day / "trust" / "root.pem"), "-purpose", "any",
            "-out", "out"]  # fmt: skip
    assert subprocess.run(call, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    changed = content.manifest_bytes.replace(b'"handover_no":1', b'"handover_no":2')
    (tmp_path / "m.json").write_bytes(changed if changed != content.manifest_bytes else b"{}")
    assert subprocess.run(call, cwd=tmp_path, capture_output=True, check=False).returncode != 0


def test_a_precinct_with_registers_types_only_what_they_do_not_give(
    day: Path, summary: dict[str, Any]
) -> None:
    on_paper, kept = summary["precincts"]
    assert (on_paper["level"], kept["level"]) == ("count_only", "registers")
    for precinct, protocol in protocols(summary):
        base = day / "documents" / stem(precinct, protocol)
        record = ProtocolRecord.from_json(base.with_suffix(".json").read_bytes())
        sources = {value.cell: value.source for value in record.values}
        from_registers = Source.REGISTER in sources.values()
        assert from_registers is (precinct == kept["precinct_id"])
        assert not {"A116", "A603"} & {code for act in record.acts for code in act.codes}


def test_the_acts_of_the_day_are_drawn_up_from_the_registers_and_printed(
    day: Path, summary: dict[str, Any]
) -> None:
    kept = summary["precincts"][1]
    kinds = [act["kind"] for act in kept["acts"]]
    assert set(kinds) == {
        "certificates_cancelled", "opening", "unused_cancelled", "box_excess", "box_annulled",
        "reopened",
    }  # fmt: skip
    assert kinds.count("unused_cancelled") == 5
    for act in kept["acts"]:
        pdf = (day / "acts" / act["file"]).read_bytes()
        assert f"№ {act['number']}" in text_of(pdf)


def test_a_correction_is_a_second_version_that_the_district_takes(
    day: Path, summary: dict[str, Any]
) -> None:
    kept = summary["precincts"][1]
    told = kept["correction"]
    one, other = told["cells"]
    versions = [
        ProtocolRecord.from_json(
            (
                day / "documents" / f"{kept['precinct_id']}_{told['ballot_id']}_v{n}.json"
            ).read_bytes()
        )
        for n in (1, 2)
    ]
    before, after = (record.figures() for record in versions)
    assert (before[one], before[other]) == (after[other], after[one]) != (after[one], after[other])
    assert {cell for cell in before if before[cell] != after[cell]} == {one, other}
    assert versions[1].previous
    table = next(t for t in summary["district"]["tables"] if t["ballot_id"] == told["ballot_id"])
    row = next(p for p in kept["protocols"] if p["ballot_id"] == told["ballot_id"])
    assert (row["version"], row["figures"][one]) == (2, after[one])
    assert table["totals"][one] == sum(
        p["figures"][one]
        for precinct in summary["precincts"]
        for p in precinct["protocols"]
        if p["ballot_id"] == told["ballot_id"]
    )
    assert str(after[one]) in text_of((day / "acts" / told["file"]).read_bytes())


def test_the_day_leaves_a_precinct_before_its_count_to_whoever_tries(
    day: Path, summary: dict[str, Any], package: OpenedPackage
) -> None:
    left = day / "your-turn"
    told = next(p for p in summary["precincts"] if p["precinct_id"] == "KZ-KOS-9001")
    store = Tools().open_workspace(left / "workspaces" / "KZ-KOS-9001", "m1", PASSPHRASE)
    with store.begin() as work:
        assert [b for b in told["protocols"] if work.protocols.get(b["ballot_id"])] == []
        assert any(True for _ in work.voters.all())
    store.close()
    for number, protocol in enumerate(told["protocols"], start=1):
        shown = re.sub(r"\s", "", text_of((left / f"sheet-{number}.pdf").read_bytes()))
        votes = [f for cell, f in protocol["figures"].items() if cell.startswith("votes.")]
        assert [v for v in votes if str(v) not in shown] == []
    key = Tools().open_key((day / "keys" / "KZ-KOS-9001" / "m1.p12").read_bytes(), PASSPHRASE)
    assert key.certificate in package.trust.signers
