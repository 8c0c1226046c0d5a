"""The list of elections, what a delegate did at one, and the figures."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.figures import Figures, Record
from changren.base.tenancy.ids import is_id
from changren.base.tenancy.models import Township
from changren.elections.models import Election, Official
from changren.elections.queries.doors import elections_for
from changren.organisation.models import Post

KINDS = {f"elections.of_{value}": label for value, label in Election.Kind.choices}  # parts of the figures


def board(post: Post, *, state: str = "", kind: str = "", township: str = "") -> Any:
    """The elections a post may open, newest first, narrowed as asked. What is none of these narrows nothing."""
    rows = elections_for(post).order_by("-drafted_on", "-id")
    rows = rows.filter(state=state) if state in Election.State.values else rows
    rows = rows.filter(kind=kind) if kind in Election.Kind.values else rows
    return rows.filter(township=township) if is_id(township) else rows


def duties(mandate: Any, period: Period) -> list[Duty]:
    """What a delegate did: that they watched or counted. Whether they voted nobody writes down."""
    rows = Official.objects.select_related("election").filter(
        person=mandate.person_id, is_relieved=False, election__term=mandate.term_id,
        election__certified_on__range=(period.start, period.end),
    )  # fmt: skip
    says = _("Watched or counted at an election")
    return [
        Duty(one.election.certified_on, says, one.election, Right.TAKE_PART)
        for one in rows.order_by("election__certified_on", "id")
    ]


def figures(organisation: Township, period: Period) -> Figures:
    """Records of the elections whose result was certified in the period, of one township or, at the district's, of all.

    Keys: "elections", split into KINDS; "elections.short" for each that left seats empty. What is void is no election.
    """
    rows = Election.objects.filter(certified_on__range=(period.start, period.end)).prefetch_related("all_candidates")
    if not organisation.is_district:
        rows = rows.filter(township=organisation)
    return Figures(tuple(_record(one) for one in rows.order_by("certified_on", "id")))


def _record(election: Election) -> Record:
    elected = sum(one.is_elected for one in election.all_candidates.all())
    keys = {"elections", f"elections.of_{election.kind}"} | ({"elections.short"} if elected < election.seats else set())
    return Record(election.township_id, str(election), election.get_absolute_url(), frozenset(keys))
