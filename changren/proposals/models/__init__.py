"""Plans, activities, proposals, signatures, and how a meeting judges what became of them."""

from changren.proposals.models.assessments import Assessment
from changren.proposals.models.plans import Activity, Participation, Plan
from changren.proposals.models.proposals import Evidence, Proposal, Reference
from changren.proposals.models.signatures import Signature

__all__ = ["Activity", "Assessment", "Evidence", "Participation", "Plan", "Proposal", "Reference", "Signature"]
