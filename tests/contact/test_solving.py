"""Who contacts whom: loads, nearness, nobody with themselves, the same answer twice, and how long it takes."""

from collections import Counter
from itertools import permutations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from benchmarks.contact import district
from changren.contact.solving import BALANCE, KEPT, NEAR, NoPlan, Someone, propose

pytestmark = pytest.mark.any_engine
KEYS = some.one_of(some.none(), some.integers(0, 3))
NEARNESS = some.tuples(KEYS, KEYS, KEYS)


@some.composite
def townships(draw, most_members=6, most_delegates=30):
    """Members and delegates, some of whom are members, some with a member of the year before."""
    members = [Someone(n, draw(NEARNESS)) for n in range(draw(some.integers(1, most_members)))]
    delegates = [
        Someone(key, draw(NEARNESS), draw(some.one_of(some.none(), some.integers(0, most_members))))
        for key in range(len(members) - 1, len(members) + draw(some.integers(1, most_delegates)))
    ]
    return members, delegates


def cost(member, delegate):
    """How far from each other two are: 0 for the same electing unit, 3 for nothing in common."""
    alike = (n for n, (a, b) in enumerate(zip(member.near, delegate.near, strict=True)) if a is not None and a == b)
    return next(alike, len(NEAR))


@settings(max_examples=60, deadline=None)
@given(townships(), some.booleans())
def test_propose_gives_everybody_somebody_else_evenly_and_says_why(people, keep):
    members, delegates = people
    pairs = propose(members, delegates, keep=keep)
    known = {one.key: one for one in (*delegates, *members)}
    own, before = {one.key for one in members}, {one.key: one.before for one in delegates}
    assert [pair.delegate for pair in pairs] == [one.key for one in delegates if one.key not in own]
    loads = Counter(pair.member for pair in pairs)
    assert max(loads[one.key] for one in members) - min(loads[one.key] for one in members) <= 1
    assert pairs == propose(members, delegates, keep=keep)
    wanted = {one.key: one for one in delegates}
    for pair in pairs:
        if pair.why == KEPT:
            assert (keep, before[pair.delegate]) == (True, pair.member)
        else:
            assert pair.why == (*NEAR, BALANCE)[cost(known[pair.member], wanted[pair.delegate])]
    if keep:
        least, more = divmod(len(pairs), len(members))
        could = sorted((sum(before[pair.delegate] == one.key for pair in pairs) for one in members), reverse=True)
        over = min(more, sum(n > least for n in could))
        assert sum(pair.why == KEPT for pair in pairs) == sum(min(n, least) for n in could) + over


@settings(max_examples=40, deadline=None)
@given(townships(most_members=3, most_delegates=5))
def test_propose_is_as_near_as_any_even_plan_is(people):
    members, delegates = people
    own = {one.key for one in members}
    wanted = [one for one in delegates if one.key not in own]
    by_key = {one.key: one for one in members}
    pairs = propose(members, delegates, keep=False)
    found = sum(cost(by_key[pair.member], one) for pair, one in zip(pairs, wanted, strict=True))
    assert found == min(
        sum(cost(*pair) for pair in zip(way, wanted, strict=True)) for way in _even_plans(members, len(wanted))
    )


def _even_plans(members, n):
    """Every way in which members can stand beside n delegates so that their loads differ by one at most."""
    least, more = divmod(n, len(members))
    for first in permutations(members, more):
        yield from set(permutations([*members * least, *first]))


@pytest.mark.parametrize(("members", "delegates", "says"), [
    ([], [Someone(1)], "no members"), ([Someone(1)], [], "no delegates"), ([Someone(1)], [Someone(1)], "no delegates"),
])  # fmt: skip
def test_propose_says_why_it_cannot(members, delegates, says):
    with pytest.raises(NoPlan, match=says):
        propose(members, delegates)
    with pytest.raises(ValueError, match="twice"):
        propose([Someone(1), Someone(1)], [Someone(2)])


def test_propose_is_fast_for_a_district_and_for_twenty():
    for members, delegates, seconds in ((61, 469, 5), (1200, 10_000, 60)):
        begun = process_time()
        assert len(propose(*district(members, delegates))) == delegates
        assert process_time() - begun < seconds
