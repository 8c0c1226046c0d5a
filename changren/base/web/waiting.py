"""What waits for somebody: one line of a desk. Every room answers `waiting_for(person)` with a list of these."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from changren.base.acts.refusal import Sentence


@dataclass(frozen=True)
class Waiting:
    """Something that `post` is to do.

    says: a lazy sentence, such as "Decide the termination". it: what it is about. url: where it is done. due: by
    when; None where no rule gives a date. rule: the provision that gives it.
    """

    post: Any
    says: Sentence
    it: Any
    url: str
    due: date | None = None
    rule: Any = None
