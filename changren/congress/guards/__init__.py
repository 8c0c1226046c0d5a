"""Who may, and when, told by the Annual Meeting Rules."""

from changren.congress.guards.people import (
    is_committee,
    is_district,
    is_office,
)
from changren.congress.guards.stages import (
    ends_later,
    is_invited,
    is_not_invited,
    is_still_to_be_held,
    mandate_is_of_term,
    person_is_of_township,
    session_is_free,
    session_is_planned,
)

__all__ = [
    "ends_later",
    "is_committee",
    "is_district",
    "is_invited",
    "is_not_invited",
    "is_office",
    "is_still_to_be_held",
    "mandate_is_of_term",
    "person_is_of_township",
    "session_is_free",
    "session_is_planned",
]
