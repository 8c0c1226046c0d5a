"""The example district: the published figures, told through acts, and every page of it for every role."""

import re
from html import unescape

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import resolve

from changren.base.clock import now
from changren.base.minutes import verify
from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.scope import within_district
from changren.mandates.models import Mandate, Session
from changren.organisation import signing
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import townships
from changren.proposals.models import Proposal
from changren.site.example import facts as told
from changren.site.example import loading

LUCHENG = 330302
LINK = re.compile(r'href="(/[^"#]*)"')
NOT_PAGES = re.compile(r"^/(static|ui/|live|help/pictures|organisation/sign-out)")
MOST, EACH = 400, 3  # pages that one role looks at; of one kind of address
ROLES = (Role.DELEGATE, Role.CLERK, Role.HANDLER, Role.HEAD, Role.COMMITTEE, Role.REVIEWER, Role.DISTRICT)

pytestmark = pytest.mark.any_engine  # told once, on one engine: it takes a minute


@pytest.fixture
def example(db, settings, tmp_path):
    """The example year, told from the beginning."""
    settings.EXAMPLE, settings.MEDIA_ROOT = True, tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for _moment in loading.load(LUCHENG):
        pass
    now.follow(told.published_at)
    with within_district(LUCHENG):
        yield
    now.follow(None)


def visitor(role: Role) -> Client:
    """Somebody in this role, signed in; of the first township that has one."""
    post = Post.objects.select_related("person").filter(role=role, until=None).order_by("township__order").first()
    Person.objects.filter(pk=post.person_id).update(must_choose_password=False, password_chosen_at=now.now())
    client = Client()
    client.cookies[signing.COOKIE] = signing.begin(post.person, "test", now.now())
    signing.SignIn.objects.filter(person=post.person).update(post=post)
    return client


def crawl(client: Client) -> dict[str, int]:
    """Every page that links lead to from the first one, each kind of address at most so often: its status."""
    seen: dict[str, int] = {}
    kinds: dict[str, int] = {}
    ahead = ["/"]
    while ahead and len(seen) < MOST:
        address = ahead.pop(0)
        kind = resolve(address.partition("?")[0]).route
        if address in seen or kinds.get(kind, 0) >= EACH:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        response = client.get(address)
        seen[address] = response.status_code
        if response.headers.get("Content-Type", "").startswith("text/html"):
            links = map(unescape, LINK.findall(response.content.decode()))
            ahead += [link for link in links if not NOT_PAGES.match(link)]
    return seen


def test_example_has_the_published_figures_and_every_page_opens(example):
    assert townships().count() == 9
    assert Mandate.objects.filter(state=Mandate.State.ACTIVE).count() == 530
    members = Post.objects.filter(role=Role.COMMITTEE, until=None).values("person").distinct().count()
    assert members == 61
    met = Session.objects.filter(state="held", held_on__year=2010).values("township").distinct().count()
    assert met == 7
    raised = Proposal.objects.filter(submitted_on__year=2010)
    assert raised.filter(raised_as=Proposal.Kind.PROPOSAL).count() == 31
    assert raised.filter(raised_as=Proposal.Kind.SUGGESTION).count() == 17
    assert raised.values("field").distinct().count() > 10
    assert list(verify(Entry.objects.order_by("number"), Chain.objects.get())) == []

    kinds = set()
    for role in ROLES:
        seen = crawl(visitor(role))
        assert {address: status for address, status in seen.items() if status != 200} == {}, role
        kinds |= {resolve(address.partition("?")[0]).view_name for address in seen}
    assert {"overview:board", "overview:records", "overview:excel", "overview:trial", "proposals:report"} <= kinds

    page = visitor(Role.DISTRICT).get("/overview/?year=2010").content.decode()
    page = re.sub(r'<span class="visually-hidden">.*?</span>', "", page)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    said = ("7 已召开会议的乡镇 共9个", "530 代表 共530个名额", "31 提案", "17 意见建议")
    assert [one for one in said if one not in words] == []


def test_example_does_not_start_in_production(monkeypatch):
    monkeypatch.setenv("CHANGREN_EXAMPLE", "1")
    monkeypatch.setenv("CHANGREN_PRODUCTION", "1")
    source = (site_settings.ROOT / "changren" / "site" / "settings.py").read_text("utf-8")
    with pytest.raises(ImproperlyConfigured, match="does not start in production"):
        exec(compile(source, str(site_settings.ROOT / "changren" / "site" / "settings.py"), "exec"), {
            "__file__": str(site_settings.ROOT / "changren" / "site" / "settings.py"), "__name__": "settings_again",
        })  # fmt: skip
