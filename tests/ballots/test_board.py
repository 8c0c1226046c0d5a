"""An election from its first ballot to its result, on the disk, through kills and repetitions."""

import os
import random
import signal
import subprocess
import sys

import pytest

from changren.ballots.protocol import archive, ballots, keys, tally
from changren.ballots.protocol import board as boards
from changren.ballots.protocol.board import Board, side_of, sides_of
from changren.ballots.protocol.contents import Policy
from changren.ballots.protocol.opening import open_with
from changren.ballots.protocol.plain import fingerprint
from changren.ballots.protocol.rules import Rejected, Rule
from changren.ballots.protocol.tally import Share
from changren.ballots.protocol.verifier import NONE, verify
from tests.ballots.scene import ABSTAIN, AT, NO, YES, begun, built, scene
from tests.engines import ROOT

pytestmark = pytest.mark.any_engine
STRICT = Policy()


@pytest.fixture
def board(tmp_path):
    """The election with its four ballots, open."""
    made = Board.begin(tmp_path / "board.bel", *scene().events[0][1][:3], AT)
    for raw in scene().ballots:
        made.cast(made.checked(raw))
    return made


def refused(rule, what, *given, **asked):
    with pytest.raises(Rejected) as why:
        what(*given, **asked)
    assert why.value.rule is rule
    return why.value


def share_of(board, number, tmp_path):
    """What the trustee's own program makes."""
    memory = tmp_path / f"memory-{number}.json"
    return open_with(board.path, scene().keys.secrets[number - 1], memory, STRICT, facts=NONE, processes=1)


def test_election_goes_its_whole_way(board, tmp_path):
    assert board.path.read_bytes() == built(scene().events[:5])
    board.close()
    refused(Rule.CLOSED, board.cast, board.checked(ballots.cast(scene().election, scene().credentials[0], NO)))
    refused(Rule.CLOSED, board.close)
    refused(Rule.ORDER, board.publish_tally)
    refused(Rule.TOO_FEW, board.publish_result)
    third = share_of(board, 3, tmp_path)
    board.add_share(*third)
    refused(Rule.OWNER, board.add_share, *third)
    refused(Rule.TOO_FEW, board.publish_result)
    board.add_share(*share_of(board, 1, tmp_path))
    assert board.publish_result() == [[2, 1, 1]]
    refused(Rule.ORDER, board.publish_result)
    report = verify(board.path, sides=sides_of(board.path), processes=1)
    assert (report.failures, report.result, report.bound) == ([], [[2, 1, 1]], [3, 1])
    assert Board.resume(board.path).found == board.found


def test_last_ballot_counts(board, tmp_path):
    raw = ballots.cast(scene().election, scene().credentials[0], ABSTAIN)
    assert board.cast(board.checked(raw)) == fingerprint(raw)
    assert [len(board.found.ballots), len(board.found.counted)] == [5, 4]
    board.close()
    for number in (1, 2):
        board.add_share(*share_of(board, number, tmp_path))
    assert board.publish_result() == [[1, 1, 2]]
    assert verify(board.path, processes=2).failures == []


def test_wrong_share_is_refused_before_it_is_appended_and_its_owner_named(board, tmp_path):
    refused(Rule.ORDER, board.add_share, *[1, Share([], [], None)])
    board.close()
    before, (owner, share) = board.path.read_bytes(), share_of(board, 2, tmp_path)
    assert refused(Rule.SHARE, board.add_share, 1, share).where == "trustee 1"
    stripped = Share(share.factors, share.proofs, None)
    assert refused(Rule.BOUND, board.add_share, owner, stripped).where == "trustee 2"
    refused(Rule.OWNER, board.add_share, 4, share)
    assert (board.path.read_bytes(), side_of(board.path).exists()) == (before, False)


def test_election_is_not_begun_over_another(board):
    with pytest.raises(FileExistsError):
        Board.begin(board.path, *scene().events[0][1][:3], AT)


# ─── stopped in the middle


@pytest.mark.parametrize("events", [2, 5, 6, 7, 9, 10])
def test_what_was_appended_by_half_goes_and_the_rest_goes_on(tmp_path, events):
    path, whole = tmp_path / "cut.bel", built(scene().events[:events])
    before = len(built(scene().events[: events - 1]))
    for end in random.Random(events).sample(range(before + 1, len(whole)), 6):
        path.write_bytes(whole[:end])
        assert len(Board.resume(path).found.heads) == events - 1
        assert path.read_bytes() == whole[:before]
    assert path.with_name("cut.bel.cut").stat().st_size > 0


def test_what_is_spoilt_before_the_end_is_not_thrown_away(tmp_path):
    path, whole = tmp_path / "spoilt.bel", bytearray(built(scene().events[:5]))
    whole[len(built(scene().events[:2])) + 600] ^= 1
    path.write_bytes(whole)
    refused(Rule.NAME, Board.resume, path)
    assert path.read_bytes() == bytes(whole)


@pytest.mark.parametrize("at", [-600, -1100, -8000])
def test_last_ballot_that_was_acknowledged_and_is_spoilt_is_not_taken_for_half_of_one(tmp_path, at):
    path, whole = tmp_path / "spoilt.bel", bytearray(built(scene().events[:5]))
    whole[at] ^= 1
    path.write_bytes(whole)
    with pytest.raises(Rejected):
        Board.resume(path)
    assert path.read_bytes() == bytes(whole)


