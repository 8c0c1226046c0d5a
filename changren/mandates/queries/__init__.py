"""Every question about mandates: who may see which, the register, the pages, the credentials report, the desk."""

from changren.mandates.queries.clock import deadline
from changren.mandates.queries.counts import Breakdown, Line, Unreconciled, records, should_attend
from changren.mandates.queries.credentials import Report, report
from changren.mandates.queries.desk import waiting_for
from changren.mandates.queries.doors import (
    delegations_for,
    electing_units_for,
    mandates_for,
    opens_file,
    rosters_entered_for,
    rosters_for,
    sessions_for,
    terminations_for,
    terms_for,
    vacancies_for,
)
from changren.mandates.queries.roll import EVERY_STATE, Register, current_terms, register, seats
from changren.mandates.queries.roster import Roster, roster
from changren.mandates.queries.rosterlines import as_given, columns
from changren.mandates.queries.rosterpage import RosterSheet, roster_sheet
from changren.mandates.queries.sheets import MandateSheet, mandate_sheet
from changren.mandates.queries.takingback import corrected_since, hanging
from changren.mandates.queries.tally import Figures, figures, meetings
from changren.mandates.queries.termpage import TermSheet, term_sheet

__all__ = [
    "EVERY_STATE",
    "Breakdown",
    "Figures",
    "Line",
    "MandateSheet",
    "Register",
    "Report",
    "Roster",
    "RosterSheet",
    "TermSheet",
    "Unreconciled",
    "as_given",
    "columns",
    "corrected_since",
    "current_terms",
    "deadline",
    "delegations_for",
    "electing_units_for",
    "figures",
    "hanging",
    "mandate_sheet",
    "mandates_for",
    "meetings",
    "opens_file",
    "records",
    "register",
    "report",
    "roster",
    "roster_sheet",
    "rosters_entered_for",
    "rosters_for",
    "seats",
    "sessions_for",
    "should_attend",
    "term_sheet",
    "terminations_for",
    "terms_for",
    "vacancies_for",
    "waiting_for",
]
