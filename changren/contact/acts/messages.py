"""Messages down, and what delegates say back in their own words (art. 1)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.contact import guards as only
from changren.contact import queries
from changren.contact.acts.tells import the_sender, whom_it_is_for
from changren.contact.models import Message, Plan, Reply
from changren.organisation.models import Role


@act(Message, who=only.is_member_or_office, within=Plan, tells=[whom_it_is_for],
     when=[only.plan_is_in_force, only.somebody_hears, only.says_something], says=_("{by} sent down “{it}”"),
     verb=_("Send a message to delegates"))  # fmt: skip
def send_down(plan: Plan, *, title: str, text: str, by: Any, on: datetime) -> Message:
    """Double Contact Rules, art. 1. From a member to the delegates they keep contact with; from the office to all."""
    return Message.objects.create(
        township=plan.township, plan=plan, sender_id=by.person_id, is_for_all=by.role == Role.CLERK, title=title,
        text=text, sent_on=day_of(on),
    )  # fmt: skip


@act(Reply, who=only.is_delegate, within=Message, tells=[the_sender],
     when=[only.is_for_them, only.nothing_said_back, only.says_something],
     says=_("{by} said it back in their own words"), verb=_("Say it in my own words"))  # fmt: skip
def say_back(message: Message, *, text: str, by: Any, on: datetime) -> Reply:
    """Double Contact Rules, art. 1. So that it is known what arrived, and what people say to it."""
    mandate: Any = queries.mandate_of(by)
    return Reply.objects.create(
        township=message.township, message=message, mandate=mandate, text=text, said_on=day_of(on)
    )
