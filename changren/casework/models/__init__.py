"""Cases, who raised them, who answers, and what was said."""

from changren.casework.models.answers import Answer, Contact, Delivery, Progress
from changren.casework.models.cases import Case, Grade, Raiser
from changren.casework.models.handling import Assignment, Extension, Pause

__all__ = [
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
