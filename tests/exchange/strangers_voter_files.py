# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""More hostile voter files: what archives, markup, spreadsheets and old programs can still do."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from tests.exchange.voter_files import (
    INNER,
    KK,
    RU,
    WORKBOOK,
    archive,
    book,
    ods,
    ods_content,
    ods_row,
    parts,
    plain,
    row_xml,
    sheet_xml,
    text,
)

Outcome = int | str
Case = tuple[str, bytes, str, Outcome]
ROWS = [KK, *plain()]
XML = "".join(map(row_xml, ROWS))
MORE = [3, "Ким", "Ян", "", "01.01.1990", "", "x"]


def groups() -> Iterator[tuple[str, Iterator[Case]]]:
    """Every group by its name."""
    for group in (
        archives, relations, markup, sheets, cells, protected, open_documents, texts, other_programs,
    ):  # fmt: skip
        yield group.__name__, group()


def _sheet(xml: str | bytes, **more: str) -> bytes:
    return archive(parts(xml, **more))


def archives() -> Iterator[Case]:
    yield "a workbook within a zip", archive({"list.xlsx": book(ROWS)}), "x.zip", "packed"
    nested = archive({"a.zip": archive({"b.zip": archive({"c.xlsx": book(ROWS)})})})
    yield "zips within zips", nested, "x.xlsx", "packed"
    bomb = archive({f"{n}.zip": archive({"0": bytes(2_000_000)}) for n in range(16)})
    yield "zips of zeros within a zip", bomb, "x.xlsx", "packed"
    yield "the sheet twice", _twice("xl/worksheets/sheet1.xml", "<worksheet/>"), "x.xlsx", "broken"
    yield "the workbook twice", _twice("xl/workbook.xml", "<workbook/>"), "x.xlsx", "broken"
    yield "one part told many times", _overlapped(), "x.xlsx", 2
    yield "an unknown way of packing", _method(99), "x.xlsx", "broken"
    yield "deflate64", _method(9), "x.xlsx", "broken"
    yield "another name before the part", _local_name(), "x.xlsx", "broken"
    yield "a comment of 65,535 bytes", _commented(), "x.xlsx", "broken"
    yield "a packed sheet cut short", _cut_stream(), "x.xlsx", "broken"
    yield "70,000 names", _many_names(), "x.xlsx", "too_large"


def _twice(name: str, content: str) -> bytes:
    target = io.BytesIO(archive(parts(sheet_xml(XML))))
    with zipfile.ZipFile(target, "a") as packed, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        packed.writestr(entry, content)
    return target.getvalue()


def _overlapped() -> bytes:
    """Five hundred names for the same packed zeros, as a well-known bomb has them."""
    data = archive({**parts(sheet_xml(XML)), "xl/z.xml": bytes(90_000_000)})
    end = data.rindex(b"PK\x05\x06")
    (count,), (size, start) = (
        struct.unpack_from("<H", data, end + 8),
        struct.unpack_from("<II", data, end + 12),
    )
    entry = data[data.rindex(b"PK\x01\x02") : end]
    more = b"".join(entry.replace(b"xl/z.xml", b"xl/%05d" % n) for n in range(500))
    tail = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + 500, count + 500, size + len(more), start, 0
    )
    return data[:end] + more + tail


def _changed(offset: int, content: bytes, *, central: bool = True, local: bool = False) -> bytes:
    data = bytearray(archive(parts(sheet_xml(XML))))
    name = b"xl/worksheets/sheet1.xml"
    if central:
        place = data.rindex(name) - 46
        data[place + offset : place + offset + len(content)] = content
    if local:
        place = data.index(name) - 30
        data[place + offset - 2 : place + offset - 2 + len(content)] = content
    return bytes(data)


def _method(number: int) -> bytes:
    return _changed(10, struct.pack("<H", number), local=True)


def _local_name() -> bytes:
    data = archive(parts(sheet_xml(XML)))
    return data.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet2.xml", 1)


def _commented() -> bytes:
    target = io.BytesIO(archive(parts(sheet_xml(XML))))
    with zipfile.ZipFile(target, "a") as packed:
        packed.comment = b"PK\x05\x06" * 16_383
    return target.getvalue()


