"""Matters that people raise, and the workrooms where delegates receive them."""

from changren.matters.models.matters import Matter
from changren.matters.models.workrooms import Host, Reception, Workroom

__all__ = ["Host", "Matter", "Reception", "Workroom"]
