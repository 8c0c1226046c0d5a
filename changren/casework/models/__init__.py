"""Cases, who raised them, who answers, and what was said."""

from changren.casework.models.answers import Answer, Contact, Delivery, Progress
from changren.casework.models.cases import FOLLOWED_GRADES, Case, Grade, Raiser
from changren.casework.models.handling import Assignment, Extension, Pause

__all__ = [
    "FOLLOWED_GRADES",
    "Answer",
    "Assignment",
    "Case",
    "Contact",
    "Delivery",
    "Extension",
    "Grade",
    "Pause",
    "Progress",
    "Raiser",
]
