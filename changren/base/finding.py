"""What a model says of itself so that it can be found. The room declares it; the search above reads it.

A model that can be found has a method `finding()`. It may have `found_by()`: ids of whom its access door lets in
beside those of its township, such as units. `found_with` names lookups to what else changes its finding: when an act
changes the person behind "lead__person", the proposal is found under the new name. `written_with` are those of them
whose acts may change the thing itself. `papers_of` names the field with the id of what its papers belong to (see
`documents/names.py`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Finding:
    """One object as it can be found, in the words that stand on its page, whatever the reader's language.

    lines: what else can be searched, each with the label that a result shows it under. day: by which results are
    ordered and years are told; None for what has no day. for_all: everybody in the district may find it.
    """

    title: str
    township: UUID
    lines: tuple[tuple[Any, str], ...] = ()
    day: date | None = None
    state: str = ""
    field: str = ""
    for_all: bool = False

    @property
    def texts(self) -> list[str]:
        """Everything in it that can be searched."""
        return [self.title, *(text for _label, text in self.lines if text)]
