"""What waits for somebody about contacts, in any of their posts. The number of contacts adds no query."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import today
from changren.base.web.waiting import Waiting
from changren.contact.models import Counterpart, Message, Plan, Talk
from changren.contact.queries.asking import Stretch, listed, mandate_of, plan_in_force, rule_of, stretch
from changren.contact.queries.doors import contacted_by, messages_for, ties_of
from changren.contact.queries.edges import last_with_people, last_with_ties
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do: adopt, make contact, answer, tell, read."""
    answers = {Role.CLERK: _for_office, Role.COMMITTEE: _for_member, Role.DELEGATE: _for_delegate}
    return [line for post in posts_held(person) if post.role in answers for line in answers[Role(post.role)](post)]


def _for_office(post: Post) -> list[Waiting]:
    return [_to_answer(post, one) for one in _raised(post)]


def _for_member(post: Post) -> list[Waiting]:
    rows = Plan.objects.select_related(*Plan.alongside).filter(township=post.township_id, state=Plan.State.PROPOSED)
    lines = [Waiting(post, _("Adopt the contact plan"), one, one.get_absolute_url()) for one in rows]
    lines += _to_contact(post, _("Speak with the delegates you keep contact with"))
    mine = _raised(post).filter(member=post.person_id) | _raised(post).filter(mandate__in=contacted_by(post))
    return lines + [_to_answer(post, one) for one in mine]


def _for_delegate(post: Post) -> list[Waiting]:
    plan, mandate = plan_in_force(post.township_id), mandate_of(post)
    if plan is None or mandate is None:
        return []
    unread = messages_for(post).filter(plan=plan).exclude(replies__mandate=mandate)
    lines = [_line(post, _("Read, and say it in your own words"), one) for one in unread]
    answered = Talk.objects.select_related(*Talk.alongside).filter(mandate=mandate, state=Talk.State.ANSWERED)
    lines += [_line(post, _("Tell the answer to whoever raised it"), one) for one in answered]
    people = list(listed(mandate))
    n = sum(one.kind in Counterpart.PEOPLE for one in people)
    if not rule_of(plan, "people_least").is_met_by(n):
        lines += [_own(post, plan, _("Enter whom you keep contact with"), "people_least")]
    met = last_with_people(one.pk for one in people)
    if _is_open(people, met, stretch(plan, today())):
        lines += [_own(post, plan, _("Make contact with the people on your list"), "every")]
    return lines


def _to_contact(post: Post, says: Any) -> list[Waiting]:
    ties = list(ties_of(post))
    if not ties:
        return []
    met = last_with_ties(one.pk for one in ties)
    plan = ties[0].plan
    return [_own(post, plan, says, "every")] if _is_open(ties, met, stretch(plan, today())) else []


def _is_open(who: Any, met: dict[Any, Any], now: Stretch) -> bool:
    """Whether somebody was not contacted in this stretch yet, and it has begun."""
    return now.start <= today() and any(one.pk not in met or met[one.pk] < now.start for one in who)


def _own(post: Post, plan: Plan, says: Any, name: str) -> Waiting:
    return Waiting(post, says, plan, reverse("contact:mine"), stretch(plan, today()).end, rule_of(plan, name))


def _raised(post: Post) -> Any:
    rows = Talk.objects.select_related(*Talk.alongside)
    return rows.filter(township=post.township_id, is_raised=True, state=Talk.State.NOTED)


def _to_answer(post: Post, talk: Talk) -> Waiting:
    return _line(post, _("Answer what was raised"), talk)


def _line(post: Post, says: Any, it: Talk | Message) -> Waiting:
    return Waiting(post, says, it, it.get_absolute_url())
