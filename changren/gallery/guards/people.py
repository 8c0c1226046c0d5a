"""Who may: the office, the Party committee, a branch for those it recommends, and people without an account."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.gallery.models import Application, Gallery
from changren.gallery.visitors import Visitor
from changren.organisation.guards import of_township
from changren.organisation.models import Role

is_office = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)
may_recommend = of_township(Role.BRANCH, Role.CLERK)


def is_office_or_visitor(gallery: Gallery, by: Any) -> Any:
    """Whoever applies at the public page; the office for those who come in person."""
    if isinstance(by, Visitor) and by.township_id == gallery.township_id:
        return None
    return is_office(gallery, by)


def holds_it_or_office(application: Application, by: Any) -> Objection | None:
    """Whoever holds the private link of this application; the office for them."""
    if isinstance(by, Visitor) and by.application == application.pk:
        return None
    if is_office(application, by) is None:
        return None
    return no(_("Only who applied, or the office for them, may do this."))


def may_withdraw(application: Application, by: Any) -> Objection | None:
    """The same; and the branch that recommended."""
    recommended = application.unit_id is not None and getattr(by, "unit_id", None) == application.unit_id
    if recommended and may_recommend(application, by) is None:
        return None
    return holds_it_or_office(application, by)
