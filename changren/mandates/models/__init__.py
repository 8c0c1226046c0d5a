"""Terms and sessions of a congress, its delegations, and the mandates of its delegates."""

from changren.mandates.models.mandates import Mandate, Termination, Vacancy
from changren.mandates.models.rosters import Roster, RosterLine
from changren.mandates.models.terms import Delegation, ElectingUnit, Session, StructureTarget, Term

__all__ = [
    "Delegation", "ElectingUnit", "Mandate", "Roster", "RosterLine", "Session", "StructureTarget", "Term",
    "Termination", "Vacancy",
]  # fmt: skip
