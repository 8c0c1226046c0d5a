"""What waits for a person in this room."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.clock.calendar import Calendar, calendar_of_district
from changren.base.clock.due import Due
from changren.base.web.waiting import Waiting
from changren.mandates.models import Mandate, Term, Termination, Vacancy
from changren.mandates.queries.clock import due_of, seat_due, vacancy_due
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held
from changren.rulebook.provisions import Provision


def waiting_for(person: Person) -> list[Waiting]:
    """Seats to be taken and by-elections for the office, terminations for committee and district; soonest first."""
    posts = [post for post in posts_held(person) if post.role in (Role.CLERK, Role.COMMITTEE, Role.DISTRICT)]
    if not posts:
        return []
    calendar = calendar_of_district()
    office, committee = _townships(posts, Role.CLERK), _townships(posts, Role.COMMITTEE)
    lines = [
        *_lines(_seats(office), office, _("Record that the seat is taken"), _to_seat, seat_due, calendar),
        *_lines(_vacancies(office), office, _("Hold the by-election"), _to_fill, vacancy_due, calendar),
        *_lines(_proposed(committee, person), committee, _("Decide on the termination"), _page, due_of, calendar),
        *_lines(*_filings(posts), _("Receive the filing"), _to_file, due_of, calendar),
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.due or date.max)


def _townships(posts: list[Post], role: Role) -> dict[Any, Post]:
    return {post.township_id: post for post in posts if post.role == role}


def _seats(office: dict[Any, Post]) -> Any:
    return _rows(Mandate, office, state=Mandate.State.CONFIRMED, term__state=Term.State.CURRENT)


def _vacancies(office: dict[Any, Post]) -> Any:
    return _rows(Vacancy, office, state=Vacancy.State.OPEN, term__state=Term.State.CURRENT)


def _proposed(committee: dict[Any, Post], person: Person) -> Any:
    """What the committee decides, but for what concerns the member's own mandate."""
    rows = _rows(Termination, committee, state=Termination.State.PROPOSED, mandate__state__in=Mandate.IN_FORCE)
    return [one for one in rows if one.mandate.person_id != person.pk]


def _filings(posts: list[Post]) -> tuple[Any, dict[Any, Post]]:
    """What the officer of the district receives, from every township."""
    officer = next((post for post in posts if post.role == Role.DISTRICT), None)
    rows = Termination.objects.select_related(*Termination.alongside).filter(state=Termination.State.DECIDED)
    found = list(rows) if officer else []
    return found, {one.township_id: officer for one in found if officer}


def _rows(model: Any, posts: dict[Any, Post], **where: Any) -> Any:
    return model.objects.select_related(*model.alongside).filter(township__in=posts, **where) if posts else []


def _lines(
    rows: Any, posts: dict[Any, Post], says: Any, url: Callable[[Any], str],
    asks: Callable[[Any, Calendar], Due | None], calendar: Calendar,
) -> Iterator[Waiting]:  # fmt: skip
    for it in rows:
        due = asks(it, calendar)
        yield Waiting(posts[it.township_id], says, it, url(it), due.on if due else None, _rule(due))


def _rule(due: Due | None) -> Provision | None:
    return next((step.rule for step in due.steps if step.rule), None) if due else None


def _to_seat(it: Mandate) -> str:
    return reverse("mandates:take_seat", args=[it.pk])


def _to_fill(it: Vacancy) -> str:
    return reverse("mandates:link_by_election", args=[it.pk])


def _to_file(it: Termination) -> str:
    return reverse("mandates:file_termination", args=[it.pk])


def _page(it: Any) -> str:
    return str(it.get_absolute_url())
