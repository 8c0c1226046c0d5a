"""Adding up without opening, opening the sum in parts, and putting the parts together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any

from changren.ballots.protocol.ballots import Pair, pair_plain
from changren.ballots.protocol.election import Election
from changren.ballots.protocol.groups import Element, Group
from changren.ballots.protocol.plain import a_list, a_text, fields, written
from changren.ballots.protocol.proofs import Proof, challenge, chance
from changren.ballots.protocol.rules import Rule, no
from changren.ballots.protocol.trustees import Trustees

Grid = list[list[Any]]  # one list for each question, with one value for each box


def zero(election: Election) -> list[list[Pair]]:
    """The sum of no ballots."""
    neutral = (election.group.one, election.group.one)
    return [[neutral] * question.boxes for question in election.questions]


def added(group: Group, total: list[list[Pair]], boxes: list[list[Pair]], weight: int = 1) -> list[list[Pair]]:
    """The sum with one more ballot, which counts `weight` times."""

    def more(pair: Pair, other: Pair) -> Pair:
        if weight != 1:
            other = (group.power(other[0], weight), group.power(other[1], weight))
        return group.times(pair[0], other[0]), group.times(pair[1], other[1])

    return [
        [more(pair, other) for pair, other in zip(row, others, strict=True)]
        for row, others in zip(total, boxes, strict=True)
    ]


def summed(election: Election, ballots: Iterable[tuple[list[list[Pair]], int]]) -> list[list[Pair]]:
    """The sum of ballots with their weights."""
    total = zero(election)
    for boxes, weight in ballots:
        total = added(election.group, total, boxes, weight)
    return total


def tally_written(election: Election, total: list[list[Pair]]) -> bytes:
    """The encrypted tally as it is published."""
    return written([[pair_plain(pair, election.group) for pair in row] for row in total])


@dataclass(frozen=True)
class Share:
    """What a trustee makes of the tally: for each box a factor, with the proof of Belenios and one that binds more.

    The proof of Belenios does not hash the ciphertext and the factor, so a valid one can be made for a wrong factor
    (Bernhard and others 2012; docs/ballots.md). `bound` is kept beside the archive; without it a share is not accepted.
    """

    factors: Grid
    proofs: Grid
    bound: Grid | None

    def payload(self, group: Group) -> bytes:
        """What goes into the archive."""
        return written({
            "decryption_factors": [[group.text(one) for one in row] for row in self.factors],
            "decryption_proofs": [[one.plain() for one in row] for row in self.proofs],
        })  # fmt: skip

    def beside(self) -> bytes:
        """What is kept beside it: the second proofs."""
        return written([[one.plain() for one in row] for row in self.bound or []])


def share_read(election: Election, payload: Any, beside: Any = None) -> Share:
    """The share that a payload holds, with the second proofs if they are given. Rejected if it has another shape."""
    factors, proofs = fields(payload, "decryption_factors", "decryption_proofs")
    its = election.group

    def grid(value: Any, one: Any) -> Grid:
        rows = a_list(value, len(election.questions))
        return [[one(cell) for cell in a_list(row, q.boxes)] for row, q in zip(rows, election.questions, strict=True)]

    def proof(cell: Any) -> Proof:
        return Proof.of(cell, its)

    return Share(
        grid(factors, lambda cell: its.read(a_text(cell))), grid(proofs, proof),
        None if beside is None else grid(beside, proof),
    )  # fmt: skip


def _plainly(election: Election, key: str) -> str:
    return f"decrypt|{election.fingerprint}|{key}|"


def _fully(election: Election, key: str, alpha: str, factor: str) -> str:
    """Everything that the proof is about; the first word keeps the two proofs apart."""
    return f"changren-decrypt|{election.fingerprint}|{key}|{alpha}|{factor}|"


def make_share(election: Election, total: list[list[Pair]], secret: int) -> Share:
    """The share of the trustee with this secret, of a tally that they have computed themselves."""
    its = election.group
    key, draw = its.text(its.secret_power(its.generator, secret)), chance(its)
    made = [[_opened(election, alpha, secret, key, draw) for alpha, _beta in row] for row in total]
    factors, proofs, bound = ([[cell[n] for cell in row] for row in made] for n in range(3))
    return Share(factors, proofs, bound)


def _opened(election: Election, alpha: Element, secret: int, key: str, draw: Any) -> tuple[Element, Proof, Proof]:
    its = election.group
    factor = its.secret_power(alpha, secret)
    texts = _plainly(election, key), _fully(election, key, its.text(alpha), its.text(factor))
    proofs = []
    for text in texts:
        nonce = draw()
        there = its.secret_power(its.generator, nonce), its.secret_power(alpha, nonce)
        answer = challenge(its, f"{text}{its.text(there[0])},{its.text(there[1])}")
        proofs.append(Proof(answer, int((nonce - secret * answer) % its.order)))
    return factor, *proofs


def check_share(election: Election, total: list[list[Pair]], key: Element, share: Share, *, fully: bool = True) -> None:
    """Rejected if a factor is not the tally's to the secret behind the key.

    fully: whether the second proofs must be there and hold; else only those of Belenios are looked at (Rule.SHARE).
    """
    its, name = election.group, election.group.text(key)
    if fully and share.bound is None:
        raise no(Rule.BOUND)
    for n, row in enumerate(total):
        for m, (alpha, _beta) in enumerate(row):
            factor = share.factors[n][m]
            if not its.contains(factor):
                raise no(Rule.MEMBER, f"factor {n + 1}.{m + 1}")
            _check(its, (key, alpha, factor), share.proofs[n][m], _plainly(election, name), Rule.SHARE)
            if fully and share.bound is not None:
                text = _fully(election, name, its.text(alpha), its.text(factor))
                _check(its, (key, alpha, factor), share.bound[n][m], text, Rule.BOUND)


def _check(group: Group, about: tuple[Element, Element, Element], proof: Proof, text: str, rule: Rule) -> None:
    key, alpha, factor = about
    one = group.times(group.power(group.generator, proof.response), group.power(key, proof.challenge))
    other = group.times(group.power(alpha, proof.response), group.power(factor, proof.challenge))
    if challenge(group, f"{text}{group.text(one)},{group.text(other)}") != proof.challenge:
        raise no(rule)


def is_enough(trustees: Trustees, owners: Iterable[int]) -> bool:
    """Whether the shares of these trustees open the tally."""
    given = set(owners)
    return all(len(given & set(members)) >= needed for members, needed in trustees.groups)


def factors_together(election: Election, trustees: Trustees, shares: Mapping[int, Share]) -> Grid:
    """The factors of all, from those of enough. Rejected (Rule.TOO_FEW) if they are not."""
    if not is_enough(trustees, shares):
        raise no(Rule.TOO_FEW, len(shares))
    its = election.group
    parts: list[tuple[Grid, int]] = []
    for members, needed in trustees.groups:
        given = [number for number in members if number in shares][:needed]
        places = [number - members[0] + 1 for number in given]
        alone = len(members) == 1
        parts += [
            (shares[number].factors, 1 if alone else lagrange(place, places, its))
            for number, place in zip(given, places, strict=True)
        ]
    return [
        [its.product(its.power(grid[n][m], exponent) for grid, exponent in parts) for m in range(question.boxes)]
        for n, question in enumerate(election.questions)
    ]


def lagrange(place: int, places: Sequence[int], group: Group) -> int:
    """The exponent of the share at `place` when those at `places` are put together."""
    order, above, below = int(group.order), 1, 1
    for other in places:
        if other != place:
            above, below = above * other, below * (other - place)
    return above * pow(below, -1, order) % order


def result(election: Election, total: list[list[Pair]], factors: Grid, most: int) -> list[list[int]]:
    """How often each box was ticked. most: the largest that it can be. Rejected if it is none of 0 … most."""
    its, search = election.group, Logarithms(election.group, most)
    return [
        [search.of(its.times(beta, its.inverse(factor))) for (_alpha, beta), factor in zip(row, opened, strict=True)]
        for row, opened in zip(total, factors, strict=True)
    ]


def opened(
    election: Election, trustees: Trustees, total: list[list[Pair]], shares: Mapping[int, Share], weight: int
) -> list[list[int]]:
    """The result that the shares give. weight: of all ballots that count, together.

    Rejected if there are too few shares, or if it is none that the ballots could have.
    """
    factors = factors_together(election, trustees, shares)
    made = result(election, total, factors, weight)
    for question, row in zip(election.questions, made, strict=True):
        blank = row[0] if question.blank else 0
        ticked = sum(row) - blank
        if not (weight - blank) * question.least <= ticked <= (weight - blank) * question.most:
            raise no(Rule.RESULT, question.text)
    return made


class Logarithms:
    """Small exponents found again, by baby steps and giant steps (Shanks 1971)."""

    def __init__(self, group: Group, most: int) -> None:
        self.group, self.most, self._stride = group, most, isqrt(most) + 1
        self._small: dict[str, int] = {}
        step = group.one
        for exponent in range(self._stride):
            self._small[group.text(step)] = exponent
            step = group.times(step, group.generator)
        self._back = group.inverse(step)

    def of(self, element: Element) -> int:
        """The exponent of the generator that gives the element, from 0 to the largest. Rejected if there is none."""
        for giant in range(self._stride + 1):
            small = self._small.get(self.group.text(element))
            if small is not None and (found := giant * self._stride + small) <= self.most:
                return found
            element = self.group.times(element, self._back)
        raise no(Rule.RESULT)
