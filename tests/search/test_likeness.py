"""How alike texts are, and the words that show it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changren.search.likeness import LONGEST_WORD, WORDS, Spread, nearness, pieces, shared_words, spread_of

TEXT = st.text(st.sampled_from("山路桥水村上下东西的了 ，Aa1㛃𠮷"), max_size=30)


def test_pieces_are_characters_and_pairs_that_no_sign_parts():
    assert pieces("上山，上山 A2村") == {
        "上": 2, "山": 2, "上山": 2, "a": 1, "2": 1, "a2": 1, "村": 1,
    }  # fmt: skip


def test_what_stands_in_fewer_texts_weighs_more():
    spread = spread_of(["上山漏雨", "上山修路", "下山修桥"])
    assert (spread.texts, spread.counts["山"], spread.counts["上山"]) == (3, 3, 2)
    assert spread.rarity("山") == 1
    assert spread.rarity("上山") == pytest.approx(1 + math.log(4 / 3))
    assert spread.rarity("漏雨") == pytest.approx(1 + math.log(4 / 2))


def test_piece_that_is_not_named_counts_as_the_least():
    assert Spread(100, {"山": 60}, 5).count("水") == 5


def test_word_said_often_weighs_by_the_logarithm_of_how_often():
    weights = Spread().weigh("山水水水水")
    assert weights["水"] / weights["山"] == pytest.approx(1 + math.log(4))


@given(TEXT, TEXT)
def test_nearness_is_a_cosine(one, other):
    spread = spread_of([one, other])
    a, b = spread.weigh(one), spread.weigh(other)
    near = nearness(a, b)
    assert near == pytest.approx(nearness(b, a))
    assert -1e-9 <= near <= 1 + 1e-9
    assert nearness(a, a) == pytest.approx(1 if pieces(one) else 0)
    assert (near == 0) == (not pieces(one).keys() & pieces(other).keys())


@given(TEXT, TEXT)
def test_shared_words_stand_in_both_texts(one, other):
    found = shared_words(one, other, spread_of([one, other]))
    assert len(found) <= WORDS
    for word in found:
        assert word in one.casefold() and word in other.casefold()
        assert 2 <= len(word) <= LONGEST_WORD
        assert not any(word != again and word in again for again in found)


def test_shared_words_leave_out_what_every_proposal_says():
    spread = spread_of(["关于修缮上山村办公楼的提案", "关于上山村办公楼的建议"])
    assert shared_words("关于修缮上山村办公楼的提案", "关于上山村办公楼的建议", spread) == ["上山村办公楼"]
