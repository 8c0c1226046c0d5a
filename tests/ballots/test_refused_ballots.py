"""Every way to cheat with a ballot that is known, and the rule that each of them breaks."""

import json
from dataclasses import replace

import pytest

from changren.ballots.protocol import ballots, credentials, election
from changren.ballots.protocol.ballots import verified
from changren.ballots.protocol.board import Board
from changren.ballots.protocol.election import Question
from changren.ballots.protocol.plain import fingerprint, written
from changren.ballots.protocol.proofs import Branch, challenge, chance, prove_one
from changren.ballots.protocol.rules import Rejected, Rule
from tests.ballots.scene import AT, MOTION, NO, YES, begun, scene, signed, taken

pytestmark = pytest.mark.any_engine


class Anybody:
    """A roll in which everybody stands, so that what is refused is the ballot."""

    def __contains__(self, credential):
        return True


ANYBODY = Anybody()


def changed(voter=0, resigned=True, **fields):
    """A ballot with other fields."""
    value = taken(scene().ballots[voter]) | fields
    return signed(scene().election, value, scene().secret(voter)) if resigned else written(value)


def with_answer(change, resigned=True):
    """The first ballot, its answer changed by what `change` does to it."""
    answers = taken(scene().ballots[0])["answers"]
    change(answers[0])
    return changed(answers=answers, resigned=resigned)


def rule_of(raw, it=None):
    """The rule that a ballot breaks."""
    with pytest.raises(Rejected) as refused:
        verified(it or scene().election, raw, ANYBODY)
    assert refused.value.says("zh") != refused.value.says("en") == str(refused.value)
    return refused.value.rule


def shifted(number, by=1):
    return str((int(number) + by) % scene().group.order)


# ─── proofs


def b01_challenge_of_a_box(answer):
    proof = answer["individual_proofs"][0][0]
    proof["challenge"] = shifted(proof["challenge"])


def overall_response(answer):
    answer["overall_proof"][0]["response"] = shifted(answer["overall_proof"][0]["response"])


def b15_response_not_reduced(answer):
    proof = answer["individual_proofs"][0][0]
    proof["response"] = str(int(proof["response"]) + int(scene().group.order))


def box_twice(answer):
    answer["choices"].append(answer["choices"][0])


def box_missing(answer):
    answer["choices"].pop()


def proof_missing(answer):
    answer["individual_proofs"].pop()


def half_a_proof(answer):
    answer["individual_proofs"][0].pop()


def overall_twice(answer):
    answer["overall_proof"] *= 2


def b13_another_field(answer):
    answer["choices"][0]["gamma"] = "1"


def b13_other_order(answer):
    answer["choices"][0] = dict(reversed(answer["choices"][0].items()))


def b19_blank_proof(answer):
    answer["blank_proof"] = [{"challenge": "1", "response": "1"}] * 2


def alpha(write):
    """The first alpha, written in another way."""

    def change(answer):
        answer["choices"][0]["alpha"] = write(answer["choices"][0]["alpha"])

    change.__name__ = f"alpha_{write.__name__}"
    return change


def b12_hexadecimal(text):
    return hex(int(text))


def b12_leading_zero(text):
    return f"0{text}"


def b12_plus(text):
    return f"+{text}"


def b12_underscore(text):
    return f"{text[:3]}_{text[3:]}"


def b12b_number(text):
    return int(text[:20])


def b16_negative(text):
    return f"-{text}"


def b16_zero(text):
    return "0"


def b16_one(text):
    return "1"


def b16_modulus(text):
    return str(scene().group.modulus)


def b16_unreduced(text):
    return str(int(text) + scene().group.modulus)


def b18_of_order_two(text):
    return str(int(text) * (scene().group.modulus - 1) % scene().group.modulus)


