"""Double contact, from the plan to the answer that comes down again. Read with README.md beside it."""

from changren.contact.acts.lists import (
    enter_lists,
    list_person,
    take_off,
)
from changren.contact.acts.messages import (
    say_back,
    send_down,
)
from changren.contact.acts.plans import (
    adopt,
    assign,
    drop,
    end,
    propose,
    propose_again,
)
from changren.contact.acts.talks import (
    amend,
    answer,
    log_talk,
    log_visit,
    tell_on,
)

__all__ = [
    "adopt",
    "amend",
    "answer",
    "assign",
    "drop",
    "end",
    "enter_lists",
    "list_person",
    "log_talk",
    "log_visit",
    "propose",
    "propose_again",
    "say_back",
    "send_down",
    "take_off",
    "tell_on",
]
