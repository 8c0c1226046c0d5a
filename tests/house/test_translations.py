"""Every sentence is there in Chinese, and the catalogue says what the code says."""

import re
import subprocess
import sys

import polib
import pytest

from tests.house import plan

CATALOGUE = plan.CODE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
CHINESE_BY_NATURE = {  # Chinese that is no translation, and why
    "congress/queries/naming.py": "numbers as a title has them: 第七届, not 第7届",
    "organisation/acts/register.py": "the first officer's office; 乡, the ending that tells a township from a town",
    "organisation/forms.py": "中文, on the button that chooses it",
    "organisation/spelling.py": "surnames that sound otherwise than the same character elsewhere",
    "site/backup/archive.py": "常任, the name; and the note inside the archive, for readers of either language",
    "site/settings.py": "中文, the name of the language",
    "base/ui/shell/foot.html": "中文, on the button that chooses it",
    "base/ui/gallery/samples.py": "samples of both scripts, to look at",
    "ballots/protocol/rules.py": "the sentences of a protocol that stands without Django, in both languages",
    "ballots/mirroring.py": "what whoever keeps a copy is told at a terminal, in both languages at once",
    "ballots/refusing.py": "how every command of ballots refuses, in both languages at once",
    "ballots/commands.py": "what scrutineers and voters are told at a terminal, in both languages at once",
    "ballots/booth/booth.html": "a page that stands alone: what it says before its script can choose a language",
    "ballots/scrutineer/page.py": "what such a page is called",
    "ballots/scrutineer/scrutineer.html": "the same",
    "ballots/slips/slips.html": "the same",
    "ballots/slips/page.py": "and what it is called",
    "ballots/slips/paper.py": "paper, in the language of those who draw it",
    "ballots/protocol/auditor.py": "the report of the same",
    "ballots/protocol/__main__.py": "and what it can be asked",
    "base/tables/cells.py": "年月日, as dates are typed; （） around numbers; signs that only look like a dot",
    "base/tables/headings.py": "words that begin a row which is no record",
    "base/ui/gallery/gallery.html": "samples of both scripts, to look at",
    "proposals/models/proposals.py": "提案, 提议 and 建议 in the numbers people use, such as 2010-提案-003",
    "matters/queries/asking.py": "群众意见 in the numbers of cases, such as 2010-群众意见-12",
    "search/likeness.py": "words that say nothing of a matter, or nothing at its edges",
    "site/command.py": "常任, the name",
}
HOLES = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")


@pytest.fixture(scope="module")
def catalogue():
    assert CATALOGUE.exists(), "there is no catalogue: make messages"
    return polib.pofile(str(CATALOGUE))


def test_every_sentence_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy] == []


def test_translations_have_the_same_holes(catalogue):
    wrong = []
    for entry in catalogue:
        for said in entry.msgstr_plural.values() or [entry.msgstr]:
            wanted = {match[0] for match in HOLES.finditer(entry.msgid_plural or entry.msgid)}
            if {match[0] for match in HOLES.finditer(said)} != wanted:
                wrong.append(entry.msgid)
    assert wrong == []


def test_message_ids_are_english(catalogue):
    assert [entry.msgid for entry in catalogue if CJK.search(entry.msgid)] == []


def test_catalogue_is_what_the_code_asks_for():
    done = subprocess.run(
        [sys.executable, plan.ROOT / "scripts" / "messages.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_compiled_catalogue_is_the_catalogue(catalogue):
    compiled = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    assert compiled == {(entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue if entry.translated()}


def has_bare_chinese(path):
    """Whether a source holds Chinese outside comments and docstrings: what a reader of English would meet."""
    if path.suffix == ".html":
        return bool(
            CJK.search(re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text("utf-8"), flags=re.S))
        )
    return any(CJK.search(text) for text in plan.strings(path))


def test_sources_hold_no_bare_chinese():
    example = plan.CODE / "site" / "example"
    sources = [path for path in (*plan.sources(), *plan.templates()) if not path.is_relative_to(example)]
    found = {plan.name_of(path) for path in sources if has_bare_chinese(path)}
    assert found == {name for name in CHINESE_BY_NATURE if (plan.CODE / name).exists()}
