"""Plans, activities, proposals, signatures."""

from changren.proposals.models.plans import Activity, Participation, Plan
from changren.proposals.models.proposals import Evidence, Proposal, Reference
from changren.proposals.models.signatures import Signature

__all__ = ["Activity", "Evidence", "Participation", "Plan", "Proposal", "Reference", "Signature"]