def test_size_that_is_spoilt_does_not_cut_off_what_follows(tmp_path):
    path, whole = tmp_path / "spoilt.bel", bytearray(built(scene().events[:5]))
    whole[len(built(scene().events[:2])) + 124] ^= 1  # the first digit of a size: it is more than there is
    path.write_bytes(whole)
    refused(Rule.ARCHIVE, Board.resume, path)
    assert path.read_bytes() == bytes(whole)


def test_close_that_was_cut_between_its_events_is_finished(tmp_path, board):
    board._append(archive.END, [])
    again = Board.resume(board.path)
    refused(Rule.CLOSED, again.close)
    again.publish_tally()
    assert again.path.read_bytes() == built(scene().events[:7])


def test_ballot_that_changed_on_the_disk_is_not_counted(board):
    spoilt = bytearray(board.path.read_bytes())
    spoilt[board.found.ballots[1].place + 40] ^= 1
    board.path.write_bytes(spoilt)
    refused(Rule.NAME, board.close)


CASTING = """
import sys
from pathlib import Path
from changren.ballots.protocol.board import Board
board = Board.resume(Path(sys.argv[1]))
for line in sys.stdin.buffer:
    print(board.cast(board.checked(line.rstrip())), flush=True)
"""


def test_killed_server_has_every_ballot_that_it_acknowledged(tmp_path):
    path = tmp_path / "killed.bel"
    Board.begin(path, *scene().events[0][1][:3], AT)
    chance = random.Random(7)
    chosen = [(voter, pick) for pick in (YES, NO, ABSTAIN) for voter in range(4)]
    sent = [ballots.cast(scene().election, scene().credentials[voter], pick) for voter, pick in chosen]
    acknowledged = set()
    for batch in (sent[:4], sent[4:8], sent[8:]):
        server = subprocess.Popen([sys.executable, "-c", CASTING, str(path)], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, cwd=ROOT)  # fmt: skip
        server.stdin.write(b"".join(raw + b"\n" for raw in batch))
        server.stdin.flush()
        for _n in range(chance.randint(1, 3)):
            acknowledged.add(server.stdout.readline().decode().strip())
        os.kill(server.pid, signal.SIGKILL)
        rest, _errors = server.communicate()
        acknowledged |= set(rest.decode().split())
    assert acknowledged <= {fingerprint(raw) for raw in sent}
    board = Board.resume(path)
    there = {fingerprint(raw) for raw in sent if boards.hex_of(raw) in {one.hash for one in board.found.ballots}}
    assert len(acknowledged) >= 3 and acknowledged <= there
    assert verify(path, processes=1).failures == []


# ─── a trustee's own program


@pytest.mark.parametrize(("change", "rule"), [
    (lambda events: [*events[:5], events[2], *events[6:7]], Rule.TWICE),
    (lambda events: [*events[:3], events[5], events[6]], Rule.TALLY),  # T01: the tally is of other ballots
    (lambda events: [*events[:2], events[5], *events[2:7]], Rule.ORDER),  # T03
    (lambda events: events[:7] + events[:1], Rule.ORDER),
    (lambda events: events[:5], Rule.ORDER),  # voting goes on
])  # fmt: skip
def test_t01_t03_trustee_opens_nothing_that_is_not_whole(tmp_path, change, rule):
    path, memory = tmp_path / "other.bel", tmp_path / "memory.json"
    path.write_bytes(built(change(scene().events)))
    refused(rule, open_with, path, scene().keys.secrets[0], memory, STRICT, facts=NONE, processes=1)
    assert not memory.exists()


def test_t02_trustee_opens_an_election_once(tmp_path, board):
    first = tmp_path / "first.bel"
    first.write_bytes(built(scene().events[:7]))
    board.cast(board.checked(ballots.cast(scene().election, scene().credentials[0], NO)))
    board.close()
    ask = (scene().keys.secrets[0], tmp_path / "memory.json", STRICT)
    assert open_with(first, *ask, facts=NONE, processes=1)[0] == 1
    assert open_with(first, *ask, facts=NONE, processes=1)[0] == 1
    refused(Rule.OPENED_BEFORE, open_with, board.path, *ask, facts=NONE, processes=1)


def test_s02_small_tallies_are_not_opened(tmp_path, board):
    board.close()
    ask = (board.path, scene().keys.secrets[0], tmp_path / "memory.json")
    assert refused(Rule.TOO_SMALL, open_with, *ask, Policy(fewest=5), facts=NONE, processes=1).detail == "4"
    assert open_with(*ask, Policy(fewest=4), facts=NONE, processes=1)[0] == 1


def test_key_that_is_nobodys_opens_nothing(tmp_path, board):
    board.close()
    other = keys.new_secret(scene().group)
    refused(Rule.OWNER, open_with, board.path, other, tmp_path / "memory.json", STRICT, facts=NONE, processes=1)


def test_curve_goes_the_same_way(tmp_path):
    it, drawn, own, roll = begun(name="Ed25519")
    board = Board.begin(tmp_path / "curve.bel", it.raw, drawn.raw, roll.raw, AT)
    for one, chosen in zip(own, (YES, NO, NO, ABSTAIN), strict=True):
        board.cast(board.checked(ballots.cast(it, one, chosen)))
    board.close()
    for number in (1, 3):
        board.add_share(number, tally.make_share(it, board.total(), drawn.secrets[number - 1]))
    assert board.publish_result() == [[1, 2, 1]]
    assert verify(board.path, sides=sides_of(board.path), processes=1).failures == []
