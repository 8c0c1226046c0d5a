"""The office proposes a list, the Party committee decides (art. 4)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.gallery import guards as only
from changren.gallery.acts.tells import committee, office
from changren.gallery.models import Application, Gallery

State = Gallery.State


@act(Gallery, {State.CLOSED: State.CLOSED}, who=only.is_office, tells=[committee],
     when=[only.all_are_open, only.fits_seats],
     says=_("{by} proposed who observes"), verb=_("Propose the list"))  # fmt: skip
def shortlist(gallery: Gallery, *, listed: Sequence[Application]) -> None:
    """Gallery Rules, art. 4. A later proposal takes the place of the former."""
    chosen = {one.pk for one in listed}
    for one in gallery.applications.filter(state__in=Application.OPEN):
        state = Application.State.SHORTLISTED if one.pk in chosen else Application.State.APPLIED
        if one.state != state:
            one.state = state
            one.save()


@act(Gallery, {State.CLOSED: State.DECIDED}, who=only.is_committee, tells=[office],
     when=[only.has_a_list, only.all_are_open, only.fits_seats, only.says_why_not],
     says=_("{by} entered the committee's decision on who observes"), verb=_("Enter the decision"))  # fmt: skip
def decide(gallery: Gallery, *, listed: Sequence[Application], reason: str, on: datetime) -> None:
    """Gallery Rules, art. 4. Whoever is not admitted is told why, behind their link."""
    chosen, n = {one.pk for one in listed}, 0
    for one in gallery.applications.filter(state__in=Application.OPEN).order_by("number"):
        if one.pk in chosen:
            n += 1
            one.state, one.permit = Application.State.ADMITTED, n
        else:
            one.state, one.why_not = Application.State.NOT, reason
        one.save()
    gallery.decided_on = day_of(on)
