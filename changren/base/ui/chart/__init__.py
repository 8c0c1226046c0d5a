"""Charts that are tables: drawn on the server, read by everybody, printed as they stand."""

from changren.base.ui.chart.bars import Bars, bars
from changren.base.ui.chart.stack import Stack, stack

__all__ = ["Bars", "Stack", "bars", "stack"]
