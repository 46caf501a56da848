# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Reading QR codes from a scan, a photo or the pages of a PDF."""

import io
from collections.abc import Iterator

import pypdfium2
import zxingcpp
from PIL import Image

from precinct_app.domain.errors import DocumentError

LARGEST = 40_000_000
_PIXELS = 60_000_000
_DPI = 200
_PAGES = 12


def read_codes(data: bytes, name: str) -> tuple[str, ...]:
    """Texts of all codes, each once; DocumentError ``picture.*`` for what is no picture."""
    if len(data) > LARGEST:
        raise DocumentError.of("picture.too_large", limit=LARGEST // 1_000_000)
    found: dict[str, None] = {}
    try:
        for image in _pictures(data):
            for code in zxingcpp.read_barcodes(
                image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            ):
                found[code.text] = None
    except DocumentError:
        raise
    except Exception as error:  # a hostile picture may raise anything out of its decoder
        raise DocumentError.of("picture.unreadable", name=name) from error
    return tuple(found)


def _pictures(data: bytes) -> Iterator[Image.Image]:
    if data.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(data) as document:
            for number in range(min(len(document), _PAGES)):
                page = document[number]
                width, height = page.get_size()
                if width * height * (_DPI / 72) ** 2 > _PIXELS:
                    raise DocumentError.of("picture.too_large", limit=LARGEST // 1_000_000)
                yield page.render(scale=_DPI / 72, grayscale=True).to_pil()
        return
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP")) as image:
        if image.width * image.height > _PIXELS:
            raise DocumentError.of("picture.too_large", limit=LARGEST // 1_000_000)
        yield image.convert("L")
