"""What was resolved, what became of it, and how delegates judged that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.asked import asking_once
from changren.base.minutes.telling import Told
from changren.base.tenancy.ids import is_id
from changren.congress.models import Invitee, Judgement, Meeting, Resolution
from changren.congress.queries.asking import rule_of
from changren.congress.queries.doors import open_meeting, resolutions_for
from changren.mandates.models import Mandate
from changren.organisation.models import Post
from changren.organisation.queries import history

State, Mark = Resolution.State, Judgement.Mark


@dataclass(frozen=True)
class Tally:
    """How delegates judged: how many of each mark, and how many did not; nobody by name."""

    marks: list[tuple[Any, int]]
    given: int
    silent: int


def before(meeting: Meeting) -> Any:
    """The resolutions of earlier meetings that this one hears of: not judged yet, or judged here."""
    rows = Resolution.objects.select_related(*Resolution.alongside).filter(township=meeting.township_id)
    rows = rows.filter(Q(judged_at=None) | Q(judged_at=meeting), adopted_on__isnull=False)
    return rows.filter(meeting__starts_at__lt=meeting.starts_at).order_by("adopted_on", "id")


def was_held_before(meeting: Meeting) -> bool:
    """Whether the township has resolutions of an earlier meeting."""
    return before(meeting).exists()  # type: ignore[no-any-return]


def tally(resolution: Resolution) -> Tally:
    """The marks, counted."""
    rows = Judgement.objects.filter(resolution=resolution).order_by()
    found = dict(rows.values_list("mark").annotate(Count("pk")))
    given, meeting = sum(found.values()), resolution.judged_at or open_meeting(resolution.township_id)
    listed = meeting.invitees.filter(standing=Invitee.Standing.DELEGATE).count() if meeting else given
    return Tally([(label, found.get(value, 0)) for value, label in Mark.choices], given, max(listed - given, 0))


def judged(resolution: Resolution) -> int:
    """How many delegates have judged."""
    return Judgement.objects.filter(resolution=resolution).count()


def register(post: Post, *, state: str = "", township: str = "") -> Any:
    """The resolutions a post may read, newest first, narrowed as asked. What is none of these narrows nothing."""
    rows = resolutions_for(post).order_by("-meeting__starts_at", "id")
    rows = rows.filter(state=state) if state in State.values else rows
    return rows.filter(township=township) if is_id(township) else rows


@dataclass(frozen=True)
class ResolutionSheet:
    """One resolution as its page shows it. tally: once it was counted. given: how many have judged so far."""

    resolution: Resolution
    tally: Tally | None
    given: int
    acts: list[OpenAct]
    quiet: bool
    majority: Any
    rule: Any
    history: list[Told]

    in_data = ("resolution", "tally", "given", "majority", "rule", "history")
    data_in_full = ("resolution",)


def resolution_sheet(resolution: Resolution, *, by: Post, on: datetime) -> ResolutionSheet:
    """The resolution for this reader."""
    with asking_once():
        offered = open_acts(resolution, by=by, on=on)
    counted = tally(resolution) if resolution.state == State.JUDGED else None
    leads = {"adopt_resolution", "report_outcome", "judge_resolution"}
    acts = sorted(offered, key=lambda one: one.act.verb_name not in leads or one.objection is not None)
    return ResolutionSheet(
        resolution, counted, judged(resolution), acts, all(one.act.verb_name not in leads for one in acts),
        rule_of(resolution.meeting, "main.resolution_majority"), rule_of(resolution.meeting, "minutes_within"),
        history(resolution),
    )  # fmt: skip


def delegate_at(meeting: Meeting, person_id: UUID | None) -> Mandate | None:
    """The active mandate with which the person takes part in a meeting; None for everybody else."""
    rows = meeting.invitees.select_related("mandate__person").filter(person=person_id)
    mine = rows.filter(mandate__state=Mandate.State.ACTIVE).first() if person_id else None
    return mine.mandate if mine else None


def has_judged(resolution: Resolution, mandate: Mandate) -> bool:
    """Whether the delegate has judged."""
    return Judgement.objects.filter(resolution=resolution, mandate=mandate).exists()
