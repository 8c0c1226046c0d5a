"""A ballot: every box encrypted, with proofs that each is ticked or empty and that not too many are, and signed."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from changren.ballots.protocol.credentials import public_of, secret_of
from changren.ballots.protocol.election import Election, Question
from changren.ballots.protocol.groups import Element, Group
from changren.ballots.protocol.plain import a_list, a_text, fields, fingerprint, read_exactly, written
from changren.ballots.protocol.proofs import (
    Branch,
    Claim,
    Draw,
    Proof,
    chance,
    drawn_from,
    knows,
    one_holds,
    proofs_of,
    prove_knowledge,
    prove_one,
)  # fmt: skip
from changren.ballots.protocol.rules import Rule, no

Pair = tuple[Element, Element]  # a ciphertext: g^r, and key^r · g^m


@dataclass(frozen=True, slots=True)
class Answer:
    """The boxes of one question, encrypted, and the proofs about them."""

    boxes: list[Pair]
    each: list[list[Proof]]
    together: list[Proof]
    blank: list[Proof] | None

    def plain(self, group: Group) -> dict[str, Any]:
        """As it is written."""
        told = {
            "choices": [pair_plain(pair, group) for pair in self.boxes],
            "individual_proofs": [[proof.plain() for proof in proofs] for proofs in self.each],
            "overall_proof": [proof.plain() for proof in self.together],
        }
        return told | ({} if self.blank is None else {"blank_proof": [proof.plain() for proof in self.blank]})

    @classmethod
    def of(cls, value: Any, question: Question, group: Group) -> "Answer":
        """What `plain` wrote, of an answer to this question. Members of the group are looked at later."""
        boxes, each, together, blank = fields(
            value, "choices", "individual_proofs", "overall_proof", "blank_proof",
            maybe=() if question.blank else ("blank_proof",),
        )  # fmt: skip
        if blank is not None and not question.blank:
            raise no(Rule.JSON, "blank_proof")
        return cls(
            [pair_of(one, group) for one in a_list(boxes, question.boxes, Rule.ANSWERS)],
            [proofs_of(one, group, 2) for one in a_list(each, question.boxes, Rule.ANSWERS)],
            proofs_of(together, group, len(question.sums) + question.blank),
            proofs_of(blank, group, 2) if question.blank else None,
        )


def pair_plain(pair: Pair, group: Group) -> dict[str, str]:
    """A ciphertext as it is written."""
    return {"alpha": group.text(pair[0]), "beta": group.text(pair[1])}


def pair_of(value: Any, group: Group) -> Pair:
    """What `pair_plain` wrote."""
    alpha, beta = fields(value, "alpha", "beta")
    return group.read(a_text(alpha)), group.read(a_text(beta))


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot that keeps every rule. raw: its bytes; tracker: what the voter finds it by."""

    raw: bytes
    credential: str
    answers: list[list[Pair]]
    tracker: str


# ─── what is hashed


def _about_boxes(election: Election, credential: str) -> str:
    return f"{election.fingerprint}|{credential}"


def _about_sums(start: str, boxes: Sequence[Pair], group: Group) -> str:
    return f"{start}|{','.join(group.text(half) for pair in boxes for half in pair)}"


def _statement(start: str, pair: Pair, group: Group) -> str:
    return f"prove|{start}|{group.text(pair[0])},{group.text(pair[1])}|"


def _sum(boxes: Sequence[Pair], group: Group) -> Pair:
    return group.product(alpha for alpha, _beta in boxes), group.product(beta for _alpha, beta in boxes)


# ─── the voter


def encrypt(election: Election, credential: str, choices: Sequence[Sequence[int]], draw: Draw) -> dict[str, Any]:
    """A ballot without its signature, as plain values. credential: the public half. choices: 0 or 1 for each box.

    What is drawn, question by question: the randomness of each box; for each box the proof's numbers; those of the
    blank proof; those of the proof about the sum. ValueError if the choices are no answer to the questions.
    """
    if len(choices) != len(election.questions):
        raise ValueError("one list of choices for each question")
    answers = [
        _answer(election, question, chosen, _about_boxes(election, credential), draw)
        for question, chosen in zip(election.questions, choices, strict=True)
    ]
    return {
        "election_uuid": election.uuid, "election_hash": election.fingerprint, "credential": credential,
        "answers": [answer.plain(election.group) for answer in answers],
    }  # fmt: skip


