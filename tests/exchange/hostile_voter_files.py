# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Hostile and odd voter files with what must come of each: a number of voters, or a refusal."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from openpyxl import Workbook

from tests.exchange import strangers_voter_files
from tests.exchange.voter_files import (
    KK,
    RU,
    archive,
    book,
    ods,
    ods_cell,
    ods_content,
    ods_row,
    parts,
    plain,
    raw,
    row_xml,
    saved,
    sheet_xml,
    text,
)

Outcome = int | str
"""Voters read, or the last part of the refusal's key."""
Case = tuple[str, bytes, str, Outcome]
ROWS = [KK, *plain()]
GOOD = book(ROWS)
GOOD_ODS = ods(*map(ods_row, ROWS))
XML_ROWS = "".join(map(row_xml, ROWS))
EXCEL_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
OASIS = "application/vnd.oasis.opendocument"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAVY = (
    "bombs: zeros in the sheet",
    "bombs: spaces in the sheet",
    "bombs: three million empty cells",
    "bombs: a million shared texts",
    "bombs: a word of fifty million letters",
    "bombs: ods rows repeated 1000000000000",
    "bombs: ods both repeated within limits",
    "bombs: a csv line of ten million letters",
    "bombs: csv of many empty rows",
    "bombs: csv of breaks",
    "odd_sheets: entities without end",
    "odd_sheets: deep",
)
"""Cases that are read by a worker under the limits of the program, and nowhere else."""


@cache
def every() -> tuple[Case, ...]:
    """Every case, made once for all who go through them."""
    return tuple(cases())


def cases() -> Iterator[Case]:
    """Every case; names are unique."""
    for group in (
        empties, other_kinds, wrong_names, broken_archives, odd_archives, odd_workbooks, odd_sheets,
        odd_rows, bombs, odd_values, odd_ods, odd_texts, cut_files,
    ):  # fmt: skip
        for name, data, file, outcome in group():
            yield f"{group.__name__}: {name}", data, file, outcome
    for group_name, found in strangers_voter_files.groups():
        for name, data, file, outcome in found:
            yield f"{group_name}: {name}", data, file, outcome


def empties() -> Iterator[Case]:
    for name, data in (
        ("nothing", b""), ("NULs", bytes(500)), ("breaks", b"\r\n" * 40),
        ("a mark of UTF-8", b"\xef\xbb\xbf"),
        ("a mark of UTF-16", b"\xff\xfe"), ("spaces in UTF-16", " \n \n".encode("utf-16")),
    ):  # fmt: skip
        yield name, data, "x.csv", "empty"
    yield "a workbook without cells", book([]), "x.xlsx", "empty"
    yield "three sheets without cells", book([], [], []), "x.xlsx", "empty"
    yield "cells of spaces", raw([[" ", "\t", "\xa0"]] * 9), "x.xlsx", "empty"
    yield (
        "styled cells only",
        archive(parts(sheet_xml('<row><c r="A1" s="1"/></row>' * 50))),
        "x",
        "empty",
    )
    yield "ods without rows", ods(), "x.ods", "empty"
    yield (
        "ods of empty rows",
        ods(ods_row([None] * 5, 'table:number-rows-repeated="1048576"')),
        "x",
        "empty",
    )
    yield "headings only", book([KK]), "x.xlsx", "no_rows"
    yield "headings and numbers only", book([KK, list(range(1, 8))]), "x.xlsx", "no_rows"
    yield "headings only, csv", text([KK]).encode(), "x.csv", "no_rows"
    yield "headings only, ods", ods(ods_row(KK)), "x.ods", "no_rows"
    yield "headings twice", book([KK, RU]), "x.xlsx", "no_rows"
    yield "no headings", book(plain()), "x.xlsx", "no_columns"
    yield "no headings, csv", text(plain()).encode(), "x.csv", "no_columns"
    yield "foreign headings", book([["a", "b"], ["c", "d"]]), "x.xlsx", "no_columns"
    yield "one name column and nothing else", book([["ФИО"], ["Ким Ян"]]), "x.xlsx", "no_columns"
    yield (
        "headings below a hundred lines",
        book([*([["x", "y"]] * 100), *ROWS]),
        "x.xlsx",
        "no_columns",
    )


