"""What the calendar asks in one round: one act after the other, none held up by another."""

import logging
from collections.abc import Iterator
from typing import Any

from changren.base.acts.declaration import Act
from changren.base.acts.refusal import Refused

log = logging.getLogger("changren.clock")


def performed(act: Act, it: Any, **given: Any) -> Iterator[Any]:
    """Perform it and yield what it was done to; nothing if it is refused, which the log tells.

    Refused is what somebody has done already since it was asked for; the next round sees what is left.
    """
    try:
        done = act(it, **given)
    except Refused as refusal:
        log.info("the clock was refused", extra={"act": act.name, "it": str(it.pk), "why": str(refusal)})
        return
    yield done
