"""Observing the congress, from the notice to the last opinion. Read with README.md beside it."""

from changren.gallery.acts.admitting import (
    finish,
    give_opinion,
    issue_permits,
    let_in,
    read_opinion,
    take_back_permit,
)
from changren.gallery.acts.applying import (
    apply,
    recommend,
    withdraw,
)
from changren.gallery.acts.clockwork import (
    close_applications,
    forget_numbers,
)
from changren.gallery.acts.deciding import (
    decide,
    shortlist,
)
from changren.gallery.acts.preparing import (
    call_off,
    prepare,
    publish_notice,
    revise,
)

__all__ = [
    "apply",
    "call_off",
    "close_applications",
    "decide",
    "finish",
    "forget_numbers",
    "give_opinion",
    "issue_permits",
    "let_in",
    "prepare",
    "publish_notice",
    "read_opinion",
    "recommend",
    "revise",
    "shortlist",
    "take_back_permit",
    "withdraw",
]
