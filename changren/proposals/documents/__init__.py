"""What can be printed or read by machines: the form of a proposal, the report to a session, the public list."""

from changren.proposals.documents.papers import archived, form_paper, report_paper
from changren.proposals.documents.public import as_atom, as_csv, as_json

__all__ = ["archived", "as_atom", "as_csv", "as_json", "form_paper", "report_paper"]
