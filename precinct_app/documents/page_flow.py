# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Blocks of a paper onto pages: what may not be parted stays together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from precinct_app.documents import grid
from precinct_app.documents.layout import Sheet

_MOST_EMPTY = 30.0
"""A longer empty rest of a page (mm) is struck out."""


class Keep(IntEnum):
    """How firmly a block holds to the next one."""

    FREE = 0
    IF_ROOM = 1
    """Given up where the whole chain is taller than a page."""
    ALWAYS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a fixed height (mm) that draws itself below a given line."""

    height: float
    draw: Callable[[Sheet, float], None]
    keep: Keep = Keep.FREE
    at_foot: bool = False
    """Stands at the foot of its page, whatever is above it."""
    again: "Block | None" = None
    """What stands above this block when a page begins with it: the head of its table."""

    def kept(self, keep: Keep) -> "Block":
        """The same block, holding to the next one at least as firmly."""
        return replace(self, keep=max(keep, self.keep))


def chained(blocks: Sequence[Block], keep: Keep) -> list[Block]:
    """Hold blocks to one another; the last one is not held to what follows."""
    return [block.kept(keep) for block in blocks[:-1]] + list(blocks[-1:])


@dataclass(frozen=True, slots=True)
class Room:
    """The body's extent on paper, in millimetres from the top."""

    first_top: float = grid.FIRST_BODY
    next_top: float = grid.NEXT_BODY
    bottom: float = grid.BODY_END


def paginate(blocks: Sequence[Block], room: Room) -> list[list[Block]]:
    """Blocks page by page; a page is only left early where a chain would be broken."""
    left = room.bottom - room.first_top
    pages: list[list[Block]] = [[]]
    for group in _groups(blocks, room.bottom - room.next_top):
        height = _height(group)
        if pages[-1] and height > left + 1e-6:
            head = [group[0].again] if group[0].again else []
            pages.append(head)
            left = room.bottom - room.next_top - _height(head)
        pages[-1].extend(group)
        left -= height
    return pages


def fewest_pages(build: Callable[[float], Sequence[Block]], room: Room) -> list[list[Block]]:
    """The widest row spacing that needs no more pages than the narrowest."""
    *wider, narrowest = grid.PADS
    tight = paginate(build(narrowest), room)
    laid_out = (paginate(build(pad), room) for pad in wider)
    return next((pages for pages in laid_out if len(pages) == len(tight)), tight)


def draw_page(
    sheet: Sheet, blocks: Sequence[Block], room: Room, *, first: bool, last: bool
) -> float:
    """Draw one page's blocks; where the ink ends, in mm."""
    y = room.first_top if first else room.next_top
    for block in blocks:
        if block.at_foot:
            y = max(y, room.bottom - block.height)
        block.draw(sheet, y)
        y += block.height
    if not last and room.bottom - y > _MOST_EMPTY:
        strike_out(sheet, y + 3, room.bottom)
    return y


def strike_out(sheet: Sheet, top: float, bottom: float) -> None:
    """Strike an empty rest of a page with a thin Z, so that nothing is added."""
    corners = [(grid.LEFT, top), (grid.RIGHT, top), (grid.LEFT, bottom), (grid.RIGHT, bottom)]
    sheet.stroke(corners, 0.4)


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks)


def _groups(blocks: Sequence[Block], room: float) -> list[list[Block]]:
    groups: list[list[Block]] = []
    for chain in _chains(blocks, Keep.IF_ROOM):
        if _height(chain) <= room:
            groups.append(chain)
            continue
        for firm in _chains(chain, Keep.ALWAYS):
            groups.extend([firm] if _height(firm) <= room else [[block] for block in firm])
    return groups


def _chains(blocks: Sequence[Block], keep: Keep) -> list[list[Block]]:
    chains: list[list[Block]] = [[]]
    for block in blocks:
        chains[-1].append(block)
        if block.keep < keep:
            chains.append([])
    return [chain for chain in chains if chain]
