"""What an application must say (art. 2 and 4)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.secrets import digest
from changren.gallery import queries
from changren.gallery.models import Application, Gallery, Member
from changren.organisation.models import Role, Unit


def is_closing_ahead(it: Any, closes_at: datetime, on: datetime) -> Objection | None:
    """It closes later than now."""
    return None if on < closes_at else no(_("Applications close at a time to come."))


def member_may_apply(gallery: Gallery, kind: str) -> Objection | None:
    """Full members; residents where the rules say so."""
    provision = queries.rule_of(gallery, "residents")
    if kind != Member.RESIDENT or provision.value:
        return None
    return no(_("Here only members of the Party may apply."), rule=provision)


def shows_card(gallery: Gallery, kind: str, card: str) -> Objection | None:
    """A migrant member registers with the mobile-member card."""
    missing = kind == Member.MIGRANT and not card
    return no(_("Enter the number of the mobile-member card."), rule=queries.rule_of(gallery, "residents")) \
        if missing else None  # fmt: skip


def applies_once(gallery: Gallery, name: str, phone: str) -> Objection | None:
    """The same person applies once; who has withdrawn may apply again."""
    same = gallery.applications.exclude(state=Application.State.WITHDRAWN).filter(name=name)
    twice = phone and same.filter(phone_digest=digest(phone)).exists()
    return no(_("{name} has applied already with this telephone number."), name=name) if twice else None


def unit_is_theirs(gallery: Gallery, by: Any, unit: Unit | None) -> Objection | None:
    """A branch recommends in its own name; the office enters in whose name of the township it was done."""
    if unit is None or unit.township_id != gallery.township_id:
        return no(_("Choose the unit that recommends."))
    foreign = by.role == Role.BRANCH and by.unit_id != unit.pk
    return no(_("A branch recommends in its own name.")) if foreign else None