def other_kinds() -> Iterator[Case]:
    utf16 = "utf-16-le"
    for name, data, outcome in (
        ("old Excel", OLE + bytes(600) + "Workbook".encode(utf16), "old_excel"),
        ("a bare container", OLE, "old_excel"),
        ("a locked workbook", OLE + bytes(900) + "EncryptedPackage".encode(utf16), "encrypted"),
        ("old Word", OLE + bytes(900) + "WordDocument".encode(utf16), "word"),
        ("Excel 5 without container", b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(99), "old_excel"),
        ("Excel 2", b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(99), "old_excel"),
        ("html", b"<html><body><table><tr><td>a</td></tr></table>", "html"),
        ("html upper case", b"\n <HTML><TABLE>", "html"),
        ("html doctype", b"\xef\xbb\xbf<!DOCTYPE html><html>", "html"),
        ("html in UTF-16", "<html><table>".encode("utf-16"), "html"),
        ("a table alone", b"<table border=1><tr><td>x</td></tr></table>", "html"),
        ("xhtml", b"<?xml version='1.0'?><html xmlns='x'><body/></html>", "html"),
        ("Excel 2003", f'<?xml version="1.0"?><Workbook xmlns="{EXCEL_2003}">'.encode(), "excel_2003"),
        ("other xml", b"<?xml version='1.0'?><voters/>", "not_table"),
        ("broken markup", b"<<<<", "not_table"),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3", "picture"),
        ("png", b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        ("jpeg", b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
        ("rtf", b"{\\rtf1\\ansi}", "word"),
        ("json", b'{"voters": []}', "not_table"),
        ("one word", "бір сөз".encode(), "not_table"),
        ("bytes", bytes(range(1, 256)) * 4, "not_table"),
        ("a program", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, "not_table"),
        ("gzip", b"\x1f\x8b\x08\x00" + zlib.compress(b"x" * 900), "packed"),
        ("docx", archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "word"),
        ("odt", archive({"mimetype": f"{OASIS}.text", "content.xml": "<a/>"}), "word"),
        ("a zip of something", archive({"readme.txt": "x"}), "not_table"),
        ("a zip of nothing", archive({}), "not_table"),
        ("xlsb", archive({"_rels/.rels": "<a/>", "xl/workbook.bin": b"x"}), "xlsb"),
        ("too many bytes", b"a;b\n" * 5_000_001, "too_large"),
    ):  # fmt: skip
        yield name, data, "x.xls", outcome


def wrong_names() -> Iterator[Case]:
    for name in ("x.csv", "x.xls", "x.ods", "x.pdf", "x", "", "тізім .XLSX", "../../x", "a" * 300):
        yield f"xlsx called {name[:20]!r}", GOOD, name, 2
        yield f"csv called {name[:20]!r}", text(ROWS).encode(), name, 2
    yield "ods called xlsx", GOOD_ODS, "x.xlsx", 2
    yield "flat ods called csv", ods_content(*map(ods_row, ROWS)).encode(), "x.csv", 2


def broken_archives() -> Iterator[Case]:
    yield "two letters", b"PK", "x.xlsx", "broken"
    yield "a beginning", b"PK\x03\x04 but no more", "x.xlsx", "broken"
    yield "only an end", b"PK\x05\x06" + bytes(18), "x.xlsx", "not_table"
    flipped = bytearray(GOOD)
    flipped[GOOD.index(b"xl/worksheets") + 60] ^= 0xFF
    yield "a flipped byte in the sheet", bytes(flipped), "x.xlsx", "broken"
    locked = bytearray(raw(ROWS))
    for place in _entries(locked):
        locked[place + 8] |= 1
    yield "parts under a password", bytes(locked), "x.xlsx", "encrypted"
    yield "bzip2 inside", archive(parts(sheet_xml(XML_ROWS)), zipfile.ZIP_BZIP2), "x.xlsx", "broken"
    yield "lzma inside", archive(parts(sheet_xml(XML_ROWS)), zipfile.ZIP_LZMA), "x.xlsx", "broken"
    many = archive({f"xl/{n}": "" for n in range(4000)}, zipfile.ZIP_STORED)
    yield "thousands of parts", many, "x.xlsx", "too_large"
    lying = bytearray(archive(parts(sheet_xml(XML_ROWS)), zipfile.ZIP_STORED))
    for place in _entries(lying):
        struct.pack_into("<I", lying, place + 24, 10)
    yield "sizes that lie", bytes(lying), "x.xlsx", "broken"


def _entries(data: bytearray) -> Iterator[int]:
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        yield place
        place = data.find(b"PK\x01\x02", place + 1)


def odd_archives() -> Iterator[Case]:
    made = parts(sheet_xml(XML_ROWS))
    yield "stored", archive(made, zipfile.ZIP_STORED), "x.xlsx", 2
    yield "bytes before", b"PK\x07\x08junk" + archive(made), "x.xlsx", 2
    yield "bytes behind", archive(made) + b"\0" * 200, "x.xlsx", 2
    yield "upper case", archive({name.upper(): part for name, part in made.items()}), "x.xlsx", 2
    yield "backslashes", _with_names(made, lambda name: name.replace("/", "\\")), "x.xlsx", 2
    yield "leading slashes", archive({f"/{name}": part for name, part in made.items()}), "x.xlsx", 2
    yield "a part above the root", archive({**made, "../../etc/x": "x"}), "x.xlsx", 2
    yield (
        "a foreign large part",
        archive({**made, "xl/media/a.bin": bytes(40_000_000)}),
        "x.xlsx",
        2,
    )
    without = {name: part for name, part in made.items() if "Content" not in name}
    yield "no list of types", archive(without), "x.xlsx", 2
    without = {name: part for name, part in made.items() if name != "_rels/.rels"}
    yield "no top relations", archive(without), "x.xlsx", 2
    without = {name: part for name, part in made.items() if "workbook.xml.rels" not in name}
    yield "no inner relations", archive(without), "x.xlsx", 2
    without = {name: part for name, part in made.items() if "sheet1" not in name}
    yield "no sheet", archive(without), "x.xlsx", "broken"
    without = {name: part for name, part in made.items() if name != "xl/workbook.xml"}
    yield "no workbook", archive(without), "x.xlsx", "broken"


def _with_names(made: dict[str, bytes | str], change: Any) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, part in made.items():
            entry = zipfile.ZipInfo("x")
            entry.filename = change(name)
            packed.writestr(entry, part)
    return target.getvalue()


def odd_workbooks() -> Iterator[Case]:
    bare = sheet_xml(XML_ROWS)
    good = parts(bare)
    yield "workbook elsewhere", archive(
        {"_rels/.rels": str(good["_rels/.rels"]).replace("workbook.xml", "book2.xml"),
         "xl/book2.xml": good["xl/workbook.xml"], "xl/worksheets/sheet1.xml": bare,
         "xl/_rels/book2.xml.rels": good["xl/_rels/workbook.xml.rels"]}
    ), "x.xlsx", 2  # fmt: skip
    absolute = str(good["xl/_rels/workbook.xml.rels"]).replace("worksheets/", "/xl/worksheets/")
    yield "absolute targets", archive(good | {"xl/_rels/workbook.xml.rels": absolute}), "x.xlsx", 2
    climbing = str(good["xl/_rels/workbook.xml.rels"]).replace(
        "worksheets/", "../../xl/worksheets/"
    )
    yield (
        "targets that climb",
        archive(good | {"xl/_rels/workbook.xml.rels": climbing}),
        "x.xlsx",
        "broken",
    )
    strict = {
        k: str(v).replace("schemas.openxmlformats.org", "purl.oclc.org") for k, v in good.items()
    }
    yield "strict namespaces", archive(strict), "x.xlsx", 2
    yield "no sheets", archive(good | {"xl/workbook.xml": "<workbook/>"}), "x.xlsx", "broken"
    yield "workbook is text", archive(good | {"xl/workbook.xml": "hello"}), "x.xlsx", "broken"
    yield "empty workbook part", archive(good | {"xl/workbook.xml": ""}), "x.xlsx", "broken"
    many = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 900))
    book_part = str(good["xl/workbook.xml"]).replace(
        '<sheet name="s1" sheetId="1" r:id="rId1"/>', many
    )
    yield (
        "hundreds of names for one sheet",
        archive(good | {"xl/workbook.xml": book_part}),
        "x.xlsx",
        2,
    )
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        told = f'<?xml version="1.0" encoding="UTF-16"?>{bare}'
        mark = b"" if encoding == "utf-16" else "\ufeff".encode(encoding)
        yield f"a sheet in {encoding}", archive(parts(mark + told.encode(encoding))), "x.xlsx", 2
    told = f'<?xml version="1.0" encoding="windows-1251"?>{sheet_xml(_russian())}'
    yield "a sheet in windows-1251", archive(parts(told.encode("cp1251"))), "x.xlsx", 1
    yield (
        "an unknown encoding",
        archive(parts(f'<?xml version="1.0" encoding="x-ufo"?>{bare}')),
        "x",
        "broken",
    )
    yield (
        "UTF-7",
        archive(parts(f'<?xml version="1.0" encoding="utf-7"?>{bare}')),
        "x.xlsx",
        "broken",
    )
    prefixed = bare.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    prefixed = prefixed.replace("<x:worksheet>", '<x:worksheet xmlns:x="y">')
    yield "prefixed names", archive(parts(prefixed)), "x.xlsx", 2
    yield "a hidden list alone", book(ROWS, hidden=[]) and _hidden(), "x.xlsx", 2


