"""Workrooms and their reception days (art. 1)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.mandates.models import Mandate
from changren.matters import guards as only
from changren.matters.acts.tells import those_who_receive
from changren.matters.models import Host, Reception, Workroom


@act(Workroom, {None: Workroom.State.OPEN}, who=only.is_office, within=Township, when=[only.name_is_free],
     says=_("{by} set up the workroom “{it}”"), verb=_("Set up a workroom"))  # fmt: skip
def open_workroom(township: Township, *, name: str, address: str, on: datetime) -> Workroom:
    """Rules on Matters Raised, art. 1."""
    return Workroom.objects.create(township=township, name=name, address=address, opened_on=day_of(on))


@act(Workroom, {Workroom.State.OPEN: Workroom.State.CLOSED}, who=only.is_office,
     says=_("{by} gave up the workroom “{it}”"), verb=_("Give it up"))  # fmt: skip
def close_workroom(workroom: Workroom) -> None:
    """The code of its poster leads nowhere any more; matters that were raised there go on."""


@act(Reception, {None: Reception.State.PLANNED}, who=only.is_office, within=Workroom, tells=[those_who_receive],
     when=[only.is_in_use, only.lies_ahead, only.enough_hosts],
     says=_("{by} planned a reception day"), verb=_("Plan a reception day"))  # fmt: skip
def plan_reception(workroom: Workroom, *, starts_at: datetime, ends_at: datetime,
                   hosts: Sequence[Mandate]) -> Reception:  # fmt: skip
    """Rules on Matters Raised, art. 1. Time, place and delegates stand on the public page of the workroom."""
    made = Reception.objects.create(township=workroom.township, workroom=workroom, starts_at=starts_at, ends_at=ends_at)
    for mandate in hosts:
        Host.objects.create(township=workroom.township, reception=made, mandate=mandate)
    return made


@act(Reception, {Reception.State.PLANNED: Reception.State.OFF}, who=only.is_office, tells=[those_who_receive],
     says=_("{by} called a reception day off"), verb=_("Call it off"))  # fmt: skip
def call_off(reception: Reception, *, reason: str) -> None:
    """The public page says so and why."""
    reception.reason = reason


@act(Reception, {Reception.State.PLANNED: Reception.State.HELD}, who=only.is_office, when=[only.has_begun],
     keeps=["visitors"], says=_("{by} closed the register of a reception day: {visitors} came"),
     verb=_("Close the register"))  # fmt: skip
def hold(reception: Reception, *, visitors: int) -> None:
    """Rules on Matters Raised, art. 2. How many came, those included whose matter was settled by a word."""
    reception.visitors = visitors
