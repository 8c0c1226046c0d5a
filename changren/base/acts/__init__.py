"""Nothing changes except through an act (docs/house.md, law 1)."""

from changren.base.acts.actors import Actor, Clockwork, is_clockwork
from changren.base.acts.declaration import ACTS, Act, act, acts_on, ask
from changren.base.acts.following import follow_acts
from changren.base.acts.offer import OpenAct, open_acts
from changren.base.acts.refusal import Guard, Kind, Objection, Refused, no
from changren.base.acts.rounds import performed

__all__ = [
    "ACTS",
    "Act",
    "Actor",
    "Clockwork",
    "Guard",
    "Kind",
    "Objection",
    "OpenAct",
    "Refused",
    "act",
    "acts_on",
    "ask",
    "follow_acts",
    "is_clockwork",
    "no",
    "open_acts",
    "performed",
]