def _russian() -> str:
    row: list[Any] = [1, "Иванов", "Пётр", "", "01.01.1990", "900101300811", "x"]
    return row_xml(RU) + row_xml(row)


def _hidden() -> bytes:
    return book(ROWS, [["x"]], hidden=[0])


def odd_sheets() -> Iterator[Case]:
    def sheet(xml: str) -> bytes:
        return archive(parts(xml))

    entity = "<!DOCTYPE a [" + "".join(
        f"<!ENTITY a{n} '{(f'&a{n - 1};' * 10) if n else 'ha'}'>" for n in range(12)
    )
    yield (
        "entities without end",
        sheet(f"{entity}]><worksheet>&a11;</worksheet>"),
        "x.xlsx",
        "broken",
    )
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield "an entity outside", sheet(f"{outside}<worksheet>&x;</worksheet>"), "x.xlsx", "broken"
    yield "a doctype", sheet(f"<!DOCTYPE worksheet>{sheet_xml(XML_ROWS)}"), "x.xlsx", "broken"
    yield "not closed", sheet(sheet_xml(XML_ROWS)[:-30]), "x.xlsx", "broken"
    yield "crossed", sheet("<worksheet><sheetData></worksheet></sheetData>"), "x.xlsx", "broken"
    yield "empty part", sheet(""), "x.xlsx", "broken"
    yield "binary part", sheet("\x00\x01\x02" * 50), "x.xlsx", "broken"
    yield "deep", sheet("<a>" * 60_000), "x.xlsx", "broken"
    yield "deep and closed", sheet("<a>" * 20_000 + "</a>" * 20_000), "x.xlsx", "empty"
    attributes = " ".join(f"b{n}=''" for n in range(100_000))
    yield "many attributes", sheet(f"<a {attributes}/>"), "x.xlsx", "empty"
    yield "something after the data", sheet(sheet_xml(XML_ROWS, "<x/>" * 1000)), "x.xlsx", 2
    yield "broken after the data", sheet(sheet_xml(XML_ROWS) + "<"), "x.xlsx", 2


