# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pages scanned and photographed: read whatever the light, judged with nothing but the package."""

import io
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.documents.codes import plain_code, sealed_code
from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.errors import InputError, PrecinctError
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.services.file_check import check_file
from precinct_app.services.packages import trust_by_fingerprint
from precinct_app.services.paper_check import (
    check_digits,
    compare_with_file,
    groups_to_ask,
    read_paper,
)
from precinct_app.services.ports import OpenedPackage, PageCodes
from precinct_app.services.workspace import forms_of

pytestmark = pytest.mark.journey
SMALLEST_MODULE, SEALED_SIDE, POINT = 0.5, 45.0, 25.4 / 72
Look = Callable[[Image.Image], Image.Image]


@pytest.fixture(scope="module")
def protocol(day: Path) -> Path:
    return sorted((day / "documents").glob("*9001_mazhilis_list*.pdf"))[0]


@pytest.fixture(scope="module")
def other(day: Path) -> Path:
    return sorted((day / "documents").glob("*9002_mazhilis_list*.pdf"))[0]


def pages_of(pdf: Path, dpi: int = 200) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf.read_bytes()) as document:
        return [
            document[n].render(scale=dpi / 72, grayscale=True).to_pil()
            for n in range(len(document))
        ]


def png(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def noisy(image: Image.Image) -> Image.Image:
    chance = random.Random(5)
    noise = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
    return Image.blend(image, noise, 0.28)


LOOKS: dict[str, Look] = {
    "as it is": lambda i: i,
    "turned by 7 degrees": lambda i: i.rotate(7, expand=True, fillcolor=255),
    "turned by 90 degrees": lambda i: i.rotate(90, expand=True),
    "upside down": lambda i: i.rotate(180),
    "turned by 33 degrees": lambda i: i.rotate(33, expand=True, fillcolor=200),
    "blurred": lambda i: i.filter(ImageFilter.GaussianBlur(1.6)),
    "noisy": noisy,
    "dark": lambda i: i.point(lambda v: v // 4),
    "pale": lambda i: i.point(lambda v: 150 + v // 4),
    "small": lambda i: i.resize((i.width // 2, i.height // 2)),
    "a photo's corner": lambda i: i.transform(
        i.size, Image.Transform.QUAD, (0, 0, 40, i.height, i.width, i.height - 60, i.width - 50, 30)
    ),
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_page_is_read_whatever_the_light(
    protocol: Path, package: OpenedPackage, name: str
) -> None:
    picture = png(LOOKS[name](pages_of(protocol)[0]))
    verdict = check_file(picture, "scan.png", Tools(), package, trusted=True)
    assert verdict.outcome == "compare", verdict.checks
    record = ProtocolRecord.from_json(protocol.with_suffix(".json").read_bytes())
    assert len(verdict.figures) > 20
    held = {c: f for c, f in record.figures().items() if c in verdict.figures}
    assert held == {c: f for c, f in verdict.figures.items() if c in held}
    assert verdict.figures["ballots_valid"] == record.figure("ballots_valid")


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "BMP"])
def test_kinds_of_pictures(protocol: Path, package: OpenedPackage, kind: str) -> None:
    options = {"quality": 35} if kind == "JPEG" else {}
    data = png(pages_of(protocol)[0], kind, **options)
    assert check_file(data, "scan", Tools(), package, trusted=True).outcome == "compare"


def test_all_pages_of_a_scanned_pdf_and_of_a_tiff(protocol: Path, package: OpenedPackage) -> None:
    first, *rest = pages_of(protocol)
    tiff = png(first, "TIFF", save_all=True, append_images=rest)
    scanned = png(first, "PDF", save_all=True, append_images=rest, resolution=200)
    for data in (scanned, tiff):
        assert len(Tools().read_pages(data, "scan")) == len(rest) + 1
        assert check_file(data, "scan", Tools(), package, trusted=True).outcome == "compare"


def keys_of(data: bytes, package: OpenedPackage | None) -> tuple[str, set[str]]:
    verdict = check_file(data, "scan", Tools(), package, trusted=True)
    return verdict.outcome, {c.reason.key for c in verdict.checks if c.reason}


def test_a_page_of_another_protocol_is_noticed(
    protocol: Path, other: Path, package: OpenedPackage
) -> None:
    first, *rest = pages_of(protocol)
    mixed = png(first, "TIFF", save_all=True, append_images=[pages_of(other)[0], *rest[1:]])
    assert keys_of(mixed, package) == ("bad", {"check.two_protocols"})


def test_a_page_whose_codes_are_cut_off_is_named(protocol: Path, package: OpenedPackage) -> None:
    first, *rest = pages_of(protocol)
    torn = first.crop((0, 0, first.width, first.height // 2))
    data = png(rest[0], "TIFF", save_all=True, append_images=[torn])
    assert keys_of(data, package) == ("doubt", {"paper.page_without_code"})


def redrawn(page: Image.Image, sealed: str, plain: str) -> Image.Image:
    """The page with codes of a forger's own."""
    blank = Image.new("L", (page.width, page.height), 255)
    for text, make, left in ((sealed, sealed_code, 100), (plain, plain_code, 900)):
        if not text:
            continue
        code = make(text)
        for x, y, n in code.runs:
            blank.paste(0, (left + 6 * x, 200 + 6 * y, left + 6 * (x + n), 206 + 6 * y))
    return blank


def codes_of(protocol: Path) -> PageCodes:
    return Tools().read_pages(protocol.read_bytes(), "x")[0]


def test_codes_that_disagree_name_the_line(protocol: Path, package: OpenedPackage) -> None:
    codes = codes_of(protocol)
    number = next(p for p in codes.plain[0].split() if p.startswith("15=")).partition("=")[2]
    forged = codes.plain[0].replace(f"15={number}", f"15={int(number) + 7}")
    page = redrawn(pages_of(protocol)[0], codes.sealed[0], forged)
    verdict = check_file(png(page), "scan.png", Tools(), package, trusted=True)
    (call,) = verdict.calls
    assert (call.number, call.lines, call.numbers) == (704, "15", (int(number) + 7, int(number)))
    honest = redrawn(pages_of(protocol)[0], codes.sealed[0], codes.plain[0])
    assert keys_of(png(honest), package) == ("compare", set())


def test_the_plain_code_alone_proves_nothing(protocol: Path, package: OpenedPackage) -> None:
    page = redrawn(pages_of(protocol)[0], "", codes_of(protocol).plain[0])
    assert keys_of(png(page), package) == ("doubt", {"paper.only_plain"})


def test_a_changed_seal_is_refused(protocol: Path, package: OpenedPackage) -> None:
    sealed = codes_of(protocol).sealed[0]
    for place in range(10, len(sealed), 97):
        letter = "0" if sealed[place] != "0" else "1"
        forged = PageCodes(1, (sealed[:place] + letter + sealed[place + 1 :],))
        judge = Tools().judge(package.trust)
        reading = read_paper((forged,), package, judge)
        assert any(check.good is False for check in reading.checks)


def test_a_page_without_any_code_of_ours(package: OpenedPackage) -> None:
    nothing = png(Image.new("L", (800, 800), 255))
    assert keys_of(nothing, package) == ("bad", {"check.nothing_known"})


def test_pictures_too_large_are_not_decoded(package: OpenedPackage) -> None:
    huge = png(Image.new("1", (9000, 9000)))
    assert keys_of(huge, package) == ("bad", {"picture.too_many_pixels"})
    assert keys_of(b"\x89PNG" + bytes(41_000_000), package) == ("bad", {"picture.too_large"})
    assert keys_of(b"\x89PNG nothing", package) == ("bad", {"picture.unreadable"})


def test_paper_and_file_are_held_together(
    protocol: Path, other: Path, package: OpenedPackage
) -> None:
    judge = Tools().judge(package.trust)
    data = protocol.with_suffix(".json").read_bytes()
    record = ProtocolRecord.from_json(data)
    form = forms_of(package)[record.form_id]
    own = read_paper(Tools().read_pages(protocol.read_bytes(), "x"), package, judge)
    (check,) = compare_with_file(own, record, data, form)
    assert check.good is True
    foreign = read_paper(Tools().read_pages(other.read_bytes(), "x"), package, judge)
    (check,) = compare_with_file(foreign, record, data, form)
    assert check.reason is not None
    assert check.reason.key == "paper.other_protocol"
    values = tuple(
        replace(v, figure=v.figure + 3 if isinstance(v.figure, int) else v.figure)
        if v.cell == "ballots_valid" else v for v in record.values
    )  # fmt: skip
    changed = replace(record, values=values)
    found = compare_with_file(own, changed, changed.to_json(), form)
    (reason,) = [one.reason for one in found]
    assert reason is not None
    left, right = record.figure("ballots_valid"), changed.figure("ballots_valid")
    assert reason.key == "paper.figure"
    assert (reason.values["line"], reason.values["left"], reason.values["right"]) == (
        "15", left, right,
    )  # fmt: skip


def test_digits_typed_by_hand(protocol: Path) -> None:
    data = protocol.with_suffix(".json").read_bytes()
    groups = groups_of_four(control_number(data))
    first, second = groups_to_ask(random.Random(1))
    right = {first: groups[first - 1], second: f" {groups[second - 1]} "}
    assert check_digits(data, right).good is True
    wrong = check_digits(data, {**right, second: "0000" if groups[second - 1] != "0000" else "1"})
    assert wrong.reason is not None
    assert (wrong.good, wrong.reason.values["group"]) == (False, second)
    for few in ({}, {1: groups[0]}, {0: "1234", 1: groups[0]}, {1: groups[0], 10: "1"}):
        with pytest.raises(InputError):
            check_digits(data, few)
    asked = {groups_to_ask() for _ in range(200)}
    assert len(asked) > 20
    assert all(1 <= a < b <= 9 for a, b in asked)


def test_the_command_takes_paper_and_digits(
    day: Path, protocol: Path, other: Path, package: OpenedPackage, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    trusted = ["--package", str(day / "package.zip"), "--fingerprint", package.fingerprint]
    bundle = str(sorted((day / "bundles").glob("*9001_01*"))[0])
    pages = []
    for place, source in enumerate((protocol, other)):
        path = tmp_path / f"page{place}.jpg"
        path.write_bytes(png(pages_of(source)[0], "JPEG"))
        pages.append(str(path))
    digits = groups_of_four(control_number(protocol.with_suffix(".json").read_bytes()))

    def verify(*more: str) -> int:
        capsys.readouterr()
        return main(["verify", *more, *trusted, "--json"], Tools())

    assert verify(pages[0]) == 0
    for file in (bundle, str(protocol)):
        assert verify(file, "--paper", pages[0]) == 0
        assert verify(file, "--paper", pages[1]) == 1
        assert verify(file, "--paper", *pages) == 1
        assert verify(file, "--digits", f"2:{digits[1]}", f"9:{digits[8]}") == 0
        assert verify(file, "--digits", f"2:{digits[1]}", f"8:{digits[8]}") == 1
    told = json.loads(capsys.readouterr().out)
    assert [call["number"] for call in told["calls"]] == [707]
    assert "7 0 7" in told["calls"][0]["spoken"]


def test_codes_have_the_printed_size(day: Path) -> None:
    """45 mm, modules of half a millimetre and more, on every page of every protocol, as drawn."""
    for path in sorted((day / "documents").glob("*.pdf")):
        codes = codes_of(path)
        modules = sealed_code(codes.sealed[0]).modules
        assert SEALED_SIDE / modules >= SMALLEST_MODULE
        sides = sorted(code_sides(path), reverse=True)
        assert sides[0] == pytest.approx(SEALED_SIDE, abs=0.1)
        plain = plain_code(codes.plain[0]).modules
        assert any(side / plain >= SMALLEST_MODULE - 0.011 for side in sides[1:])


def code_sides(path: Path) -> set[float]:
    """Sides in millimetres of the square forms that are drawn on the last page."""
    with pikepdf.open(path) as pdf:
        page = pdf.pages[-1]
        names = {str(n): x for n, x in page.Resources.XObject.items() if "/BBox" in x}
        sides = set()
        matrix = [1.0, 0.0, 0.0, 1.0]
        for step in pikepdf.parse_content_stream(page):
            operands, operator = list(step.operands), str(step.operator)
            if operator == "cm":
                matrix = [float(v) for v in operands[:4]]
            elif operator == "Do" and str(operands[0]) in names:
                box = [float(v) for v in names[str(operands[0])].BBox]
                if box[2] == box[3]:
                    sides.add(round(box[2] * matrix[0] * POINT, 2))
        return sides


def test_without_a_package_a_code_is_readable_at_most(protocol: Path) -> None:
    picture = png(pages_of(protocol)[0])
    assert check_file(picture, "x", Tools(), None, trusted=False).outcome == "consistent"
    with pytest.raises(PrecinctError):
        trust_by_fingerprint(Tools().open_package(
            (protocol.parents[1] / "package.zip").read_bytes()), "0" * 36)  # fmt: skip
