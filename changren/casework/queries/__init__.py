"""Every question about cases: who stands where, when it is due, what a page shows, what the figures are."""

from changren.base.figures import Figures
from changren.casework.queries.clock import (
    case_due,
    districts_due,
    due_of,
    moved_dates,
    past_return_window,
    reminders,
    standing_pause,
)
from changren.casework.queries.desk import UNIT_ROLES, Desk, board, cases_for, desk, duties, waiting_for
from changren.casework.queries.doors import assignments_for, deliveries_for, extensions_for
from changren.casework.queries.figures import GRADES, OPINIONS, PROMPT, STATES, figures, overdue
from changren.casework.queries.outcomes import Outcome, outcomes
from changren.casework.queries.parties import (
    closers,
    dissatisfied,
    handling_units,
    is_respondent,
    is_sent_back,
    lead_assignment,
    lead_unit_people,
    missing_opinions,
    not_judged,
    units_of_raisers,
)
from changren.casework.queries.sheet import Sheet, sheet
from changren.casework.queries.trial import TRIALS, would_change

__all__ = [
    "GRADES",
    "OPINIONS",
    "PROMPT",
    "STATES",
    "TRIALS",
    "UNIT_ROLES",
    "Desk",
    "Figures",
    "Outcome",
    "Sheet",
    "assignments_for",
    "board",
    "case_due",
    "cases_for",
    "closers",
    "deliveries_for",
    "desk",
    "dissatisfied",
    "districts_due",
    "due_of",
    "duties",
    "extensions_for",
    "figures",
    "handling_units",
    "is_respondent",
    "is_sent_back",
    "lead_assignment",
    "lead_unit_people",
    "missing_opinions",
    "moved_dates",
    "not_judged",
    "outcomes",
    "overdue",
    "past_return_window",
    "reminders",
    "sheet",
    "standing_pause",
    "units_of_raisers",
    "waiting_for",
    "would_change",
]
