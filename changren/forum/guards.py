"""Who may, and when, told by the Forum Rules."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.tenancy.models import Township
from changren.congress.models import Meeting
from changren.forum import queries
from changren.forum.models import Contribution, Forum, Guest
from changren.mandates.models import Mandate
from changren.organisation.guards import of_township
from changren.organisation.models import Role

State = Forum.State
is_office = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)
is_delegate = of_township(Role.DELEGATE)


def meeting_is_here(it: Township | Forum, meeting: Meeting | None) -> Objection | None:
    """A meeting of this township, if it is part of one."""
    ours = meeting is None or meeting.township_id == it.township_id
    return None if ours else no(_("“{it}” is a meeting of another township."), it=meeting)


def has_topics(it: Any, topics: list[str]) -> Objection | None:
    """There is something to speak about, and nothing twice."""
    if not topics:
        return no(_("Name at least one topic."))
    return None if len(set(topics)) == len(topics) else no(_("A topic is named twice."))


def is_ahead(forum: Forum) -> Objection | None:
    """It has not ended."""
    over = forum.state in (State.CLOSED, State.MINUTED)
    return no(_("“{it}” has ended."), it=forum) if over else None


def is_not_invited(forum: Forum, name: str) -> Objection | None:
    """Nobody is invited twice."""
    there = forum.guests.filter(name=name).exists()
    return no(_("{name} is invited already."), name=name) if there else None


def is_invited(guest: Guest) -> Objection | None:
    """Is invited still, and the forum has not ended."""
    if guest.is_removed:
        return no(_("{name} is not invited any more."), name=guest)
    return is_ahead(guest.forum)


def has_not_spoken(guest: Guest) -> Objection | None:
    """What somebody said stays theirs."""
    spoke = Contribution.objects.filter(guest=guest).exists()
    return no(_("{name} has spoken already."), name=guest) if spoke else None


def is_open(forum: Forum) -> Objection | None:
    """Contributions are taken."""
    if forum.state == State.OPEN:
        return None
    return no(_("Contributions are not taken now: {state}."), state=forum.get_state_display())


def has_mandate(forum: Forum, by: Any) -> Objection | None:
    """A delegate in office."""
    return None if queries.mandate_of(by) else no(_("Only a delegate in office may do this."))


def topic_is_of_it(forum: Forum, topic: str) -> Objection | None:
    """It is about one of the topics."""
    return None if topic in forum.topics else no(_("“{topic}” is none of the topics."), topic=topic)


def text_fits(forum: Forum, text: str) -> Objection | None:
    """As long as the rules allow (art. 2), and not empty."""
    provision, n = queries.rule_of(forum, "text_most"), len(text)
    if not text.strip():
        return no(_("Nothing is said yet."), rule=provision)
    return None if provision.is_met_by(n) else no(_("The text has {n} characters."), n=n, rule=provision)


def speaks_here(forum: Forum, mandate: Mandate | None, guest: Guest | None) -> Objection | None:
    """One speaker: a delegate of the township in office, or a guest of this forum."""
    if (mandate is None) == (guest is None):
        return no(_("Choose a delegate or a guest."))
    if mandate is not None:
        ours = mandate.township_id == forum.township_id and mandate.is_active
    else:
        ours = guest is not None and guest.forum_id == forum.pk and not guest.is_removed
    return None if ours else no(_("{name} does not take part here."), name=mandate or guest)


def is_a_question(contribution: Contribution) -> Objection | None:
    """Questions are answered; what is only said needs no answer."""
    question = contribution.kind == Contribution.Kind.QUESTION
    return None if question else no(_("Only a question is answered."))


def is_still_looked_at(contribution: Contribution) -> Objection | None:
    """The minutes are not adopted yet."""
    done = contribution.forum.state == State.MINUTED
    return no(_("The minutes of the forum are adopted.")) if done else None


def nothing_is_unseen(forum: Forum) -> Objection | None:
    """The office has looked at everything that came in (art. 2)."""
    n = forum.contributions.filter(state=Contribution.State.RECEIVED).count()
    return no(_("{n} contributions have not been looked at."), n=n, rule=queries.rule_of(forum, "text_most")) \
        if n else None  # fmt: skip


def has_minutes(forum: Forum) -> Objection | None:
    """The minutes are written (art. 3)."""
    provision = queries.rule_of(forum, "minutes_within")
    return None if forum.minutes else no(_("The minutes have not been written yet."), rule=provision)


def can_be_taken_up(contribution: Contribution, by: Any) -> Objection | None:
    """Shown to everybody, taken up by nobody, and by a delegate in office (art. 3)."""
    if not contribution.is_seen:
        return no(_("It is not shown to everybody yet."))
    if contribution.taken_up_by is not None:
        return no(_("{name} has taken it up already."), name=contribution.taken_up_by)
    return has_mandate(contribution.forum, by)
