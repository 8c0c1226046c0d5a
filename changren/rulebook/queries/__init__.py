"""What is the rule, since when, who chose it; how far is a draft; and what waits for somebody here."""

from changren.rulebook.queries.boards import Line, Row, board, books_to_draft, in_force, waiting_for
from changren.rulebook.queries.cards import Card, Since, base_of, card
from changren.rulebook.queries.doors import choices_for, consultations_for, regulations_for
from changren.rulebook.queries.sheets import Choosing, Sheet, sheet
from changren.rulebook.queries.texts import (
    Article,
    Reading,
    reading,
    reading_of_version,
    text_of,
    text_of_version,
    versions_of_book,
)
from changren.rulebook.queries.what_if import WhatIf, WhatIfRow

__all__ = [
    "Article",
    "Card",
    "Choosing",
    "Line",
    "Reading",
    "Row",
    "Sheet",
    "Since",
    "WhatIf",
    "WhatIfRow",
    "base_of",
    "board",
    "books_to_draft",
    "card",
    "choices_for",
    "consultations_for",
    "in_force",
    "reading",
    "reading_of_version",
    "regulations_for",
    "sheet",
    "text_of",
    "text_of_version",
    "versions_of_book",
    "waiting_for",
]
