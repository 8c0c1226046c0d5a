"""The scrutineer's page: one file that draws a key with others, keeps it under a passphrase, and opens one sum ever."""

from changren.ballots.scrutineer.page import made

__all__ = ["made"]
