"""What a matter, and the plan of a reception day, must say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.tenancy.models import Township
from changren.mandates.models import Mandate
from changren.matters.models import Matter, Workroom
from changren.organisation.models import Unit
from changren.rulebook.rules import rule


def text_fits(it: Any, text: str, on: datetime) -> Objection | None:
    """It says something, and no more than the rules allow (art. 8)."""
    provision, n = rule("matters.text_most", at=it.township, on=on), len(text)
    if not text.strip():
        return no(_("Nothing is said yet."), rule=provision)
    return None if provision.is_met_by(n) else no(_("The text has {n} characters."), n=n, rule=provision)


def photos_fit(it: Any, photos: Sequence[Any], on: datetime) -> Objection | None:
    """No more photos than the rules allow (art. 8)."""
    provision, n = rule("matters.photos_most", at=it.township, on=on), len(photos)
    return None if provision.is_met_by(n) else no(_("There are {n} photos."), n=n, rule=provision)


def agrees(it: Any, naming: str, name: str, phone: str, agreed_to: str, on: datetime) -> Objection | None:
    """Name and number are kept of nobody who has not agreed to it (art. 7)."""
    kept = naming != Matter.Naming.NOBODY and bool(name or phone)
    provision = rule("matters.kept_after", at=it.township, on=on)
    return no(_("Without agreement no name or number is kept."), rule=provision) if kept and not agreed_to else None


def about_is_here(it: Any, about: Unit | None) -> Objection | None:
    """It may be about any unit of this township, or of the district."""
    ours = about is None or about.township_id == it.township_id or about.township.is_district
    return None if ours else no(_("“{unit}” is not a unit of this township."), unit=about)


def enough_hosts(workroom: Workroom, hosts: Sequence[Mandate], on: datetime) -> Objection | None:
    """As many delegates receive as the rules ask for (art. 1), all of this township and in office."""
    provision = rule("matters.reception_delegates", at=workroom.township, on=on)
    if any(one.township_id != workroom.township_id or not one.is_active for one in hosts):
        return no(_("Only delegates of this township in office receive."), rule=provision)
    return None if provision.is_met_by(len(hosts)) else no(_("{n} delegates would receive."), n=len(hosts),
                                                           rule=provision)  # fmt: skip


def name_is_free(township: Township, name: str) -> Objection | None:
    """No two workrooms of a township have the same name."""
    taken = Workroom.objects.filter(township=township, name=name, state=Workroom.State.OPEN).exists()
    return no(_("There is already a workroom called “{name}”."), name=name) if taken else None
