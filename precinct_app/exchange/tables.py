# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The sheets of a table file, whatever its kind and its name: XLSX, XLSM, ODS, FODS, text."""

import re
from collections.abc import Sequence

from precinct_app.domain.errors import VoterFileError
from precinct_app.exchange.archive import Archive
from precinct_app.exchange.ods_sheet import read_ods, read_ods_content
from precinct_app.exchange.table_sheet import TableSheet
from precinct_app.exchange.text_table import Fits, read_text
from precinct_app.exchange.xlsx_sheet import read_xlsx
from precinct_app.services.progress import Pulse

LARGEST = 20_000_000
"""Bytes of a file; a list of 3,000 voters takes 200,000."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04\x00")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_HTML = re.compile(r"<(!doctype html|html|table|meta|head|body|div)\b", re.IGNORECASE)
_EXCEL_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096
_PACKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")
_TABLE_FILES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".zip")
_WEB_ARCHIVE = b"mime-version:"


def read_sheets(data: bytes, fits: Fits, pulse: Pulse) -> Sequence[TableSheet]:
    """Every sheet of the file; VoterFileError says what it is when it is no table.

    The first bytes tell the kind; a file's name may say anything.
    """
    if len(data) > LARGEST:
        raise VoterFileError.of("voters.too_large", limit=LARGEST // 1_000_000)
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise VoterFileError.of("voters.empty")
    if data.startswith(b"PK"):
        return _workbook(Archive(data, pulse))
    _refuse_known(data)
    beginning = _beginning(data)
    if beginning.startswith("<"):
        return _markup(data, beginning)
    return [read_text(data, fits, pulse)]


def is_small(data: bytes) -> bool:
    """Whether a file may be read in this process: nothing in it can take long or much room."""
    if len(data) > SMALL:
        return False
    if not data.startswith(b"PK"):
        return True
    return Archive(data, lambda _: None).size <= SMALL_UNPACKED


SMALL = 2_000_000
SMALL_UNPACKED = 20_000_000


def _workbook(archive: Archive) -> Sequence[TableSheet]:
    if "content.xml" in archive:
        if b"opendocument.text" in archive.part("mimetype")[:100]:
            raise VoterFileError.of("voters.word")
        return read_ods(archive)
    if "word/document.xml" in archive:
        raise VoterFileError.of("voters.word")
    if not any(name.startswith("xl/") or "workbook" in name for name in archive.names):
        packed = any(name.endswith(_TABLE_FILES) for name in archive.names)
        raise VoterFileError.of("voters.packed" if packed else "voters.not_table")
    return list(read_xlsx(archive))


def _refuse_known(data: bytes) -> None:
    """Kinds of files that akimats send and nobody can read as they are."""
    if data.startswith(_OLE):
        raise VoterFileError.of(_ole_kind(data))
    if data.startswith(b"%PDF") or data.startswith(_PICTURES):
        raise VoterFileError.of("voters.picture")
    if data.startswith(b"{\\rtf"):
        raise VoterFileError.of("voters.word")
    if data.startswith(_OLD_EXCEL):
        raise VoterFileError.of("voters.old_excel")
    if data.startswith(_PACKED):
        raise VoterFileError.of("voters.packed")
    if data[:_HEAD].lstrip().lower().startswith(_WEB_ARCHIVE):
        raise VoterFileError.of("voters.html")


def _ole_kind(data: bytes) -> str:
    """What an OLE container holds, by the names in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "voters.encrypted"
    if "WordDocument".encode("utf-16-le") in data:
        return "voters.word"
    return "voters.old_excel"


def _beginning(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return data[:_HEAD].decode(encoding, "ignore").lstrip()


def _markup(data: bytes, beginning: str) -> Sequence[TableSheet]:
    if "office:document" in beginning and "opendocument" in beginning:
        return read_ods_content([data])
    if _EXCEL_2003 in beginning:
        raise VoterFileError.of("voters.excel_2003")
    raise VoterFileError.of("voters.html" if _HTML.search(beginning) else "voters.not_table")
