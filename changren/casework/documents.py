"""What can be printed of a case: the letter that answers each person who raised it (答复函)."""

from dataclasses import dataclass
from typing import Any

from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.casework.models import Answer, Assignment, Case, Delivery
from changren.organisation.models import Post, Role, Unit
from changren.rulebook.rules import rule


@dataclass(frozen=True)
class Letters:
    """One answer, and the deliveries that each become a letter. verdict: the provision on judging it."""

    answer: Answer
    case: Case
    assisting: list[Unit]
    papers: list[Attachment]
    deliveries: list[Delivery]
    verdict: Any

    data_in_full = ("answer", "case")
    in_data = ("answer", "case", "assisting", "papers", "deliveries")

    @property
    def number(self) -> str:
        """Such as 2010-提案-003-1: the number of the case, and which answer it is."""
        return f"{self.case.serial}-{self.answer.round}"


def letters(answer: Answer, *, by: Post) -> Letters:
    """The letters of an answer that was sent: a delegate who raised it has their own, everybody else all of them."""
    case = Case.objects.select_related(*Case.alongside).get(pk=answer.case_id)
    sent = Delivery.objects.select_related("answer__case", "raiser__person").filter(answer=answer)
    rows = sent.order_by("raiser__order")
    own = rows.filter(raiser__person=by.person_id) if by.role == Role.DELEGATE else rows.none()
    helped = case.assignments.select_related("unit").filter(state=Assignment.State.OPINED)
    return Letters(
        answer, case, [one.unit for one in helped], list(attached_to(answer)), list(own or rows),
        rule("casework.verdict_within", at=case.township, on=case.opened_on),
    )  # fmt: skip
