# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pages of a PDF as pictures; made off the window's thread."""

import pypdfium2
from PySide6.QtGui import QImage

from precinct_app.services.progress import Pulse, quiet

SCALE = 1.22
_MOST = 20


def page_images(pdf: bytes, scale: float = SCALE, pulse: Pulse = quiet) -> list[QImage]:
    """Render every page; the pulse hears of each and may raise to end it."""
    images: list[QImage] = []
    with pypdfium2.PdfDocument(pdf) as document:
        pages = min(len(document), _MOST)
        for number in range(pages):
            pulse(number / pages)
            bitmap = document[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            picture = bitmap.to_pil().convert("RGB")
            data = picture.tobytes()
            image = QImage(data, picture.width, picture.height, 3 * picture.width,
                           QImage.Format.Format_RGB888)  # fmt: skip
            images.append(image.copy())
    return images
