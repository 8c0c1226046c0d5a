"""A forum from its plan to its minutes, and what is said in it. Read with README.md beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.congress import acts as congress
from changren.congress.models import Invitee, Meeting
from changren.forum import guards as only
from changren.forum import queries
from changren.forum.models import Contribution, Forum, Guest
from changren.mandates.models import Mandate
from changren.organisation.models import Role
from changren.organisation.queries import people_holding

State, Said = Forum.State, Contribution.State


def office(it: Any) -> list[UUID]:
    """The standing-system office."""
    return people_holding(it.township_id, Role.CLERK)


def committee(it: Any) -> list[UUID]:
    """The Party committee."""
    return people_holding(it.township_id, Role.COMMITTEE)


def delegates(it: Any) -> list[UUID]:
    """The delegates of the township."""
    return people_holding(it.township_id, Role.DELEGATE)


def the_speaker(contribution: Contribution) -> list[UUID]:
    """The delegate whose contribution it is."""
    return [contribution.mandate.person_id] if contribution.mandate else []


@act(Forum, {None: State.PLANNED}, who=only.is_office, within=Township, tells=[committee],
     when=[only.meeting_is_here, only.has_topics],
     says=_("{by} planned the forum “{it}”"), verb=_("Plan a forum"))  # fmt: skip
def plan(township: Township, *, meeting: Meeting | None, theme: str, topics: Sequence[str], place: str,
         held_at: datetime, on: datetime) -> Forum:  # fmt: skip
    """Forum Rules, art. 1. At a meeting of the congress, or by itself."""
    return Forum.objects.create(
        township=township, meeting=meeting, theme=theme, topics=list(topics), place=place, held_at=held_at,
        planned_on=day_of(on),
    )  # fmt: skip


@act(Forum, {State.PLANNED: State.PLANNED}, who=only.is_office, when=[only.meeting_is_here, only.has_topics],
     says=_("{by} revised the plan of “{it}”"), verb=_("Revise"))  # fmt: skip
def revise(forum: Forum, *, meeting: Meeting | None, theme: str, topics: Sequence[str], place: str,
           held_at: datetime) -> None:  # fmt: skip
    """As long as no contributions are taken."""
    forum.meeting, forum.theme, forum.topics, forum.place, forum.held_at = meeting, theme, list(topics), place, held_at


@act(Guest, who=only.is_office, within=Forum, when=[only.is_ahead, only.is_not_invited],
     keeps={"capacity": Guest.Capacity}, says=_("{by} invited {it} ({capacity})"),
     verb=_("Invite a guest"))  # fmt: skip
def invite_guest(forum: Forum, *, name: str, capacity: str, body: str, by: Any, on: datetime) -> Guest:
    """Forum Rules, art. 1. Guests speak and do not vote; at a meeting they are expected as guests."""
    place = None
    if forum.meeting is not None:
        place = congress.invite(
            forum.meeting, by=by, on=on, name=name, standing=Invitee.Standing.GUEST, person=None, mandate=None
        )
    return Guest.objects.create(
        township=forum.township, forum=forum, name=name, capacity=capacity, body=body, invitee=place
    )


@act(Guest, who=only.is_office, when=[only.is_invited, only.has_not_spoken],
     says=_("{by} took back the invitation of {it}"), verb=_("Take back the invitation"))  # fmt: skip
def uninvite(guest: Guest, *, by: Any, on: datetime) -> None:
    """Before they have spoken."""
    if guest.invitee is not None:
        guest.invitee = congress.take_back_invitation(guest.invitee, by=by, on=on)
    guest.is_removed = True


@act(Forum, {State.PLANNED: State.OPEN}, who=only.is_office, tells=[delegates],
     says=_("{by} opened “{it}” for contributions"), verb=_("Take contributions"))  # fmt: skip
def open_forum(forum: Forum, *, on: datetime) -> None:
    """Forum Rules, art. 2. Beforehand, so that delegates can prepare; and in the hall."""
    forum.opened_on = day_of(on)


@act(Contribution, {None: Said.RECEIVED}, who=only.is_delegate, within=Forum, tells=[office],
     when=[only.is_open, only.has_mandate, only.topic_is_of_it, only.text_fits],
     keeps={"kind": Contribution.Kind}, says=_("{by} sent in a {kind}"), verb=_("Speak or ask"))  # fmt: skip
def contribute(forum: Forum, *, kind: str, topic: str, text: str, by: Any, on: datetime) -> Contribution:
    """Forum Rules, art. 2. In one's own name; the office looks at it before others see it."""
    return _said(forum, on, kind=kind, topic=topic, text=text, mandate=queries.mandate_of(by))


