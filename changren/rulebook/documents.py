"""What can be printed of the rulebook beside its pages: docs/rules.md, every number in one list."""

from collections.abc import Iterator

from django.utils import translation

from changren.rulebook.loading import Book, books
from changren.rulebook.provisions import BASES, Definition, worded

HEAD = """# The rules

Every number of the "1+N", with its article, its day, and what a township may do with it. The values are an example,
to be confirmed by the district. Generated from `changren/rulebook/book/` by `changren.rulebook.documents`; a test
fails when this file is stale.
"""
COLUMNS = "| key | provision | value | article | townships | evidence |\n| --- | --- | --- | --- | --- | --- |"


def rules_as_markdown() -> str:
    """The whole book as Markdown, in English with the Chinese names beside it."""
    with translation.override("en"):
        return "\n".join([HEAD, *(part for book in books().values() for part in _chapter(book))])


def _chapter(book: Book) -> Iterator[str]:
    yield f"## {book.order}. {book.title['zh']} · {worded(book.title)}\n"
    yield COLUMNS
    yield from (_line(one) for one in book.provisions.values())
    yield ""


def _line(one: Definition) -> str:
    values = "; ".join(f"{one.in_words(dated.value)} (from {dated.since})" for dated in one.values)
    base = f", of {_base(one.base)}" if one.base else ""
    says = f"{one.says['zh']} · {worded(one.says)}"
    cells = [f"`{one.key}`", says, values + base, str(one.article), one.leave, worded(one.source)]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _base(base: str) -> str:
    return f"`{base}`" if "." in base else str(BASES[base])
