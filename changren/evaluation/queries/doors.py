"""The access doors of evaluations: drafts are for those who prepare them, results for those whom the rules name."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from changren.base.documents.models import Attachment
from changren.evaluation.models import Count, Evaluation, Rater, Scrutineer, Subject
from changren.mandates.models import Session, Term
from changren.organisation.models import Post, Role

PREPARES = (Role.CLERK, Role.COMMITTEE)


def evaluations_for(post: Post) -> Any:
    """A township's people see its evaluations once the form is adopted; who prepares or has a task, drafts too."""
    rows = Evaluation.objects.select_related(*Evaluation.alongside)
    if post.role == Role.DISTRICT:
        return rows
    ours = rows.filter(township=post.township_id)
    if post.role in PREPARES:
        return ours
    tasks = Scrutineer.objects.filter(person=post.person_id, is_relieved=False).values("evaluation")
    about = Subject.objects.filter(person=post.person_id, is_removed=False).values("evaluation")
    return ours.filter(~Q(adopted_on=None) | Q(pk__in=tasks) | Q(pk__in=about))


def subjects_for(post: Post) -> Any:
    """Who is on the forms that a post may open."""
    rows = Subject.objects.select_related(*Subject.alongside).filter(is_removed=False)
    return rows.filter(evaluation__in=evaluations_for(post))


def counts_for(post: Post) -> Any:
    """What one has entered oneself: nobody opens another one's count."""
    own = Count.objects.select_related(*Count.alongside).filter(entered_by=post.person_id, is_struck=False)
    return own.filter(evaluation__in=evaluations_for(post))


def raters_for(post: Post) -> Any:
    """One's own part in the evaluations that one may open."""
    own = Rater.objects.select_related(*Rater.alongside).filter(mandate__person=post.person_id)
    return own.filter(evaluation__in=evaluations_for(post))


def papers_for(post: Post) -> Any:
    """What was filed with the duty reports that a post may read."""
    owners = subjects_for(post).values("pk")
    return Attachment.objects.select_related("township").filter(owner_id__in=owners, is_removed=False)


def sees_result(evaluation: Evaluation, post: Post, watching: set[UUID]) -> bool:
    """Whether the whole result is shown to this post. watching: the persons who watch or count.

    Until it is reported the office and those who counted see it; then the district does, and where the rules have it
    announced, everybody who may open the evaluation.
    """
    if not evaluation.is_drawn_up:
        return False
    here = post.township_id == evaluation.township_id
    if here and (post.role == Role.CLERK or post.person_id in watching):
        return True
    told = post.role == Role.DISTRICT or evaluation.announced == Evaluation.Announced.ALL
    return evaluation.is_reported and told


def current_term(township: Any) -> Term | None:
    """The congress whose delegates are asked now."""
    return Term.objects.filter(township=township.pk, state=Term.State.CURRENT).order_by("-number").first()


def sessions_of(township: Any) -> Any:
    """The sessions of the current term at which an evaluation may be held."""
    rows = Session.objects.select_related("term").filter(township=township.pk, term__state=Term.State.CURRENT)
    return rows.exclude(state=Session.State.CANCELLED).order_by("number")
