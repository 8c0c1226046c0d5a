"""What the calendar does to matters: it ends those whose case is closed, and forgets who raised them in its time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act, is_clockwork, performed
from changren.base.clock.now import day_of
from changren.base.documents.uploads import attached_to, erase
from changren.matters import guards as only
from changren.matters import queries
from changren.matters.acts.tells import the_delegate
from changren.matters.models import Matter

State = Matter.State


@act(Matter, {State.HANDED: State.SETTLED}, who=is_clockwork, when=[only.case_has_ended], tells=[the_delegate],
     says=_("“{it}” was settled with its case"), verb=_("Settle it with its case"))  # fmt: skip
def settle(matter: Matter, *, on: datetime) -> None:
    """Rules on Matters Raised, art. 6: the delegates accepted the answer, or let a promise rest."""
    matter.ended_on = day_of(on)


@act(Matter, {state: state for state in State}, who=is_clockwork, when=[only.is_time_to_forget],
     says=_("The name, the number and the photos of “{it}” were deleted"), verb=_("Delete personal data"))  # fmt: skip
def forget(matter: Matter, *, on: datetime) -> None:
    """Rules on Matters Raised, art. 9. What was said stays, who said it does not."""
    matter.name = matter.phone = ""
    erase(list(attached_to(matter)))
    attached_to(matter).update(is_removed=True)
    matter.forgotten_on = day_of(on)


def tick(*, by: Any, on: datetime) -> Iterator[Any]:
    """Settle, forget, and yield each."""
    for matter in queries.to_settle():
        yield from performed(settle, matter, by=by, on=on)
    for matter in queries.to_forget(on):
        yield from performed(forget, matter, by=by, on=on)
