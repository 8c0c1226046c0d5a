"""Who elected the delegates, and in which groups they meet."""

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.mandates import guards as only
from changren.mandates.models import Delegation, ElectingUnit, Mandate, StructureTarget, Term
from changren.organisation.models import Unit


def the_head(delegation: Delegation) -> list[object]:
    return [delegation.head.person_id] if delegation.head else []


@act(ElectingUnit, who=only.is_clerk, within=Term, keeps=["seats"],
     when=[only.term_is_current, only.unit_name_is_free, only.unit_seats_fit],
     says=_("{by} entered the electing unit “{it}” with {seats} seats"), verb=_("Enter an electing unit"))  # fmt: skip
def add_electing_unit(term: Term, *, name: str, seats: int, branch: Unit | None) -> ElectingUnit:
    """Measures on Mandates, art. 2. branch: the Party branch whose secretary speaks for the unit."""
    return ElectingUnit.objects.create(township=term.township, term=term, name=name, seats=seats, branch=branch)


@act(ElectingUnit, who=only.is_clerk, keeps=["seats"],
     when=[only.term_is_current, only.unit_name_is_free, only.unit_seats_fit, only.unit_seats_suffice],
     says=_("{by} corrected the electing unit “{it}”: {seats} seats"), verb=_("Correct"))  # fmt: skip
def correct_electing_unit(unit: ElectingUnit, *, name: str, seats: int, branch: Unit | None) -> None:
    """Its name, its quota, and the branch that speaks for it."""
    unit.name, unit.seats, unit.branch = name, seats, branch


@act(ElectingUnit, who=only.is_clerk, follows=True, removes=True,
     says=_("{by} took an electing unit out again that had been entered with a roster"),
     verb=_("Take the electing unit out"))  # fmt: skip
def strike_electing_unit(unit: ElectingUnit) -> None:
    """Part of taking a roster back."""


@act(Delegation, who=only.is_clerk, follows=True, removes=True,
     says=_("{by} took a delegation out again that had been entered with a roster"),
     verb=_("Take the delegation out"))  # fmt: skip
def strike_delegation(delegation: Delegation) -> None:
    """Part of taking a roster back."""


@act(Delegation, who=only.is_clerk, when=[only.term_is_current, only.delegation_name_is_free], within=Term,
     says=_("{by} entered the delegation “{it}”"), verb=_("Enter a delegation"))  # fmt: skip
def add_delegation(term: Term, *, name: str) -> Delegation:
    """The delegates of an area or a trade."""
    return Delegation.objects.create(township=term.township, term=term, name=name)


@act(Delegation, who=only.is_clerk, when=[only.term_is_current, only.delegation_name_is_free],
     says=_("{by} corrected the delegation “{it}”"), verb=_("Correct"))  # fmt: skip
def correct_delegation(delegation: Delegation, *, name: str) -> None:
    """Its name."""
    delegation.name = name


@act(Delegation, who=only.is_clerk, when=[only.term_is_current, only.head_is_theirs], tells=[the_head],
     says=_("{by} entered the head of “{it}”"), verb=_("Enter the head"))  # fmt: skip
def appoint_head(delegation: Delegation, *, head: Mandate) -> None:
    """The delegate who convenes the delegation and signs for it."""
    delegation.head = head


@act(Delegation, who=only.is_office_or_committee, when=[only.has_a_head],
     says=_("{by} recorded that “{it}” has no head"), verb=_("No head any more"))  # fmt: skip
def relieve_head(delegation: Delegation) -> None:
    """The head gave it up, or the mandate ended."""
    delegation.head = None


@act(StructureTarget, who=only.is_clerk, when=[only.term_is_current], within=Term,
     keeps={"kind": StructureTarget.Kind, "at_least": None},
     says=_("{by} set the target: {kind}, at least {at_least}"), verb=_("Set a target"))  # fmt: skip
def set_target(term: Term, *, kind: str, at_least: int) -> StructureTarget:
    """How many delegates of a kind the approved plan of the term asks for; a second time, the new number counts."""
    found, _created = StructureTarget.objects.update_or_create(
        term=term,
        kind=kind,
        defaults={"at_least": at_least},
        create_defaults={"at_least": at_least, "township": term.township},
    )
    return found
