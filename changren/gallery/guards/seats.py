"""Whether a list fits the seats, and whoever is not on it is told why (art. 1 and 4)."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.gallery import queries
from changren.gallery.models import Application, Category, Gallery


def all_are_open(gallery: Gallery, listed: Sequence[Application]) -> Objection | None:
    """They applied here, and have not withdrawn."""
    wrong = next((one for one in listed if one.gallery_id != gallery.pk or one.state not in Application.OPEN), None)
    return no(_("{name} does not apply here any more. Load the page again."), name=wrong) if wrong else None


def fits_seats(gallery: Gallery, listed: Sequence[Application]) -> Objection | None:
    """No more than there are seats, category by category."""
    wanted = Counter(one.category for one in listed)
    over = next((name for name, n in gallery.seats.items() if wanted[name] > n), None)
    if over is None:
        return None
    values = {"category": Category(over).label, "n": wanted[over], "seats": gallery.seats[over]}
    return no(_("{category}: {n} chosen for {seats} seats."), rule=queries.seats_rule(gallery, over), **values)


def has_a_list(gallery: Gallery) -> Objection | None:
    """The office has proposed somebody, or nobody applied."""
    rows = gallery.applications.filter(state__in=Application.OPEN)
    if not rows.exists() or rows.filter(state=Application.State.SHORTLISTED).exists():
        return None
    return no(_("The office has not proposed anybody yet."), rule=queries.rule_of(gallery, "seats"))


def says_why_not(gallery: Gallery, listed: Sequence[Application], reason: str) -> Objection | None:
    """Whoever is not admitted is told why (art. 4)."""
    left = gallery.applications.filter(state__in=Application.OPEN).exclude(pk__in=[one.pk for one in listed])
    untold = not reason and left.exists()
    return no(_("Say why the others are not admitted."), rule=queries.rule_of(gallery, "seats")) if untold else None