def odd_rows() -> Iterator[Case]:
    def sheet(xml: str) -> bytes:
        return archive(parts(xml))

    yield "no references", sheet(sheet_xml(XML_ROWS)), "x.xlsx", 2
    rows = "".join(row_xml(row, 1_048_570 + n) for n, row in enumerate(ROWS))
    yield "rows at the very end", sheet(sheet_xml(rows)), "x.xlsx", 2
    rows = "".join(row_xml(row, "99999999999999999999") for row in ROWS)
    yield "absurd row numbers", sheet(sheet_xml(rows)), "x.xlsx", 2
    yield (
        "negative row numbers",
        sheet(sheet_xml("".join(row_xml(r, "-5") for r in ROWS))),
        "x.xlsx",
        2,
    )
    yield (
        "rows of one number",
        sheet(sheet_xml("".join(row_xml(r, 7) for r in ROWS))),
        "x.xlsx",
        "no_rows",
    )
    far = '<row r="1048576"><c r="XFD1048576" s="3"/></row>'
    yield "a styled far corner", sheet(sheet_xml(XML_ROWS + far)), "x.xlsx", 2
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield "a filled far corner", sheet(sheet_xml(XML_ROWS + far)), "x.xlsx", "too_many_rows"
    below = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    yield "a filled cell far below", sheet(sheet_xml(XML_ROWS + below)), "x.xlsx", 2
    for reference in ("ZZZZ1", "1A", "", "A", "-1", "A99999999999", "Ж1", "a1 b2"):
        odd = f'<row><c r="{reference}"><v>1</v></c></row>'
        yield f"a reference {reference!r}", sheet(sheet_xml(XML_ROWS + odd)), "x.xlsx", 2
    wide = "<row>" + "<c/>" * 3000 + "</row>"
    yield "many empty cells", sheet(sheet_xml(wide + XML_ROWS)), "x.xlsx", 2
    wide = "<row>" + "<c><v>1</v></c>" * 300 + "</row>"
    yield "many filled cells", sheet(sheet_xml(XML_ROWS + wide)), "x.xlsx", "too_many_rows"
    tall = "<row><c><v>1</v></c></row>" * 20_001
    yield "many rows", sheet(sheet_xml(XML_ROWS + tall)), "x.xlsx", "too_many_rows"
    yield "many empty rows", sheet(sheet_xml(XML_ROWS + "<row/>" * 100_000)), "x.xlsx", 2
    same = "<row>" + '<c r="A9"><v>1</v></c>' * 50_000 + "</row>"
    yield "one cell many times", sheet(sheet_xml(XML_ROWS + same)), "x.xlsx", 2
    huge = [*ROWS, [3, "А" * 1_000_000, "Б", "", "01.01.1990", "", "x"]]
    yield "a name of a million letters", raw(huge), "x.xlsx", 2


