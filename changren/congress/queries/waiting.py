"""What waits for somebody about meetings, in any of their posts. The number of meetings adds no query."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.acts.refusal import Sentence
from changren.base.clock.now import today
from changren.base.tenancy.models import Township
from changren.base.web.waiting import Waiting
from changren.congress.models import Bulletin, Invitee, Judgement, Meeting, Paper, Resolution
from changren.congress.queries import desk
from changren.congress.queries.asking import rule_of
from changren.congress.queries.requirements import last_day, minutes_due, starts_on
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held, townships

State, Answer = Meeting.State, Invitee.Answer
OFFICE = {  # state: what the office does next, and the provision that asks for it
    State.APPROVED: (_("Send the notice"), "notice_before"),
    State.CONVENED: (_("Record the preparatory meeting"), "presidium_share"),
    State.PREPARED: (_("Open the meeting"), "quorum"),
    State.CLOSED: (_("Write the minutes"), "minutes_within"),
}  # fmt: skip


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about meetings, in any of their posts."""
    answers: dict[str, Any] = {
        Role.CLERK: _for_office, Role.COMMITTEE: _for_committee, Role.DISTRICT: _for_district,
        Role.DELEGATE: _for_delegate,
    }  # fmt: skip
    found: list[Waiting] = []
    for post in posts_held(person):
        found += answers[post.role](post) if post.role in answers else []
        found += _for_unit(post) if post.unit_id and post.role != Role.DISTRICT else []
    return found


def _for_office(post: Post) -> Iterator[Waiting]:
    rows = list(Meeting.objects.select_related(*Meeting.alongside).filter(township=post.township_id, state__in=OFFICE))
    for one in rows:
        if not (one.state == State.CLOSED and one.minutes):
            yield _step(post, one)
    year = desk.yearly(post.township, today())
    if not year.is_met and year.planned is None:
        yield _yearly(post, year, _("Plan this year's meeting"))
    yield from _leave(post, "office")
    for bulletin in Bulletin.objects.select_related("meeting", "delegation").filter(
        township=post.township_id, state=Bulletin.State.FILED
    ):
        yield Waiting(post, _("Release the bulletin"), bulletin, bulletin.get_absolute_url())


def _for_committee(post: Post) -> Iterator[Waiting]:
    rows = Meeting.objects.select_related(*Meeting.alongside).filter(township=post.township_id, state=State.CLOSED)
    for one in rows.exclude(minutes=""):
        yield _line(post, _("Adopt the minutes"), one, "minutes_within", _due(one))
    yield from _leave(post, "committee")


def _for_district(post: Post) -> Iterator[Waiting]:
    for one in Meeting.objects.select_related(*Meeting.alongside).filter(state=State.PLANNED):
        yield _line(
            post, _("Agree to day and agenda"), one, "notice_before", last_day(one, rule_of(one, "notice_before"))
        )
    for year in desk.not_met_yet(list(townships()), today()):
        if year.planned is None:
            yield _yearly(post, year, _("Ask when it will meet this year"))


def _for_delegate(post: Post) -> Iterator[Waiting]:
    listed = Invitee.objects.select_related("meeting__township", "meeting__session__term")
    mine = listed.filter(person=post.person_id, is_withdrawn=False, meeting__state__in=(State.CONVENED, State.PREPARED))
    for one in mine.filter(told_on=None):
        yield _line(post, _("Read the notice"), one.meeting, "notice_before", starts_on(one.meeting))
    asking = listed.filter(delegation__head__person=post.person_id, answer=Answer.LEAVE_ASKED, leave_view="")
    for one in asking.filter(is_withdrawn=False).exclude(person=post.person_id):
        yield Waiting(post, _("Give a view on the leave"), one, one.get_absolute_url(), None,
                      rule_of(one.meeting, "leave_granted_by"))  # fmt: skip
    yield from _to_judge(post)


def _to_judge(post: Post) -> Iterator[Waiting]:
    here = Invitee.objects.filter(person=post.person_id, mandate__isnull=False, is_withdrawn=False)
    now = Meeting.objects.filter(township=post.township_id, state=State.OPEN, pk__in=here.values("meeting"))
    rows = Resolution.objects.select_related("meeting__township").filter(state=Resolution.State.REPORTED)
    own = Judgement.objects.filter(mandate__person=post.person_id).values("resolution")
    rows = rows.filter(township__in=now.values("township")).exclude(pk__in=own).exclude(meeting__in=now)
    for one in rows:
        yield Waiting(post, _("Judge"), one, one.get_absolute_url(), None, rule_of(one.meeting, "minutes_within"))


def _for_unit(post: Post) -> Iterator[Waiting]:
    """Papers that the unit provides, and resolutions that it sees to."""
    papers = Paper.objects.select_related(*Paper.alongside).filter(unit=post.unit_id, version=0, is_removed=False)
    for one in papers.filter(meeting__state__in=(State.APPROVED, State.CONVENED)):
        rule = rule_of(one.meeting, "papers_before")
        yield Waiting(post, _("Put in the paper"), one, one.get_absolute_url(), last_day(one.meeting, rule), rule)
    rows = Resolution.objects.select_related("meeting__township").filter(unit=post.unit_id, due_on__isnull=False)
    for resolution in rows.filter(state=Resolution.State.ADOPTED):
        yield Waiting(post, _("Report what became of it"), resolution, resolution.get_absolute_url(), resolution.due_on,
                      rule_of(resolution.meeting, "minutes_within"))  # fmt: skip


def _leave(post: Post, who: str) -> Iterator[Waiting]:
    rows = Invitee.objects.select_related("meeting__township", "delegation__head").filter(
        Q(meeting__state=State.CONVENED) | Q(meeting__state=State.PREPARED),
        township=post.township_id, answer=Answer.LEAVE_ASKED, is_withdrawn=False,
    )  # fmt: skip
    for one in rows:
        rule, head = rule_of(one.meeting, "leave_granted_by"), one.delegation.head if one.delegation else None
        spoken = one.leave_view or head is None or head.person_id == one.person_id
        if rule.value == who and spoken:
            yield Waiting(post, _("Decide on the leave"), one, one.get_absolute_url(), starts_on(one.meeting), rule)


def _step(post: Post, one: Meeting) -> Waiting:
    says, name = OFFICE[State(one.state)]
    return _line(post, says, one, name, _due(one))


def _due(one: Meeting) -> date | None:
    if one.state == State.APPROVED:
        return last_day(one, rule_of(one, "notice_before"))
    return minutes_due(one, one.closed_on) if one.closed_on else starts_on(one)


def _line(post: Post, says: Sentence, it: Meeting, name: str, due: date | None) -> Waiting:
    return Waiting(post, says, it, it.get_absolute_url(), due, rule_of(it, name))


def _yearly(post: Post, year: desk.Yearly, says: Sentence) -> Waiting:
    place: Township = year.township
    return Waiting(post, says, place, reverse("congress:board"), date(today().year, 12, 31), year.rule)
