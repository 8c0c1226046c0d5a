"""The "1+N": every number of the regulations, with its article and its dates (docs/house.md, law 3).

The other rooms need one function: `rule("proposals.cosigners_min", at=township, on=date)`.
"""

from changren.rulebook.provisions import Provision
from changren.rulebook.rules import rule

__all__ = ["Provision", "rule"]
