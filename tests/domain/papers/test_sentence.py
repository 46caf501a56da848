# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from precinct_app.domain.papers.sentence import Put, Sentence
from precinct_app.domain.plain import from_plain, to_plain
from precinct_app.domain.wording import Language, Wording

TEMPLATE = Wording("Жәшік № {box}: {what}.", "Урна № {box}: {what}.", "Box {box}: {what}.")


def test_a_sentence_keeps_apart_its_words_and_what_was_put_into_it() -> None:
    sentence = Sentence.of(TEMPLATE, box=2, what=Wording("бүтін", "цела", "whole"))
    assert sentence.values[0] == Put("box", Wording.same("2"))
    assert sentence.gaps(Language.RU) == {"box": "2", "what": "цела"}
    assert sentence.whole == Wording(
        "Жәшік № 2: бүтін.", "Урна № 2: цела.", "Box 2: whole."
    )  # fmt: skip


def test_what_is_put_in_is_never_read_as_a_template() -> None:
    hostile = "{box} {0.__class__} %s {{"
    sentence = Sentence.of(TEMPLATE, box=1, what=hostile)
    assert sentence.whole.ru == f"Урна № 1: {hostile}."
    assert Sentence.free(Wording.same(hostile)).whole.kk == hostile


def test_a_sentence_is_kept_as_plain_data_and_read_back() -> None:
    sentence = Sentence.of(TEMPLATE, box=2, what="x")
    assert from_plain(Sentence, to_plain(sentence)) == sentence
