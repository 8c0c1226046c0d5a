"""Slips of paper with a credential each: printed at a terminal, or by a page for those who never see one."""

from changren.ballots.slips.page import made
from changren.ballots.slips.paper import printed

__all__ = ["made", "printed"]
