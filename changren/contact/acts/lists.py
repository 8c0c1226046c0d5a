"""Whom delegates keep contact with (art. 3 and 6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.contact import guards as only
from changren.contact import queries
from changren.contact.models import Counterpart, Plan

State = Counterpart.State


@act(Counterpart, {None: State.LISTED}, who=only.is_delegate, within=Township, keeps={"kind": Counterpart.Kind},
     when=[only.plan_is_there, only.list_has_room, only.name_is_new],
     says=_("{by} put somebody on the list ({kind})"), verb=_("Put somebody on my list"))  # fmt: skip
def list_person(township: Township, *, name: str, kind: str, village: str, phone: str, by: Any,
                on: datetime) -> Counterpart:  # fmt: skip
    """Double Contact Rules, art. 3. Who is on the list has agreed to it."""
    mandate: Any = queries.mandate_of(by)
    number = queries.last_number([mandate.pk]).get(mandate.pk, 0) + 1
    return Counterpart.objects.create(
        township=township, mandate=mandate, number=number, name=name, kind=kind, village=village, phone=phone,
        since=day_of(on),
    )  # fmt: skip


@act(Plan, {Plan.State.ADOPTED: Plan.State.ADOPTED}, who=only.is_office, keeps=["entered"],
     when=[only.lists_say_something, only.lines_fit],
     says=_("{by} entered {entered} people from the lists of delegates"), verb=_("Enter lists"))  # fmt: skip
def enter_lists(plan: Plan, *, lines: Sequence[dict[str, Any]], on: datetime) -> None:
    """Double Contact Rules, art. 3. Lists that delegates hand in on paper, many at once.

    lines: `mandate` (a key), `name`, `kind` and `village`. The office enters no telephone numbers.
    """
    numbers = queries.last_number({line["mandate"] for line in lines})
    rows = []
    for line in lines:
        numbers[line["mandate"]] = number = numbers.get(line["mandate"], 0) + 1
        rows.append(Counterpart(
            township=plan.township, mandate_id=line["mandate"], number=number, name=line["name"], kind=line["kind"],
            village=line["village"], since=day_of(on),
        ))  # fmt: skip
    Counterpart.objects.bulk_create(rows)
    plan.entered = len(rows)  # type: ignore[attr-defined]


@act(Counterpart, {State.LISTED: State.LEFT}, who=only.may_take_off, says=_("{by} took somebody off the list"),
     verb=_("Take off the list"))  # fmt: skip
def take_off(counterpart: Counterpart, *, on: datetime) -> None:
    """Double Contact Rules, art. 3. At any time; name and telephone number are erased at once."""
    counterpart.name = counterpart.phone = ""
    counterpart.left_on = day_of(on)