def bombs() -> Iterator[Case]:
    yield "zeros in the sheet", archive(parts(bytes(160_000_000))), "x.xlsx", "broken"
    yield "spaces in the sheet", archive(parts(b"<a>" + b" " * 160_000_000)), "x.xlsx", "too_large"
    texts = "<sst>" + "<si><t>a</t></si>" * 1_000_001 + "</sst>"
    yield "a million shared texts", raw(ROWS, xl__sharedStrings_dot_xml=texts), "x", "too_many_rows"
    cells = b"<worksheet><sheetData><row>" + b"<c/>" * 3_000_001
    yield "three million empty cells", archive(parts(cells)), "x.xlsx", "too_many_rows"
    yield (
        "a word of fifty million letters",
        archive(parts(b"<a b='" + b"x" * 50_000_000)),
        "x",
        "broken",
    )
    lines = "".join(f'<row r="{n}"><c r="GR{n}"><v>1</v></c></row>' for n in range(2, 19_000))
    yield "a column of 20,000 far right", archive(parts(sheet_xml(XML_ROWS + lines))), "x.xlsx", 2
    for repeated in (10**6, 10**12, 10**30):
        row = f'table:number-rows-repeated="{repeated}"'
        yield (
            f"ods rows repeated {repeated}",
            ods(*map(ods_row, ROWS), ods_row(["x"], row)),
            "x",
            ("too_many_rows"),
        )
        cell = ods_cell("x").replace(
            "<table:table-cell", f'<table:table-cell table:number-columns-repeated="{repeated}"'
        )
        wide = f"<table:table-row>{cell}</table:table-row>"
        yield (
            f"ods cells repeated {repeated}",
            ods(*map(ods_row, ROWS), wide),
            "x.ods",
            "too_many_rows",
        )
    both = ods_row(["x"], 'table:number-rows-repeated="19000"').replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="150"'
    )
    yield "ods both repeated within limits", ods(*map(ods_row, ROWS), both), "x.ods", 19_002
    spaces = '<table:table-cell><text:p><text:s text:c="999999999"/>x</text:p></table:table-cell>'
    yield (
        "ods spaces repeated",
        ods(*map(ods_row, ROWS), f"<table:table-row>{spaces}</table:table-row>"),
        "x",
        2,
    )
    yield (
        "a csv line of a million columns",
        text(ROWS).encode() + b";" * 1_000_000,
        "x",
        "too_many_rows",
    )
    yield (
        "a csv line of ten million letters",
        text(ROWS).encode() + b"x" * 10_000_000,
        "x.csv",
        "quotes",
    )
    yield "csv of many rows", text(ROWS).encode() + b"a;b\n" * 40_002, "x.csv", "too_many_rows"
    yield "csv of many empty rows", text(ROWS).encode() + b";;;\n" * 500_000, "x.csv", 2
    yield "csv of breaks", text(ROWS).encode() + b"\n" * 5_000_000, "x.csv", "too_many_rows"


