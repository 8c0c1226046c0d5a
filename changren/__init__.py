"""Changren (常任): software for a standing congress of delegates."""

__version__ = "0.1.0"
