"""The figures of proposals: received, and what became of each, by field."""

from collections.abc import Iterable

from changren.base.clock.period import Period
from changren.base.figures import Figures, Record
from changren.base.tenancy.models import Township
from changren.proposals.models import Proposal, Signature

KINDS = {Proposal.Kind.PROPOSAL: "proposals", Proposal.Kind.RECESS: "recess", Proposal.Kind.SUGGESTION: "suggestions"}
OUTCOMES = ("filed", "registered", "merged", "downgraded", "refused", "withdrawn", "pending")


def figures(organisation: Township, period: Period) -> Figures:
    """Records of what was handed in in the period, of one township or, at the district's level, of all.

    Keys: "proposals", "recess" and "suggestions" by what each was raised as, each split into OUTCOMES
    ("proposals.filed" …), with the field as group; "took_part" once for each delegate who led or signed one.
    """
    rows = Proposal.objects.filter(submitted_on__range=(period.start, period.end)).select_related("lead__person")
    if not organisation.is_district:
        rows = rows.filter(township=organisation)
    handed_in = list(rows)
    return Figures((*(_record(one) for one in handed_in), *_people(handed_in)))


def became(one: Proposal) -> str:
    """What became of something that was handed in: one of OUTCOMES."""
    return "withdrawn" if one.state == Proposal.State.WITHDRAWN else one.outcome or "pending"


def _record(one: Proposal) -> Record:
    kind = KINDS[Proposal.Kind(one.raised_as)]
    keys = frozenset({"handed_in", kind, f"{kind}.{became(one)}"})
    return Record(one.township_id, str(one), one.get_absolute_url(), keys, group=one.field)


def _people(handed_in: Iterable[Proposal]) -> Iterable[Record]:
    rows = list(handed_in)
    signed = Signature.objects.filter(proposal__in=[one.pk for one in rows], state=Signature.State.SIGNED)
    mandates = {one.lead for one in rows} | {one.mandate for one in signed.select_related("mandate__person")}
    for mandate in sorted(mandates, key=lambda one: (str(one.township_id), one.number)):
        yield Record(mandate.township_id, str(mandate), mandate.get_absolute_url(), frozenset({"took_part"}))
