"""What can be printed of a meeting, and the whole of it as one archive."""

from changren.congress.documents.archive import archive
from changren.congress.documents.papers import minutes_paper, pack_papers, requirements_paper

__all__ = ["archive", "minutes_paper", "pack_papers", "requirements_paper"]
