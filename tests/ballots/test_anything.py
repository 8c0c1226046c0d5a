"""Whatever stands in an archive, a ballot or a key: it is refused by a rule, and never by an accident."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changren.ballots.protocol import ballots, ceremony
from changren.ballots.protocol.archive import SETUP
from changren.ballots.protocol.plain import written
from changren.ballots.protocol.rules import Rejected
from changren.ballots.protocol.trustees import read_trustees
from changren.ballots.protocol.verifier import verify
from tests.ballots.scene import built, scene, setup_of

pytestmark = pytest.mark.any_engine
STRANGE = st.sampled_from([
    None, True, 0, -1, 1.5, 10**30, float("nan"), "", "0", "-1", "x", "\ud800", "９", "1" * 5000, [], {}, [[]], [None],
    {"": 0},
])  # fmt: skip


def places(value, path=()):
    """Every place in a JSON value."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inside:
        yield from places(one, (*path, name))


def put(value, path, other):
    """The value with another one at the place; lists and objects are changed in place."""
    if not path:
        return other
    *way, last = path
    at = value
    for name in way:
        at = at[name]
    at[last] = other
    return value


def spoilt(data, raw):
    """JSON with something strange at one place, a field more, or one less."""
    value = json.loads(raw)
    path = data.draw(st.sampled_from(list(places(value))))
    return json.dumps(put(value, path, data.draw(STRANGE)), separators=(",", ":")).encode()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_member_of_an_archive(tmp_path_factory, data):
    events = [(kind, list(members)) for kind, members in scene().events]
    event = data.draw(st.integers(0, len(events) - 1).filter(lambda n: events[n][1]))
    kind, members = events[event]
    member = data.draw(st.integers(0, len(members) - 1))
    members[member] = spoilt(data, members[member])
    if kind == SETUP and member < 3:
        members[:] = setup_of(*members[:3])
    path = tmp_path_factory.mktemp("any") / "any.bel"
    path.write_bytes(built(events))
    same = built(events) == built(scene().events)
    assert verify(path, processes=1).holds == same


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_ballot(data):
    raw = spoilt(data, scene().ballots[0])
    if raw != scene().ballots[0]:
        with pytest.raises(Rejected):
            ballots.verified(scene().election, raw, json.loads(scene().events[0][1][2]))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_part_of_a_ceremony(data):
    keys, its = scene().keys, scene().group
    place = ceremony.Place(its, 3, 2, 1)
    certs = keys.parameters["certs"]
    sent = spoilt(data, written({"polynomial": "", "secrets": ["", "", ""], "coefexps": {}, "signature": {}}))
    for strange in (json.loads(sent), json.loads(spoilt(data, written(certs)))):
        with pytest.raises(Rejected):
            ceremony.share(place, keys.seeds[0], certs, ceremony.passed_on([strange] * 3, 1))
        with pytest.raises(Rejected):
            ceremony.seen(place, keys.seeds[1], strange if isinstance(strange, list) else [strange])
    with pytest.raises(Rejected):
        read_trustees(json.dumps([["Single", json.loads(sent)]]).encode(), its)