def _answer(election: Election, question: Question, chosen: Sequence[int], start: str, draw: Draw) -> Answer:
    if not may_be_chosen(question, chosen):
        raise ValueError(f"no answer to {question.text!r}: {list(chosen)}")
    its, (of_g, of_y) = election.group, election.powers
    secrets = [draw() for _box in chosen]
    boxes = [
        (of_g(secret), its.times(of_y(secret), of_g(ticked))) for secret, ticked in zip(secrets, chosen, strict=True)
    ]
    each = [
        prove_one(its, election.powers, [Branch(secret, ticked - value) for value in (0, 1)],
                  _statement(start, pair, its), draw)
        for secret, ticked, pair in zip(secrets, chosen, boxes, strict=True)
    ]  # fmt: skip
    skipped = int(question.blank)
    secret, ticked = sum(secrets[skipped:]), sum(chosen[skipped:])
    branches = [Branch(secret, ticked - value) for value in question.sums]
    text = _about_sums(start, boxes, its)
    if not question.blank:
        whole = f"prove|{text}|{','.join(map(its.text, _sum(boxes, its)))}|"
        return Answer(boxes, each, prove_one(its, election.powers, branches, whole, draw), None)
    either = [Branch(secrets[0], chosen[0]), Branch(secret, ticked)]
    blank = prove_one(its, election.powers, either, f"bproof0|{text}|", draw)
    branches = [Branch(secrets[0], chosen[0] - 1), *branches]
    return Answer(boxes, each, prove_one(its, election.powers, branches, f"bproof1|{text}|", draw), blank)


def may_be_chosen(question: Question, chosen: Sequence[int]) -> bool:
    """Whether these are numbers of ticks that the question allows."""
    if len(chosen) != question.boxes or not set(chosen) <= {0, 1}:
        return False
    if question.blank and chosen[0]:
        return sum(chosen) == 1
    return sum(chosen) in question.sums


def sign(election: Election, unsigned: dict[str, Any], secret: int) -> bytes:
    """The bytes of the ballot, signed with the secret exponent of its credential."""
    digest = fingerprint(written(unsigned))
    proof = prove_knowledge(election.group, secret, lambda there: f"sig|{digest}|{there}")
    return written(unsigned | {"signature": {"hash": digest, "proof": proof.plain()}})


def cast(election: Election, credential: str, choices: Sequence[Sequence[int]], draw: Draw | None = None) -> bytes:
    """A whole ballot. credential: the secret one, in its normal form. Its tracker is `fingerprint` of it."""
    its = election.group
    public = its.text(public_of(credential, election.uuid, its))
    unsigned = encrypt(election, public, choices, draw or chance(its))
    return sign(election, unsigned, secret_of(credential, election.uuid, its))


def repeats(election: Election, credential: str, choices: Sequence[Sequence[int]], seed: bytes, digest: str) -> bool:
    """Whether an encryption that was checked instead of cast was honest (Benaloh 2006): the same again from its seed.

    credential: the public half. digest: what the booth showed before it was asked. ValueError as `encrypt`.
    """
    again = encrypt(election, credential, choices, drawn_from(seed, election.group))
    return fingerprint(written(again)) == digest


# ─── who verifies


def verified(election: Election, raw: bytes, may_vote: Container[str]) -> Ballot:
    """The ballot of these bytes, if all that it must prove is proved; else Rejected, with the rule it breaks.

    may_vote: the public credentials; who has none of them is refused before it costs anything. Whether the ballot was
    cast before is not looked at here.
    """
    uuid, bound, credential, answers, digest, proof = _taken_apart(election, raw)
    if uuid != election.uuid or bound != election.fingerprint:
        raise no(Rule.ELECTION)
    if credential not in may_vote:
        raise no(Rule.CREDENTIAL)
    _check_signature(election.group, credential, digest, proof)
    for question, answer in zip(election.questions, answers, strict=True):
        _check_answer(election, question, answer, _about_boxes(election, credential))
    return Ballot(raw, credential, [answer.boxes for answer in answers], fingerprint(raw))


