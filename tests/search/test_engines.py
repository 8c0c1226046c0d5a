"""Each engine against a plain model: a text is found if it contains every word. Runs on SQLite and PostgreSQL."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changren.base.tenancy.ids import uuid7
from changren.search.engines import Ask, engine
from changren.search.models import Found
from changren.search.places import COUNT_BITS, day_range, district_of, room_of, room_range
from changren.search.words import contains, searched, token, tokens, wanted, words
from tests.conftest import ELSEWHERE, HERE

ALPHABET = st.sampled_from("山路桥水村上下东西 南北Aa1-（é𠮷'\\&|!:*\"")
TEXTS = st.lists(st.text(ALPHABET, max_size=25), min_size=1, max_size=12)
ROOM = 15
RIGHT_HERE = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture], "max_examples": 60}


def put(texts, room=ROOM, extra=""):
    """Texts in the index on one day, in order; their keys."""
    low = day_range(HERE, room, date(2010, 4, 1))[0]
    rows = [Found(thing=uuid7(), place=low + n, digest="") for n, _text in enumerate(texts, 1)]
    Found.objects.bulk_create(rows)
    engine().put(
        [
            (row.place, f"{' '.join(tokens(searched([text])))} zall {extra}")
            for row, text in zip(rows, texts, strict=True)
        ]
    )
    return [row.thing for row in rows]


def clear():
    rows = list(Found.objects.all())
    engine().drop([row.place for row in rows])
    Found.objects.all().delete()


def things(asked, most=100, room=ROOM, any_of=("zall",)):
    low, high = room_range(HERE, room)
    return [
        thing for _place, thing in engine().candidates([Ask(low, high, tuple(sorted(wanted(asked))), any_of)], most)
    ]


@settings(**RIGHT_HERE)
@given(TEXTS, st.text(ALPHABET, min_size=1, max_size=8), st.data())
def test_engine_finds_what_a_plain_comparison_finds(world, texts, question, data):
    source = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(source)))
    for asked in filter(None, (words(question), words(source[start : start + 5]))):
        clear()
        keys = dict(zip(put(texts), texts, strict=True))
        model = [key for key in reversed(keys) if contains(searched([keys[key]]), asked)]
        candidates = things(asked)
        assert [key for key in candidates if contains(searched([keys[key]]), asked)] == model
        if all(len(word) <= 2 for word in asked):
            assert candidates == model


def test_candidates_come_newest_first_and_no_more_than_asked_for(world):
    keys = put(["上山村", "下山村", "水村", "山村"])
    assert things(("山村",)) == [keys[3], keys[1], keys[0]]
    assert things(("山村",), most=2) == [keys[3], keys[1]]


def test_questions_are_answered_each_for_itself(world):
    here, there = put(["上山村"]), put(["上山", "上山村"], room=3)
    asks = [Ask(*room_range(HERE, room), tuple(wanted(("上山",)))) for room in (3, ROOM, 4)]
    found = engine().candidates(asks, 5)
    assert [(room_of(place), thing) for place, thing in found] == [(3, there[1]), (3, there[0]), (ROOM, here[0])]
    assert all(isinstance(thing, UUID) for _place, thing in found)


def test_any_of_narrows(world):
    put(["上山村"], extra="zkaa")
    assert len(things(("上山",), any_of=("zkbb", "zkaa"))) == 1
    assert things(("上山",), any_of=("zkbb",)) == []


def test_what_is_written_again_is_found_by_its_new_words_alone(world):
    (key,) = put(["上山村"])
    row = Found.objects.get(thing=key)
    engine().put([(row.place, " ".join(tokens("水村")) + " zall")])
    assert (things(("水村",)), things(("上山",))) == ([key], [])


@settings(**RIGHT_HERE)
@given(TEXTS, st.lists(st.text(st.sampled_from("山路桥水村"), min_size=2, max_size=2), min_size=1, max_size=6))
def test_postings_are_the_places_that_have_each_token(world, texts, pairs):
    clear()
    put(texts)
    put(texts, room=3)
    places = dict(zip(Found.objects.order_by("place").values_list("place", flat=True), [*texts, *texts], strict=True))
    low, high = room_range(HERE, ROOM)
    model = [{place for place, text in places.items() if low <= place < high and pair in text} for pair in pairs]
    found = engine().postings(low, high, [token(pair) for pair in pairs], 100)
    assert [set(one) for one in found] == model
    assert [len(one) for one in engine().postings(low, high, [token(pairs[0])], 1)] == [min(len(model[0]), 1)]


def test_another_district_is_another_range(world):
    put(["上山村"])
    assert engine().postings(*room_range(ELSEWHERE, ROOM), [token("上山")], 5) == [[]]
    assert engine().candidates([Ask(*room_range(ELSEWHERE, ROOM), tuple(wanted(("上山",))))], 5) == []


@given(st.integers(100000, 999999), st.integers(0, 15), st.none() | st.dates())
def test_places_know_where_they_are_and_sort_by_day(code, room, day):
    low, end = day_range(code, room, day)
    assert (district_of(low), room_of(low), district_of(end - 1), room_of(end - 1)) == (code, room, code, room)
    assert room_range(code, room)[0] <= low < end <= room_range(code, room)[1] < 1 << 63
    assert end - low == 1 << COUNT_BITS
    assert day is None or day_range(code, room, None)[1] <= low


@pytest.mark.parametrize("text", ["", "\0", "'); DROP TABLE search_found; --", "AND OR NOT NEAR", "zkall zall"])
def test_no_text_is_a_command(world, text):
    put([text + "村"])
    assert things(words(text + "村")) == [Found.objects.get().thing]
