"""What a count means: whether it holds, the shares, the lines that were crossed. Plain functions of numbers and rules.

There is no total over subjects, no score and no order by result: subjects stand as on the form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from changren.base.tallies import Numbers
from changren.evaluation.models.evaluations import About
from changren.evaluation.queries.form import Question

GOOD, UNFIT = ("excellent", "fit"), "unfit"  # which grades the lines of art. 6 are about
FOR, AGAINST = "agree", "disagree"
BLOCKS = "block"


@dataclass(frozen=True)
class Counted:
    """The counts of an evaluation: forms issued, collected, valid, invalid."""

    issued: int
    collected: int
    valid: int
    invalid: int

    def of(self, denominator: str) -> int:
        """The number by which shares are divided: "issued", "collected" or "valid"."""
        return {"issued": self.issued, "collected": self.collected, "valid": self.valid}[denominator]

    @property
    def is_stuffed(self) -> bool:
        """Whether more came back than were issued."""
        return self.collected > self.issued


@dataclass(frozen=True)
class Lines:
    """The provisions of art. 6 and 8 by which a result asks for a human decision."""

    unfit: Any
    fit: Any
    consent: Any


def holds(counted: Counted, collected_min: Any) -> bool:
    """Whether enough came back, and no more than were issued (art. 3)."""
    enough: bool = counted.issued > 0 and collected_min.is_met_by(counted.collected, counted.issued)
    return enough and not counted.is_stuffed


def is_publishable(valid: int, counted_least: Any) -> bool:
    """Whether there are enough forms for a tally that gives nobody away (art. 4)."""
    return bool(counted_least.is_met_by(valid))


def crossed(question: Question, numbers: Sequence[int], base: int, lines: Lines) -> list[str]:
    """The keys of the provisions whose line this question's numbers cross. It decides nothing.

    base: the number by which shares are divided. With nothing to divide by no line is crossed.
    """
    votes = {words["en"]: n for words, n in zip(question["answers"], numbers, strict=True)}
    if not base:
        return []
    if question["about"] == About.WORK:
        good = sum(votes.get(grade, 0) for grade in GOOD)
        asked = ((lines.unfit, votes.get(UNFIT, 0)), (lines.fit, good))
        return [line.key for line, n in asked if line.is_met_by(n, base)]
    blocked = question["about"] == About.CONSENT and lines.consent.value == BLOCKS
    return [lines.consent.key] if blocked and votes.get(AGAINST, 0) > votes.get(FOR, 0) else []


def misfit(questions: Sequence[Question], numbers: Numbers, valid: int) -> Sequence[int] | None:
    """The place (question) of the first row of numbers that cannot be: as many marks as the form allows, no more.

    A question with exactly one mark a form adds up to the valid forms; one with up to n of m, to n times as many at
    most, and no answer has more marks than there are forms. Returns (question, sum), or None.
    """
    for n, (question, row) in enumerate(zip(questions, numbers, strict=True)):
        least, most = question["min"] * valid, question["max"] * valid
        if not least <= sum(row) <= most or any(one > valid for one in row):
            return n, sum(row)
    return None
