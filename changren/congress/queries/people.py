"""Who is expected at a meeting, who has an office there, and whether there are enough."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any
from uuid import UUID

from django.db.models import Count

from changren.base.acts.asked import asked_once
from changren.base.clock.now import day_of
from changren.congress.models import Invitee, Meeting, Officer
from changren.congress.queries.asking import rule_of
from changren.congress.queries.passages import delegates_inside
from changren.mandates.models import Delegation, Mandate
from changren.mandates.queries.counts import should_attend as should_attend_on
from changren.organisation.models import Person, Post, Unit

Office, Answer, Standing = Officer.Office, Invitee.Answer, Invitee.Standing
ALONE = (Office.SECRETARY_GENERAL, Office.CHIEF_SCRUTINEER)


@dataclass(frozen=True)
class Quorum:
    """Whether so many delegates are enough. should_attend: the base; need: the least number that is enough."""

    rule: Any
    should_attend: int
    present: int
    need: int

    in_data = ("rule", "should_attend", "present", "need", "is_met")

    @property
    def is_met(self) -> bool:
        return bool(self.rule.is_met_by(self.present, self.should_attend))


def quorum(meeting: Meeting, present: int) -> Quorum:
    """Annual Meeting Rules, art. 5, for so many delegates present, of those who should attend."""
    provision, whole = rule_of(meeting, "quorum"), should_attend(meeting)
    need: Fraction = provision.fraction * whole
    least = floor(need)
    least += not provision.is_met_by(least, whole)
    return Quorum(provision, whole, present, least)


def should_attend(meeting: Meeting) -> int:
    """How many delegates should attend: as it was fixed, or as it would be on the day of the meeting."""
    fixed = meeting.session.should_attend
    return should_attend_on(meeting.session.term, day_of(meeting.starts_at)) if fixed is None else fixed


@asked_once
def expected(meeting: Meeting) -> int:
    """The delegates who have checked in; before the desks were opened, those on the list who are not on leave."""
    inside = delegates_inside(meeting)
    if inside is not None:
        return inside
    rows = meeting.invitees.filter(standing=Standing.DELEGATE).exclude(answer=Answer.ON_LEAVE)
    return rows.count()  # type: ignore[no-any-return]


def answers(meeting: Meeting) -> dict[str, int]:
    """How many delegates gave each answer; and "told", how many read the notice."""
    rows = meeting.invitees.filter(standing=Standing.DELEGATE).order_by()
    found = dict.fromkeys(Answer.values, 0) | dict(rows.values_list("answer").annotate(Count("pk")))
    return found | {"told": rows.exclude(told_on=None).count()}


def delegates_to_invite(meeting: Meeting) -> list[Mandate]:
    """The delegates in office who are not on the list yet, in the order of their numbers."""
    there = meeting.invitees.exclude(mandate=None).values("mandate")
    rows = Mandate.objects.select_related("person", "delegation").filter(term=meeting.session.term_id)
    return list(rows.filter(state__in=Mandate.IN_FORCE).exclude(pk__in=there).order_by("number"))


def holding_office(meeting: Meeting, *offices: str) -> set[UUID]:
    """The persons who hold one of these offices; of none given, any."""
    rows = meeting.officers.filter(office__in=offices) if offices else meeting.officers
    return set(rows.order_by().values_list("person_id", flat=True))


def presidium_size(meeting: Meeting) -> int:
    """How many are in the presidium."""
    return meeting.officers.filter(office=Office.PRESIDIUM).count()  # type: ignore[no-any-return]


def delegates_in_office(meeting: Meeting) -> Any:
    """The persons who hold an active mandate of the term."""
    active = Mandate.objects.filter(term=meeting.session.term_id, state=Mandate.State.ACTIVE)
    return Person.objects.filter(pk__in=active.values("person")).order_by("name", "id")


def people_here(meeting: Meeting) -> Any:
    """Persons with a post in the township: who can count votes, or be invited."""
    held = Post.objects.filter(township=meeting.township_id, until=None)
    return Person.objects.filter(pk__in=held.values("person")).order_by("name", "id")


def fit_for_office(meeting: Meeting) -> Any:
    """Who can be named to an office at all: delegates, and for counting whoever has a post here."""
    return delegates_in_office(meeting) | people_here(meeting)


def units_here(it: Any) -> Any:
    """The open units of the township that something belongs to."""
    return Unit.objects.filter(township=it.township_id, is_open=True).order_by("kind", "name")


def led_by(meeting: Meeting, person_id: UUID | None) -> Delegation | None:
    """The delegation of this term whose head the person is."""
    rows = Delegation.objects.filter(term=meeting.session.term_id, head__person=person_id)
    return rows.first() if person_id else None


def invitee_of(meeting: Meeting, person_id: UUID | None) -> Invitee | None:
    """The person's own line on the list."""
    rows = meeting.invitees.select_related(*Invitee.alongside)
    return rows.filter(person=person_id).first() if person_id else None
