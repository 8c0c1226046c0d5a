"""Proofs of knowledge: of a secret behind a key, and that one of several things is true without telling which.

Schnorr (1991) and Chaum–Pedersen (1992) with the disjunction of Cramer, Damgård and Schoenmakers (1994), made
non-interactive with the whole statement in the hash (Bernhard, Pereira, Warinschi, ASIACRYPT 2012).
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from changren.ballots.protocol.groups import Element, Group
from changren.ballots.protocol.groups.base import Power
from changren.ballots.protocol.plain import a_list, fields, sha256
from changren.ballots.protocol.rules import Rule, no

Powers = tuple[Power, Power]  # of the generator, and of the key of the election
Draw = Callable[[], int]  # a fresh secret exponent, from 0 to the order of the group


def chance(group: Group) -> Draw:
    """Exponents from the randomness of the system."""
    return lambda: secrets.randbelow(int(group.order))


def drawn_from(seed: bytes, group: Group) -> Draw:
    """Exponents that a seed of 32 bytes determines, so that a second device can repeat an encryption (audit).

    Number n is SHA-256("ballot|SEED|n|0") followed by SHA-256("ballot|SEED|n|1"), big-endian, modulo the order.
    """
    drawn = 0

    def draw() -> int:
        nonlocal drawn
        halves = [sha256(f"ballot|{seed.hex()}|{drawn}|{half}") for half in (0, 1)]
        drawn += 1
        return int(int.from_bytes(b"".join(halves)) % group.order)

    return draw


def challenge(group: Group, text: str) -> int:
    """SHA-256 of the text as a big-endian integer, modulo the order of the group."""
    return int(int.from_bytes(sha256(text)) % group.order)


@dataclass(frozen=True, slots=True)
class Proof:
    """A challenge and the response to it."""

    challenge: int
    response: int

    def plain(self) -> dict[str, str]:
        """As it is written."""
        return {"challenge": str(self.challenge), "response": str(self.response)}

    @classmethod
    def of(cls, value: Any, group: Group) -> "Proof":
        """What `plain` wrote. Both numbers are below the order."""
        one, other = fields(value, "challenge", "response")
        return cls(exponent(one, group), exponent(other, group))


def exponent(text: Any, group: Group) -> int:
    """An exponent below the order, from its decimal text."""
    is_number = isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) <= len(str(group.order))
    if is_number and (text == "0" or text[0] != "0") and (number := int(text)) < group.order:
        return number
    raise no(Rule.NUMBER, str(text)[:40])


def proofs_of(value: Any, group: Group, length: int) -> list[Proof]:
    """So many proofs. Rejected (Rule.ANSWERS) if there are more or fewer."""
    return [Proof.of(one, group) for one in a_list(value, length, Rule.ANSWERS)]


def prove_knowledge(group: Group, secret: int, text: Callable[[str], str]) -> Proof:
    """That one knows the secret behind generator^secret. text: what is hashed, from the text of the commitment."""
    nonce = secrets.randbelow(int(group.order))
    answer = challenge(group, text(group.text(group.secret_power(group.generator, nonce))))
    return Proof(answer, int((nonce - secret * answer) % group.order))


def knows(group: Group, key: Element, proof: Proof, text: Callable[[str], str]) -> bool:
    """Whether the proof is one of the secret behind the key. The key is a member: who calls has looked."""
    there = group.times(group.power(group.generator, proof.response), group.power(key, proof.challenge))
    return challenge(group, text(group.text(there))) == proof.challenge


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the things of which one is true: that a ciphertext made with `secret` holds what differs by `off` from it.

    off: what was encrypted less what this branch says; 0 in the true one.
    """

    secret: int
    off: int


def prove_one(group: Group, powers: Powers, branches: Sequence[Branch], text: str, draw: Draw) -> list[Proof]:
    """That one of the branches is true. powers: of the generator and of the election's key. text: the statement.

    Whoever encrypted knows the randomness, so both commitments of every branch are powers of fixed bases. Proved is the
    first true branch, the others are simulated. Drawn are, for each simulated one in order, a challenge and a response;
    last the nonce of the one that is proved. ValueError if none is true.
    """
    of_g, of_y = powers
    true = [branch.off for branch in branches].index(0)
    chosen = [None if n == true else (draw(), draw()) for n in range(len(branches))]
    nonce, commitments = draw(), []
    for branch, pair in zip(branches, chosen, strict=True):
        if pair is None:
            commitments += [of_g(nonce), of_y(nonce)]
            continue
        both = pair[1] + branch.secret * pair[0]
        commitments += [of_g(both), group.times(of_y(both), of_g(branch.off * pair[0]))]
    left = challenge(group, text + ",".join(map(group.text, commitments))) - sum(pair[0] for pair in chosen if pair)
    left = int(left % group.order)
    return [
        Proof(*pair) if pair else Proof(left, int((nonce - branch.secret * left) % group.order))
        for branch, pair in zip(branches, chosen, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Claim:
    """One branch as a verifier sees it: the halves of a ciphertext to the power of the challenge, and what it holds."""

    alpha: Element
    beta: Element
    value: int


def one_holds(group: Group, powers: Powers, claims: Sequence[Claim], proofs: Sequence[Proof], text: str) -> bool:
    """Whether the proofs show that one of the claims is true."""
    of_g, of_y = powers
    commitments = []
    for claim, proof in zip(claims, proofs, strict=True):
        beta = group.times(of_y(proof.response), claim.beta)
        if claim.value:
            beta = group.times(beta, of_g(-claim.value * proof.challenge))
        commitments += [group.times(of_g(proof.response), claim.alpha), beta]
    together = sum(proof.challenge for proof in proofs) % group.order
    return bool(challenge(group, text + ",".join(map(group.text, commitments))) == together)