@pytest.mark.parametrize(("change", "rule"), [
    (b01_challenge_of_a_box, Rule.BOX), (overall_response, Rule.LIMITS), (b15_response_not_reduced, Rule.NUMBER),
    (box_twice, Rule.TOO_BIG), (box_missing, Rule.ANSWERS), (proof_missing, Rule.ANSWERS),
    (half_a_proof, Rule.ANSWERS), (overall_twice, Rule.ANSWERS), (b13_another_field, Rule.JSON),
    (b13_other_order, Rule.JSON), (b19_blank_proof, Rule.JSON), (alpha(b12_hexadecimal), Rule.NUMBER),
    (alpha(b12_leading_zero), Rule.NUMBER), (alpha(b12_plus), Rule.NUMBER), (alpha(b12_underscore), Rule.NUMBER),
    (alpha(b12b_number), Rule.JSON), (alpha(b16_negative), Rule.NUMBER), (alpha(b16_zero), Rule.MEMBER),
    (alpha(b16_one), Rule.BOX), (alpha(b16_modulus), Rule.NUMBER), (alpha(b16_unreduced), Rule.NUMBER),
    (alpha(b18_of_order_two), Rule.MEMBER),
])  # fmt: skip
def test_answer_that_was_changed_and_signed_again_is_refused(change, rule):
    assert rule_of(with_answer(change)) is rule


def test_b18_proofs_that_hold_do_not_help_an_element_of_order_two():
    """With even challenges the forged proofs are valid; only the look at the order of the element refuses them."""
    it, its = scene().election, scene().group
    draw, of_g, of_y = chance(its), *it.powers
    secret = draw()
    pair = its.times(of_g(secret), its.modulus - 1), of_y(secret)
    credential = its.text(credentials.public_of(scene().credentials[0], it.uuid, its))
    text = f"prove|{it.fingerprint}|{credential}|{its.text(pair[0])},{its.text(pair[1])}|"
    even = []
    while not even or any(proof.challenge % 2 for proof in even):
        even = prove_one(its, it.powers, [Branch(secret, 0), Branch(secret, -1)], text, draw)
    a = [its.times(of_g(p.response), its.power(pair[0], p.challenge)) for p in even]
    b = [its.times(of_y(p.response), its.power(pair[1], p.challenge)) for p in even]
    b[1] = its.times(b[1], of_g(-even[1].challenge))
    shown = ",".join(its.text(one) for both in zip(a, b, strict=True) for one in both)
    assert challenge(its, text + shown) == sum(p.challenge for p in even) % its.order

    def put(answer):
        answer["choices"][0] = ballots.pair_plain(pair, its)
        answer["individual_proofs"][0] = [proof.plain() for proof in even]

    assert rule_of(with_answer(put)) is Rule.MEMBER


def test_b02_digit_under_the_old_signature():
    assert rule_of(with_answer(overall_response, resigned=False)) is Rule.SIGNATURE


def test_b03_no_signature():
    value = taken(scene().ballots[0])
    del value["signature"]
    assert rule_of(written(value)) is Rule.SIGNATURE


def forged(questions, chosen):
    """Boxes encrypted for other questions, with honest proofs about each, and a made-up proof of this one's sum."""
    it = scene().election
    other = replace(it, questions=questions)
    credential = it.group.text(credentials.public_of(scene().credentials[0], it.uuid, it.group))
    value = ballots.encrypt(other, credential, chosen, chance(it.group))
    value["answers"][0]["overall_proof"] = value["answers"][0]["overall_proof"][:1]
    return signed(it, value, scene().secret(0))


def test_b04_two_boxes_ticked():
    assert rule_of(forged((replace(MOTION[0], most=2),), [[1, 1, 0]])) is Rule.LIMITS
    assert rule_of(forged((replace(MOTION[0], least=0),), [[0, 0, 0]])) is Rule.LIMITS


def cheat(monkeypatch):
    """From now on a voter encrypts what they like, and proves what is not true as if its first branch were."""
    monkeypatch.setattr(ballots, "may_be_chosen", lambda question, chosen: True)
    real = ballots.prove_one

    def made_up(its, powers, branches, text, draw):
        if 0 not in [branch.off for branch in branches]:
            branches = [replace(branches[0], off=0), *branches[1:]]
        return real(its, powers, branches, text, draw)

    monkeypatch.setattr(ballots, "prove_one", made_up)


