"""The access doors of cases and of what belongs to them: every lookup from an address starts here."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.casework.models import Answer, Assignment, Case, Delivery, Extension, Raiser
from changren.organisation.models import Post, Role

UNIT_ROLES = (Role.HEAD, Role.HANDLER)
SEES_CONFIDENTIAL = (Role.CLERK, Role.COMMITTEE, Role.DISCIPLINE)


def cases_for(post: Post) -> Any:
    """A unit opens its cases, a township's people theirs (confidential ones on need), the district all."""
    cases = Case.objects.select_related(*Case.alongside)
    if post.role == Role.DISTRICT:
        return cases
    if post.role in UNIT_ROLES:
        return cases.filter(pk__in=Assignment.objects.filter(unit=post.unit_id).values("case"))
    ours = Q(township=post.township_id)
    if post.role not in SEES_CONFIDENTIAL:
        ours &= Q(confidential=False) | Q(pk__in=raised_by(post.person_id))
    return cases.filter(ours)


def raised_by(person_id: UUID) -> Any:
    """The cases that a person raised, alone or with others."""
    return Raiser.objects.filter(person=person_id).values("case")


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


def answers_for(post: Post) -> Any:
    """The answers of the cases that a post may open: those sent, and its own unit's drafts."""
    readable = Q(state=Answer.State.SENT)
    if post.role in UNIT_ROLES:
        readable |= Q(case__lead_unit=post.unit_id)
    return Answer.objects.select_related(*Answer.alongside).filter(readable, case__in=cases_for(post))


def papers_for(post: Post) -> Any:
    """What is attached to the cases a post may open: to the matter as it was raised, and to the answers."""
    owners = Q(owner_id__in=cases_for(post).values("origin_id")) | Q(owner_id__in=answers_for(post).values("pk"))
    return Attachment.objects.select_related("township").filter(owners, is_removed=False)


def draft_papers(case: Case) -> Any:
    """What is attached to the draft of the answer that is being prepared."""
    drafts = Answer.objects.filter(case=case, round=case.next_round, state=Answer.State.DRAFT)
    return attached_to(*drafts)
