"""A program that we did not write accepts what ours wrote: belenios-tool, as Debian packages it."""

import subprocess

import pytest

from changren.ballots.protocol import ballots, credentials, election, keys, tally, trustees
from changren.ballots.protocol.board import Board
from changren.ballots.protocol.election import Question
from changren.ballots.protocol.groups import group
from tests.ballots.scene import ABSTAIN, AT, MOTION, NAME, NO, YES, begun

pytestmark = pytest.mark.any_engine
GRADES = ("优秀", "称职", "基本称职", "不称职", "不评价")
GRID = tuple(Question(f"第{n}位", GRADES) for n in range(1, 21))
CHOICE = (Question("差额推荐", tuple("甲乙丙丁戊己"), 1, 4),)
BLANK = (Question("同意否", ("同意", "不同意"), 1, 1, blank=True), Question("至多两人", tuple("甲乙丙"), 0, 2))


def grade(n):
    return [int(place == n) for place in range(len(GRADES))]


def said(folder):
    """What the tool says of the archive in the folder, and whether it accepts it."""
    command = ["belenios-tool", "election", "verify", "--dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def voted(folder, it, keys_of, roll, cast):
    """An election with these ballots, closed."""
    board = Board.begin(folder / f"{it.uuid}.bel", it.raw, keys_of, roll.raw, AT)
    for raw in cast:
        board.cast(board.checked(raw))
    board.close()
    return board


@pytest.mark.parametrize("needed", [1, 3])
def test_tool_accepts_an_election_with_trustees_who_are_all_needed(tmp_path, needed):
    its = group(NAME)
    secrets = [keys.new_secret(its) for _n in range(needed)]
    trusted = trustees.alone([keys.public_key(its, one) for one in secrets])
    key = trustees.read_trustees(trusted, its).key
    it = election.describe(election.new_uuid(), "表决", "“说明” \\ /\t甲", (its, key), MOTION)
    own = [credentials.new_credential() for _n in range(3)]
    roll = credentials.roll([credentials.public_of(one, it.uuid, its) for one in own], its)
    chosen = zip([*own, own[0]], (YES, NO, ABSTAIN, NO), strict=True)
    board = voted(tmp_path, it, trusted, roll, [ballots.cast(it, *one) for one in chosen])
    for owner, secret in enumerate(secrets, 1):
        board.add_share(owner, tally.make_share(it, board.total(), secret))
    assert board.publish_result() == [[0, 2, 1]]
    status, told = said(tmp_path)
    assert (status, "all checks passed" in told) == (0, True), told


@pytest.mark.parametrize(("questions", "chosen", "owners", "result"), [
    (MOTION, (YES, YES, NO), (1, 2, 3), [[2, 1, 0]]), (MOTION, (YES, NO, NO), (1, 3), [[1, 2, 0]]),
    (GRID, ([grade(n % 5) for n in range(20)],), (2, 3), [grade(n % 5) for n in range(20)]),
    (CHOICE, ([[1, 1, 0, 0, 0, 0]], [[1, 1, 1, 1, 0, 0]], [[0, 0, 0, 0, 0, 1]]), (1, 2), [[2, 2, 1, 1, 0, 1]]),
    (BLANK, ([[1, 0, 0], [0, 0, 0]], [[0, 0, 1], [1, 1, 0]]), (2, 3), [[1, 0, 1], [1, 1, 0]]),
], ids=["all-shares", "missing-share", "grid", "choice", "blank"])  # fmt: skip
def test_tool_accepts_an_election_with_a_key_in_parts(tmp_path, questions, chosen, owners, result):
    it, made, own, roll = begun(questions, len(chosen))
    board = voted(tmp_path, it, made.raw, roll, [ballots.cast(it, *one) for one in zip(own, chosen, strict=True)])
    for owner in owners:
        board.add_share(owner, tally.make_share(it, board.total(), made.secrets[owner - 1]))
    assert board.publish_result() == result
    status, told = said(tmp_path)
    assert (status, "all checks passed" in told) == (0, True), told


def test_tool_refuses_what_we_refuse(tmp_path):
    """So that its acceptance above means something."""
    it, made, own, roll = begun(voters=1)
    board = voted(tmp_path, it, made.raw, roll, [ballots.cast(it, own[0], YES)])
    whole = bytearray(board.path.read_bytes())
    digit = whole.index(b'"response":"', board.found.ballots[0].place) + 20
    whole[digit] = ord("1") if whole[digit] != ord("1") else ord("2")
    board.path.write_bytes(whole)
    assert said(tmp_path)[0] != 0
