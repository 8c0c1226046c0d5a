"""What would another value have meant? The shape of the answer; the rooms that know the cases fill it in."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class WhatIfRow:
    """One past case: what it was, where it can be read, what the rule that held led to, what the other value would."""

    what: str
    link: str
    then: Any
    now: Any


@dataclass(frozen=True)
class WhatIf:
    """What would this value have meant? One room's answer, for the cases it had (see `Provision.with_value`)."""

    key: str
    value: Any
    room: str
    rows: tuple[WhatIfRow, ...]