def _cut_stream() -> bytes:
    """Half of a part's packed bytes, with sizes and sum that fit the half."""
    whole = sheet_xml(XML).encode()
    data = archive(parts(whole))
    squeezer = zlib.compressobj(wbits=-15)
    packed = squeezer.compress(whole) + squeezer.flush()
    at = data.index(packed)
    return (
        data[:at]
        + packed[: len(packed) // 2]
        + bytes(len(packed) - len(packed) // 2)
        + data[at + len(packed) :]
    )


def _many_names() -> bytes:
    return archive({f"xl/{n}": "" for n in range(70_000)}, zipfile.ZIP_STORED)


def relations() -> Iterator[Case]:
    def inner(target: str, more: str = "") -> bytes:
        told = INNER.replace('Target="worksheets/sheet1.xml"', f'Target="{target}"{more}')
        return archive({**parts(sheet_xml(XML)), "xl/_rels/workbook.xml.rels": told})

    yield "a sheet that is the workbook", inner("workbook.xml"), "x.xlsx", "empty"
    yield "a sheet that is its relations", inner("_rels/workbook.xml.rels"), "x.xlsx", "empty"
    away = ' TargetMode="External"'
    yield "a sheet on the network", inner("http://127.0.0.1:9/s.xml", away), "x.xlsx", "broken"
    yield "a sheet of this machine", inner("file:///etc/passwd", away), "x.xlsx", "broken"
    yield "a sheet by a share", inner("\\\\server\\share\\s.xml"), "x.xlsx", "broken"
    round_ = {"xl/sharedStrings.xml": sheet_xml(XML)}
    yield "shared texts that are a sheet", archive({**parts(sheet_xml(XML)), **round_}), "x.xlsx", 2
    chart = INNER.replace("/worksheet", "/chartsheet")
    made = {**parts("<chartsheet/>"), "xl/_rels/workbook.xml.rels": chart}
    yield "charts alone", archive(made), "x.xlsx", "broken"
    links = {f"xl/externalLinks/externalLink{n}.xml": "<externalLink/>" for n in range(200)}
    yield "links to other files", archive({**parts(sheet_xml(XML)), **links}), "x.xlsx", 2
    macros = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 999}
    yield "macros", archive({**parts(sheet_xml(XML)), **macros}), "x.xlsm", 2
    hidden = WORKBOOK.format(before="").replace("<sheet ", '<sheet state="veryHidden" ')
    yield (
        "a sheet hidden for good",
        archive({**parts(sheet_xml(XML)), "xl/workbook.xml": hidden}),
        "x.xlsx",
        2,
    )


_ENTITIES = "<!DOCTYPE x [<!ENTITY a '" + "ha" * 50_000 + "'>]>"


def markup() -> Iterator[Case]:
    blown = f"{_ENTITIES}<x>{'&a;' * 10_000}</x>"
    good = parts(sheet_xml(XML))
    for part in ("xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                 "xl/sharedStrings.xml"):  # fmt: skip
        yield f"an entity blown up in {part}", archive({**good, part: blown}), "x.xlsx", "broken"
    yield "an entity blown up, ods", archive({"content.xml": blown}), "x.ods", "broken"
    outside = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><worksheet/>'
    yield "a parameter entity", _sheet(outside), "x.xlsx", "broken"
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    yield "an inclusion", _sheet(sheet_xml(XML, include)), "x.xlsx", 2
    order = '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'
    yield "a stylesheet", _sheet(order + sheet_xml(XML)), "x.xlsx", 2
    inside = row_xml(MORE).replace("Ким", "<![CDATA[К]]><!-- x -->им")
    yield "character data and comments", _sheet(sheet_xml(XML + inside)), "x.xlsx", 3
    yield (
        "a letter by half a pair",
        _sheet(sheet_xml(XML + row_xml(MORE).replace("Ким", "&#xD800;"))),
        "x.xlsx",
        "broken",
    )
    yield (
        "a NUL by number",
        _sheet(sheet_xml(XML + row_xml(MORE).replace("Ким", "&#0;"))),
        "x.xlsx",
        "broken",
    )
    yield "a NUL in the markup", _sheet(sheet_xml(XML).replace("Қ", "\0")), "x.xlsx", "broken"
    yield (
        "letters that are no UTF-8",
        _sheet(sheet_xml(XML).encode().replace("Қ".encode(), b"\xff")),
        "x.xlsx",
        "broken",
    )
    yield "a million comments", _sheet(sheet_xml("<!---->" * 1_000_000 + XML)), "x.xlsx", 2


def sheets() -> Iterator[Case]:
    wide = "<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>"
    yield "a row of a million columns", _sheet(sheet_xml(wide)), "x.xlsx", "too_many_rows"
    columns = "<cols>" + '<col min="1" max="16384" width="9"/>' * 100_000 + "</cols>"
    yield (
        "a hundred thousand column widths",
        _sheet(f"<worksheet>{columns}{sheet_xml(XML)[11:]}"),
        "x.xlsx",
        2,
    )
    lie = sheet_xml(XML).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    yield "dimensions that lie", _sheet(lie), "x.xlsx", 2
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield "the whole sheet merged", _sheet(sheet_xml(XML, merged)), "x.xlsx", 2
    merged = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 200_000 + "</mergeCells>"
    yield "merged again and again", _sheet(sheet_xml(XML, merged)), "x.xlsx", 2
    for reference in ("A1", "B9:A1", "A0:A0", ":", "A1:ZZZZ9", "A1:A99999999999999999999", "1:1"):
        merged = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'
        yield f"merged as {reference}", _sheet(sheet_xml(XML, merged)), "x.xlsx", 2
    rules = '<conditionalFormatting sqref="A1:XFD1048576"/>' * 100_000
    yield "a hundred thousand rules of format", _sheet(sheet_xml(XML, rules)), "x.xlsx", 2
    filtered = row_xml(MORE).replace("<row", '<row hidden="1"')
    yield "a row that a filter hides", _sheet(sheet_xml(XML + filtered)), "x.xlsx", 3
    styles = "<styleSheet><cellXfs>" + '<xf numFmtId="14"/>' * 300_000 + "</cellXfs></styleSheet>"
    yield (
        "three hundred thousand styles",
        archive({**parts(sheet_xml(XML)), "xl/styles.xml": styles}),
        "x.xlsx",
        2,
    )
    long = f"<sst><si><t>{'a' * 60_000_000}</t></si></sst>"
    yield (
        "one shared text of sixty million letters",
        archive({**parts(sheet_xml(XML)), "xl/sharedStrings.xml": long}),
        "x.xlsx",
        2,
    )
    many = WORKBOOK.format(before="").replace(
        '<sheet name="s1" sheetId="1" r:id="rId1"/>',
        "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(50_000)),
    )
    yield (
        "fifty thousand names for one sheet",
        archive({**parts(sheet_xml(XML)), "xl/workbook.xml": many}),
        "x.xlsx",
        2,
    )


def cells() -> Iterator[Case]:
    def born(cell: str, before: str = "") -> bytes:
        row = row_xml([3, "Ким", "Ян", ""])[5:-6]
        return archive(parts(sheet_xml(f"{XML}<row>{row}{cell}</row>"), before))

    late = '<workbookPr date1904="true"/>'
    for serial in ("-1", "0", "60", "32874.9999", "2958466", "1e9", "1e308", "-1e308"):
        yield f"a day {serial}", born(f"<c><v>{serial}</v></c>"), "x.xlsx", 3
        yield f"a day {serial} from 1904", born(f"<c><v>{serial}</v></c>", late), "x.xlsx", 3
    for day in ("1990-01-01", "1990-01-01T00:00:00Z", "0000-00-00", "12:00", "−1990"):
        yield f"a day in words {day}", born(f'<c t="d"><v>{day}</v></c>'), "x.xlsx", 3
    read_out = '<c t="inlineStr"><is><t>Ким</t><rPh sb="0" eb="1"><t>ЧУЖОЕ</t></rPh></is></c>'
    row = f"<row><c><v>3</v></c>{read_out}{row_xml(['Ян', '', '01.01.1990', '', 'x'])[5:]}"
    yield "how a name is read aloud", _sheet(sheet_xml(XML + row)), "x.xlsx", 3
    danger = row_xml([3, "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "01.01.1990", "", "-2"])
    yield "texts that are formulas elsewhere", _sheet(sheet_xml(XML + danger)), "x.xlsx", 3
    shared = '<c><f t="shared" si="0"/><v>5</v></c>' * 7
    yield (
        "shared formulas of no master",
        _sheet(sheet_xml(f"{XML}<row>{shared}</row>")),
        "x.xlsx",
        3,
    )
    array = '<c><f t="array" ref="A1:XFD1048576">A1</f></c>'
    yield (
        "a formula for the whole sheet",
        _sheet(sheet_xml(f"{XML}<row>{array}</row>")),
        "x.xlsx",
        2,
    )
    combined = row_xml([3, "К" + "\u0301" * 50_000, "Ян", "", "01.01.1990", "", "x"])
    yield "accents without end", _sheet(sheet_xml(XML + combined)), "x.xlsx", 2


def protected() -> Iterator[Case]:
    guard = '<sheetProtection sheet="1" algorithmName="SHA-512" spinCount="4294967295"/>'
    yield "a sheet against changes", _sheet(sheet_xml(XML, guard)), "x.xlsx", 2
    manifest = (
        "<manifest:manifest xmlns:manifest='x'>"
        + "<manifest:file-entry/>" * 200_000
        + "</manifest:manifest>"
    )
    good = ods_content(*map(ods_row, ROWS))
    yield (
        "a long manifest",
        archive({"META-INF/manifest.xml": manifest, "content.xml": good}),
        "x.ods",
        2,
    )
    broken = archive({"META-INF/manifest.xml": "<", "content.xml": good})
    yield "a manifest cut short", broken, "x.ods", 2
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield "a locked container cut short", ole + bytes(20), "x.xlsx", "old_excel"
    name = "EncryptedPackage".encode("utf-16-le")
    yield "a locked workbook called csv", ole + bytes(600) + name, "x.csv", "encrypted"


def open_documents() -> Iterator[Case]:
    for repeated in (2**31 - 1, 2**31, 2**63, 10**200):
        empty = ods_row([None], f'table:number-rows-repeated="{repeated}"')
        yield (
            f"empty rows repeated {str(repeated)[:20]}",
            ods(*map(ods_row, ROWS), empty),
            "x.ods",
            2,
        )
        told = ods_row(MORE, f'table:number-rows-repeated="{repeated}"')
        yield (
            f"full rows repeated {str(repeated)[:20]}",
            ods(*map(ods_row, ROWS), told),
            "x.ods",
            "too_many_rows",
        )
    inner = "<table:table-row-group>" * 2000 + ods_row(MORE) + "</table:table-row-group>" * 2000
    yield "groups of rows within groups", ods(*map(ods_row, ROWS), inner), "x.ods", 3
    head = f"<table:table-header-rows>{ods_row(KK)}</table:table-header-rows>"
    yield "rows that are headings", ods(head, *map(ods_row, ROWS[1:])), "x.ods", 2
    spread = ods_row(MORE).replace(
        "<table:table-cell", '<table:table-cell table:number-rows-spanned="2147483647"', 1
    )
    yield "a cell over all rows", ods(*map(ods_row, ROWS), spread), "x.ods", 3
    many = ods_content("").replace(
        "<table:table table:name='s1'></table:table>", "<table:table/>" * 20_000
    )
    yield "twenty thousand tables", archive({"content.xml": many}), "x.ods", "empty"
    paragraphs = ods_row([3]).replace(
        "</table:table-row>",
        f"<table:table-cell>{'<text:p/>' * 300_000}</table:table-cell></table:table-row>",
    )
    yield "a cell of many paragraphs", ods(*map(ods_row, ROWS), paragraphs), "x.ods", 2
    latin = '<?xml version="1.0" encoding="utf-16"?>' + ods_content(*map(ods_row, ROWS))
    yield "letters declared otherwise, flat", latin.encode(), "x.fods", "broken"


def texts() -> Iterator[Case]:
    told = text(ROWS)
    for encoding in ("utf-16-le", "utf-16-be"):
        yield f"{encoding} without a mark", told.encode(encoding), "x.csv", 2
        yield f"{encoding} of an odd length", told.encode(encoding) + b"\0", "x.csv", 2
    russian = text(
        [
            ["N", *RU[1:]],
            [1, "Иванов", "Пётр", "", "01.01.1990", "", "x"],
            [2, "Ли", "Ян", "", "01.01.1991", "", "x"],
        ]
    )
    for encoding in ("cp1251", "cp866", "koi8-r", "mac-cyrillic"):
        data = russian.encode(encoding)
        yield f"in {encoding}", data, "x.csv", "no_columns" if encoding == "mac-cyrillic" else 2
    yield "in KZ-1048", told.encode("kz1048"), "x.csv", 2
    yield "two marks of UTF-8", b"\xef\xbb\xbf" * 2 + told.encode(), "x.csv", 2
    yield (
        "a mark of UTF-8 before UTF-16",
        b"\xef\xbb\xbf" + told.encode("utf-16"),
        "x.csv",
        "not_table",
    )
    yield "lines that end in returns", told.replace("\r\n", "\r").encode(), "x.csv", 2
    yield "lines that end twice", told.replace("\r\n", "\r\r\n").encode(), "x.csv", 2
    yield "an end of file within", told.encode() + b"\x1a", "x.csv", 2
    yield "our own mark of the end", told.encode() + b"\x1e\r\n", "x.csv", 2
    yield "two tables one below the other", (told + "\r\n\r\n" + told).encode(), "x.csv", 4
    wide = ";".join(f'"{n}"' for n in range(10_000))
    yield "a line of ten thousand fields", f"{told}{wide}\r\n".encode(), "x.csv", "too_many_rows"
    quoted = told + "3;" + '"' * 200_000 + ";Ян;;01.01.1990;;x\r\n"
    yield "two hundred thousand quotation marks", quoted.encode(), "x.csv", 2
    spaced = told + " " * 3_000_000 + ";" + " " * 3_000_000 + "\r\n"
    yield "millions of spaces", spaced.encode(), "x.csv", "quotes"


def other_programs() -> Iterator[Case]:
    page = "<html><table>" + "".join(
        f"<tr><td>{'</td><td>'.join(map(str, row))}</td></tr>" for row in ROWS
    )
    yield "a web page called xls", page.encode(), "x.xls", "html"
    mime = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" + page
    yield "a web archive called xls", mime.encode(), "x.xls", "html"
    yield (
        "SYLK",
        b'ID;PWXL;N;E\r\nC;Y1;X1;K"Tegi"\r\nC;Y1;X2;K"Aty"\r\nE\r\n',
        "x.slk",
        "no_columns",
    )
    yield (
        "DIF",
        b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,7\r\n""\r\nDATA\r\n0,0\r\n""\r\n',
        "x.dif",
        "no_columns",
    )
    dbase = (
        b"\x03"
        + b"\x17\x03\x13"
        + struct.pack("<IHH", 2, 97, 60)
        + bytes(20)
        + b"SURNAME\0\0\0\0C"
        + bytes(20)
        + b"\r"
        + b" Kim" * 30
    )
    yield "dBase", dbase, "x.dbf", "not_table"
    yield "Access", b"\0\1\0\0Standard Jet DB\0" + bytes(4000), "x.mdb", "not_table"
    yield "SQLite", b"SQLite format 3\0" + bytes(4000), "x.db", "not_table"
    yield "7z", b"7z\xbc\xaf\x27\x1c" + bytes(range(256)) * 9, "x.7z", "packed"
    yield "rar", b"Rar!\x1a\x07\x01\x00" + bytes(range(256)) * 9, "x.rar", "packed"
    yield (
        "Numbers",
        archive({"Index/Document.iwa": bytes(99), "preview.jpg": bytes(9)}),
        "x.numbers",
        "not_table",
    )
    yield "a shortcut", b"L\0\0\0\x01\x14\x02\0" + bytes(300), "x.xlsx.lnk", "not_table"
    yield "a lock file", b"\x07Teacher" + b" " * 47 + bytes(107), "~$x.xlsx", "not_table"
    yield (
        "a sheet on the network",
        b'{"url": "https://docs.example/x", "doc_id": "1"}',
        "x.gsheet",
        "no_columns",
    )
    slides: Mapping[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": "<p/>",
    }
    yield "slides", archive(slides), "x.pptx", "not_table"
    yield (
        "a letter",
        b"From: akimat\r\nSubject: list; of, voters\r\n\r\nSee attached.\r\n",
        "x.eml",
        "no_columns",
    )
    yield (
        "a picture in text",
        b"data:image/png;base64," + b"iVBORw0KGgo" * 2000,
        "x.csv",
        "no_columns",
    )
