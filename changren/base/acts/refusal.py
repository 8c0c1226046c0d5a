"""No, and why: the sentence that greys the button and refuses the request."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise

Sentence = str | Promise


class Kind(Enum):
    """Which question was answered no: a page hides what is not yours and greys what is not yet possible."""

    STATE = "state"
    WHO = "who"
    WHEN = "when"


@dataclass(frozen=True)
class Objection:
    """Why an act may not be done now.

    `says` is for the reader, with `values` filled in when it is shown (so in their language);
    `rule` is the provision it rests on, if it rests on one.
    """

    says: Sentence
    values: Any = None
    rule: Any = None
    kind: Kind = Kind.WHEN

    def __str__(self) -> str:
        return str(self.says).format_map(self.values or {})

    def of_kind(self, kind: Kind) -> "Objection":
        return Objection(self.says, self.values, self.rule, kind)


Answer = Objection | Sentence | None
Guard = Callable[..., Answer]


def no(says: Sentence, *, rule: Any = None, **values: Any) -> Objection:
    """A guard's no: `return no(_("{have} of {need} co-signers"), have=1, need=10, rule=provision)`."""
    return Objection(says, values, rule)


class Refused(Exception):
    """Raised by an act that may not be done. It leaves no trace; one middleware turns it into a page."""

    def __init__(self, objection: Objection | Sentence) -> None:
        self.objection = objection if isinstance(objection, Objection) else Objection(objection)
        super().__init__(objection)

    def __str__(self) -> str:
        return str(self.objection)
