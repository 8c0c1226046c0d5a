"""The access doors: which regulations a post may open."""

from typing import Any

from django.db.models import Q

from changren.base.tenancy.models import Township
from changren.organisation.models import Post, Role
from changren.organisation.queries import places_for
from changren.rulebook.models import Choice, Consultation, Regulation

DRAFTERS = (Role.CLERK, Role.COMMITTEE, Role.DISCIPLINE, Role.DISTRICT)  # see what is not yet for everybody


def regulations_for(post: Post) -> Any:
    """The access door: one's own township's, and the district's, which hold for all.

    A version can be read by everybody once it is in consultation; before, by the office and the committees.
    """
    public = Q(state__in=(Regulation.State.CONSULTING, Regulation.State.ADOPTED))
    own = Q(township__in=places_for(post))
    own = own if post.role in DRAFTERS else own & public
    of_district = Q(township__kind=Township.Kind.DISTRICT) & public
    return Regulation.objects.select_related("township").filter(own | of_district)


def choices_for(post: Post) -> Any:
    """The access door of the values that a version chooses."""
    return Choice.objects.select_related(*Choice.alongside).filter(regulation__in=regulations_for(post))


def consultations_for(post: Post) -> Any:
    """The access door of consultations."""
    return Consultation.objects.select_related(*Consultation.alongside).filter(regulation__in=regulations_for(post))
