"""A copy of a bulletin board that somebody else keeps: it only ever grows, and it is what was signed.

A folder holds the archive, the key that signed first, and every signed head that was new, one a line.
"""

from itertools import islice
from pathlib import Path

from changren.ballots.protocol.archive import steps
from changren.ballots.protocol.heads import Head, read
from changren.ballots.protocol.rules import Rule, no

ARCHIVE, KEY, HEADS = "archive.bel", "key.txt", "heads.jsonl"
PIECE = 1 << 20  # bytes that are compared at once


def take(folder: Path, raw: bytes, came: Path) -> Head:
    """Take in what the board shows now. raw: its signed head; came: its archive, as a file in the same folder.

    Rejected if another key has signed than the first time, the archive is not the one that was signed, or it does not
    begin with the copy from the time before. Then the folder is left as it was, but for the head: it is the proof.
    """
    head, key = read(raw)
    known = folder / KEY
    if known.exists() and known.read_text().strip() != key:
        raise no(Rule.HEAD, "key")
    _keep(folder / HEADS, raw)
    if not _ends_in(came, head):
        raise no(Rule.HEAD, f"event {head.events}")
    if (folder / ARCHIVE).exists() and not _begins_with(came, folder / ARCHIVE):
        raise no(Rule.BOARD)
    known.write_text(f"{key}\n")
    came.replace(folder / ARCHIVE)
    return head


def _keep(heads: Path, raw: bytes) -> None:
    if not heads.exists() or raw not in heads.read_bytes().splitlines():
        with heads.open("ab") as file:
            file.write(raw + b"\n")


def _ends_in(archive: Path, head: Head) -> bool:
    """Whether that event is in the archive under that hash; more may have come after it was signed."""
    with archive.open("rb") as file:
        reached = next(islice(steps(file), head.events - 1, None), None) if head.events > 0 else None
        return reached is not None and reached.head == head.head


def _begins_with(archive: Path, copy: Path) -> bool:
    with archive.open("rb") as one, copy.open("rb") as other:
        while piece := other.read(PIECE):
            if one.read(len(piece)) != piece:
                return False
    return True
