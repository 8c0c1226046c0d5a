"""The voting is opened and closed, the papers are counted twice, the result is drawn up (art. 2, 5 and 6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.elections import guards as only
from changren.elections import queries
from changren.elections.acts.tells import committee, office, those_watching
from changren.elections.models import Election, Sheet

State = Election.State
Numbers = Sequence[Sequence[int]]
COUNTED: list[Any] = [only.is_being_counted, only.adds_up, only.all_are_counted, only.candidates_add_up, only.votes_fit,
           only.others_are_others, only.names_have_room]  # fmt: skip


@act(Election, {State.READY: State.VOTING}, who=only.is_office, when=[only.is_quorate], tells=[those_watching],
     keeps=["present", "should_attend"], verb=_("Open the voting"),
     says=_("{by} opened the voting in “{it}”: {present} of {should_attend} present"))  # fmt: skip
def open_voting(election: Election, *, present: int, on: datetime) -> None:
    """Election Measures, art. 2. Who comes later has no vote; the number stays as it is."""
    election.present, election.opened_on = present, day_of(on)


@act(Election, {State.VOTING: State.CLOSED}, who=only.may_close, tells=[office, those_watching],
     says=_("{by} closed the voting in “{it}”"), verb=_("Close the voting"))  # fmt: skip
def close_voting(election: Election, *, on: datetime) -> None:
    """The box is closed; the papers are taken out and counted before anybody leaves."""
    election.closed_on = day_of(on)


@act(Sheet, who=only.may_count, within=Election, keeps=["group"], when=[only.has_not_entered, *COUNTED],
     says=_("{by} entered a count of “{group}”"), verb=_("Enter a tally sheet"))  # fmt: skip
def enter_sheet(election: Election, *, group: str, issued: int, collected: int, valid: int, invalid: int,
                numbers: Numbers, write_ins: Mapping[str, int], unmarked: int, by: Any,
                on: datetime) -> Sheet:  # fmt: skip
    """Of each counting group two people enter the sheet, each alone."""
    entry: Any = queries.next_entry(election, group)  # the guard has seen that there is one
    return Sheet.objects.create(
        township=election.township, election=election, group=group, entry=entry, entered_by=by.person,
        entered_on=day_of(on), issued=issued, collected=collected, valid=valid, invalid=invalid, numbers=numbers,
        write_ins=dict(write_ins), unmarked=unmarked,
    )  # fmt: skip


@act(Sheet, who=only.entered_it, keeps=["group"], when=COUNTED,
     says=_("{by} corrected a count of “{group}”"), verb=_("Correct the tally sheet"))  # fmt: skip
def correct_sheet(sheet: Sheet, *, issued: int, collected: int, valid: int, invalid: int, numbers: Numbers,
                  write_ins: Mapping[str, int], unmarked: int, on: datetime) -> None:  # fmt: skip
    """Whoever entered it looks again at the papers, before the result is drawn up."""
    sheet.issued, sheet.collected, sheet.valid, sheet.invalid = issued, collected, valid, invalid
    sheet.numbers, sheet.write_ins, sheet.unmarked, sheet.entered_on = numbers, dict(write_ins), unmarked, day_of(on)


@act(Election, {State.CLOSED: State.CLOSED}, who=only.may_close, when=[only.group_was_entered], keeps=["group"],
     says=_("{by} struck out the count of “{group}”"), verb=_("Strike out a group"))  # fmt: skip
def strike_group(election: Election, *, group: str) -> None:
    """It is counted again, or with another group."""
    election.sheets.filter(group=group).update(is_struck=True)


@act(Election, {State.CLOSED: State.COUNTED}, who=only.may_count, tells=[those_watching],
     when=[only.counts_agree, only.it_holds, only.issued_to_those_present], keeps=["issued", "collected"],
     says=_("{by} drew up the result of “{it}”: {issued} issued, {collected} collected"),
     verb=_("Draw up the result"))  # fmt: skip
def draw_up(election: Election, *, on: datetime) -> None:
    """Election Measures, art. 5 and 6: the groups together."""
    told = queries.total(election)
    election.issued, election.collected, election.valid, election.invalid = (
        told.issued, told.collected, told.valid, told.invalid,
    )  # fmt: skip
    election.numbers, election.write_ins, election.unmarked = told.numbers, dict(told.write_ins), told.unmarked
    election.counted_on = day_of(on)


@act(Election, {State.CLOSED: State.VOID}, who=only.may_close, when=[only.counts_agree, only.it_does_not_hold],
     tells=[committee, those_watching], says=_("{by} found “{it}” void"), verb=_("Find it void"))  # fmt: skip
def find_void(election: Election, *, reason: str) -> None:
    """Election Measures, art. 5: more papers came back than were issued. It is held again."""
    election.reason = reason
