"""Copies of a bulletin board: what was signed is proved, what was changed is found."""

import io
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from changren.ballots.protocol import heads
from changren.ballots.protocol.archive import BALLOT, steps
from changren.ballots.protocol.heads import Head
from changren.ballots.protocol.mirror import ARCHIVE, HEADS, take
from changren.ballots.protocol.plain import written
from changren.ballots.protocol.rules import Rejected, Rule
from tests.ballots.scene import built, scene

pytestmark = pytest.mark.any_engine
KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))


def board(events, *, signed_by=KEY):
    """The archive of these events, and its end, signed."""
    raw = built(events)
    last = list(steps(io.BytesIO(raw)))[-1]
    return raw, Head("uuid", "fingerprint", last.event.height + 1, last.head).signed(signed_by)


def taken(folder, shown):
    archive, head = shown
    came = folder / "came"
    came.write_bytes(archive)
    return take(folder, head, came)


def refused(folder, shown):
    with pytest.raises(Rejected) as why:
        taken(folder, shown)
    return why.value.rule


@pytest.fixture
def events():
    return scene().events


def test_take_follows_a_board_that_grows(tmp_path, events):
    for size in (1, 3, 3, len(events)):
        shown = board(events[:size])
        assert taken(tmp_path, shown).events == size
        assert (tmp_path / ARCHIVE).read_bytes() == shown[0]
    assert len((tmp_path / HEADS).read_bytes().splitlines()) == 3  # the same end is kept once


def test_take_lets_a_ballot_come_in_after_the_end_was_signed(tmp_path, events):
    (_older, head), (newer, _other) = board(events[:2]), board(events[:3])
    assert taken(tmp_path, (newer, head)).events == 2


def test_take_refuses_a_board_from_which_a_ballot_is_gone_or_in_which_one_was_changed(tmp_path, events):
    taken(tmp_path, board(events[:4]))
    before = (tmp_path / ARCHIVE).read_bytes()
    changed = [*events[:2], (BALLOT, [b'{"another":"ballot"}']), *events[3:5]]
    assert [refused(tmp_path, board(one)) for one in (events[:3], changed, events[:1])] == [Rule.BOARD] * 3
    assert (tmp_path / ARCHIVE).read_bytes() == before
    said = [heads.read(line)[0].events for line in (tmp_path / HEADS).read_bytes().splitlines()]
    assert said == [4, 3, 5, 1]  # what was signed is kept: it proves that the board said two things


def test_take_refuses_an_archive_that_is_not_the_one_that_was_signed(tmp_path, events):
    (archive, _own), (_other, head) = board(events[:3]), board(events[:4])
    assert refused(tmp_path, (archive, head)) == Rule.HEAD
    assert not (tmp_path / ARCHIVE).exists()


def test_take_refuses_another_key_than_the_first_time(tmp_path, events):
    taken(tmp_path, board(events[:2]))
    assert refused(tmp_path, board(events[:3], signed_by=OTHER)) == Rule.HEAD


@pytest.mark.parametrize("name", ["election", "fingerprint", "events", "head", "key", "signature"])
def test_head_of_which_anything_was_changed_is_refused(events, name):
    told = json.loads(board(events[:2])[1])
    told[name] = told[name] + 1 if name == "events" else told[name][::-1]
    with pytest.raises(Rejected) as why:
        heads.read(written(told))
    assert why.value.rule == Rule.HEAD


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"null", b'{"election":1}', b"\xff"])
def test_head_that_is_none_is_refused(raw):
    with pytest.raises(Rejected) as why:
        heads.read(raw)
    assert why.value.rule == Rule.JSON
