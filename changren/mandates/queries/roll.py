"""The register of delegates, with its filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from changren.mandates.models import Mandate, Term
from changren.mandates.queries.counts import Line
from changren.mandates.queries.doors import mandates_for, terms_for
from changren.organisation.models import Post

PAGE = 50
EVERY_STATE = "all"

FILTERS: dict[str, Callable[[Any], Q]] = {
    "township": lambda township: Q(township=township),
    "delegation": lambda delegation: Q(delegation=delegation),
    "unit": lambda unit: Q(electing_unit=unit),
    "sector": lambda sector: Q(sector=sector),
    "rank": lambda rank: Q(rank=rank),
    "age": lambda band: Q(age_band=band),
    "q": lambda words: Q(number=int(words)) if words.isdecimal() else Q(person__name__contains=words),
}
ALSO = {
    "women": Q(is_woman=True), "not_women": Q(is_woman=False), "minority": Q(is_minority=True),
    "not_minority": Q(is_minority=False), "committee": Q(on_committee=True), "not_committee": Q(on_committee=False),
}  # fmt: skip


@dataclass(frozen=True)
class Register:
    """One page of delegates; and how many are in each state under the same filters."""

    page: Page[Mandate]
    states: tuple[Line, ...]
    total: int


def register(post: Post, terms: list[Term], asked: Mapping[str, Any], *, number: Any = 1) -> Register:
    """The delegates of `terms` whom `post` may see, under the filters of `asked`: FILTERS, `also` and `state`.

    Without a state those who have their seat. number: which page.
    """
    found = _filtered(post, terms, asked)
    counts = dict(found.order_by().values_list("state").annotate(Count("pk")))
    rows = _in_state(found, asked.get("state", "")).order_by("township__order", "term__number", "number")
    page = Paginator(rows, PAGE).get_page(number)
    page.object_list = list(page.object_list)
    states = tuple(Line(label, counts.get(value, 0), value) for value, label in Mandate.State.choices)
    return Register(page, states, sum(counts.values()))


def seats(post: Post, terms: list[Term], asked: Mapping[str, Any]) -> Any:
    """All the delegates that `register` shows page by page, in no order."""
    return _in_state(_filtered(post, terms, asked), asked.get("state", ""))


def _filtered(post: Post, terms: list[Term], asked: Mapping[str, Any]) -> Any:
    found = mandates_for(post).filter(term__in=terms)
    for name, condition in FILTERS.items():
        found = found.filter(condition(asked[name])) if asked.get(name) else found
    return found.filter(ALSO[asked["also"]]) if asked.get("also") else found


def _in_state(found: Any, state: str) -> Any:
    if state == EVERY_STATE:
        return found
    return found.filter(state=state) if state else found.filter(state__in=Mandate.HOLDING)


def current_terms(post: Post) -> Any:
    """The terms that go on, of the townships that `post` may see."""
    return terms_for(post).filter(state=Term.State.CURRENT).order_by("township__order", "township__name")
