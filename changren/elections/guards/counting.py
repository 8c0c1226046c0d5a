"""When a tally sheet may be entered, and when it is a result."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.tallies import Group
from changren.elections import queries
from changren.elections.models import Election, Sheet
from changren.elections.queries import Tally

State = Election.State


def _of(it: Election | Sheet) -> Election:
    return it.election if isinstance(it, Sheet) else it


def is_being_counted(it: Election | Sheet) -> Objection | None:
    """After the voting and before the result is drawn up."""
    if isinstance(it, Sheet) and it.is_struck:
        return no(_("This count was struck out."))
    closed = _of(it).state == State.CLOSED
    return None if closed else no(_("Papers are counted between closing and the result."))


def has_not_entered(election: Election, by: Any, group: str) -> Objection | None:
    """The two entries of a group are made by two people."""
    provision = queries.rule_of(election, "scrutineers_least")
    if queries.own_entry(election, group, by.person_id):
        return no(_("You have entered this group; somebody else enters it the second time."), rule=provision)
    if queries.next_entry(election, group) is None:
        return no(_("Both entries of this group are there."), rule=provision)
    return None


def adds_up(it: Election | Sheet, collected: int, valid: int, invalid: int) -> Objection | None:
    """Valid and invalid papers are those collected."""
    if valid + invalid == collected:
        return None
    return no(_("{valid} valid and {invalid} invalid papers are not {collected}."), valid=valid, invalid=invalid,
              collected=collected)  # fmt: skip


def all_are_counted(it: Election | Sheet, numbers: Sequence[Sequence[int]]) -> Objection | None:
    """There is a row for each candidate."""
    missing = len(queries.on_paper(_of(it))) - len(numbers)
    return no(_("The marks of {n} candidates are missing."), n=missing) if missing else None


def candidates_add_up(it: Election | Sheet, valid: int, numbers: Sequence[Sequence[int]]) -> Objection | None:
    """For each candidate there are as many marks as valid papers."""
    wrong = queries.wrong_row(numbers, valid)
    if wrong is None:
        return None
    says = _("{name}: for, against, abstain and not to be read are {n} together, but {valid} papers are valid.")
    name = queries.on_paper(_of(it))[wrong]
    return no(says, name=name, n=sum(numbers[wrong]), valid=valid)


def votes_fit(it: Election | Sheet, valid: int, numbers: Sequence[Sequence[int]],
              write_ins: Mapping[str, int]) -> Objection | None:  # fmt: skip
    """No more votes than seats on each valid paper (art. 5)."""
    seats, provision = _of(it).seats, queries.rule_of(_of(it), "majority")
    if queries.marks_most(_told(valid, numbers, write_ins, unmarked=0), seats):
        return None
    says = _("There are more votes than {valid} papers with {seats} seats can bear.")
    return no(says, valid=valid, seats=seats, rule=provision)


def names_have_room(it: Election | Sheet, valid: int, numbers: Sequence[Sequence[int]], write_ins: Mapping[str, int],
                    unmarked: int) -> Objection | None:  # fmt: skip
    """No more names written in than votes against (art. 6)."""
    if queries.has_room(_told(valid, numbers, write_ins, unmarked)):
        return None
    provision = queries.rule_of(_of(it), "unmarked_write_in")
    return no(_("More names are written in than votes were cast against."), rule=provision)


def _told(valid: int, numbers: Sequence[Sequence[int]], write_ins: Mapping[str, int], unmarked: int) -> Tally:
    return Tally(0, 0, valid, 0, [list(row) for row in numbers], write_ins, unmarked)


def others_are_others(it: Election | Sheet, write_ins: Mapping[str, int]) -> Objection | None:
    """Nobody is written in who stands on the paper (art. 6)."""
    election = _of(it)
    known = sorted(queries.standing_names(election) & write_ins.keys())
    if not known:
        return None
    return no(_("{name} stands on the paper and cannot be written in."), name=known[0],
              rule=queries.rule_of(election, "unmarked_write_in"))  # fmt: skip


def group_was_entered(election: Election, group: str) -> Objection | None:
    """There is such a group."""
    entered = election.sheets.filter(group=group).exists()
    return None if entered else no(_("No group is called “{group}”."), group=group)


def counts_agree(election: Election) -> Objection | None:
    """Each group was entered twice, with the same numbers."""
    rows, provision = queries.groups(election), queries.rule_of(election, "scrutineers_least")
    wrong = next((one for one in rows if not one.agrees), None)
    if not rows:
        return no(_("No count was entered yet."), rule=provision)
    return _unlike(wrong, provision) if wrong else None


def _unlike(group: Group, provision: object) -> Objection:
    if group.second is None:
        return no(_("“{group}” was entered once; the second entry is missing."), group=group.name, rule=provision)
    n = len(group.differences or ())
    return no(_("The two entries of “{group}” differ in {n} cells."), group=group.name, n=n, rule=provision)


def issued_to_those_present(election: Election) -> Objection | None:
    """No more papers were issued than electors were there (art. 5)."""
    issued, here = queries.total(election).issued, election.present or 0
    if issued <= here:
        return None
    provision = queries.rule_of(election, "quorum")
    return no(_("{n} papers issued, but {here} were present."), n=issued, here=here, rule=provision)


def it_holds(election: Election) -> Objection | None:
    """No more came back than were issued (art. 5)."""
    told = queries.total(election)
    if told.collected <= told.issued:
        return None
    says = _("{n} papers came back of {of} issued: the election is void and held again.")
    return no(says, n=told.collected, of=told.issued, rule=queries.rule_of(election, "quorum"))


def it_does_not_hold(election: Election) -> Objection | None:
    """Only what art. 5 calls void is void."""
    if it_holds(election):
        return None
    return no(_("No more papers came back than were issued: it holds."), rule=queries.rule_of(election, "quorum"))
