"""What every room says of a year, put side by side."""

from changren.overview.queries.records import KEYS, LABELS, Selection, open_to, select
from changren.overview.queries.trial import trial
from changren.overview.queries.year import Row, Year, year

__all__ = ["KEYS", "LABELS", "Row", "Selection", "Year", "open_to", "select", "trial", "year"]
