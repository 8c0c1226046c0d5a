"""One forum, and one contribution, as their pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.asked import asking_once
from changren.base.acts.declaration import acts_on
from changren.base.minutes.telling import Told
from changren.base.words import listed
from changren.forum.models import Contribution, Forum, Guest
from changren.forum.queries.doors import contributions_for, guests_for, rule_of, shown
from changren.organisation.models import Post, Role
from changren.organisation.queries import history

State = Forum.State
WHILE_OPEN = ("contribute", "record")
LINK = "take_up"


@dataclass(frozen=True)
class Topic:
    """One topic, and what was said on it."""

    name: str
    contributions: list[Contribution]


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a forum shows.

    waiting: what the office has still to look at; aside: what it has set aside. mine: what the reader said that is not
    shown. minutes: for those who may read them.
    """

    forum: Forum
    acts: list[OpenAct]
    guests: list[Guest]
    topics: list[Topic]
    waiting: list[Contribution]
    aside: list[Contribution]
    mine: list[Contribution]
    minutes: str
    rules: list[Any]
    history: list[Told]

    data_in_full = ("forum",)


@dataclass(frozen=True)
class ContributionSheet:
    """Everything the page of a contribution shows.

    may_take_up: whether the reader may make a suggestion of it. leads_on: whether the suggestion is the reader's own.
    """

    contribution: Contribution
    acts: list[OpenAct]
    may_take_up: bool
    leads_on: bool
    history: list[Told]

    data_in_full = ("contribution",)


def sheet(forum: Forum, *, by: Post, on: datetime) -> Sheet:
    """The forum for this reader."""
    rows = list(contributions_for(by).filter(forum=forum).order_by("number"))
    hidden = [one for one in rows if not one.is_seen]
    prepares = by.role in (Role.CLERK, Role.COMMITTEE)
    with asking_once():
        offered = open_acts(forum, by=by, on=on, among=_fitting(forum))
    return Sheet(
        forum, offered, list(guests_for(by).filter(forum=forum).order_by("id")),
        [Topic(name, [one for one in rows if one.is_seen and one.topic == name]) for name in forum.topics],
        [one for one in hidden if by.role == Role.CLERK and one.state == Contribution.State.RECEIVED],
        [one for one in hidden if by.role == Role.CLERK and one.state == Contribution.State.SET_ASIDE],
        [one for one in hidden if one.mandate and one.mandate.person_id == by.person_id and by.role != Role.CLERK],
        forum.minutes if prepares or forum.state == State.MINUTED else "",
        [rule_of(forum, "text_most"), rule_of(forum, "minutes_within")], history(forum),
    )  # fmt: skip


def contribution_sheet(it: Contribution, *, by: Post, on: datetime) -> ContributionSheet:
    """A contribution for this reader."""
    offered = open_acts(it, by=by, on=on)
    free = any(one.act.verb_name == LINK and one.objection is None for one in offered)
    own = it.taken_up_by is not None and it.taken_up_by.person_id == by.person_id
    return ContributionSheet(it, [one for one in offered if one.act.verb_name != LINK], free, own, history(it))


def drafted_minutes(forum: Forum) -> str:
    """The minutes as they begin: where and when, who came, and what was said and answered, topic by topic."""
    colon, rows = pgettext("after a field's name", ": "), list(shown(forum))
    guests = [f"{one} ({one.get_capacity_display()})" for one in forum.guests.order_by("id")]
    lines = [f"{_('Theme')}{colon}{forum.theme}", f"{_('Place')}{colon}{forum.place or '—'}"]
    lines += [f"{_('Guests')}{colon}{listed(guests)}"] if guests else []
    for name in forum.topics:
        lines += ["", name]
        for one in (one for one in rows if one.topic == name):
            lines.append(f"{one.number}. {one.speaker}{colon}{one.text}")
            lines += [f"{_('Answer')}{colon}{one.answer}"] if one.answer else []
    return "\n".join(lines)


def _fitting(forum: Forum) -> list[Any]:
    """What creates within a forum is offered while it fits."""
    creating = {State.PLANNED: ("invite_guest",), State.OPEN: (*WHILE_OPEN, "invite_guest")}.get(State(forum.state), ())
    return [one for one in acts_on(Forum) if not one.creates or one.verb_name in creating]
