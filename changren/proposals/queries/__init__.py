"""Every question about proposals: who may open what, who has signed, what a page shows, what is counted."""

from changren.base.documents.uploads import attached_to
from changren.organisation.queries import history
from changren.proposals.queries.alike import (
    collecting_in,
    comparable_for,
    is_open_to_join,
    may_still_sign,
    nameable_by,
    named_by,
    referred_to,
)
from changren.proposals.queries.board import PAGE, Board, board, duties, reads_alike
from changren.proposals.queries.deciding import can_still_appeal, citable, mergeable, reviewing_role
from changren.proposals.queries.desk import unplanned, waiting_for
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
from changren.proposals.queries.figures import KINDS, OUTCOMES, became, figures
from changren.proposals.queries.report import Line, Report, lines, report
from changren.proposals.queries.sheet import PlanSheet, Sheet, participants, plan_sheet, sheet
from changren.proposals.queries.signers import (
    Support,
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
    standing_behind,
    support,
)
from changren.proposals.queries.trial import TRIALS, would_change

__all__ = [
    "KINDS",
    "OUTCOMES",
    "PAGE",
    "TRIALS",
    "Board",
    "Line",
    "PlanSheet",
    "Report",
    "Sheet",
    "Support",
    "activities_for",
    "all_signers",
    "attached_to",
    "became",
    "board",
    "can_still_appeal",
    "citable",
    "collecting_in",
    "comparable_for",
    "districts_due",
    "duties",
    "figures",
    "full_membership",
    "history",
    "invitable",
    "is_draft_paper",
    "is_open_to_join",
    "lines",
    "mandate_of",
    "may_still_sign",
    "mergeable",
    "nameable_by",
    "named_by",
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
    "reads_alike",
    "referred_to",
    "report",
    "reviewing_role",
    "sessions_for",
    "sheet",
    "signatures_for",
    "signers",
    "standing_behind",
    "support",
    "unplanned",
    "waiting_for",
    "would_change",
]
