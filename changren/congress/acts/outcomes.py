"""Resolutions are put, adopted, reported on and judged; delegations say what they discussed (art. 7 and 8)."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.congress import guards as only
from changren.congress import queries
from changren.congress.acts.tells import committee, everybody, office, the_unit
from changren.congress.models import Bulletin, Item, Judgement, Meeting, Resolution
from changren.organisation.models import Unit

State, Said = Resolution.State, Bulletin.State


@act(Resolution, {None: State.DRAFT}, who=only.is_office, within=Meeting,
     when=[only.is_still_to_be_held, only.item_is_of_it, only.unit_is_ours], keeps=["text"],
     says=_("{by} drafted the resolution “{it}”"), verb=_("Draft a resolution"))  # fmt: skip
def draft_resolution(meeting: Meeting, *, title: str, text: str, item: Item | None, unit: Unit | None,
                     due_on: date | None, on: datetime) -> Resolution:  # fmt: skip
    """What is put to the meeting, and who would see to it until when."""
    return Resolution.objects.create(
        township=meeting.township, meeting=meeting, item=item, title=title, text=text, unit=unit, due_on=due_on,
        drafted_on=day_of(on),
    )  # fmt: skip


@act(Resolution, {State.DRAFT: State.DRAFT}, who=only.is_office, when=[only.is_still_to_be_held], keeps=["text"],
     says=_("{by} amended the resolution “{it}”"), verb=_("Amend"))  # fmt: skip
def amend_resolution(resolution: Resolution, *, title: str, text: str) -> None:
    """Until it is put to the vote. The words as they were stay in the minutes of the district."""
    resolution.title, resolution.text = title, text


@act(Resolution, {State.DRAFT: State.ADOPTED}, who=only.is_office, when=[only.is_being_held],
     tells=[everybody, the_unit], says=_("{by} recorded that “{it}” was adopted"),
     verb=_("Record as adopted"))  # fmt: skip
def adopt_resolution(resolution: Resolution, *, on: datetime) -> None:
    """The meeting has voted for it."""
    resolution.adopted_on = day_of(on)


@act(Resolution, {State.DRAFT: State.DROPPED}, who=only.is_office, when=[only.is_being_held],
     says=_("{by} recorded that “{it}” was not adopted"), verb=_("Record as not adopted"))  # fmt: skip
def drop_resolution(resolution: Resolution) -> None:
    """The meeting has not voted for it, or it was not put."""


@act(Resolution, {State.ADOPTED: State.ADOPTED}, who=only.is_office, tells=[the_unit],
     when=[only.meeting_goes_on, only.unit_is_ours], keeps=["due_on"],
     says=_("{by} named who sees to “{it}” until {due_on}"), verb=_("Name who is responsible"))  # fmt: skip
def assign_resolution(resolution: Resolution, *, unit: Unit, due_on: date) -> None:
    """Annual Meeting Rules, art. 8."""
    resolution.unit, resolution.due_on = unit, due_on


@act(Resolution, {(State.ADOPTED, State.REPORTED): State.REPORTED}, who=only.is_responsible, when=[only.has_owner],
     tells=[office, committee], says=_("{by} reported what became of “{it}”"),
     verb=_("Report what became of it"))  # fmt: skip
def report_outcome(resolution: Resolution, *, text: str, on: datetime) -> None:
    """Annual Meeting Rules, art. 8. Reported again before it is judged, it takes the place of the first report."""
    resolution.report, resolution.reported_on = text, day_of(on)


@act(Judgement, who=only.is_delegate_now, within=Resolution,
     when=[only.is_reported, only.is_of_an_earlier_meeting, only.has_not_judged],
     says=_("{by} judged what became of “{it}”"), verb=_("Judge"))  # fmt: skip
def judge_resolution(resolution: Resolution, *, mark: str, by: Any, on: datetime) -> Judgement:
    """Annual Meeting Rules, art. 8. Each delegate once; the marks are counted, and told of nobody."""
    meeting: Any = queries.open_meeting(resolution.township_id)  # there are both, see the guards
    mandate: Any = queries.delegate_at(meeting, by.person_id)
    return Judgement.objects.create(
        township=resolution.township, resolution=resolution, mark=mark, given_on=day_of(on), mandate=mandate
    )


@act(Resolution, {State.REPORTED: State.JUDGED}, who=only.is_office, tells=[everybody, the_unit],
     when=[only.is_of_an_earlier_meeting, only.somebody_judged],
     says=_("{by} counted how delegates judge “{it}”"), verb=_("Count the judgements"))  # fmt: skip
def count_judgements(resolution: Resolution, *, on: datetime) -> None:
    """Annual Meeting Rules, art. 8. What was counted stands in the register."""
    resolution.judged_at, resolution.judged_on = queries.open_meeting(resolution.township_id), day_of(on)


@act(Bulletin, {None: Said.FILED}, who=only.leads_a_delegation, within=Meeting, tells=[office],
     when=[only.is_being_held, only.item_is_of_it],
     says=_("{by} brought in what “{it}” said"), verb=_("Bring in what the delegation said"))  # fmt: skip
def file_bulletin(meeting: Meeting, *, item: Item | None, text: str, by: Any, on: datetime) -> Bulletin:
    """What a delegation said in its discussion."""
    delegation: Any = queries.led_by(meeting, by.person_id)  # there is one, see the guard
    return Bulletin.objects.create(
        township=meeting.township, meeting=meeting, item=item, delegation=delegation, text=text, filed_by=by.person,
        filed_on=day_of(on),
    )  # fmt: skip


@act(Bulletin, {Said.FILED: Said.RELEASED}, who=only.is_office, when=[only.meeting_goes_on], tells=[everybody],
     says=_("{by} released the bulletin of “{it}”"), verb=_("Release"))  # fmt: skip
def release_bulletin(bulletin: Bulletin, *, on: datetime) -> None:
    """Everybody in the hall may read it."""
    bulletin.released_on = day_of(on)


@act(Bulletin, {(Said.RELEASED, Said.ANSWERED): Said.ANSWERED}, who=only.is_office_or_committee,
     when=[only.meeting_goes_on], tells=[everybody],
     says=_("{by} answered the bulletin of “{it}”"), verb=_("Answer"))  # fmt: skip
def answer_bulletin(bulletin: Bulletin, *, text: str, on: datetime) -> None:
    """What is done with it, in a sentence or two."""
    bulletin.answer, bulletin.answered_on = text, day_of(on)
