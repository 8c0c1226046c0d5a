"""The result of an election: the five numbers, the votes of each, who is elected, and that everything adds up."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from changren.base.figures import Rate
from changren.elections.models import Candidate, Election
from changren.elections.queries.asking import rounding_of, rule_of
from changren.elections.queries.count import Outcome, Tally, has_room, marks_most, outcome, votes_for, wrong_row
from changren.elections.queries.counting import tally_of
from changren.elections.queries.people import on_paper

State = Candidate.State


@dataclass(frozen=True)
class Line:
    """One name of the result: the four counts of a candidate, or the votes of one written in."""

    name: str
    numbers: list[int]
    votes: int
    rate: Rate
    state: str
    is_write_in: bool = False

    in_data = ("name", "numbers", "votes", "state", "is_write_in")

    @property
    def label(self) -> Any:
        return State(self.state).label


@dataclass(frozen=True)
class Check:
    """One thing that must hold of the numbers, in words with its numbers, and whether it does."""

    says: str
    holds: bool


@dataclass(frozen=True)
class Result:
    """What is shown of a result. base: by what votes are divided. left: seats that nobody has; tied: for whom again."""

    tally: Tally
    base: int
    majority: Any
    majority_base: Any
    unmarked: Any
    lines: list[Line]
    left: int
    checks: list[Check]
    digest: str

    in_data = ("tally", "base", "majority", "majority_base", "lines", "left", "checks", "digest")


def base_of(election: Election) -> int:
    """The number of which a majority is needed (art. 7)."""
    by = {"present": election.present, "should_attend": election.should_attend}
    return by[rule_of(election, "majority_base").value] or 0


def names_of(election: Election, tally: Tally) -> list[str]:
    """Everybody with votes: the candidates as on the paper, then those written in by their votes."""
    others = sorted(tally.write_ins.items(), key=lambda one: (-one[1], one[0]))
    return [*(one.name for one in on_paper(election)), *(name for name, _n in others)]


def outcome_of(election: Election, tally: Tally) -> tuple[list[str], list[int], Outcome]:
    """Names, votes and who of them is elected."""
    names, need, base = names_of(election, tally), rule_of(election, "majority"), base_of(election)
    votes = votes_for(tally.numbers)
    votes += [tally.write_ins[name] for name in names[len(votes) :]]
    return names, votes, outcome(votes, election.seats, lambda n: need.is_met_by(n, base))


def states_of(found: Outcome, n: int) -> list[str]:
    """What becomes of each of the `n` names."""
    won, tied = set(found.elected), set(found.tied)
    return [State.ELECTED if one in won else State.TIED if one in tied else State.DEFEATED for one in range(n)]


def result(election: Election) -> Result:
    """The result as it was counted."""
    tally, base = tally_of(election), base_of(election)
    names, votes, found = outcome_of(election, tally)
    told = [*tally.numbers, *([] for _name in names[len(tally.numbers) :])]
    lines = [
        Line(name, row, n, Rate(n, base, **rounding_of(election)), state, not row)
        for name, row, n, state in zip(names, told, votes, states_of(found, len(names)), strict=True)
    ]
    return Result(
        tally, base, rule_of(election, "majority"), rule_of(election, "majority_base"),
        rule_of(election, "unmarked_write_in"), lines, found.left, list(checks(election, tally)), digest_of(election),
    )  # fmt: skip


def checks(election: Election, it: Tally) -> Iterator[Check]:
    """Everything that must hold, each with its numbers (art. 2, 5 and 6)."""
    due, here, seats = election.should_attend or 0, election.present or 0, election.seats
    enough = rule_of(election, "quorum").is_met_by(here, due)
    yield Check(_("%(here)s of %(due)s were there.") % {"here": here, "due": due}, enough and here <= due)
    yield Check(_("%(n)s papers issued to %(of)s present.") % {"n": it.issued, "of": here}, it.issued <= here)
    back = {"n": it.collected, "of": it.issued}
    yield Check(_("%(n)s papers collected of %(of)s issued.") % back, it.collected <= it.issued)
    parts = {"valid": it.valid, "invalid": it.invalid, "n": it.collected}
    yield Check(_("%(valid)s valid + %(invalid)s invalid = %(n)s collected.") % parts,
                it.valid + it.invalid == it.collected)  # fmt: skip
    says = _("For each candidate for + against + abstain + not to be read = %(n)s valid papers.")
    yield Check(says % {"n": it.valid}, wrong_row(it.numbers, it.valid) is None)
    most = {"n": sum(votes_for(it.numbers)) + sum(it.write_ins.values()), "most": seats * it.valid}
    yield Check(_("%(n)s votes, no more than %(most)s (seats × valid papers).") % most, marks_most(it, seats))
    yield Check(_("No more names written in than votes against."), has_room(it))


def digest_of(election: Election) -> str:
    """The hash of the result: SHA-256 of its numbers and names as JSON, which anybody can compute again."""
    tally = tally_of(election)
    names, votes, found = outcome_of(election, tally)
    told = {
        "title": election.title, "seats": election.seats, "should_attend": election.should_attend,
        "present": election.present, "names": names, "votes": votes, "states": states_of(found, len(names)),
        **asdict(tally),
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
