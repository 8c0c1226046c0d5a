"""Ids that sort by time and can be made anywhere."""

import random
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changren.base.tenancy.ids import draw_from, uuid7


def test_id_is_a_version_7_uuid():
    one = uuid7()
    assert (one.version, one.variant) == (7, RFC_4122)


def test_ids_sort_by_the_time_they_were_made(time_machine):
    made = []
    for millisecond in range(0, 40, 2):
        time_machine.move_to(1_270_000_000 + millisecond / 1000, tick=False)
        made.append(uuid7())
    assert made == sorted(made)
    assert made[0].int >> 80 == 1_270_000_000_000


def test_ids_made_together_differ():
    assert len({uuid7() for _ in range(1000)}) == 1000


@given(st.integers())
def test_ids_follow_a_seed_where_they_are_told_to(seed):
    made = []
    for _run in range(2):
        before = draw_from(random.Random(seed).randbytes)
        try:
            made.append(uuid7().int & ((1 << 62) - 1))
        finally:
            draw_from(before)
    assert made[0] == made[1]


@pytest.mark.parametrize("step", [0, -1], ids=["stands", "steps back"])
def test_ids_sort_on_a_clock_that(step, time_machine):
    time_machine.move_to(1_270_000_000, tick=False)
    made = [uuid7() for _ in range(5_000)]
    time_machine.move_to(1_270_000_000 + step, tick=False)
    made += [uuid7() for _ in range(5_000)]
    assert made == sorted(set(made))


def test_ids_of_threads_sort_each_and_differ():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _one: [uuid7() for _ in range(2_000)], range(4)))
    assert made == [sorted(one) for one in made]
    assert len({key for one in made for key in one}) == 8_000