def test_b05_boxes_of_five_and_less_than_nothing(monkeypatch):
    cheat(monkeypatch)
    it = scene().election
    credential = it.group.text(credentials.public_of(scene().credentials[0], it.uuid, it.group))
    value = ballots.encrypt(it, credential, [[5, -2, -2]], chance(it.group))
    monkeypatch.undo()
    assert rule_of(signed(it, value, scene().secret(0))) is Rule.BOX


def test_b06_answers_of_somebody_else():
    stolen = taken(scene().ballots[1])["answers"]
    assert rule_of(changed(answers=stolen)) is Rule.BOX


def test_b09_ballot_of_another_election():
    it, _keys, own, _roll = begun()
    value = taken(ballots.cast(it, own[0], YES)) | {
        "election_uuid": scene().election.uuid, "election_hash": scene().election.fingerprint,
        "credential": taken(scene().ballots[0])["credential"],
    }  # fmt: skip
    assert rule_of(signed(scene().election, value, scene().secret(0))) is Rule.BOX
    assert rule_of(ballots.cast(it, own[0], YES)) is Rule.ELECTION


@pytest.mark.parametrize("raw", [
    lambda raw: raw.replace(b",", b", ", 1), lambda raw: raw + b"\n", lambda raw: b" " + raw,
    lambda raw: written(dict(reversed(json.loads(raw).items()))),
    lambda raw: raw.replace(b'"hash"', b'"h\\u0061sh"', 1),
    lambda raw: raw.replace(b'"alpha"', b'"alpha":"1","alpha"', 1), lambda raw: raw[:-1],
    lambda raw: b"[" * 3000 + b"]" * 3000, lambda raw: b"9" * 5000, lambda raw: b"\xff\xfe", lambda raw: b"",
    lambda raw: b"[]", lambda raw: b'{"signature":1}',
], ids=range(13))  # fmt: skip
def test_b11_b13b_other_bytes_for_the_same_thing(raw):
    assert rule_of(raw(scene().ballots[0])) is Rule.JSON


def test_b14_answers_too_many_or_too_few():
    answers = taken(scene().ballots[0])["answers"]
    assert rule_of(changed(answers=answers * 2)) is Rule.TOO_BIG
    assert rule_of(changed(answers=[*answers, {}])) is Rule.ANSWERS
    assert rule_of(changed(answers=[])) is Rule.ANSWERS


@pytest.mark.parametrize("raw", [b"9" * 1_000_000, b"[" * 1_000_000, b'{"election_uuid":"' + b"x" * 20_000 + b'"}'])
def test_b17_what_is_bigger_than_a_ballot_is_not_read(raw, monkeypatch):
    monkeypatch.setattr(ballots, "read_exactly", lambda data: pytest.fail("it was read"))
    assert rule_of(raw) is Rule.TOO_BIG


@pytest.mark.parametrize("ticked", [[1, 0], [1, 1]])
def test_largest_ballot_is_larger_than_any_ballot(ticked):
    asked = Question("选", ("甲", "乙"), 0, 2, blank=True)
    it, _keys, own, _roll = begun((asked, *MOTION), voters=1)
    raw = ballots.cast(it, own[0], [[0, *ticked], NO[0]])
    assert len(raw) <= it.largest_ballot < len(raw) * 1.3


BLANK = (Question("同意否", ("同意", "不同意"), 1, 1, blank=True),)


def test_b19_b20_blank_votes():
    it, _keys, own, _roll = begun(BLANK, voters=1)
    for chosen in ([1, 0, 0], [0, 1, 0]):
        verified(it, ballots.cast(it, own[0], [chosen]), ANYBODY)
    for chosen in ([1, 1, 0], [0, 0, 0], [0, 1, 1], [1, 0], [2, 0, 0]):
        with pytest.raises(ValueError, match="no answer"):
            ballots.cast(it, own[0], [chosen])
    secret = credentials.secret_of(own[0], it.uuid, it.group)
    value = taken(ballots.cast(it, own[0], [[0, 1, 0]]))
    without = taken(written(value))
    del without["answers"][0]["blank_proof"]
    assert rule_of(signed(it, without, secret), it) is Rule.JSON
    proof = value["answers"][0]["blank_proof"][0]
    proof["response"] = shifted(proof["response"])
    assert rule_of(signed(it, value, secret), it) is Rule.BLANK


