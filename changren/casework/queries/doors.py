"""The access doors of what belongs to a case: every lookup from an address starts here."""

from typing import Any

from changren.casework.models import Assignment, Delivery, Extension
from changren.casework.queries.desk import cases_for
from changren.organisation.models import Post


def assignments_for(post: Post) -> Any:
    """Assignments of the cases that a post may open."""
    return Assignment.objects.select_related(*Assignment.alongside).filter(case__in=cases_for(post))


def extensions_for(post: Post) -> Any:
    """Requests for more time of the cases that a post may open."""
    return Extension.objects.select_related(*Extension.alongside).filter(case__in=cases_for(post))


def deliveries_for(post: Post) -> Any:
    """The deliveries to the person themselves: nobody opens another one's verdict form."""
    mine = Delivery.objects.select_related(*Delivery.alongside).filter(answer__case__in=cases_for(post))
    return mine.filter(raiser__person=post.person_id)
