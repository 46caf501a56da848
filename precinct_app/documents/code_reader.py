# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Reading a page's QR codes from a scan, a photo or the pages of a PDF.

A photo by night is turned, blurred, grey and noisy: what cannot be read as it is, is tried again
smaller, with its contrast stretched, and without its noise.
"""

import io
from collections.abc import Callable, Iterator

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, ImageSequence

from precinct_app.domain.errors import DocumentError
from precinct_app.services.ports import PageCodes

LARGEST = 40_000_000
SEALED = "KZ1:"
_PIXELS = 60_000_000
"""Of one page; a larger picture is not decoded."""
_DECODED = 12_000_000
"""Pixels that are looked at: a larger picture is made smaller first."""
_DPI = 200
_PAGES = 12
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_Look = Callable[[Image.Image], Image.Image]


def read_pages(data: bytes, name: str) -> tuple[PageCodes, ...]:
    """The codes of each page; DocumentError ``picture.*`` for what is no picture."""
    if len(data) > LARGEST:
        raise DocumentError.of("picture.too_large", limit=LARGEST // 1_000_000)
    try:
        return tuple(_codes(number, page) for number, page in enumerate(_pictures(data), start=1))
    except DocumentError:
        raise
    except Exception as error:  # a hostile picture may raise anything out of its decoder
        raise DocumentError.of("picture.unreadable", name=name) from error


def _codes(number: int, page: Image.Image) -> PageCodes:
    texts: dict[str, None] = {}
    for look in _LOOKS:
        for code in zxingcpp.read_barcodes(look(page), formats=_FORMATS):
            texts[code.text] = None
        if any(text.startswith(SEALED) for text in texts):
            break
    sealed = tuple(text for text in texts if text.startswith(SEALED))
    return PageCodes(number, sealed, tuple(text for text in texts if text not in sealed))


def _smaller(page: Image.Image) -> Image.Image:
    return page.resize((max(1, page.width // 2), max(1, page.height // 2)), Image.Resampling.BOX)


def _stretched(page: Image.Image) -> Image.Image:
    return ImageOps.autocontrast(page, cutoff=2)


def _without_noise(page: Image.Image) -> Image.Image:
    return _stretched(page.filter(ImageFilter.MedianFilter(3)))


def _sharper(page: Image.Image) -> Image.Image:
    return _stretched(page).filter(ImageFilter.UnsharpMask(4, 250, 0))


def _larger(page: Image.Image) -> Image.Image:
    """A code of few points a module, where there is room for it."""
    if 4 * page.width * page.height > _DECODED:
        return page
    return page.resize((page.width * 2, page.height * 2), Image.Resampling.BICUBIC)


_LOOKS: tuple[_Look, ...] = (
    lambda page: page, _stretched, _without_noise, _sharper, _smaller, _larger,
)  # fmt: skip


def _pictures(data: bytes) -> Iterator[Image.Image]:
    if data.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(data) as document:
            for number in range(min(len(document), _PAGES)):
                page = document[number]
                width, height = page.get_size()
                _refuse_large(width * height * (_DPI / 72) ** 2)
                yield page.render(scale=_DPI / 72, grayscale=True).to_pil()
        return
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP")) as image:
        for place, frame in enumerate(ImageSequence.Iterator(image)):
            if place >= _PAGES:
                break
            _refuse_large(frame.width * frame.height)
            yield _within_reach(ImageOps.exif_transpose(frame).convert("L"))


def _refuse_large(pixels: float) -> None:
    if pixels > _PIXELS:
        raise DocumentError.of("picture.too_many_pixels", limit=_PIXELS // 1_000_000)


def _within_reach(page: Image.Image) -> Image.Image:
    """A page that is not larger than it helps: 12 million pixels are 300 dots an inch of A4."""
    pixels = page.width * page.height
    if pixels <= _DECODED:
        return page
    share = (_DECODED / pixels) ** 0.5
    return page.resize((int(page.width * share), int(page.height * share)), Image.Resampling.BOX)
