# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.documents.page_flow import Block, Keep, Room, chained, fewest_pages, paginate

ROOM = Room(first_top=27.0, next_top=19.0, bottom=239.5)


def block(height: float, keep: Keep = Keep.FREE) -> Block:
    return Block(height, lambda _sheet, _top: None, keep)


def test_a_head_goes_to_the_next_page_with_its_first_row() -> None:
    blocks = [block(200), block(9, Keep.ALWAYS), block(8.6), block(8.6)]
    assert [len(page) for page in paginate(blocks, ROOM)] == [1, 3]


def test_a_chain_longer_than_a_page_keeps_only_what_must_be_kept() -> None:
    papers = chained([block(100), block(100), block(100)], Keep.IF_ROOM)
    blocks = [*papers[:-1], papers[-1].kept(Keep.ALWAYS), block(80)]
    assert [len(page) for page in paginate(blocks, ROOM)] == [2, 2]


def test_rows_give_way_before_a_page_is_added() -> None:
    def build(pad: float) -> list[Block]:
        return [block(20 + pad)] * 10

    assert [len(page) for page in fewest_pages(build, ROOM)] == [10]
    assert fewest_pages(build, ROOM)[0][0].height == 20 + 1.2
    assert fewest_pages(lambda pad: [block(8 + pad)] * 10, ROOM)[0][0].height == 8 + 1.6


@given(st.lists(st.tuples(st.floats(1, 120), st.sampled_from(list(Keep))), min_size=1, max_size=60))
def test_nothing_is_lost_and_no_page_is_overfull(shape: list[tuple[float, Keep]]) -> None:
    blocks = [block(height, keep) for height, keep in shape]
    pages = paginate(blocks, ROOM)
    assert [b for page in pages for b in page] == blocks
    for index, page in enumerate(pages):
        room = ROOM.bottom - (ROOM.next_top if index else ROOM.first_top)
        if index or len(page) > 1:
            assert sum(b.height for b in page) <= max(room, ROOM.bottom - ROOM.next_top) + 1e-3
