"""Text and tokens."""

from hypothesis import given
from hypothesis import strategies as st

from changren.search.words import contains, excerpt, fold, marked, searched, tokens, wanted, words
from tests.search.conftest import text_of

TEXT = st.text(st.sampled_from("山路桥水村上下 \nAaß（(ﬁ１1é\0𠮷"), max_size=40)


def test_fold_makes_alike_what_means_the_same():
    assert fold("（ＡＢ１）ﬁ") == "(ab1)fi"
    assert fold("e\u0301") == fold("é")


def test_tokens_are_characters_and_pairs_of_neighbours():
    assert tokens("上山 村") == {"4e0a", "5c71", "6751", "4e0ax5c71"}
    assert wanted(("上山村",)) == {"4e0ax5c71", "5c71x6751"}
    assert wanted(("村",)) == {"6751"}


def test_words_are_parted_by_blanks_and_each_counts_once():
    assert words("  上山\u3000村 上山 ") == ("上山", "村")
    assert words(" \u3000\n") == ()


@given(TEXT, TEXT)
def test_what_contains_the_words_has_their_tokens(text, question):
    folded, asked = searched([text]), words(question)
    if contains(folded, asked):
        assert wanted(asked) <= tokens(folded)


@given(TEXT, TEXT)
def test_marking_changes_no_text_and_marks_what_is_found(text, question):
    pieces = marked(text, words(question))
    assert fold("".join(one.text for one in pieces)) == fold(text)
    asked = [word for word in words(question) if word in fold(text)]
    assert any(one.marked for one in pieces) == bool(asked)
    folded = [fold(one.text) for one in pieces if one.marked]
    assert all(any(word in part for part in folded) for word in asked)


def test_marks_stand_where_the_word_stands():
    assert text_of(marked("修缮上山村（ＡＢ）办公", ("上山", "ab"))) == "修缮[上山]村（[ＡＢ]）办公"
    assert text_of(marked("长长长", ("长长",))) == "[长长长]"


def test_excerpt_shows_the_neighbourhood():
    assert text_of(excerpt("前" * 30 + "漏雨" + "后" * 60, ("漏雨",))) == "…" + "前" * 24 + "[漏雨]" + "后" * 46 + "…"
    assert text_of(excerpt("村办公场所漏雨", ("漏雨",))) == "村办公场所[漏雨]"
    assert excerpt("村办公场所", ("漏雨",)) is None
