"""The booth: one page that holds everything, seals a ballot where it is opened, and needs no network."""

from changren.ballots.booth.page import made

__all__ = ["made"]
