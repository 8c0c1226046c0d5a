"""docs/rules.md is the book, and is not stale."""

from pathlib import Path

from django.utils import translation

import changren
from changren.rulebook.documents import rules_as_markdown
from changren.rulebook.loading import definitions

FILE = Path(changren.__file__).parent.parent / "docs" / "rules.md"


def test_rules_md_is_what_the_book_says():
    assert FILE.read_text("utf-8") == rules_as_markdown(), "write rules_as_markdown() into docs/rules.md"


def test_every_provision_is_in_it_once():
    text = rules_as_markdown()
    assert [key for key in definitions() if text.count(f"| `{key}` |") != 1] == []


def test_a_line_has_value_base_article_leave_and_evidence():
    (line,) = [line for line in rules_as_markdown().splitlines() if line.startswith("| `elections.quorum` |")]
    assert line == (
        "| `elections.quorum` | 选举到会法定人数 · Quorum of an election | at least 4/5 (from 2010-03-01), of those "
        "who should attend | 2 | The townships may not vary it. Not less than 4/5. | grassroots election regulation of "
        "2020: at least 4/5; the text of 1990: more than 4/5; to be confirmed by the district |"
    )


def test_it_does_not_depend_on_the_readers_language():
    with translation.override("zh-hans"):
        chinese = rules_as_markdown()
    assert chinese == rules_as_markdown()