def test_b20_blank_and_a_choice(monkeypatch):
    it, _keys, own, _roll = begun(BLANK, voters=1)
    cheat(monkeypatch)
    raw = ballots.cast(it, own[0], [[1, 1, 0]])
    monkeypatch.undo()
    assert rule_of(raw, it) is Rule.BLANK


def test_b21_credential_one_or_none_of_the_group():
    for credential, rule in (("1", Rule.MEMBER), ("2", Rule.MEMBER), ("0", Rule.MEMBER), ("x", Rule.NUMBER)):
        assert rule_of(changed(credential=credential)) is rule


def test_b22_proofs_that_are_not_bound_to_the_credential(monkeypatch):
    monkeypatch.setattr(ballots, "_about_boxes", lambda it, credential: it.fingerprint)
    raw = ballots.cast(scene().election, scene().credentials[0], YES)
    monkeypatch.undo()
    assert rule_of(raw) is Rule.BOX


# ─── what the board looks at besides


@pytest.fixture
def board(tmp_path):
    """The same election, open, without ballots."""
    (_kind, setup), *_events = scene().events
    return Board.begin(tmp_path / "open.bel", *setup[:3], AT)


def test_b10_credential_that_is_not_in_the_list(board):
    stranger = credentials.new_credential()
    with pytest.raises(Rejected) as refused:
        board.checked(ballots.cast(scene().election, stranger, YES))
    assert refused.value.rule is Rule.CREDENTIAL


def test_b07_b08_ballot_again_counts_once_and_where_it_stood(board):
    first, second = (ballots.cast(scene().election, scene().credentials[0], chosen) for chosen in (YES, NO))
    for raw in (first, second):
        assert board.cast(board.checked(raw)) == fingerprint(raw)
    before = board.path.read_bytes()
    for raw in (second, first):
        assert board.cast(board.checked(raw)) == fingerprint(raw)
    assert board.path.read_bytes() == before
    assert [one.hash for one in board.found.counted] == [board.found.ballots[1].hash]


# ─── elections that cannot be


@pytest.mark.parametrize(("fields", "rule"), [
    ({"version": 2}, Rule.VERSION), ({"group": "RFC-3526-2048"}, Rule.GROUP), ({"group": "other"}, Rule.GROUP),
    ({"public_key": "1"}, Rule.MEMBER), ({"public_key": "2"}, Rule.MEMBER), ({"questions": []}, Rule.QUESTION),
    ({"uuid": "short"}, Rule.JSON),
    ({"questions": [{"answers": ["a"], "min": 2, "max": 1, "question": "q"}]}, Rule.QUESTION),
    ({"questions": [{"answers": ["a"], "min": 0, "max": 2, "question": "q"}]}, Rule.QUESTION),
    ({"questions": [{"answers": [], "min": 0, "max": 0, "question": "q"}]}, Rule.QUESTION),
    ({"questions": [{"answers": ["a"], "min": 0, "max": True, "question": "q"}]}, Rule.NUMBER),
    ({"questions": [{"answers": ["a"], "min": 0, "question": "q"}]}, Rule.JSON),
    ({"questions": [{"answers": [str(n) for n in range(10_001)], "min": 0, "max": 1, "question": "q"}]}, Rule.QUESTION),
    ({"description": "x" * 1_000_001}, Rule.TOO_BIG),
])  # fmt: skip
def test_k03_election_in_which_nobody_can_vote_is_refused(fields, rule):
    with pytest.raises(Rejected) as refused:
        election.read(written(taken(scene().election.raw) | fields))
    assert refused.value.rule is rule
