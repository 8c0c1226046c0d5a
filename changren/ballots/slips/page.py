"""Putting together the page that makes credentials and prints them: the same file for every election."""

from pathlib import Path

from changren.ballots import alone
from changren.ballots.slips.paper import STYLE

HERE = Path(__file__).parent


def made() -> alone.Page:
    """The page. It knows of no election: who opens it says which, and how many credentials."""
    scripts = [alone.QR, *(HERE / name for name in ("drawing.js", "slips.js"))]
    return alone.page(HERE / "slips.html", scripts, [HERE / "slips.css", STYLE], "制作投票凭证条")
