# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which printer the machine has; asked off the window's thread, for a print service may be slow."""

from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

_WELL = {QPrinter.PrinterState.Idle, QPrinter.PrinterState.Active}


@dataclass(frozen=True, slots=True)
class PrinterSeen:
    """The printer a page would go to; no name where there is none."""

    name: str = ""
    well: bool = False
    """Whether the machine says that it is idle or at work."""


def printer_names() -> list[str]:
    """Every printer that the machine knows."""
    return list(QPrinterInfo.availablePrinterNames())


def usual_printer() -> PrinterSeen:
    """The machine's own choice, else the first there is."""
    names = printer_names()
    if not names:
        return PrinterSeen()
    chosen = QPrinterInfo.defaultPrinterName() or names[0]
    info = QPrinterInfo.printerInfo(chosen)
    return PrinterSeen(info.description() or chosen, info.state() in _WELL)
