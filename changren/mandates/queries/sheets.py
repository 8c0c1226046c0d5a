"""One delegate's mandate as a page shows it."""

from dataclasses import dataclass
from datetime import datetime

from changren.base.acts import OpenAct, open_acts
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.due import Due
from changren.base.minutes.telling import Told
from changren.mandates.models import Delegation, Mandate, Termination, Vacancy
from changren.mandates.queries.clock import due_of, seat_due
from changren.mandates.queries.doors import opens_file
from changren.organisation.models import Post, Role
from changren.organisation.queries import history


@dataclass(frozen=True)
class TerminationLine:
    """A termination, what may be done about it, and by when it is due."""

    it: Termination
    acts: list[OpenAct]
    due: Due | None

    data_in_full = ("it",)


@dataclass(frozen=True)
class MandateSheet:
    """A mandate; `file_is_open` says whether causes, terminations and history are shown to this reader."""

    it: Mandate
    acts: list[OpenAct]
    file_is_open: bool
    phone: str
    heads: list[Delegation]
    seat_due: Due | None
    vacancies: list[Vacancy]
    terminations: list[TerminationLine]
    history: list[Told]


def mandate_sheet(it: Mandate, *, by: Post, on: datetime) -> MandateSheet:
    """The mandate as `by` may see it."""
    open_file, calendar = opens_file(it, by), calendar_of_district()
    terminations = list(it.terminations.select_related(*Termination.alongside)) if open_file else []
    vacancies = list(Vacancy.objects.select_related(*Vacancy.alongside).filter(left_by=it))
    lines = [TerminationLine(one, open_acts(one, by=by, on=on), due_of(one, calendar)) for one in terminations]
    return MandateSheet(
        it=it, acts=open_acts(it, by=by, on=on), file_is_open=open_file, vacancies=vacancies, terminations=lines,
        phone=it.person.masked_phone if by.role in (Role.CLERK, Role.DISTRICT) else "",
        heads=list(Delegation.objects.filter(head=it)), seat_due=seat_due(it, calendar),
        history=history(it, *terminations, *vacancies) if open_file else [],
    )  # fmt: skip
