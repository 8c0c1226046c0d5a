"""Lines of a delegate's duty file, as every mechanism tells them (`duties(mandate, period)`)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from changren.base.acts.refusal import Sentence


class Right(Enum):
    """The four rights that a delegate keeps between sessions."""

    KNOW = "know"
    TAKE_PART = "take part"
    SUPERVISE = "supervise"
    EVALUATE = "evaluate"


@dataclass(frozen=True)
class Duty:
    """One thing a delegate did: the day, what it was, what it was about, and which right it used."""

    day: date
    says: Sentence
    it: Any
    right: Right
