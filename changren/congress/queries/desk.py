"""The list of meetings, what waits for somebody, what a delegate did, and the figures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.figures import Figures, Record
from changren.base.tenancy.ids import is_id
from changren.base.tenancy.models import Township
from changren.congress.models import Bulletin, Invitee, Judgement, Meeting, Resolution
from changren.congress.queries.doors import for_reader
from changren.mandates.models import Session
from changren.organisation.models import Post, Role
from changren.rulebook.rules import rule, rule_in_each

KINDS = {f"meetings.of_{value}": label for value, label in Meeting.Kind.choices}  # parts of the figures


def board(post: Post, *, state: str = "", township: str = "") -> Any:
    """The meetings a post may open, newest first, narrowed as asked. What is none of these narrows nothing."""
    rows = for_reader(post).order_by("-starts_at", "-id")
    rows = rows.filter(state=state) if state in Meeting.State.values else rows
    return rows.filter(township=township) if is_id(township) else rows


def unprepared(post: Post) -> list[Session]:
    """The planned sessions of the office's township for which no meeting is prepared yet."""
    if post.role != Role.CLERK:
        return []
    there = Meeting.objects.filter(township=post.township_id).values("session")
    rows = Session.objects.select_related("term", "township").filter(township=post.township_id)
    return list(rows.filter(state=Session.State.PLANNED).exclude(pk__in=there).order_by("planned_on"))


@dataclass(frozen=True)
class Yearly:
    """Whether a township met often enough this year. planned: for when a meeting is planned, if not."""

    township: Township
    rule: Any
    held: int
    planned: date | None

    @property
    def is_met(self) -> bool:
        return bool(self.rule.is_met_by(self.held))


def yearly(township: Township, today: date) -> Yearly:
    """Standing Congress Measures, art. 3: at least once a year."""
    return Yearly(
        township, rule("main.meetings_a_year", at=township, on=today), *_met([township.pk], today)[township.pk]
    )


def not_met_yet(townships: list[Township], today: date) -> list[Yearly]:
    """Those of these townships that have not met often enough this year. Three queries, however many they are."""
    met = _met([one.pk for one in townships], today)
    rows = rule_in_each("main.meetings_a_year", townships, today)
    found = [Yearly(place, provision, *met[place.pk]) for place, provision in rows]
    return [one for one in found if not one.is_met]


def _met(townships: list[Any], today: date) -> dict[Any, tuple[int, date | None]]:
    held = Q(held_on__year=today.year) | Q(state=Session.State.PLANNED, planned_on__year=today.year)
    found: dict[Any, tuple[int, date | None]] = dict.fromkeys(townships, (0, None))
    for one in Session.objects.filter(held, township__in=townships).order_by("planned_on"):
        n, planned = found[one.township_id]
        is_held = one.held_on is not None
        found[one.township_id] = (n + is_held, planned if is_held else planned or one.planned_on)
    return found


def duties(mandate: Any, period: Period) -> list[Duty]:
    """What a delegate did: on leave from a meeting, judged what became of a resolution, spoke for the delegation."""
    within = (period.start, period.end)
    away = Invitee.objects.select_related("meeting").filter(
        mandate=mandate.pk, answer=Invitee.Answer.ON_LEAVE, is_withdrawn=False, meeting__opened_on__range=within
    )
    judged = Judgement.objects.select_related("resolution").filter(mandate=mandate.pk, given_on__range=within)
    said = Bulletin.objects.select_related("meeting").filter(
        delegation__head=mandate.pk, filed_by=mandate.person_id, filed_on__range=within
    )
    found = [Duty(one.meeting.opened_on, _("Was on leave"), one.meeting, Right.TAKE_PART) for one in away]
    found += [Duty(one.given_on, _("Judged what became of it"), one.resolution, Right.EVALUATE) for one in judged]
    found += [Duty(one.filed_on, _("Spoke for the delegation"), one.meeting, Right.TAKE_PART) for one in said]
    return sorted(found, key=lambda one: one.day)


def figures(organisation: Township, period: Period) -> Figures:
    """Records of the meetings held in the period and of the resolutions adopted, of one township or of all.

    Keys: "meetings", split into KINDS; "resolutions" for each one adopted, "resolutions.reported" where the unit has
    said what became of it, "resolutions.judged" where delegates have judged that.
    """
    within = (period.start, period.end)
    meetings = Meeting.objects.filter(closed_on__range=within)
    resolutions = Resolution.objects.filter(adopted_on__range=within)
    if not organisation.is_district:
        meetings, resolutions = meetings.filter(township=organisation), resolutions.filter(township=organisation)
    found = [_record(one, {"meetings", f"meetings.of_{one.kind}"}) for one in meetings.order_by("closed_on", "id")]
    found += [_record(one, _keys(one)) for one in resolutions.order_by("adopted_on", "id")]
    return Figures(tuple(found))


def _keys(one: Resolution) -> set[str]:
    keys = {"resolutions"} | ({"resolutions.reported"} if one.reported_on else set())
    return keys | ({"resolutions.judged"} if one.judged_on else set())


def _record(it: Any, keys: set[str]) -> Record:
    return Record(it.township_id, str(it), it.get_absolute_url(), frozenset(keys))
