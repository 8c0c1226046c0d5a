"""What there is of an election: itself, who stands, who watches and counts, and what was counted."""

from changren.elections.models.elections import Election
from changren.elections.models.people import Candidate, Nomination, Official
from changren.elections.models.sheets import Sheet

__all__ = ["Candidate", "Election", "Nomination", "Official", "Sheet"]
