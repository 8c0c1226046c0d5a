"""Every question about proposals: who may open what, who has signed, what a page shows, what is counted."""

from changren.base.documents.uploads import attached_to
from changren.organisation.queries import history
from changren.proposals.queries.board import Board, board, duties, waiting_for
from changren.proposals.queries.doors import (
    activities_for,
    owner_url,
    papers_for,
    plans_for,
    proposals_for,
    public_proposals,
    sessions_for,
    signatures_for,
)
from changren.proposals.queries.figures import KINDS, OUTCOMES, figures
from changren.proposals.queries.report import Line, Report, lines, report
from changren.proposals.queries.sheet import PlanSheet, Sheet, participants, plan_sheet, sheet
from changren.proposals.queries.signers import (
    all_signers,
    districts_due,
    full_membership,
    invitable,
    is_draft_paper,
    mandate_of,
    next_number,
    open_plan,
    past_second_cutoff,
    signers,
)
from changren.proposals.queries.trial import TRIALS, would_change

__all__ = [
    "KINDS",
    "OUTCOMES",
    "TRIALS",
    "Board",
    "Line",
    "PlanSheet",
    "Report",
    "Sheet",
    "activities_for",
    "all_signers",
    "attached_to",
    "board",
    "districts_due",
    "duties",
    "figures",
    "full_membership",
    "history",
    "invitable",
    "is_draft_paper",
    "lines",
    "mandate_of",
    "next_number",
    "open_plan",
    "owner_url",
    "papers_for",
    "participants",
    "past_second_cutoff",
    "plan_sheet",
    "plans_for",
    "proposals_for",
    "public_proposals",
    "report",
    "sessions_for",
    "sheet",
    "signatures_for",
    "signers",
    "waiting_for",
    "would_change",
]
