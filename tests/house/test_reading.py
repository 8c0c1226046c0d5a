"""Who reads only Chinese, and who reads only English, can each use every page.

Every page is read in both languages, forms also as they come back when they were sent empty. What stands in the
database is data and may be in either: names, titles, what people wrote. It is taken out; no word of the other
language may be left.
"""

import re
from html.parser import HTMLParser

import polib
import pytest
from django.apps import apps

from changren.base.jobs.declaration import KINDS
from changren.base.tenancy.scope import within_district
from changren.organisation.middleware import LANGUAGE_COOKIE
from changren.organisation.models import Person
from changren.site import setup
from tests.conftest import HERE
from tests.house.isolating import IDLE, District
from tests.house.seeing import GUEST, Looking, Sight
from tests.house.test_translations import CATALOGUE

pytestmark = pytest.mark.any_engine
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
LATIN = re.compile(r"[A-Za-z]{2,}")
SPOKEN = {"alt", "aria-label", "title", "placeholder", "data-label", "data-sending", "data-kept", "data-lost",
          "data-ended", "data-left", "data-over"}  # fmt: skip
QUIET = {"script", "style", "mark"}  # a mark quotes a piece of what people wrote
SAMPLES = {"ui", "ballots:booth", "ballots:alone"}  # show both scripts, or speak both languages by themselves
NOTHING = Sight("nothing", "/nothing/", GUEST)
IN_EITHER = re.compile(
    r"\b\d{4}-(提案|提议|建议|群众意见)-\d+|中文|English"  # numbers people use; the buttons that choose
    r"|(?<![A-Za-z])(PDF|JPG|PNG|DOCX|XLSX|SHA-256|Excel|WPS|Word|MB|KB)(?![A-Za-z])"
    r"|\w*\.(pdf|xlsx?|csv)|changren ballots mirror"  # names of formats and files; what is typed at a terminal
    r"|(https?://|testserver/)\S+|(?<![\w+/])([\w+/]{43}|[0-9a-f]{64})(?![\w+/])"  # addresses; trackers; hashes
    r"|\b(?=\w+[1-9A-Z])[1-9A-HJ-NP-Za-km-z]{14}\b"  # the number of a poll
    r"|(?<!\S)/[\w./-]+"  # a place on the disk
    r"|[\u4e00-\u9fff](\*+|[\u4e00-\u9fff]*…)"  # names that are masked, or too long for a drawing
    r"|{\w+}"  # holes that the script fills
    rf"|{IDLE.verb}",  # a job that is only there in tests
    re.ASCII,
)
IN_BOTH = {  # texts in the database that the pages say as well: a name, answers on a ballot, what is elected
    "新代表", "不同意", "弃权", "补选代表",
}  # fmt: skip
SAID = {entry.msgstr for entry in polib.pofile(str(CATALOGUE))}


class Reader(HTMLParser):
    """What a page says: its texts, and the attributes that are shown or read out."""

    def __init__(self, html):
        super().__init__()
        self.said, self._silent = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._silent += tag in QUIET
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        self._silent -= tag in QUIET

    def handle_data(self, text):
        if not self._silent:
            self.said.append(text)


@pytest.fixture
def looking(db, on, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(setup, "TOKEN", tmp_path / "token")
    monkeypatch.setitem(KINDS, IDLE.name, IDLE)
    district = District(HERE, "甲区")
    district.live()
    return Looking(district)


def data():
    """Every text in the database, longest first, as one expression."""
    found = set()
    for model in apps.get_models():
        if model.__module__.startswith("changren."):
            for row in getattr(model, "every_district", model.objects).values():
                for value in row.values():
                    found |= set(texts(value))
    return re.compile("|".join(re.escape(text) for text in sorted(found, key=len, reverse=True)))


def texts(value):
    """The lines of a text, or of all texts in a structure, that hold more than one sign.

    What is kept in both languages, such as the grades of a form, is read in one's own, and is no such text.
    """
    if isinstance(value, dict) and value.keys() == {"zh", "en"}:
        return []
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if CHINESE.search(line) and len(line.strip()) > 1]
    nested = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for one in nested for text in texts(one)]


def foreign(html, script, known):
    """What stands there in the other script and is no data."""
    left = (known.sub(" ", IN_EITHER.sub(" ", text)) for text in Reader(html).said)
    return [re.sub(r"\s+", " ", text).strip() for text in left if script.search(text)]


def test_every_page_can_be_read_in_chinese_alone_and_in_english_alone(looking):
    known = data()
    assert {text for text in known.pattern.split("|") if text in SAID} == IN_BOTH
    left = {}
    for language, script in (("zh-hans", LATIN), ("en", CHINESE)):
        for sight, html in read(looking, language):
            assert f'<html lang="{language}"' in html
            left |= {(sight.name, language, text): sight.path for text in foreign(html, script, known)}
    assert left == {}


def read(looking, language):
    """Every page in a language: those that have been seen already, or all of them again."""
    seen = [*looking.html.items(), *looking.refused.items()]
    looking.browsers[GUEST].cookies[LANGUAGE_COOKIE] = language
    with within_district(HERE):
        is_seen = not Person.objects.exclude(language=language).exists()
        Person.objects.update(language=language)
    asked = [(one, "get", html) for one, html in seen if one.name not in SAMPLES]
    asked += [(one, "post", html) for one, html in looking.wrong.items()] + [(NOTHING, "get", "")]
    for sight, method, html in asked:
        kept = html if is_seen and sight.post != GUEST else ""
        yield sight, kept or getattr(looking.browsers[sight.post], method)(sight.path).content.decode()
