"""What can be printed of a case: the letter that answers each person who raised it (答复函), and how it was handled."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from changren.base.documents import paper
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.base.ui.tags import day
from changren.base.words import listed
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


def letter_paper(said: Letters) -> paper.Paper:
    """The same letters as a paper: a sheet for each person who raised it."""
    parts = [part for one in said.deliveries for part in (paper.sheet(), *_letter(said, one))]
    return paper.Paper(f"{_('Answer letter')} {said.number}", said.answer.sent_on or said.case.opened_on, parts[1:])


def _letter(said: Letters, one: Delivery) -> list[paper.Part]:
    case, answer = said.case, said.answer
    signed = _("Signed: %(by)s") % {"by": answer.signed_by}
    return [
        paper.office(case.lead_unit),
        paper.under(_("Answer letter no. %(number)s") % {"number": said.number}),
        paper.title(_("On “%(title)s” (%(serial)s)") % {"serial": case.serial, "title": case.title}),
        paper.address(_("To delegate %(name)s:") % {"name": one.raiser.person.name}),
        paper.prose(answer.text),
        paper.facts(_particulars(said)),
        paper.ends(case.lead_unit, signed, day(answer.sent_on)),
        paper.remark(f"{_asked(one)} {said.verdict.article}"),
    ]


def _particulars(said: Letters) -> list[paper.Cell]:
    answer = said.answer
    pairs = [
        (_("Class"), answer.get_grade_display()),
        (_("Will be done by"), answer.promised_by and day(answer.promised_by)),
        (_("Assisting units"), listed(said.assisting)), (_("Papers with it"), listed(one.name for one in said.papers)),
    ]  # fmt: skip
    return [(name, value) for name, value in pairs if value]


def _asked(one: Delivery) -> str:
    if one.state == Delivery.State.RECUSED:
        return _("You belong to a unit that answers this matter, so you are asked for no verdict.")
    return _("Please judge attitude and result by %(day)s.") % {"day": day(one.judge_by)}


def proceedings(case: Case) -> list[paper.Part]:
    """All of a case for the archive: the units, what was done, each answer that was sent, and how it was judged."""
    parts = [paper.heading(_("Casework")), paper.facts(_standing(case))]
    units = case.assignments.select_related("unit").order_by("sent_on", "-role", "id")
    rows = [(one.unit, one.get_role_display(), one.get_state_display(), one.said) for one in units]
    parts += [paper.table((_("Unit"), _("Role"), _("State"), _("Said")), rows, (3, 2, 2, 5))] if rows else []
    done = [f"{day(one.day)} {one.get_kind_display()} {one.text}" for one in case.progress.all()]
    parts += [paper.heading(_("Progress and urging")), paper.points(done)] if done else []
    sent = Answer.objects.filter(case=case, state=Answer.State.SENT).order_by("round")
    return parts + [part for answer in sent for part in _answer(answer)]


def _standing(case: Case) -> list[paper.Cell]:
    return [
        (_("State"), case.get_state_display()), (_("Lead unit"), case.lead_unit or "—"),
        (_("Handed over on"), day(case.opened_on)),
        *([(capfirst(_("closed on")), day(case.closed_on))] if case.closed_on else []),
    ]  # fmt: skip


def _answer(answer: Answer) -> list[paper.Part]:
    rows = Delivery.objects.select_related("raiser__person").filter(answer=answer).order_by("raiser__order")
    judged = [
        (one.raiser, one.get_attitude_display() or one.get_state_display(), one.get_result_display(), one.comment)
        for one in rows
    ]
    head = (_("Name"), *(capfirst(word) for word in (_("attitude"), _("result"), _("comment"))))
    said = Letters(answer, answer.case, [], list(attached_to(answer)), [], None)
    return [
        paper.heading(_("Answer %(n)s") % {"n": answer.round}), paper.prose(answer.text),
        paper.facts(_particulars(said)), paper.ends(answer.signed_by, day(answer.sent_on)),
        paper.table(head, judged, (2, 2, 2, 5)),
    ]  # fmt: skip
