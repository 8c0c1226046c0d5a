"""The minutes: one sealed entry for every act, in the order of commits (docs/house.md, law 4)."""

from changren.base.minutes.seal import Fault, verify
from changren.base.minutes.writing import is_used, repeat, write

__all__ = ["Fault", "is_used", "repeat", "verify", "write"]