def odd_values() -> Iterator[Case]:
    row = plain()[0]
    for name, cell in (
        ("a shared text out of range", '<c t="s"><v>99</v></c>'),
        ("a shared text of minus one", '<c t="s"><v>-1</v></c>'),
        ("a shared text by name", '<c t="s"><v>abc</v></c>'),
        ("an error", '<c t="e"><v>#REF!</v></c>'),
        ("truth", '<c t="b"><v>1</v></c>'),
        ("a number beyond numbers", "<c><v>1e999</v></c>"),
        ("no number", "<c><v>nan</v></c>"),
        ("a word as number", "<c><v>abc</v></c>"),
        ("a number of 5000 digits", f"<c><v>{'9' * 5000}</v></c>"),
        ("an unknown kind", '<c t="zzz"><v>x</v></c>'),
        ("an unknown style", '<c s="999999"><v>5</v></c>'),
        ("a formula without value", "<c><f>A1</f></c>"),
        ("a formula with value", '<c t="str"><f>A1</f><v>x</v></c>'),
        ("half a surrogate", '<c t="inlineStr"><is><t>_xD800_</t></is></c>'),
        ("a NUL by escape", '<c t="inlineStr"><is><t>_x0000_</t></is></c>'),
        ("rich text", '<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>'),
        ("emoji", '<c t="inlineStr"><is><t>&#x1F600;</t></is></c>'),
        ("a value twice", "<c><v>1</v><v>2</v></c>"),
        ("a value beside a text", "<c><v>1</v><is><t>x</t></is></c>"),
    ):
        body = "".join(map(row_xml, [KK, row])) + f"<row>{row_xml(row)[5:-6]}{cell}</row>"
        yield f"{name}, in a foreign column", archive(parts(sheet_xml(body))), "x.xlsx", 2
        name_too = "".join(map(row_xml, [KK, row])) + f"<row><c/>{cell}<c/><c/><c/><c/><c/></row>"
        yield f"{name}, as a surname alone", archive(parts(sheet_xml(name_too))), "x.xlsx", 1
        birth = row_xml(["7", "Ким", "Ян", ""])[5:-6]
        in_birth = "".join(map(row_xml, [KK, row])) + f"<row>{birth}{cell}</row>"
        yield f"{name}, as a birth date", archive(parts(sheet_xml(in_birth))), "x.xlsx", 2
    formulas = "".join(f"<row>{'<c><f>B1</f></c>' * 7}</row>" for _ in range(9))
    yield "formulas only", archive(parts(sheet_xml(formulas))), "x.xlsx", "formulas"
    yield (
        "formulas below headings",
        archive(parts(sheet_xml(row_xml(KK) + formulas))),
        "x",
        "formulas",
    )
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(KK)
    sheet.append([1, *(f"=Z{n}" for n in range(6))])
    yield "formulas as openpyxl leaves them", saved(workbook), "x.xlsx", "formulas"
    wide = date(9999, 12, 31)
    yield "a birth in the year 9999", book([KK, [1, "Ким", "Ян", "", wide, "", "x"]]), "x.xlsx", 1