def boxes_of(election: Election, raw: bytes) -> list[list[Pair]]:
    """The ciphertexts of a ballot that was verified before."""
    return [
        [pair_of(one, election.group) for one in answer["choices"]] for answer in read_exactly(raw)["answers"]
    ]  # fmt: skip


def _taken_apart(election: Election, raw: bytes) -> tuple[Any, Any, str, list[Answer], str, Proof]:
    """The parts of a ballot that is written as it must be, and whose signature is about its bytes."""
    if len(raw) > election.largest_ballot:
        raise no(Rule.TOO_BIG, len(raw))
    value = read_exactly(raw)
    if isinstance(value, dict) and "signature" not in value:
        raise no(Rule.SIGNATURE)
    names = ("election_uuid", "election_hash", "credential", "answers", "signature")
    uuid, bound, credential, answers, signature = fields(value, *names)
    digest, proof = fields(signature, "hash", "proof")
    unsigned = {name: value[name] for name in names[:-1]}
    if digest != fingerprint(written(unsigned)):
        raise no(Rule.SIGNATURE)
    given = a_list(answers, len(election.questions), Rule.ANSWERS)
    parts = [Answer.of(one, asked, election.group) for one, asked in zip(given, election.questions, strict=True)]
    return uuid, bound, a_text(credential), parts, digest, Proof.of(proof, election.group)


def _check_signature(group: Group, credential: str, digest: str, proof: Proof) -> None:
    key = group.read(credential)
    if key == group.one or not group.contains(key):
        raise no(Rule.MEMBER, "credential")
    if not knows(group, key, proof, lambda there: f"sig|{digest}|{there}"):
        raise no(Rule.SIGNATURE)


def _check_answer(election: Election, question: Question, answer: Answer, start: str) -> None:
    its = election.group
    for pair, proofs in zip(answer.boxes, answer.each, strict=True):
        claims = _claims_of_a_box(its, pair, proofs)
        if not one_holds(its, election.powers, claims, proofs, _statement(start, pair, its)):
            raise no(Rule.BOX, question.text)
    text, whole = _about_sums(start, answer.boxes, its), _sum(answer.boxes[int(question.blank) :], its)
    if answer.blank is None:
        about = f"prove|{text}|{its.text(whole[0])},{its.text(whole[1])}|"
        claims = _claims(its, whole, answer.together, question.sums)
    else:
        _check_blank(election, answer.boxes[0], whole, answer.blank, text)
        about = f"bproof1|{text}|"
        claims = _claims(its, answer.boxes[0], answer.together[:1], (1,))
        claims += _claims(its, whole, answer.together[1:], question.sums)
    if not one_holds(its, election.powers, claims, answer.together, about):
        raise no(Rule.LIMITS, question.text)


def _check_blank(election: Election, first: Pair, whole: Pair, proofs: list[Proof], text: str) -> None:
    its = election.group
    claims = _claims(its, first, proofs[:1], (0,)) + _claims(its, whole, proofs[1:], (0,))
    if not one_holds(its, election.powers, claims, proofs, f"bproof0|{text}|"):
        raise no(Rule.BLANK)


def _claims(group: Group, pair: Pair, proofs: Sequence[Proof], values: Sequence[int]) -> list[Claim]:
    """That the ciphertext, whose halves are members, holds each of the values, for the proofs' challenges."""
    exponents = [proof.challenge for proof in proofs]
    alphas, betas = (group.powers(half, exponents) for half in pair)
    return [Claim(alpha, beta, value) for alpha, beta, value in zip(alphas, betas, values, strict=True)]


def _claims_of_a_box(group: Group, pair: Pair, proofs: Sequence[Proof]) -> list[Claim]:
    """That it holds 0, and that it holds 1. Rejected if a half of it is no member of the group."""
    exponents = [proof.challenge for proof in proofs]
    alphas, betas = (group.known_powers(half, exponents) for half in pair)
    if alphas is None or betas is None:
        raise no(Rule.MEMBER, "alpha, beta")
    return [Claim(alpha, beta, value) for alpha, beta, value in zip(alphas, betas, range(2), strict=True)]
