"""A proposal as the form that is filed (提案表), and the report on the proposals of a session (提案工作报告)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from changren.base.documents import paper
from changren.base.documents.uploads import attached_to
from changren.base.ui.tags import day, minute
from changren.base.words import listed
from changren.casework.documents import proceedings
from changren.proposals.models import Activity, Proposal, Signature
from changren.proposals.queries import Judged, Line, Report, Sheet, named_by

WIDTHS = (4, 2, 2, 2, 3)  # of the columns of the list


def form_paper(sheet: Sheet) -> paper.Paper:
    """The form, with what the reader of its page may see."""
    return _paper(sheet.proposal, _form(sheet.proposal, sheet.signatures, sheet.evidence, sheet.earlier))


def archived(it: Proposal) -> paper.Paper:
    """The form for the archive of the district: all there is, the names of its papers, and its casework."""
    signatures = it.signatures.select_related("mandate__person").order_by("settled_at", "pk")
    evidence = Activity.objects.filter(pk__in=it.evidence.values("activity")).order_by("held_on", "pk")
    earlier = Proposal.objects.filter(pk__in=named_by(it)).order_by("submitted_on", "pk")
    parts = [_form(it, signatures, evidence, earlier)]
    names = [one.name for one in attached_to(it)]
    parts += [paper.facts([(_("Papers"), listed(names))])] if names else []
    parts += [paper.facts([(_("merged into").capitalize(), it.merged_into)])] if it.merged_into else []
    return _paper(it, *parts, *(proceedings(it.case) if it.case else ()))


def _paper(it: Proposal, *parts: paper.Part) -> paper.Paper:
    head = _("%(place)s: %(kind)s") % {"place": it.township, "kind": it.get_kind_display()}
    return paper.Paper(str(it), it.submitted_on or it.drafted_on, [paper.title(head), *parts])


def _form(
    it: Proposal, signatures: Iterable[Signature], evidence: Iterable[Activity], earlier: Iterable[Proposal]
) -> paper.Part:
    signed = (one for one in signatures if one.state == Signature.State.SIGNED)
    names = {name: pgettext("of a proposal", name) for name in ("subject", "grounds", "plan")}
    return paper.form(
        [(_("Number"), it.serial or "—"), (_("Field"), it.get_field_display())],
        [(_("Title"), it.title)],
        [(_("Lead"), it.lead), (_("Delegation"), it.lead.delegation)],
        [(capfirst(names["subject"]), it.subject)],
        [(capfirst(names["grounds"]), "\n".join([it.grounds, *_cited(evidence, earlier)]))],
        [(capfirst(names["plan"]), it.measures)],
        [(_("Signatures"), "\n".join(f"{one.mandate} ({minute(one.settled_at)})" for one in signed))],
        [(_("Unit suggested"), it.wanted_unit or "—")],
        [(_("Review"), _review(it))],
        [(_("Handled by"), it.case.lead_unit or "" if it.case else "")],
    )


def _cited(evidence: Iterable[Activity], earlier: Iterable[Proposal]) -> list[str]:
    colon = pgettext("after a field's name", ": ")
    told = [f"{one.get_kind_display()}{colon}{one} ({day(one.held_on)})" for one in evidence]
    return told + [f"{_('Refers to')}{colon}{one}" for one in earlier]


def _review(it: Proposal) -> str:
    if not it.outcome:
        return ""
    head = " ".join(filter(None, (it.get_outcome_display(), it.get_reason_display(), day(it.reviewed_on))))
    return "\n".join(filter(None, (head, it.opinion, it.appeal, it.appeal_decision)))


def report_paper(told: Report, judged: list[Judged], on: date) -> paper.Paper:
    """What the next session is told. on: the day it is told as of."""
    session = told.session
    head = _("Report on proposals, %(place)s, %(session)s") % {"place": session.township, "session": session}
    about = _(
        "What was handed in for this session and since, and what became of it. "
        "Those who did not judge are counted as such."
    )
    parts = [paper.title(head), paper.under(day(on)), paper.prose(about), _counts(told), _list(told)]
    if judged:
        parts += [paper.heading(_("How the congress judged the last report")), _judged(judged)]
    if told.unseen:
        more = ngettext(
            "%(n)s more is counted above and confidential.",
            "%(n)s more are counted above and confidential.",
            told.unseen,
        )
        parts.append(paper.remark(more % {"n": told.unseen}))
    return paper.Paper(head, on, parts)


def _counts(told: Report) -> paper.Part:
    head = (_("Type"), _("Received"), _("Filed"), _("Registered"), _("Merged"), _("Downgraded"), _("Not filed"),
            _("Withdrawn"), _("Under review"))  # fmt: skip
    keys = ("filed", "registered", "merged", "downgraded", "refused", "withdrawn", "pending")
    rows = [(label, n, *(became[key] for key in keys)) for label, n, became in told.counts]
    return paper.table(head, rows, (2, *(1 for _key in head[1:])), numbers=range(1, len(head)))


def _judged(judged: list[Judged]) -> paper.Part:
    head = (_("Proposal"), _("Satisfied"), _("Not satisfied"), _("Share not satisfied"), _("Consequence"), _("State"))
    rows = [
        (one.proposal, one.satisfied, one.dissatisfied, f"{one.dissatisfied} ÷ {one.whole} = {one.percent}",
         _("to the Party committee") if one.goes_up else "—", _standing(one.proposal)) for one in judged
    ]  # fmt: skip
    return paper.table(head, rows, (4, 1, 1, 2, 2, 2))


def _list(told: Report) -> paper.Part:
    head = (_("Proposal"), _("State"), _("Lead unit"), _("Answer"), _("Verdicts"))
    return paper.table(head, [_line(one) for one in told.lines], WIDTHS)


def _line(line: Line) -> tuple[Any, ...]:
    it, outcome = line.proposal, line.outcome
    case, answer = (outcome.case, outcome.answer) if outcome else (None, None)
    judged = "—"
    if outcome and answer:
        counts = {"a": outcome.satisfied, "b": outcome.basically, "c": outcome.dissatisfied, "d": outcome.none}
        judged = _("satisfied %(a)s, basically %(b)s, not %(c)s, not judged %(d)s") % counts
    return (
        it, _standing(it), (case and case.lead_unit) or "—",
        answer.get_grade_display() if answer else _("not answered yet"), judged,
    )  # fmt: skip


def _standing(it: Proposal) -> str:
    """Where it stands, with what else is marked on its page."""
    told = [it.case.get_state_display() if it.case else it.get_state_display()]
    told += [it.get_outcome_display()] if it.outcome == Proposal.Outcome.DOWNGRADED else []
    return " ".join([*told, *([_("confidential")] if it.confidential else [])])
