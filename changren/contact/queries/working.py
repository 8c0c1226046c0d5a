"""What a plan is worked out from, and what is still missing in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from changren.base.tenancy.models import Township
from changren.base.words import listed as in_words
from changren.contact.models import Counterpart, Plan, Tie
from changren.contact.queries.asking import current_term, delegates, listed, members, plan_before, rule_of
from changren.contact.solving import Pair, Someone, propose
from changren.mandates.models import Mandate

NAMED = 5  # names in a sentence, before "and others"


def worked_out(plan: Plan) -> list[Pair]:
    """Who should keep contact with whom, evenly and near to each other; see `solving`."""
    people, before = delegates(plan.term), plan_before(plan) if plan.keeps_pairs else None
    kept = dict(Tie.objects.filter(plan=before).values_list("mandate", "member")) if before else {}
    seats = {one.person_id: one for one in Mandate.objects.filter(term=plan.term_id, state=Mandate.State.ACTIVE)}
    able = [Someone(one.pk, _near(seats.get(one.pk))) for one in members(plan.township)]
    wanted = [Someone(one.pk, _near(one), kept.get(one.pk)) for one in people]
    return propose(able, wanted, keep=plan.keeps_pairs)


def _near(mandate: Mandate | None) -> tuple[UUID | None, UUID | None, str | None]:
    return (mandate.electing_unit_id, mandate.delegation_id, mandate.sector) if mandate else (None, None, None)


def uncontacted(plan: Plan) -> list[Mandate]:
    """The delegates in office whom nobody contacts: without a tie, or with a member who has left the committee."""
    here = [one.pk for one in members(plan.township)]
    done = set(Tie.objects.filter(plan=plan, member__in=here).values_list("mandate", flat=True))
    return [one for one in delegates(plan.term) if one.pk not in done]


def most_for_one(plan: Plan) -> int:
    """The most delegates with whom one member keeps contact."""
    loads = Counter(Tie.objects.filter(plan=plan).values_list("member", flat=True))
    return max(loads.values(), default=0)


def some_of(who: Iterable[object]) -> str:
    """The first few names, and that there are others."""
    names = list(map(str, who))
    return in_words(names) if len(names) <= NAMED else _("{names} and others").format(names=in_words(names[:NAMED]))


def not_in_office(plan: Plan, mandates: set[UUID]) -> set[UUID]:
    """Those of the keys that belong to no delegate in office of the term."""
    rows = Mandate.objects.filter(term=plan.term_id, state=Mandate.State.ACTIVE, pk__in=mandates)
    return mandates - set(rows.values_list("pk", flat=True))


def on_lists(plan: Plan) -> Counter[tuple[UUID, bool]]:
    """How many stand on each delegate's list: people (False), and organisations (True)."""
    rows = Counterpart.objects.filter(township=plan.township_id, state=Counterpart.State.LISTED)
    return Counter((mandate, kind == Counterpart.Kind.BRANCH) for mandate, kind in rows.values_list("mandate", "kind"))


def lists_too_long(plan: Plan, lines: Sequence[dict[str, Any]]) -> int:
    """How many lists would have more people or organisations than the rules say, with these lines added."""
    most = {False: rule_of(plan, "people_most").value, True: rule_of(plan, "branches").value}
    added = Counter((line["mandate"], line["kind"] == Counterpart.Kind.BRANCH) for line in lines)
    there = on_lists(plan)
    return sum(n + there[key] > most[key[1]] for key, n in added.items())


def room_on(plan: Plan, mandate: Mandate, *, is_branch: bool) -> tuple[Any, int]:
    """The provision on how many people, or organisations, stand on a list; and how many stand on this one."""
    provision = rule_of(plan, "branches") if is_branch else rule_of(plan, "people_most")
    return provision, sum((one.kind == Counterpart.Kind.BRANCH) == is_branch for one in listed(mandate))


def why_no_plan(place: Township) -> Any:
    """The sentence that says why nobody can be given to anybody; None if it can be worked out."""
    term = current_term(place)
    if term is None:
        return gettext_lazy("No term goes on in {place}: enter it first, among the delegates.")
    if not members(place):
        return gettext_lazy("Nobody is entered as a member of the Party committee: enter them first, among the units.")
    return None if delegates(term) else gettext_lazy("There is no delegate in office beside the committee members.")
