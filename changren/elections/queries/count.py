"""What ballot papers say: whether one is valid, what a box of them adds up to, who is elected. Plain functions.

On a paper a voter marks each candidate for, against, or not at all; who votes against one may write in another, who
has a mark of their own. Names and numbers come in, numbers and places go out; nothing here knows a database.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from changren.base.tallies import Numbers, together

FOR, AGAINST, ABSTAIN, VOID = "for", "against", "abstain", "void"
MARKS = (FOR, AGAINST, ABSTAIN, VOID)  # the columns of a count, in its order


@dataclass(frozen=True)
class Paper:
    """One ballot paper. marks: one of MARKS for each candidate, VOID what cannot be read. written: (name, marked).

    is_signed: whether it has a number, a name or any sign by which it could be known.
    """

    marks: tuple[str, ...]
    written: tuple[tuple[str, bool], ...] = ()
    is_signed: bool = False


@dataclass(frozen=True)
class Tally:
    """The papers of one box or of several. numbers: for each candidate the counts of MARKS.

    write_ins: votes by name. unmarked: how often a name stood without its mark; lost: how often one was written that
    no rule lets count.
    """

    issued: int
    collected: int
    valid: int
    invalid: int
    numbers: list[list[int]]
    write_ins: Mapping[str, int] = field(default_factory=dict)
    unmarked: int = 0
    lost: int = 0


def is_valid(paper: Paper, seats: int) -> bool:
    """Whether a paper counts: no sign on it, and no more marks than seats (art. 4 and 5)."""
    chosen = paper.marks.count(FOR) + sum(marked for _name, marked in paper.written)
    return not paper.is_signed and chosen <= seats


def written_in(paper: Paper, names: Sequence[str]) -> tuple[list[str], int, int]:
    """Whom a valid paper writes in, how many names lack their mark, and how many do not count.

    For each candidate voted against there is room for one other, once, and for nobody who stands on the paper.
    """
    room, chosen, unmarked, lost = paper.marks.count(AGAINST), list[str](), 0, 0
    for name, marked in paper.written:
        if not room or name in names or name in chosen:
            lost += 1
            continue
        room -= 1
        if marked:
            chosen.append(name)
        else:
            unmarked += 1
    return chosen, unmarked, lost


def tally(papers: Iterable[Paper], names: Sequence[str], seats: int, issued: int) -> Tally:
    """What a box of papers adds up to. names: of the candidates, as on the paper."""
    box = list(papers)
    valid = [one for one in box if is_valid(one, seats)]
    numbers = [[sum(one.marks[n] == mark for one in valid) for mark in MARKS] for n in range(len(names))]
    found, unmarked, lost = Counter[str](), 0, 0
    for one in valid:
        chosen, bare, gone = written_in(one, names)
        found += Counter(chosen)
        unmarked, lost = unmarked + bare, lost + gone
    return Tally(issued, len(box), len(valid), len(box) - len(valid), numbers, dict(found), unmarked, lost)


def added(tallies: Sequence[Tally]) -> Tally:
    """Several boxes as one."""
    found = Counter[str]()
    for one in tallies:
        found += Counter(one.write_ins)
    return Tally(
        issued=sum(one.issued for one in tallies), collected=sum(one.collected for one in tallies),
        valid=sum(one.valid for one in tallies), invalid=sum(one.invalid for one in tallies),
        numbers=together([one.numbers for one in tallies]), write_ins=dict(found),
        unmarked=sum(one.unmarked for one in tallies), lost=sum(one.lost for one in tallies),
    )  # fmt: skip


def wrong_row(numbers: Numbers, valid: int) -> int | None:
    """The place of the first candidate whose marks are not as many as there are valid papers; None if all are."""
    return next((n for n, row in enumerate(numbers) if sum(row) != valid), None)


def marks_most(it: Tally, seats: int) -> bool:
    """Whether valid papers can bear as many votes: no more than seats on each (art. 5)."""
    votes = sum(row[MARKS.index(FOR)] for row in it.numbers) + sum(it.write_ins.values())
    return votes <= seats * it.valid


def has_room(it: Tally) -> bool:
    """Whether no more names are written in than votes were cast against (art. 6)."""
    room = sum(row[MARKS.index(AGAINST)] for row in it.numbers)
    return sum(it.write_ins.values()) + it.unmarked <= room


def votes_for(numbers: Numbers) -> list[int]:
    """The votes for each candidate."""
    return [row[MARKS.index(FOR)] for row in numbers]


@dataclass(frozen=True)
class Outcome:
    """Who is elected, by their places among the votes: in the order of votes. tied: who must be voted on again.

    left: seats that nobody has yet.
    """

    elected: tuple[int, ...]
    tied: tuple[int, ...]
    left: int


def outcome(votes: Sequence[int], seats: int, passes: Callable[[int], bool]) -> Outcome:
    """Who is elected of those whose votes pass (art. 7 and 8).

    Of more than there are seats those with most votes; where the last seats fall among equals, none of them.
    """
    ahead = sorted((n for n, one in enumerate(votes) if passes(one)), key=lambda n: (-votes[n], n))
    if len(ahead) <= seats:
        return Outcome(tuple(ahead), (), seats - len(ahead))
    line, beyond = (votes[ahead[seats - 1]] if seats else -1), votes[ahead[seats]]
    if line > beyond or not seats:
        return Outcome(tuple(ahead[:seats]), (), 0)
    clear = [n for n in ahead if votes[n] > line]
    tied = [n for n in ahead if votes[n] == line]
    return Outcome(tuple(clear), tuple(tied), seats - len(clear))


def surplus(candidates: int, seats: int, base: str) -> tuple[int, int]:
    """How many candidates more than seats, and what that is divided by: "seats" or "candidates" (art. 3)."""
    return candidates - seats, {"seats": seats, "candidates": candidates}[base]
