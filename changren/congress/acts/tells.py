"""Who hears of what happens to a meeting: ids of persons."""

from typing import Any
from uuid import UUID

from changren.congress import queries
from changren.congress.models import Invitee, Meeting, Officer, Paper, Resolution
from changren.organisation.models import Post, Role
from changren.organisation.queries import district_level, people_holding


def office(it: Any) -> list[UUID]:
    """The standing-system office."""
    return people_holding(it.township_id, Role.CLERK)


def committee(it: Any) -> list[UUID]:
    """The Party committee."""
    return people_holding(it.township_id, Role.COMMITTEE)


def district(it: Any) -> list[UUID]:
    """The district's organisation department."""
    return people_holding(district_level(), Role.DISTRICT)


def the_invitee(invitee: Invitee) -> list[UUID]:
    """Who is expected, if they have an account here."""
    return [invitee.person_id] if invitee.person_id else []


def the_head(invitee: Invitee) -> list[UUID]:
    """The head of the delegation."""
    head = invitee.delegation.head if invitee.delegation else None
    return [head.person_id] if head else []


def who_grants_leave(invitee: Invitee) -> list[UUID]:
    """The office or the Party committee, as the rule says."""
    grants = queries.rule_of(invitee.meeting, "leave_granted_by").value == "office"
    return office(invitee) if grants else committee(invitee)


def everybody(it: Any) -> list[UUID]:
    """Everybody on the list who has an account."""
    rows = queries.meeting_of(it).invitees.exclude(person=None)
    return list(rows.order_by().values_list("person_id", flat=True))


def delegates(it: Any) -> list[UUID]:
    """The delegates on the list."""
    rows = queries.meeting_of(it).invitees.exclude(mandate=None)
    return list(rows.order_by().values_list("person_id", flat=True))


def officers(meeting: Meeting) -> set[UUID]:
    """Those who have an office."""
    return queries.holding_office(meeting)


def the_officer(officer: Officer) -> list[UUID]:
    """Whose office it was."""
    return [officer.person_id]


def the_unit(it: Paper | Resolution) -> list[UUID]:
    """Those who work in the unit that is asked."""
    if it.unit_id is None:
        return []
    return list(Post.objects.filter(unit=it.unit_id, until=None).order_by().values_list("person_id", flat=True))