def odd_ods() -> Iterator[Case]:
    manifest = "<m><e><encryption-data/></e></m>"
    locked: dict[str, bytes | str] = {
        "META-INF/manifest.xml": manifest,
        "content.xml": b"\x99" * 500,
    }
    yield "locked", archive(locked), "x.ods", "encrypted"
    yield "content is noise", archive({"content.xml": b"\x99" * 500}), "x.ods", "broken"
    yield "content is empty", archive({"content.xml": ""}), "x.ods", "broken"
    yield "content is other xml", archive({"content.xml": "<a/>"}), "x.ods", "empty"
    yield "content has a doctype", archive({"content.xml": "<!DOCTYPE a><a/>"}), "x.ods", "broken"
    good = ods_content(*map(ods_row, ROWS))
    yield "cut content", archive({"content.xml": good[:-40]}), "x.ods", "broken"
    yield (
        "prefix of another name",
        archive(
            {
                "content.xml": good.replace("table:", "t:")
                .replace(":t:", ":table:")
                .replace("xmlns:table", "xmlns:t")
            }
        ),
        "x.ods",
        2,
    )
    noted = good.replace(
        "<text:p>Қасымов",
        "<office:annotation><text:p>Ескерту</text:p></office:annotation><text:p>Қасымов",
    )
    yield "a note on a cell", archive({"content.xml": noted}), "x.ods", 2
    nested = ods_row(["a"]).replace(
        "<text:p>", "<table:table><table:table-row/></table:table><text:p>"
    )
    yield "a table in a cell", ods(*map(ods_row, ROWS), nested), "x.ods", 2
    formulas = '<table:table-cell table:formula="of:=A1"/>' * 7
    yield (
        "formulas only",
        ods(f"<table:table-row>{formulas}</table:table-row>"),
        "x.ods",
        "formulas",
    )
    covered = ods_row(ROWS[1]).replace("table:table-cell", "table:covered-table-cell")
    yield "covered cells with content", ods(ods_row(ROWS[0]), covered, ods_row(ROWS[2])), "x.ods", 2
    hidden = (
        '<style:style style:name="ta"><style:table-properties table:display="false"/></style:style>'
    )
    yield "a hidden table alone", ods(*map(ods_row, ROWS), style=hidden), "x.ods", 2
    for value in ("abc", "", "1e999", "nan", "99999999999999999999"):
        cell = f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        odd = f"<table:table-row><table:table-cell/>{cell}</table:table-row>"
        yield f"a number {value!r}", ods(*map(ods_row, ROWS), odd), "x.ods", 2
    for day in ("2000-13-45", "x", "", "99999-01-01", "1990-01-01T10:00:00"):
        cell = f'<table:table-cell office:value-type="date" office:date-value="{day}"/>'
        odd = ods_row([3, "Ким", "Ян", ""]).replace(
            "</table:table-row>", f"{cell}</table:table-row>"
        )
        yield f"a date {day!r}", ods(*map(ods_row, ROWS), odd), "x.ods", 3
    for repeated in ("-5", "0", "x", "1.5"):
        odd = ods_row([3, "Ким", "Ян"], f'table:number-rows-repeated="{repeated}"')
        yield f"rows repeated {repeated}", ods(*map(ods_row, ROWS), odd), "x.ods", 3