@act(Contribution, {None: Said.RECEIVED}, who=only.is_office, within=Forum,
     when=[only.is_open, only.speaks_here, only.topic_is_of_it, only.text_fits],
     keeps={"kind": Contribution.Kind}, says=_("{by} entered a {kind}"),
     verb=_("Enter what somebody said"))  # fmt: skip
def record(forum: Forum, *, kind: str, topic: str, text: str, mandate: Mandate | None, guest: Guest | None,
           on: datetime) -> Contribution:  # fmt: skip
    """Forum Rules, art. 1 and 2. What a guest or a delegate says in the hall, or hands in on paper."""
    return _said(forum, on, kind=kind, topic=topic, text=text, mandate=mandate, guest=guest)


@act(Contribution, {(Said.RECEIVED, Said.SET_ASIDE): Said.SHOWN}, who=only.is_office, tells=[the_speaker],
     when=[only.is_still_looked_at], says=_("{by} showed {it}"), verb=_("Show it"))  # fmt: skip
def show(contribution: Contribution) -> None:
    """Forum Rules, art. 2. Everybody in the township reads it from now on."""
    contribution.reason = ""


@act(Contribution, {Said.RECEIVED: Said.SET_ASIDE}, who=only.is_office, tells=[the_speaker],
     when=[only.is_still_looked_at], says=_("{by} set {it} aside"), verb=_("Set it aside"))  # fmt: skip
def set_aside(contribution: Contribution, *, reason: str) -> None:
    """Forum Rules, art. 2. Whose it is reads why; nobody else reads it."""
    contribution.reason = reason


@act(Contribution, {Said.SHOWN: Said.ANSWERED}, who=only.is_office, tells=[the_speaker],
     when=[only.is_a_question, only.is_still_looked_at],
     says=_("{by} entered the answer to {it}"), verb=_("Enter the answer"))  # fmt: skip
def answer(contribution: Contribution, *, text: str, on: datetime) -> None:
    """Forum Rules, art. 2. What was answered in the hall, or in writing afterwards."""
    contribution.answer, contribution.answered_on = text, day_of(on)


@act(Contribution, who=only.is_delegate, when=[only.can_be_taken_up], tells=[the_speaker, office],
     says=_("{by} took up {it}"), verb=_("Link the suggestion made of it"))  # fmt: skip
def take_up(contribution: Contribution, *, became: str, by: Any, on: datetime) -> None:
    """Forum Rules, art. 3. The contribution keeps the address of the suggestion, which names where it came from."""
    contribution.became, contribution.taken_up_by = became, queries.mandate_of(by)
    contribution.taken_up_on = day_of(on)


@act(Forum, {State.OPEN: State.CLOSED}, who=only.is_office, when=[only.nothing_is_unseen],
     says=_("{by} ended “{it}”"), verb=_("End the forum"))  # fmt: skip
def close_forum(forum: Forum, *, on: datetime) -> None:
    """No more contributions are taken."""
    forum.closed_on = day_of(on)


@act(Forum, {State.CLOSED: State.CLOSED}, who=only.is_office, tells=[committee],
     says=_("{by} wrote the minutes of “{it}”"), verb=_("Write the minutes"))  # fmt: skip
def write_minutes(forum: Forum, *, text: str) -> None:
    """Forum Rules, art. 3. Begun from what was shown and answered; corrected by hand."""
    forum.minutes = text


@act(Forum, {State.CLOSED: State.MINUTED}, who=only.is_committee, when=[only.has_minutes], tells=[office, delegates],
     says=_("{by} adopted the minutes of “{it}”"), verb=_("Adopt the minutes"))  # fmt: skip
def adopt_minutes(forum: Forum, *, on: datetime) -> None:
    """Forum Rules, art. 3. From now on everybody in the township reads them."""
    forum.minuted_on = day_of(on)


def _said(forum: Forum, on: datetime, **given: Any) -> Contribution:
    return Contribution.objects.create(
        township=forum.township, forum=forum, number=queries.next_number(forum), received_on=day_of(on), **given
    )
