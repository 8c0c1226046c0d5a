"""Who may: the delegate to whom it was said, the office, whoever raised it; nobody whose unit it is about."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.tenancy.models import Township
from changren.mandates.models import Mandate
from changren.matters import queries
from changren.matters.models import Matter, Workroom
from changren.matters.visitors import Visitor
from changren.organisation.guards import of_township
from changren.organisation.models import Role, Unit

is_office = of_township(Role.CLERK)
is_delegate = of_township(Role.DELEGATE)
is_delegate_or_office = of_township(Role.DELEGATE, Role.CLERK)


def is_office_or_visitor(workroom: Workroom, by: Any) -> Any:
    """Whoever has read the code of the workroom; the office for them."""
    if isinstance(by, Visitor) and by.township_id == workroom.township_id:
        return None
    return is_office(workroom, by)


def is_free(matter: Matter, by: Any) -> Objection | None:
    """Recusal: nobody whose unit it is about, or whose unit answers it, has a part in what becomes of it (art. 2)."""
    if not queries.is_recused(matter, by.person_id):
        return None
    return no(_("You belong to a unit that this matter is about; somebody else must do this."))


def is_its_delegate(matter: Matter, by: Any) -> Objection | None:
    """The delegate to whom it was said follows it to its end (art. 2)."""
    ours = matter.mandate is not None and matter.mandate.person_id == by.person_id and is_delegate(matter, by) is None
    return is_free(matter, by) if ours else no(_("Only the delegate to whom it was said may do this."))


def is_office_of_it(matter: Matter, by: Any) -> Any:
    """The office, unless the matter is about a unit of whoever is there."""
    return is_office(matter, by) or is_free(matter, by)


def is_its_delegate_or_office(matter: Matter, by: Any) -> Any:
    """Either of the two."""
    return is_its_delegate(matter, by) and is_office_of_it(matter, by)


def holds_it_or_delegate(matter: Matter, by: Any) -> Any:
    """Whoever holds its private link; the delegate for them."""
    if isinstance(by, Visitor) and by.matter == matter.pk:
        return None
    return is_its_delegate(matter, by)


def mandate_is_here(it: Any, mandate: Mandate | None) -> Objection | None:
    """A delegate of this township in office, if one is named."""
    ours = mandate is None or (mandate.township_id == it.township_id and mandate.is_active)
    return None if ours else no(_("“{name}” is no delegate of this township in office."), name=mandate)


def takes_it(matter: Matter, mandate: Mandate) -> Objection | None:
    """Another delegate of the township, who is not of a unit that it is about."""
    if matter.mandate_id == mandate.pk:
        return no(_("{name} has it already."), name=mandate)
    if queries.is_recused(matter, mandate.person_id):
        return no(_("{name} belongs to a unit that this matter is about."), name=mandate)
    return mandate_is_here(matter, mandate)


def has_delegate(matter: Matter) -> Objection | None:
    """A delegate follows it, so that somebody hears the answer."""
    return mandate_is_here(matter, matter.mandate) if matter.mandate else no(_("Pass it on to a delegate first."))


def unit_is_not_theirs(it: Matter | Township, by: Any, about: Unit | None) -> Objection | None:
    """Whoever belongs to the unit that it is about hands it to somebody else."""
    theirs = about is not None and queries.belongs_to(by.person_id, about.pk)
    return no(_("You belong to “{unit}” yourself: let another delegate take this."), unit=about) if theirs else None