def odd_texts() -> Iterator[Case]:
    good = text(ROWS).encode()
    extra = "3;Ким;Ян;;01.01.1990;;x\r\n".encode()
    yield (
        "a quotation mark never closed",
        good + '3;"Ким;Ян;;;;\r\n'.encode() + extra * 3,
        "x",
        "quotes",
    )
    yield "a quotation mark never closed, long", good + b'3;"' + extra * 9000, "x.csv", "quotes"
    yield "a quoted field over many lines", good + b'3;"a' + b"\n" * 9 + b'";b\n', "x.csv", "quotes"
    yield "a quoted break", good + '3;"Ким\nЛи";Ян;;01.01.1990;;x\r\n'.encode(), "x.csv", 3
    yield "quoted marks", good + '3;Ким;Ян;;01.01.1990;;"a;b;c"\r\n'.encode(), "x.csv", 3
    yield (
        "doubled quotation marks",
        good + '3;Ким;Ян;;01.01.1990;;"a ""b"" c"\r\n'.encode(),
        "x.csv",
        3,
    )
    yield (
        "a mark of inches within",
        good + '3;Ким;Ян;;01.01.1990;;ТОО "Нұр"\r\n'.encode(),
        "x.csv",
        3,
    )
    yield "a NUL within", good + "3;К\0им;Ян;;01.01.1990;;x\r\n".encode(), "x.csv", 3
    yield "controls within", good + "3;К\x01им;Ян;;01.01.1990;;x\r\n".encode(), "x.csv", 3
    yield "bidi within", good + "3;\u202eКим\u2066;Ян;;01.01.1990;;x\r\n".encode(), "x.csv", 3
    yield (
        "half a surrogate",
        good + "3;К\ud800им;Ян;;01.01.1990;;x\r\n".encode("utf-8", "surrogatepass"),
        "x",
        3,
    )
    yield "a broken letter", good + b"3;\xd0;\xd0\xaf;;01.01.1990;;x\r\n", "x.csv", 3
    yield "a formula", good + '3;=HYPERLINK("http://x");Ян;;01.01.1990;;x\r\n'.encode(), "x.csv", 3
    yield "a UTF-16 file cut in a letter", text(ROWS).encode("utf-16")[:-1], "x.csv", 2
    yield "UTF-32", text(ROWS).encode("utf-32"), "x.csv", "not_table"
    yield "UTF-7", text(ROWS).encode("utf-7"), "x.csv", "no_columns"
    yield "short rows", good + "3\r\n3;Ким\r\n3;Ким;Ян\r\n".encode(), "x.csv", 3
    yield "long rows", good + "3;Ким;Ян;;01.01.1990;;x".encode() + b";1" * 150 + b"\r\n", "x.csv", 3
    yield "one column", "Тегі\nКим\nЛи\n".encode(), "x.csv", "not_table"
    yield "fixed width", "Тегі       Аты\nКим        Ян\n".encode(), "x.txt", "not_table"
    yield "prose", "Құрметті, әріптес, тізім, кейін; келеді.\n".encode() * 9, "x.txt", "no_columns"
    yield "mixed ends", good.replace(b"\r\n", b"\r", 1) + extra, "x.csv", 3
    yield "other line ends", good + "3;Ким\u2028Ли;Ян;;01.01.1990;;x\x0b\r\n".encode(), "x.csv", 3
    yield "a hint alone", b"sep=;\r\n", "x.csv", "not_table"
    yield "a wrong hint", b"sep=|\r\n" + good, "x.csv", "not_table"
    yield "headings in quotes", text([[f'"{h}"' for h in KK], *plain()]).encode(), "x.csv", 2


def cut_files() -> Iterator[Case]:
    """A download that stopped: a workbook has its list of parts at the end."""
    for tenth in range(1, 10):
        yield f"xlsx after {tenth} tenths", GOOD[: len(GOOD) * tenth // 10], "x.xlsx", "broken"
        yield (
            f"ods after {tenth} tenths",
            GOOD_ODS[: len(GOOD_ODS) * tenth // 10],
            "x.ods",
            "broken",
        )
